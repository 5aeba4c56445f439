"""V13: an amount is a number above 0 in whole cents.

Latviski: Summa ir skaitlis, lielāks par 0, veselos centos.

Unit prices may have four decimals; rates and what of a document concerns the project may be 0; percentages are from 0
to 100. A correction may be negative: claimed in a later month than that of service, with the reason in Piezīmes. So
may a credit note in Rēķini and a line that lowers a budget. A ride needs the document's amount, or kilometres and a
rate.

Piemērs: samaksāts 1,255 EUR – kļūda, jo summa nav veselos centos.

Source: a euro is a hundred cents (Council Regulation (EC) No 974/98, Article 2). A unit price may be finer, as
the state's lunch rate of 1,075 EUR is (MK 30.08.2022 No. 538, S 22).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import input_fields
from pumpurs_xl.checks.shared.rows import check_rows, rows_of, value_or_none
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.model.row import Row, problems
from pumpurs_xl.support.special_transport import Ride
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.money import cents

DECIMALS = {"summa": 2, "cena": 4}
"""How many decimals an amount may have, by the kind of its column."""
UNIT_PRICES = {RateKind.DAY_PRICE, RateKind.PER_KM, RateKind.PER_HOUR}
"""The rates that may be finer than whole cents, as the state's lunch rate is; ceilings may not."""


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
"""By the limit that a column declares."""


@on_rows("V13", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, "not_number"):
        yield error(
            row.at(problem.field),
            both("Šeit jābūt skaitlim.", "A number is needed here."),
            both("Ierakstiet skaitli, piemēram, 12,50.", "Enter a number, for example 12.50."),
        )
    yield from check_rows(book.all_rows, book, _decimals, _limits)
    yield from check_rows(rows_of(book, Ride), book, _price_of_ride)


def _decimals(row: Row, _: Book) -> Iterator[Finding]:
    is_unit_price = isinstance(row, Rate) and row.__dict__.get("kind") in UNIT_PRICES
    for column_kind, most in DECIMALS.items():
        for name in input_fields(type(row), column_kind):
            value, allowed = row.__dict__.get(name), 4 if is_unit_price else most
            if value is not None and value != round(value, allowed):
                place = row.at(name)
                yield error(
                    place,
                    both(f"Aiz komata ir vairāk nekā {allowed} cipari.", f"There are more than {allowed} decimals."),
                    both("Ierakstiet summu, kā dokumentā.", "Enter the amount as the document says."),
                    Fix(str(place.cell), cents(value), lossless=False) if allowed == 2 else None,
                )


def _limits(row: Row, _: Book) -> Iterator[Finding]:
    for name, limit in _limits_of(type(row)):
        value, bound = row.__dict__.get(name), BOUNDS[limit]
        if value is not None and not bound.holds(value) and not _is_exception(row, limit, value):
            yield error(row.at(name), bound.problem, bound.remedy)


@cache
def _limits_of(row_type: type[Row]) -> list[tuple[str, Limit]]:
    return [(column.field, column.limit) for column in row_type.columns() if column.limit]


def _is_exception(row: Row, limit: Limit, value: Decimal) -> bool:
    """A correction; a ticket that a full concession made free (V23)."""
    if isinstance(row, Ticket) and value == 0 and row.concession == 100:
        return True
    may_correct = value < 0 and limit is Limit.CORRECTABLE and isinstance(row, SupportRow)
    return may_correct and row.claimed > row.month and bool(row.notes)


def _price_of_ride(ride: Ride, book: Book) -> Iterator[Finding]:
    rate = value_or_none(lambda each: each.rate or book.rate("ST", RateKind.PER_KM, each.day), ride)
    if ride.document_amount is None and ride.kilometres is None:
        yield error(
            ride.at("document_amount"),
            both("Nav ne dokumenta summas, ne kilometru.", "Neither the document's amount nor kilometres are given."),
            both("Ierakstiet vienu no tiem.", "Enter one of them."),
        )
    elif (
        ride.document_amount is None
        and rate is None
        and ride.readable("rate", "day")
        and not book.rate_table.may_lack("ST", RateKind.PER_KM)
    ):
        yield error(
            ride.at("rate"),
            both("Kilometriem nav likmes.", "There is no rate for the kilometres."),
            both("Ierakstiet likmi rindā vai lapā Likmes.", "Enter the rate in the row or in the sheet Likmes."),
        )
