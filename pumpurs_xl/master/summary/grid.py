"""Kopsavilkums: where each figure stands, and the figures a reader finds there.

Above, three tables with a row a support type: the month worked on and the two semesters of its school
year. Below, one block a figure with a row a month and a column a support type.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pumpurs_xl.claims.totals import Sums
from pumpurs_xl.master.layout import SUMMARY
from pumpurs_xl.master.styles import COUNT, MONEY
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.values.a1 import address

TYPES = len(SUPPORT_TYPES)
TOTAL = TYPES + 1
"""The place of all support types together: after the last one, in rows and in columns."""
MONTHS_OF_YEAR = 12
FIRST_SEMESTER, SECOND_SEMESTER, YEAR = 13, 14, 15
"""Rows of a block under its twelve months."""


@dataclass(frozen=True)
class Figure:
    """One figure of the totals: its title, its format, and where the totals keep it."""

    name: str
    title: str
    number_format: str
    of: Callable[[Sums], Any]


FIGURES = (
    Figure("eligible", "Kompensējamā summa, EUR", MONEY, lambda sums: sums.eligible),
    Figure("esf", "ESF daļa, EUR", MONEY, lambda sums: sums.esf),
    Figure("state", "Valsts budžeta daļa, EUR", MONEY, lambda sums: sums.state),
    Figure("actual", "Faktiskie izdevumi, EUR", MONEY, lambda sums: sums.actual),
    Figure("not_eligible", "Neattiecināmā summa, EUR", MONEY, lambda sums: sums.not_eligible),
    Figure("rows", "Rindas", COUNT, lambda sums: sums.rows),
    Figure("learners", "Izglītojamie", COUNT, lambda sums: sums.learners),
)
BY_NAME = {figure.name: figure for figure in FIGURES}

MONTH_TABLE, FIRST_TABLE, SECOND_TABLE, CHARTS_AT = (4 + place * (TYPES + 4) for place in range(4))
"""The title rows of the three tables above; a header and the support types follow. The charts stand under them."""
TABLE_COLUMNS = (
    "learners",
    "plans",
    "rows",
    "actual",
    "eligible",
    "not_eligible",
    "esf",
    "state",
    "granted",
    "spent",
    "left",
)
_BLOCKS_AT, _BLOCK = CHARTS_AT + 20, 18


def in_table(table: int, name: str, place: int) -> str:
    """The cell of a figure of a support type (counted from 1; `TOTAL` for all) in one of the tables above."""
    return address(table + 1 + place, 2 + TABLE_COLUMNS.index(name))


def block(name: str) -> int:
    """The title row of the block of a figure; a header follows."""
    return _BLOCKS_AT + _BLOCK * FIGURES.index(BY_NAME[name])


def in_block(name: str, row: int, place: int) -> str:
    """The cell of a figure: month 1 is September, then the semesters and the year; the support type as above."""
    return address(block(name) + 1 + row, 1 + place)


def reference(cell: str) -> str:
    """The cell as other sheets name it."""
    return f"{SUMMARY}!{cell}"
