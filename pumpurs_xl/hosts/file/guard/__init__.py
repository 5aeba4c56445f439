"""The guard: streams a workbook file once, before any value of it is believed.

It refuses what is no sound workbook, and tells what the reader of values cannot: error values, formulas and
whether they hold a value, how typed cells look, what is hidden by hand, merged cells, tables, names, and how far the
values reach.
"""

from dataclasses import dataclass
from pathlib import Path

from pumpurs_xl.hosts.file.guard.file_bytes import read_bytes, refuse_damage
from pumpurs_xl.hosts.file.guard.outline import MAIN, SheetPart, TablePart, read_outline, tables_on
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file
from pumpurs_xl.hosts.file.guard.sheet import SheetScan, scan_sheet
from pumpurs_xl.hosts.file.guard.styles import looks_of
from pumpurs_xl.hosts.file.guard.watch import Watch
from pumpurs_xl.model.look import Look
from pumpurs_xl.values.a1 import Area

_TEXTS = "xl/sharedstrings.xml"


@dataclass(frozen=True)
class Scan:
    """What the guard saw in a sound workbook. `data` is the file as it was read: no later one is believed."""

    data: bytes
    parts: Parts
    sheets: tuple[SheetScan, ...]
    tables: tuple[TablePart, ...]
    names: dict[str, str]  # defined for the whole workbook -> formula
    looks: tuple[Look, ...] = ()  # by the number of the cell format
    manual: bool = False  # formulas are calculated when somebody says so

    def on(self, sheet: str) -> list[TablePart]:
        """The tables of a sheet."""
        return [table for table in self.tables if table.sheet == sheet]


def scan(path: Path) -> Scan:
    """Streams the workbook file once; Refusal where it is missing, unreadable, damaged or no workbook."""
    data = read_bytes(path)
    with refuse_damage(path):
        parts = Parts(path, data)
        outline = read_outline(parts)
        parts.prove(left_out={sheet.part for sheet in outline.sheets})
        texts = _count_texts(parts)
        tables = {sheet.name: tables_on(parts, sheet) for sheet in outline.sheets}
        found = tuple(table for on_sheet in tables.values() for table in on_sheet)
        if len({table.name.casefold() for table in found}) != len(found):
            raise damaged_file(path, "xl/tables")
        looks = looks_of(parts, outline.beside)
        watches = {name: Watch.over(on_sheet, looks) for name, on_sheet in tables.items()}
        sheets = tuple(
            _scan_sheet(parts, sheet, texts, tables[sheet.name], watches[sheet.name]) for sheet in outline.sheets
        )
        return Scan(data, parts, sheets, found, outline.names, looks, outline.manual)


def _scan_sheet(parts: Parts, sheet: SheetPart, texts: int, tables: list[TablePart], watch: Watch) -> SheetScan:
    """A sheet as far as a person may have typed something on purpose: well past the last table."""
    last_row = max((table.area.last_row for table in tables), default=0)
    last_column = max((table.area.last_column for table in tables), default=0)
    seen = scan_sheet(parts, sheet, texts, Area(1, 1, last_row + 5_000, last_column + 100), watch)
    seen.filters += [table.area for table in tables if table.filtered]
    return seen


def _count_texts(parts: Parts) -> int:
    """How many shared texts the cells may point at."""
    count = 0

    def start_element(tag: str, _: dict[str, str]) -> None:
        nonlocal count
        count += tag == f"{MAIN} si"

    for name in parts.names:
        if name.casefold() == _TEXTS:
            parts.parse(name, start=start_element)
    return count
