"""A hidden column of a sheet of support, as an Excel formula and the same in Python: each checks the other.

With it stand the formulas that several hidden columns share.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pumpurs_xl.master.ledger import LedgerLine, Number
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind


@dataclass(frozen=True)
class HiddenColumn:
    """A hidden column: its heading, its formula and the value that the formula must give."""

    name: str
    formula: str
    value: Callable[[LedgerLine], Number]


def key(line: LedgerLine, period: Number) -> Number:
    """The learner in a period as one number; 0 where either is unknown."""
    return line["_izgl"] * 1000 + period if line["_izgl"] and period else 0


def semester_key(known: str, month: str) -> str:
    """The formula of the learner in a semester as one number, from the number of the month."""
    return f"IF({known}=0,0,[_izgl]*1000+2*INT(({month}-1)/12)+IF(MOD({month}-1,12)<4,1,2))"


def in_force(support_type: SupportType, rate: RateKind, day: str) -> str:
    """The formula of the lowest EUR of such a rate on a day; `NO_CEILING` where there is none."""
    on_the_day = f"(tLikmes[_no]<={day})*(tLikmes[_lidz]>={day})*(1E7-tLikmes[_eur])"
    return f"ROUND(1E7-SUMPRODUCT(MAX((tLikmes[_kods]={rate_code(support_type, rate)})*{on_the_day})),4)"


def rate_code(support_type: SupportType, rate: RateKind) -> int:
    """The number by which Likmes knows a rate of a support type: the places of both in their lists."""
    return (SUPPORT_TYPES.index(support_type) + 1) * 10 + list(RateKind).index(rate) + 1
