"""How large an amount may be, and how many decimals it may have (V13); the columns declare their limits."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pumpurs_xl.model.column import Column
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.model.row import Row
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.language import Both, both


@dataclass(frozen=True)
class Bound:
    """What must hold of a number, and the sentences for one of which it does not."""

    holds: Callable[[Decimal], bool]
    problem: Both
    remedy: Both


_ABOVE_0 = Bound(
    lambda value: value > 0,
    both("Skaitlis nav lielāks par 0.", "The number is not above 0."),
    both("Ierakstiet to, kas rakstīts dokumentā.", "Enter what the document says."),
)
BOUNDS = {
    Limit.ABOVE_0: _ABOVE_0,
    Limit.CORRECTABLE: _ABOVE_0,
    Limit.AT_LEAST_0: Bound(
        lambda value: value >= 0,
        both("Skaitlis ir mazāks par 0.", "The number is below 0."),
        both("Ierakstiet 0 vai lielāku skaitli.", "Enter 0 or more."),
    ),
    Limit.PERCENT: Bound(
        lambda value: 0 <= value <= 100,
        both("Procenti nav no 0 līdz 100.", "The percentage is not from 0 to 100."),
        both("Ierakstiet procentus, piemēram, 50.", "Enter the percentage, for example 50."),
    ),
}
DECIMALS = {"summa": 2, "cena": 4}
"""The most decimals of a typed amount, by the kind of its column."""
_UNIT_PRICES = {RateKind.DAY_PRICE, RateKind.PER_KM, RateKind.PER_HOUR}


def most_decimals(row: Row, column: Column) -> int:
    """How many decimals the amount may have.

    Of rates, ceilings are in whole cents; a unit price may be finer (the state lunch rate is 1,075 EUR, S 22).
    """
    if isinstance(row, Rate):
        return DECIMALS["cena" if row.__dict__.get("kind") in _UNIT_PRICES else "summa"]
    return DECIMALS[column.kind.name]
