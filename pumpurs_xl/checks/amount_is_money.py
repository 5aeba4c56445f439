"""V13: an amount is a number above 0 in whole cents.

Unit prices may have four decimals; rates and what of a document concerns the project may be 0; percentages are from 0
to 100. A correction may be negative: claimed in a later month than that of service, with the reason in Piezīmes. So
may a credit note in Rēķini and a line that lowers a budget. A ride needs the document's amount, or kilometres and a
rate.

Piemērs: samaksāts 1,255 EUR – kļūda, jo summa nav veselos centos.

Source: a euro is a hundred cents (Council Regulation (EC) No 974/98, Article 2). A unit price may be finer, as
the state's lunch rate of 1,075 EUR is (MK 30.08.2022 No. 538, S 22).
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.amount_limits import BOUNDS, DECIMALS, most_decimals
from pumpurs_xl.checks.shared.grouping import asked, rows_of, told
from pumpurs_xl.checks.shared.rule import on_rows
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.model.row import Row, problems
from pumpurs_xl.support.special_transport import Ride
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import cents


@on_rows("V13")
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, "not_number"):
        yield error(
            row.at(problem.field),
            both("Šeit jābūt skaitlim.", "A number is needed here."),
            both("Ierakstiet skaitli, piemēram, 12,50.", "Enter a number, for example 12.50."),
        )
    yield from asked(book.all_rows, book, _whole_cents, _within_limits)
    yield from asked(rows_of(Ride)(book), book, _priced)


def _whole_cents(row: Row, _: Book) -> Iterator[Finding]:
    for column in _amounts(type(row)):
        value, most = row.__dict__.get(column.field), most_decimals(row, column)
        if value is not None and value != round(value, most):
            yield _not_whole(row, column.field, value, most)


@cache
def _amounts(row_type: type[Row]) -> list[Column]:
    """The typed amounts of a row."""
    return [column for column in row_type.columns() if column.kind.name in DECIMALS and not column.filled]


def _not_whole(row: Row, name: str, value: Decimal, most: int) -> Finding:
    place = row.at(name)
    return error(
        place,
        both(f"Aiz komata ir vairāk nekā {most} cipari.", f"There are more than {most} decimals."),
        both("Ierakstiet summu, kā dokumentā.", "Enter the amount as the document says."),
        Fix(str(place.cell), cents(value), lossless=False) if most == 2 else None,
    )


def _within_limits(row: Row, _: Book) -> Iterator[Finding]:
    for name, limit in _limits_of(type(row)):
        value, bound = row.__dict__.get(name), BOUNDS[limit]
        if value is not None and not bound.holds(value) and not _is_excepted(row, limit, value):
            yield error(row.at(name), bound.problem, bound.remedy)


@cache
def _limits_of(row_type: type[Row]) -> list[tuple[str, Limit]]:
    return [(column.field, column.limit) for column in row_type.columns() if column.limit]


def _is_excepted(row: Row, limit: Limit, value: Decimal) -> bool:
    """A correction line; a ticket that a full concession made free (V23)."""
    if isinstance(row, Ticket) and value == 0 and row.concession == 100:
        return True
    return value < 0 and limit is Limit.CORRECTABLE and isinstance(row, SupportRow) and _is_correction(row)


def _is_correction(row: SupportRow) -> bool:
    return row.claimed > row.month and bool(row.notes)


def _priced(ride: Ride, book: Book) -> Iterator[Finding]:
    rate = told(lambda each: each.rate or book.rate("ST", RateKind.PER_KM, each.day), ride)
    if ride.document_amount is None and ride.kilometres is None:
        yield error(
            ride.at("document_amount"),
            both("Nav ne dokumenta summas, ne kilometru.", "Neither the document's amount nor kilometres are given."),
            both("Ierakstiet vienu no tiem.", "Enter one of them."),
        )
    elif ride.document_amount is None and rate is None and ride.readable("rate", "day"):
        yield error(
            ride.at("rate"),
            both("Kilometriem nav likmes.", "There is no rate for the kilometres."),
            both("Ierakstiet likmi rindā vai lapā Likmes.", "Enter the rate in the row or in the sheet Likmes."),
        )
