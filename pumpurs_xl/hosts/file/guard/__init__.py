"""The guard: streams a workbook file once and reads it, before any value of it is believed.

It refuses what is no sound workbook, and tells what the values alone do not: formulas and whether they hold a value,
how typed cells look, what is hidden by hand, merged cells, tables, names, and how far the values reach. There is no
second reading: what the guard proved is what the program computes with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pumpurs_xl.hosts.file.guard.cell_value import Content
from pumpurs_xl.hosts.file.guard.file_bytes import read_bytes, refuse_damage
from pumpurs_xl.hosts.file.guard.limits import Counted
from pumpurs_xl.hosts.file.guard.looks import looks_of
from pumpurs_xl.hosts.file.guard.moments import moments_of
from pumpurs_xl.hosts.file.guard.outline import MOST_TABLES, SheetPart, TablePart, read_outline, tables_on
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file, too_much_inside
from pumpurs_xl.hosts.file.guard.sheet import SheetScan, scan_sheet
from pumpurs_xl.hosts.file.guard.styles import read_styles
from pumpurs_xl.hosts.file.guard.texts import read_texts
from pumpurs_xl.hosts.file.guard.watch import Watch
from pumpurs_xl.model.look import Look
from pumpurs_xl.values.a1 import Area

_WITHOUT_TABLE = Area(1, 1, 100_000, 500)
"""As far as a sheet is read on which there is no table."""


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
        parts.prove(left_out={sheet.part for sheet in outline.sheets} | {outline.texts or ""})
        tables = {sheet.name: tables_on(parts, sheet) for sheet in outline.sheets}
        found = tuple(table for on_sheet in tables.values() for table in on_sheet)
        if len({table.name.casefold() for table in found}) != len(found):
            raise damaged_file(path, "xl/tables")
        if len(found) > MOST_TABLES:
            raise too_much_inside(path, "xl/tables")
        styles = read_styles(parts, outline.styles)
        moments = moments_of(styles, from_1904=outline.from_1904)
        content = Content(read_texts(parts, outline.texts), moments, Counted(path))
        looks = looks_of(styles, parts, outline.theme)
        sheets = tuple(_scan_sheet(parts, sheet, content, tables[sheet.name], looks) for sheet in outline.sheets)
        return Scan(data, parts, sheets, found, outline.names, looks, outline.manual)


def _scan_sheet(
    parts: Parts, sheet: SheetPart, content: Content, tables: list[TablePart], looks: Sequence[Look]
) -> SheetScan:
    """A sheet as far as a person may have typed something on purpose: well past the last table."""
    last_row = max((table.area.last_row for table in tables), default=0)
    last_column = max((table.area.last_column for table in tables), default=0)
    reach = Area(1, 1, last_row + 5_000, last_column + 100) if tables else _WITHOUT_TABLE
    seen = scan_sheet(parts, sheet, content, reach, partial(Watch.over, tables, looks))
    seen.filters += [table.area for table in tables if table.filtered]
    return seen
