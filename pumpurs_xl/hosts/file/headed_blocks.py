"""Blocks of cells that are headed like a table of ours and are no Excel table.

Google Sheets and other programs keep the cells of a workbook and drop its tables; a person copies cells elsewhere.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pumpurs_xl.book import SPECS
from pumpurs_xl.hosts.file.guard.outline import TablePart
from pumpurs_xl.hosts.file.stray import Cells
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.known_headings import spec_of
from pumpurs_xl.values.a1 import Area

_HEADINGS = frozenset(column.heading for spec in SPECS for column in spec.columns if not column.heading.isdigit())
_FEWEST = 2  # headings of a declared table, besides the numbers of days


def find_blocks(cells: Cells, sheet: str, tables: Sequence[TablePart]) -> Iterator[TablePart]:
    """The blocks of a sheet, without a name, each down to its last value or to what begins below."""
    headed: list[tuple[int, int, list[str]]] = []
    for row, values in enumerate(cells.values, start=1):
        if len(_HEADINGS.intersection(values)) >= _FEWEST:  # few rows hold headings; only those are looked at closely
            headed += ((row, column, headings) for column, headings in _runs(row, values, tables))
    for row, column, headings in headed:
        last = column + len(headings) - 1
        tops = [table.area[:2] + table.area[3:] for table in tables]
        tops += [(top, first, first + len(texts) - 1) for top, first, texts in headed]
        below = [top for top, first, end in tops if top > row and first <= last and column <= end]
        bottom = min(below, default=len(cells.values) + 1) - 1
        filled = (at for at in range(bottom, row, -1) if _holds_value(cells.values[at - 1][column - 1 : last]))
        yield TablePart("", sheet, Area(row, column, next(filled, row), last), tuple(headings))


def _runs(row: int, values: Sequence[Cell], tables: Sequence[TablePart]) -> Iterator[tuple[int, list[str]]]:
    """The first column and the texts of each run of cells outside the tables that heads a declared one."""
    free = [
        (column, text)
        for column, value in enumerate(values, start=1)
        if (text := heading_text(value)) and not any(table.area.holds(row, column) for table in tables)
    ]
    for _, run in groupby(enumerate(free), key=lambda each: each[1][0] - each[0]):
        cells = [cell for _, cell in run]
        headings = [text for _, text in cells]
        if spec_of(headings, SPECS):
            yield cells[0][0], headings


def heading_text(value: Cell) -> str:
    """A heading as the cell shows it, also one that another program made a number (1 … 31); empty for all else."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.strip() if isinstance(value, str) else ""


def _holds_value(values: Sequence[Cell]) -> bool:
    return any(str(value).strip() for value in values)
