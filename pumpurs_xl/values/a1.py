"""A1: cells, columns and areas as Excel names them, its day numbers and its error texts.

Rows and columns are counted from 1, as Excel shows them.

>>> letters(28), column_number("AB"), address(12, 28), split_cell("AB12"), position("AB12")
('AB', 28, 'AB12', ('AB', 12), (12, 28))
>>> area = Area.parse("$B$4:AA20")
>>> area, str(area), area.holds(20, 27), area.holds(21, 2)
(Area(first_row=4, first_column=2, last_row=20, last_column=27), 'B4:AA20', True, False)
>>> str(Area.parse_loosely("d:$e")), str(Area.parse_loosely("6:6"))
('D1:E1048576', 'A6:XFD6')
>>> serial(date(2023, 2, 1)), day_of(44958)
(44958, datetime.date(2023, 2, 1))
"""

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's calendar."""
ERROR_TEXTS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The error values that every version of Excel knows."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_WHOLE = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})", re.ASCII)


@cache
def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    rest, last = divmod(column - 1, 26)
    return (letters(rest) if rest else "") + chr(65 + last)


def column_number(name: str) -> int:
    """The place of a column: A is 1, XFD the last of a sheet."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """The cell as Excel names it: A12."""
    return f"{letters(column)}{row}"


def split_cell(cell: str) -> tuple[str, int]:
    """The letters and the row of a cell; row 0 where it names a column alone."""
    column = cell.rstrip("0123456789")
    return column, int(cell[len(column) :] or 0)


def position(cell: str) -> tuple[int, int]:
    """Row and column of a cell: A12 is 12, 1."""
    column, row = split_cell(cell)
    return row, column_number(column)


class Area(NamedTuple):
    """A rectangle of cells, its corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, reference: str) -> "Area":
        """The area written B4:AA20 or B4, as Excel writes it; ValueError for all else and beyond a sheet."""
        (first_row, first_column), (last_row, last_column) = _corners(reference)
        if first_row > last_row or first_column > last_column:
            raise ValueError(reference)
        return cls(first_row, first_column, last_row, last_column)

    @classmethod
    def parse_loosely(cls, reference: str) -> "Area":
        """The area also in small letters, with its corners in another order, or as D:D or 6:6; else ValueError."""
        if whole := _WHOLE.fullmatch(reference.upper()):
            left, right, top, bottom = whole.groups()
            reference = f"{left or 'A'}{top or 1}:{right or letters(LAST_COLUMN)}{bottom or LAST_ROW}"
        rows, columns = zip(*_corners(reference.upper()), strict=True)
        return cls(min(rows), min(columns), max(rows), max(columns))

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def __str__(self) -> str:
        first, last = address(self.first_row, self.first_column), address(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"


def _corners(reference: str) -> tuple[tuple[int, int], tuple[int, int]]:
    matches = [_CELL.fullmatch(corner) for corner in reference.split(":")]
    places = [(int(match[2]), column_number(match[1])) for match in matches if match]
    on_sheet = all(row <= LAST_ROW and column <= LAST_COLUMN for row, column in places)
    if not 1 <= len(matches) == len(places) <= 2 or not on_sheet:
        raise ValueError(reference)
    return places[0], places[-1]


def serial(day: date) -> int:
    """The number that Excel stores for a day."""
    return day.toordinal() - EPOCH.toordinal()


def day_of(number: float) -> date:
    """The day that an Excel day number stands for; its fraction is the time of day."""
    return EPOCH + timedelta(int(number))
