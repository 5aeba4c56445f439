"""How the typed cells of an open workbook look, as far as its program tells it in a few calls.

A number format or a width is asked of many cells at once; where they differ, of each half. Struck and white letters,
low rows and the formats of texts would have to be asked cell by cell: of those, the check of the file tells.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import xlwings

from pumpurs_xl.model.column import Column
from pumpurs_xl.model.look import Look
from pumpurs_xl.values.a1 import Area

MOST_CALLS = 200
"""For each table; what is not told after so many is left to the check of the file."""


class LiveLooks:
    """Asks the program about the typed columns of one table."""

    def __init__(self, sheet: xlwings.Sheet, columns: dict[int, Column], rows: range) -> None:
        self._sheet, self._columns, self._rows = sheet, columns, rows
        self._left = MOST_CALLS

    def numbers(self) -> dict[tuple[int, Look], frozenset[int]]:
        """Where a number may look other than it is: column and look, then the rows."""
        found: dict[tuple[int, Look], frozenset[int]] = defaultdict(frozenset)
        for first, last in self._stretches(lambda column: column.kind.is_number):
            block = Area(self._rows[0], first, self._rows[-1], last)
            for area, code in self._ask(block, lambda cells: cells.number_format):
                look = Look(str(code))
                if look.may_mislead:
                    for column in range(area.first_column, area.last_column + 1):
                        found[column, look] |= frozenset(range(area.first_row, area.last_row + 1))
        return dict(found)

    def hidden_columns(self) -> frozenset[int]:
        """The hidden ones of the columns that decide money."""
        found: set[int] = set()
        for first, last in self._stretches(lambda column: column.decides_money):
            block = Area(self._rows[0], first, self._rows[0], last)
            for area, width in self._ask(block, lambda cells: cells.column_width):
                if not width:
                    found.update(range(area.first_column, area.last_column + 1))
        return frozenset(found)

    def _stretches(self, wanted: Callable[[Column], bool]) -> Iterator[tuple[int, int]]:
        """The first and the last of each run of wanted columns."""
        places = sorted(place for place, column in self._columns.items() if wanted(column))
        for _, run in groupby(enumerate(places), key=lambda each: each[1] - each[0]):
            numbers = [place for _, place in run]
            yield numbers[0], numbers[-1]

    def _ask(self, area: Area, question: Callable[[xlwings.Range], Any]) -> Iterator[tuple[Area, Any]]:
        """The answer for a whole area; where its cells differ, for each half of it."""
        if self._left <= 0:
            return
        self._left -= 1
        corners = (area.first_row, area.first_column), (area.last_row, area.last_column)
        answer = question(self._sheet.range(*corners))
        if answer is not None:
            yield area, answer
            return
        (top, left), (bottom, right) = corners
        if right > left:
            middle = (left + right) // 2
            halves = Area(top, left, bottom, middle), Area(top, middle + 1, bottom, right)
        elif bottom > top:
            middle = (top + bottom) // 2
            halves = Area(top, left, middle, right), Area(middle + 1, left, bottom, right)
        else:
            return
        for half in halves:
            yield from self._ask(half, question)
