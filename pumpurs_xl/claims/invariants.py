"""What must hold of every row and of every claim before a form is stamped, whatever stands in the workbook.

0 ≤ ESF ≤ eligible ≤ actual, the state's part is not below 0, and the lines add up to the totals. Corrections are
below 0: in a row what is eligible then lies between the correction and 0, and of a claim that has one the sums alone
must agree.
"""

from collections.abc import Iterable

from pumpurs_xl.claims.totals import Sums
from pumpurs_xl.compensation import Compensation
from pumpurs_xl.values.money import ZERO


class UnsoundClaim(Exception):
    """A defect of the program: figures of a claim that cannot be; nothing of it may be written."""


def require_sound(claim: str, items: Iterable[Compensation], sums: Sums) -> None:
    """Raises UnsoundClaim, which names the claim and the row or sum, where the figures of a claim cannot be."""
    actual = eligible = ZERO
    corrected = False
    for item in items:
        low, high = sorted((ZERO, item.actual))
        if not low <= item.eligible <= high:
            raise UnsoundClaim(f"{claim}: {item.row.sheet}!{item.row.number} breaks 0 ≤ eligible ≤ actual")
        actual, eligible, corrected = actual + item.actual, eligible + item.eligible, corrected or item.actual < 0
    if (actual, eligible) != (sums.actual, sums.eligible):
        raise UnsoundClaim(f"{claim}: the lines do not add up to the totals")
    if sums.esf + sums.state != sums.eligible:
        raise UnsoundClaim(f"{claim}: ESF and state part do not add up to what is eligible")
    if not corrected and not (0 <= sums.esf <= sums.eligible <= sums.actual and sums.state >= 0):
        raise UnsoundClaim(f"{claim}: breaks 0 ≤ ESF ≤ eligible ≤ actual")
