"""How large an amount may be, and how many decimals it may have, for each kind of row (V13)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial

from pumpurs_xl.model.row import Row
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.catering import DAY_FIELDS, Meals
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.support.purchase import Goods
from pumpurs_xl.support.special_transport import Ride
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.language import Both, both

_UNIT_PRICES = {RateKind.DAY_PRICE, RateKind.PER_KM, RateKind.PER_HOUR}
_MOST = {"summa": 2, "cena": 4}
"""Decimals by the kind of column."""


@dataclass(frozen=True)
class Limit:
    """What holds of these fields of a kind of row."""

    row: type[Row]
    fields: tuple[str, ...]
    holds: Callable[[Decimal], bool]
    problem: Both
    remedy: Both


_above_0 = partial(
    Limit,
    holds=lambda value: value > 0,
    problem=both("Skaitlis nav lielāks par 0.", "The number is not above 0."),
    remedy=both("Ierakstiet to, kas rakstīts dokumentā.", "Enter what the document says."),
)
_at_least_0 = partial(
    Limit,
    holds=lambda value: value >= 0,
    problem=both("Skaitlis ir mazāks par 0.", "The number is below 0."),
    remedy=both("Ierakstiet 0 vai lielāku skaitli.", "Enter 0 or more."),
)
_percent = partial(
    Limit,
    holds=lambda value: 0 <= value <= 100,
    problem=both("Procenti nav no 0 līdz 100.", "The percentage is not from 0 to 100."),
    remedy=both("Ierakstiet procentus, piemēram, 50.", "Enter the percentage, for example 50."),
)
LIMITS: tuple[Limit, ...] = (
    _above_0(Ticket, ("paid",)),
    _percent(Ticket, ("concession",)),
    _above_0(Goods, ("price",)),
    _above_0(Stay, ("monthly_price",)),
    _above_0(Meals, tuple(DAY_FIELDS.values())),
    _above_0(Ride, ("document_amount", "kilometres", "rate")),
    _above_0(Consultation, ("stated_hours",)),
    _at_least_0(Rate, ("amount",)),
    _at_least_0(Invoice, ("project_amount",)),
    _above_0(Settings, ("lesson_minutes",)),
    _percent(Settings, ("esf_share",)),
)
CORRECTABLE = frozenset({"paid", "price", "monthly_price", "document_amount"})
"""What a correction line may have below 0."""


@cache
def decimals(row_type: type[Row]) -> dict[str, Callable[[Row], int]]:
    """The typed amounts of a kind of row, each with how many decimals it may have."""
    typed = (each for each in row_type.columns() if each.kind.name in _MOST and not each.filled)
    return {each.field: _of_rate if row_type is Rate else _always(_MOST[each.kind.name]) for each in typed}


def _always(most: int) -> Callable[[Row], int]:
    return lambda _: most


def _of_rate(row: Row) -> int:
    """Ceilings are in whole cents; a unit price may be finer (the state lunch rate is 1,075 EUR, S 22)."""
    return 4 if row.__dict__.get("kind") in _UNIT_PRICES else 2
