"""The guard: streams a workbook file once, before any value of it is believed.

It refuses what is no sound workbook, and tells what the reader of values cannot: error values, formulas and
whether they hold a value, rows hidden by hand, merged cells, tables, names, and how far the values reach.
"""

from dataclasses import dataclass
from pathlib import Path

from pumpurs_xl.hosts.file.guard.book import MAIN, SheetPart, TablePart, outline, tables
from pumpurs_xl.hosts.file.guard.door import contents, damage_told, damaged
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.sheet import SheetScan, scan_sheet
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

    def on(self, sheet: str) -> list[TablePart]:
        """The tables of a sheet."""
        return [table for table in self.tables if table.sheet == sheet]


def scan(path: Path) -> Scan:
    """Streams the workbook file once; Refusal where it is missing, unreadable, damaged or no workbook."""
    data = contents(path)
    with damage_told(path):
        parts = Parts(path, data)
        book = outline(parts)
        parts.prove(left_out={sheet.part for sheet in book.sheets})
        texts = _count_texts(parts)
        found = tuple(table for sheet in book.sheets for table in tables(parts, sheet))
        if len({table.name.casefold() for table in found}) != len(found):
            raise damaged(path, "xl/tables")
        sheets = tuple(_scanned(parts, sheet, texts, found) for sheet in book.sheets)
        return Scan(data, parts, sheets, found, book.names)


def _scanned(parts: Parts, sheet: SheetPart, texts: int, found: tuple[TablePart, ...]) -> SheetScan:
    areas = [table.area for table in found if table.sheet == sheet.name]
    seen = scan_sheet(parts, sheet, texts, _reach(areas))
    seen.filters += [table.area for table in found if table.sheet == sheet.name and table.filtered]
    return seen


def _reach(areas: list[Area]) -> Area:
    """As far as a person may still have typed something on purpose: well past the last table."""
    last_row = max((area.last_row for area in areas), default=0)
    last_column = max((area.last_column for area in areas), default=0)
    return Area(1, 1, last_row + 5_000, last_column + 100)


def _count_texts(parts: Parts) -> int:
    count = 0

    def opened(tag: str, _: dict[str, str]) -> None:
        nonlocal count
        count += tag == f"{MAIN} si"

    for name in parts.names:
        if name.casefold() == _TEXTS:
            parts.parse(name, opened=opened)
    return count
