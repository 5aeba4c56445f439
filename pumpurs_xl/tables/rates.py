"""Likmes: ceilings and prices with the dates they are in force and what they rest on.

No rate = no ceiling; 0 means 0; an empty end = no end. A changed rate is a new row: an old month keeps
its own. An error at a rate, or two in force at once (V49), holds the rows that depend on it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pumpurs_xl.model.column import Amount, Day, Listed, Text, column
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.model.row import Row, spec
from pumpurs_xl.support import TITLES, Supported
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.spelling import fold


class Rate(Row):
    """A ceiling or a price in force from a day to a day."""

    support: Supported = column("Atbalsta veids", choices=TITLES, width=22)
    kind: Listed[RateKind] = column("Likme", help="Griesti vai cena.", width=20)
    place: Text | None = column("Vietas veids", default=None, help="Tikai naktsmītņu cenai.", width=18)
    amount: Amount = column("EUR", help="0 nozīmē: neko nekompensē.", limit=Limit.AT_LEAST_0)
    start: Day | None = column("Spēkā no", default=None, help="Tukšs = vienmēr bijusi spēkā.")
    end: Day | None = column("Spēkā līdz", default=None, help="Ieskaitot; tukšs = bez beigām.")
    basis: Text | None = column(
        "Pamatojums", optional=True, default=None, help="Līgums, noteikumi, rīkojums.", width=66
    )

    @property
    def key(self) -> tuple[str, RateKind, str]:
        """What the rate is for; a place tells prices of accommodation apart."""
        return self.support.code, self.kind, fold(self.place or "")

    def in_force(self, day: date) -> bool:
        """Whether the rate holds on that day, its first and last day included."""
        return (self.start or date.min) <= day <= (self.end or date.max)


class RateTable:
    """The rates of a workbook by what they are for."""

    def __init__(self, rates: Sequence[Rate]) -> None:
        self._by_key: dict[tuple[str, RateKind, str], list[Rate]] = defaultdict(list)
        for rate in rates:
            if rate.readable("support", "kind", "amount", "start", "end", "place"):
                self._by_key[rate.key].append(rate)
        self._found: dict[tuple[str, RateKind, date, str], Rate | None] = {}
        self._dark = [rate for rate in rates if rate.problems]

    def in_force(self, code: str, kind: RateKind, day: date, place: str | None = None) -> Rate | None:
        """The rate in force on the day, None where there is none."""
        key = code, kind, day, fold(place or "")
        if key not in self._found:
            in_force = [rate for rate in self._by_key[code, kind, key[3]] if rate.in_force(day)]
            self._found[key] = min(in_force, key=lambda rate: rate.amount, default=None)
        return self._found[key]

    def may_lack(self, code: str, kind: RateKind) -> bool:
        """Whether a rate that cannot be read may be of this kind; it has a finding of its own, and holds its rows."""
        return any(
            (not rate.readable("support") or rate.support.code == code)
            and (not rate.readable("kind") or rate.kind is kind)
            for rate in self._dark
        )


SPEC = spec(
    "tLikmes",
    "Likmes",
    Rate,
    en="Rates",
    help="Griesti un cenas ar datumiem. Likmi mainot, pievienojiet jaunu rindu; veco nelabojiet.",
)
