"""A workbook in a file: its tables, as the guard has read their cells.

Every cell of a table comes in as plain Python (str, float, bool, date, datetime, time, timedelta, None), or
as a marker: an error value, a formula without a value, a cell under a merged one.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from pathlib import Path

from pumpurs_xl.hosts.file.guard import Scan, scan
from pumpurs_xl.hosts.file.guard.file_bytes import refuse_damage
from pumpurs_xl.hosts.file.guard.limits import LARGEST_GRID
from pumpurs_xl.hosts.file.guard.outline import TablePart
from pumpurs_xl.hosts.file.guard.refusals import too_much_inside
from pumpurs_xl.hosts.file.guard.sheet import SheetScan
from pumpurs_xl.hosts.file.guard.watch import Watch
from pumpurs_xl.hosts.file.headed_blocks import find_blocks, heading_text
from pumpurs_xl.hosts.file.owner_file import is_open_elsewhere
from pumpurs_xl.hosts.file.stray import find_strays
from pumpurs_xl.model.cell import Cell, MergedAway
from pumpurs_xl.model.look import Look
from pumpurs_xl.model.table import RawTable, RawWorkbook
from pumpurs_xl.values.a1 import Area

_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+)")
_EMPTY: list[Cell] = []
MOST_DRAWN = 1_500_000
"""Rows of all tables together: one is drawn to the last row of its sheet by a slip, several are not."""


def read_tables(path: Path) -> RawWorkbook:
    """All tables, named cells and stray values of a workbook file; Refusal where it is no sound workbook."""
    seen = scan(path)
    with refuse_damage(path):
        _refuse_expanse(path, seen)
        grids = {sheet.name: Grid(sheet) for sheet in seen.sheets}
        blocks = {name: list(find_blocks(grid, name, seen.on(name))) for name, grid in grids.items()}
        return RawWorkbook(
            name=path.name,
            tables={table.name: _raw_table(table, grids[table.sheet], seen.looks) for table in seen.tables},
            sheets=tuple(sheet.name for sheet in seen.sheets),
            names=dict(_values_of_names(seen, grids)),
            stray=tuple(
                stray
                for sheet in seen.sheets
                if (tables := [*seen.on(sheet.name), *blocks[sheet.name]])
                for stray in find_strays(grids[sheet.name], tables)
            ),
            blocks=tuple(
                _raw_table(block, grids[sheet], seen.looks) for sheet, found in blocks.items() for block in found
            ),
            open_elsewhere=is_open_elsewhere(path),
            manual=seen.manual,
            digest=hashlib.sha256(seen.data).hexdigest(),
        )


def _refuse_expanse(path: Path, seen: Scan) -> None:
    """Refuses tables that together are drawn over more than a person can have filled."""
    rows = {sheet.name: max(sheet.rows, default=0) for sheet in seen.sheets}
    merged = {sheet.name: sheet.merged for sheet in seen.sheets}
    drawn = under = 0
    for table in seen.tables:
        last = min(table.area.last_row, rows[table.sheet])
        shown = table.area._replace(last_row=max(last, table.area.first_row))
        drawn += last
        under += sum(
            len(down) * len(across) for area in merged[table.sheet] for down, across in [_overlap(area, shown)]
        )
    if drawn > MOST_DRAWN or under > LARGEST_GRID:
        raise too_much_inside(path, seen.tables[0].sheet)


class Grid:
    """The cells of one sheet by row and column as Excel counts, markers included."""

    def __init__(self, seen: SheetScan) -> None:
        self.seen, self.far = seen, seen.far

    @cached_property
    def values(self) -> list[list[Cell]]:
        """The rows from the first on to the last that holds a value, each as far as its own last value."""
        rows = self.seen.rows
        return [rows.get(row, _EMPTY) for row in range(1, max(rows, default=0) + 1)]

    def value(self, row: int, column: int) -> Cell:
        """The cell; None where it is empty or out of reach."""
        values = self.seen.rows.get(row, _EMPTY)
        return values[column - 1] if column <= len(values) else None

    def block(self, rows: range, area: Area) -> list[list[Cell]]:
        """The rows of an area, one value a column, to the last that holds one: empty ones at the end are not made."""
        stored, first, width = self.seen.rows, area.first_column - 1, area.last_column - area.first_column + 1
        block: list[list[Cell]] = []
        empty: list[Cell] = [None] * width
        last = 0
        for row in rows:
            values = stored.get(row, _EMPTY)[first : first + width]
            if any(value is not None for value in values):
                last = len(block) + 1
            block.append(values + empty[len(values) :] if values else empty)
        return block[:last]


def _raw_table(table: TablePart, grid: Grid, looks: Sequence[Look]) -> RawTable:
    body, area, watch = table.body, table.area, grid.seen.watch
    rows = grid.block(body, area)
    merges = tuple(merge for merge in grid.seen.merged if all(_overlap(merge, area)))
    shown = range(body.start, body.start + len(rows))
    for merge in merges:
        for row, column in product(*_overlap(merge, area)):
            if row in shown and (row, column) != merge[:2]:
                rows[row - body.start] = list(rows[row - body.start])
                rows[row - body.start][column - area.first_column] = MergedAway()
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


def _values_of_names(seen: Scan, grids: dict[str, Grid]) -> Iterator[tuple[str, Cell]]:
    """The values of the names that stand for one cell."""
    known = {sheet.name for sheet in seen.sheets}
    for name, formula in seen.names.items():
        match = _ONE_CELL.fullmatch(formula)
        sheet = (match[1] or match[2]).replace("''", "'") if match else ""
        if match and sheet in known:
            cell = Area.parse(match[3])
            yield name, grids[sheet].value(cell.first_row, cell.first_column)
