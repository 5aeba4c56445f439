"""Area: a rectangle of cells on a sheet, rows and columns counted from 1 as Excel shows them.

>>> area = Area.parse("$B$4:AA20")
>>> area, area.holds(20, 27), area.holds(21, 2)
(Area(first_row=4, first_column=2, last_row=20, last_column=27), True, False)
"""

import re
from typing import NamedTuple

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?", re.ASCII)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Area(NamedTuple):
    """A rectangle of cells, its corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, reference: str) -> "Area":
        """The area written B4:AA20 or B4; ValueError where it is none, or lies outside a sheet."""
        match = _REFERENCE.fullmatch(reference)
        if not match:
            raise ValueError(reference)
        column, row, last_column, last_row = match.groups()
        area = cls(int(row), column_number(column), int(last_row or row), column_number(last_column or column))
        if not (area.first_row <= area.last_row <= LAST_ROW and area.first_column <= area.last_column):
            raise ValueError(reference)
        return area

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


def column_number(letters: str) -> int:
    """A column's place: A is 1, XFD the last; ValueError beyond it."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(letters)
    return number
