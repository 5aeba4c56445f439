"""A workbook in a file: python-calamine reads the values, the guard tells what values alone do not.

Every cell of a table comes in as plain Python (str, float, bool, date, datetime, time, timedelta, None), or
as a marker: an error value, a formula without a value, a cell under a merged one.
"""

import hashlib
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from pumpurs_xl.hosts.file.guard import Scan, scan
from pumpurs_xl.hosts.file.guard.file_bytes import refuse_damage
from pumpurs_xl.hosts.file.guard.outline import TablePart
from pumpurs_xl.hosts.file.guard.plain_copy import Wanted, plain_copy
from pumpurs_xl.hosts.file.guard.refusals import damaged_file
from pumpurs_xl.hosts.file.guard.sheet import SheetScan
from pumpurs_xl.hosts.file.guard.watch import Watch
from pumpurs_xl.hosts.file.headed_blocks import find_blocks, heading_text
from pumpurs_xl.hosts.file.owner_file import is_open_elsewhere
from pumpurs_xl.hosts.file.stray import find_strays
from pumpurs_xl.model.cell import Cell, ErrorValue, MergedAway, NoValue
from pumpurs_xl.model.look import Look
from pumpurs_xl.model.table import RawTable, RawWorkbook
from pumpurs_xl.values.a1 import ERROR_TEXTS, Area

LARGEST_GRID = 6_000_000  # cells; the reader needs some 40 bytes for each
LEAST_NUMBER = -1e9  # the reader crashes on a date as long before Christ as this
_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+)")


def read_tables(path: Path) -> RawWorkbook:
    """All tables, named cells and stray values of a workbook file; Refusal where it is no sound workbook."""
    seen = scan(path)
    with refuse_damage(path), refuse_crash(path):
        grids = _Grids(seen)
        blocks = {
            sheet.name: list(find_blocks(grids.of(sheet.name), sheet.name, seen.on(sheet.name)))
            for sheet in seen.sheets
        }
        return RawWorkbook(
            name=path.name,
            tables={table.name: _raw_table(table, grids.of(table.sheet), seen.looks) for table in seen.tables},
            sheets=tuple(sheet.name for sheet in seen.sheets),
            names=dict(_values_of_names(seen, grids)),
            stray=tuple(
                stray
                for sheet in seen.sheets
                if (tables := [*seen.on(sheet.name), *blocks[sheet.name]])
                for stray in find_strays(grids.of(sheet.name), tables)
            ),
            blocks=tuple(
                _raw_table(block, grids.of(sheet), seen.looks) for sheet, found in blocks.items() for block in found
            ),
            open_elsewhere=is_open_elsewhere(path),
            manual=seen.manual,
            digest=hashlib.sha256(seen.data).hexdigest(),
        )


@contextmanager
def refuse_crash(path: Path) -> Iterator[None]:
    """Inside, whatever the reader of values raises becomes one Refusal, its own crash too."""
    try:
        yield
    except CalamineError as fault:
        raise damaged_file(path) from fault
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # it has no class to import
            raise damaged_file(path) from fault
        raise


class Grid:
    """The cells of one sheet by row and column as Excel counts, markers included."""

    def __init__(self, seen: SheetScan, values: list[list[Cell]], far: list[tuple[int, int]]) -> None:
        self.seen, self.values, self.far = seen, values, far
        self.marks: dict[tuple[int, int], Cell] = dict.fromkeys(seen.without_value, NoValue())
        self.marks.update({cell: ErrorValue(text) for cell, text in seen.errors.items()})
        self.marks.update(seen.negative)  # the reader takes -0.5 in a cell of times for 12:00

    def value(self, row: int, column: int) -> Cell:
        """The cell; None where it is empty or beyond what is stored."""
        if (row, column) in self.marks:
            return self.marks[row, column]
        if row > len(self.values) or column > len(self.values[row - 1]):
            return None
        value = self.values[row - 1][column - 1]
        return None if value == "" else value

    def block(self, rows: range, area: Area) -> list[list[Cell]]:
        """The rows of an area, one value a column."""
        first, width = area.first_column - 1, area.last_column - area.first_column + 1
        stored = self.values[rows.start - 1 : rows.stop - 1]
        block = [[None if value == "" else value for value in row[first : first + width]] for row in stored]
        for short in (row for row in block if len(row) < width):
            short.extend([None] * (width - len(short)))
        block.extend([None] * width for _ in range(len(rows) - len(block)))
        return block


class _Grids:
    """The sheets of a workbook, each read when it is first asked for."""

    def __init__(self, seen: Scan) -> None:
        self._sheets = {sheet.name: sheet for sheet in seen.sheets}
        self._grids: dict[str, Grid] = {}
        cut = {sheet.part: _bearable_cells(sheet) for sheet in seen.sheets if _unbearable(sheet)}
        data = plain_copy(seen.parts, cut) if cut or seen.parts.unusual else seen.data
        self._reader = CalamineWorkbook.from_filelike(io.BytesIO(data))

    def of(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            values = self._reader.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            seen = self._sheets[sheet]
            self._grids[sheet] = Grid(seen, values, seen.far if _unbearable(seen) else [])
        return self._grids[sheet]


def _unbearable(sheet: SheetScan) -> bool:
    """Whether the reader of values would fail on the sheet as it is."""
    immense = any(number < LEAST_NUMBER for number in sheet.negative.values())
    return immense or sheet.size > LARGEST_GRID or not ERROR_TEXTS.issuperset(sheet.errors.values())


def _bearable_cells(sheet: SheetScan) -> Wanted:
    """The cells within reach whose values the guard has not told already."""
    told = sheet.errors.keys() | sheet.negative.keys()
    return lambda row, column: sheet.reach.holds(row, column) and (row, column) not in told


def _raw_table(table: TablePart, grid: Grid, looks: Sequence[Look]) -> RawTable:
    body, area, watch = table.body, table.area, grid.seen.watch
    rows = grid.block(body, area)
    merges = tuple(merge for merge in grid.seen.merged if all(_overlap(merge, area)))
    marks = {cell: mark for cell, mark in grid.marks.items() if area.holds(*cell) and cell[0] in body}
    for merge in merges:
        under = product(*_overlap(merge, area))
        marks |= {cell: MergedAway() for cell in under if cell[0] in body and cell != merge[:2]}
    for (row, column), mark in marks.items():
        rows[row - body.start][column - area.first_column] = mark
    return RawTable(
        name=table.name,
        sheet=table.sheet,
        header_row=body.start - 1,
        first_column=area.first_column,
        headings=_headings(table, grid),
        rows=rows,
        formulas=_formulas(table, grid.seen),
        hidden_rows=frozenset(row for row in grid.seen.hidden_by_hand() if row in body),
        merges=merges,
        typed_formulas={
            cell: formula for cell, formula in watch.formulas.items() if area.holds(*cell) and cell[0] in body
        },
        looks=_looks(table, watch, looks),
        hidden_columns=frozenset(
            column for column in grid.seen.hidden_columns if area.first_column <= column <= area.last_column
        ),
        hidden_sheet=grid.seen.state != "visible",
    )


def _looks(table: TablePart, watch: Watch, looks: Sequence[Look]) -> dict[tuple[int, Look], frozenset[int]]:
    """Where in the table a cell may look other than it is."""
    found: dict[tuple[int, Look], frozenset[int]] = {}
    for (column, style), rows in watch.styled.items():
        inside = frozenset(row for row in rows if row in table.body)
        if inside and table.area.first_column <= column <= table.area.last_column:
            key = column, looks[int(style)]
            found[key] = found.get(key, frozenset()) | inside
    return found


def _headings(table: TablePart, grid: Grid) -> list[str]:
    """The headings as the sheet shows them, also where one is empty; the table's own where it shows none at all."""
    if not table.heading_rows:
        return list(table.headings)
    shown = [
        grid.value(table.area.first_row, column)
        for column in range(table.area.first_column, table.area.last_column + 1)
    ]
    return [cell if isinstance(cell, str) else heading_text(cell) for cell in shown]


def _formulas(table: TablePart, seen: SheetScan) -> dict[int, set[int]]:
    """The body rows that hold a formula, by column."""
    body, area = table.body, table.area
    return {
        column: set(rows[bisect_left(rows, body.start) : bisect_right(rows, body.stop - 1)])
        for column, rows in seen.formulas.items()
        if area.first_column <= column <= area.last_column
    }


def _overlap(one: Area, other: Area) -> tuple[range, range]:
    """The rows and the columns that two areas have in common."""
    rows = range(max(one.first_row, other.first_row), min(one.last_row, other.last_row) + 1)
    columns = range(max(one.first_column, other.first_column), min(one.last_column, other.last_column) + 1)
    return rows, columns


def _values_of_names(seen: Scan, grids: _Grids) -> Iterator[tuple[str, Cell]]:
    """The values of the names that stand for one cell."""
    known = {sheet.name for sheet in seen.sheets}
    for name, formula in seen.names.items():
        match = _ONE_CELL.fullmatch(formula)
        sheet = (match[1] or match[2]).replace("''", "'") if match else ""
        if match and sheet in known:
            cell = Area.parse(match[3])
            yield name, grids.of(sheet).value(cell.first_row, cell.first_column)
