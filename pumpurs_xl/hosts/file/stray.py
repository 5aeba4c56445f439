"""Stray values: what stands on a sheet outside its tables, where no calculation sees it.

Rows typed right under a table that did not grow are money lost; a value far away is most often a slip.
Titles above a table and notes close beside it are neither.
"""

from collections.abc import Iterator
from typing import Protocol

from pumpurs_xl.hosts.file.guard.outline import TablePart
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.table import StrayCell
from pumpurs_xl.values.a1 import Area

ROWS_APART, COLUMNS_APART = 20, 10
LIKE_A_ROW = 3
"""So many values side by side under a table are a row of it, however far below."""


class Cells(Protocol):
    """The cells of a sheet: its rows from the first on, each as far as its last value; those out of reach."""

    far: list[tuple[int, int]]

    @property
    def values(self) -> list[list[Cell]]:
        """The rows."""

    def value(self, row: int, column: int) -> Cell:
        """The cell; None where it is empty."""


def find_strays(cells: Cells, tables: list[TablePart]) -> Iterator[StrayCell]:
    """The stray values of a sheet with tables: those under a table, then the far ones."""
    areas = [table.area for table in tables]
    under: set[tuple[int, int]] = set()
    for table in tables:
        for row, column in _under(cells, table, areas):
            under.add((row, column))
            yield StrayCell(table.sheet, row, column, table.name, cells.value(row, column))
    for row, column in sorted({*_far(cells, areas), *cells.far} - under):
        yield StrayCell(tables[0].sheet, row, column)


def _under(cells: Cells, table: TablePart, areas: list[Area]) -> Iterator[tuple[int, int]]:
    """Values below a table down to the first wide gap, and below that whatever looks like a row of it."""
    area = table.area
    last = area.last_row
    for row in range(area.last_row + 1, len(cells.values) + 1):
        if row - last > ROWS_APART and not any(cells.values[row - 1][area.first_column - 1 : area.last_column]):
            continue  # there may be a million of these
        columns = [
            column
            for column in range(area.first_column, area.last_column + 1)
            if (value := cells.value(row, column)) is not None
            and str(value).strip()
            and not any(other.holds(row, column) for other in areas)
        ]
        if row - last > ROWS_APART and len(columns) < LIKE_A_ROW:
            continue
        if columns:
            last = row
            yield from ((row, column) for column in columns)


def _far(cells: Cells, areas: list[Area]) -> Iterator[tuple[int, int]]:
    """Values well below or well to the right of all tables."""
    last_row = max(area.last_row for area in areas) + ROWS_APART
    last_column = max(area.last_column for area in areas) + COLUMNS_APART
    for row, values in enumerate(cells.values, start=1):
        for column in range(1 if row > last_row else last_column + 1, len(values) + 1):
            if values[column - 1] is not None:
                yield row, column
