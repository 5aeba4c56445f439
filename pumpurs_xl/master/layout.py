"""Where things stand in the master workbook: the order of its sheets and the cells that formulas name."""

from dataclasses import dataclass
from decimal import Decimal

from pumpurs_xl.book import SPECS
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.a1 import letters
from pumpurs_xl.values.month import Month

START, CALCULATION, SUMMARY, FINDINGS, REGISTER = "Sākums", "Aprēķins", "Kopsavilkums", "Pārbaude", "Reģistrs"
SHEETS = (START, *(spec.sheet for spec in SPECS), CALCULATION, SUMMARY, FINDINGS, REGISTER)

HEADER_ROW = 4
"""The row of the headings on every sheet with a table: a title, a line of help and a blank row stand above."""
LEAST_ROWS = 2
"""A table has two body rows at least: with one, some programs add up nothing."""

YEARS = 10
"""School years that Aprēķins looks after, from the one in which expenses become eligible (Iestatījumi)."""
WINDOW = 12 * YEARS
NO_CEILING = 10_000_000
"""Stands for "no ceiling" in formulas: more money than a school will ever claim."""

MONTH_CELL = "C5"
VERSION_CELL = "C6"
CHOICE_CELL = "C4"
"""On Aprēķins: the support type that the reader looks at."""

_SIDE = 34  # the first column of what formulas need, right of what a person reads
NAMED_VALUES_AT = (HEADER_ROW, _SIDE)
NAMED_LISTS_AT = (HEADER_ROW, _SIDE + 3)
CEILINGS_AT = (HEADER_ROW + 7 + len(SUPPORT_TYPES), _SIDE)
MONTHS = range(CEILINGS_AT[0] + 1, CEILINGS_AT[0] + 1 + WINDOW)
"""The rows of the ceilings in force, one a month."""
DAYS_OF = tuple(support_type for support_type in SUPPORT_TYPES if RateKind.DAY in support_type.ceilings)
"""The support types that have a ceiling per day."""


@dataclass(frozen=True)
class Window:
    """The school years that the formulas look after, counted in months from their first September."""

    first_year: int

    def index(self, month: Month) -> int:
        """1 for September of the first school year; below 1 or above `WINDOW` outside."""
        return month.year * 12 + month.number - self.base

    def month(self, index: int) -> Month:
        """The month at this place in the window."""
        year, before = divmod(index + self.base - 1, 12)
        return Month(year, before + 1)

    @property
    def base(self) -> int:
        """What a month's number, counted from the year 0, exceeds its place in the window by."""
        return self.first_year * 12 + 8

    def holds(self, month: Month) -> bool:
        """Whether the formulas look after the month."""
        return 1 <= self.index(month) <= WINDOW


def semester_index(index: Decimal | int) -> int:
    """The place of a month's semester in the window, from the place of the month; 0 where that is 0."""
    years, months = divmod(int(index) - 1, 12)
    return (2 * years + (1 if months < 4 else 2)) if index else 0


def absolute(sheet: str, first: tuple[int, int], last: tuple[int, int] | None = None) -> str:
    """A fixed cell or area for a defined name; rows and columns as Excel counts."""
    cells = [f"${letters(column)}${row}" for row, column in (first, last or first)]
    return f"='{sheet}'!{':'.join(cells if last else cells[:1])}"
