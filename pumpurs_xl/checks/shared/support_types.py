"""What rules ask of the support type of a row, also of a row that stands outside the tables."""

from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import value_or_none
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.money import cents

_TYPES = {support_type.row: support_type for support_type in SUPPORT_TYPES}
ROW_TYPES = {support_type.table.name: support_type.row for support_type in SUPPORT_TYPES}
"""The class of the rows of each table of support."""


def support_type_of(row: SupportRow) -> SupportType:
    """The support type that the row is of."""
    return _TYPES[type(row)]


def money_outside(row: SupportRow, book: Book) -> Decimal | None:
    """EUR of a row outside the tables: its cost, else the amount typed in it; None where neither can be read."""
    amount = row.stake(book)
    if amount is None:
        amount = value_or_none(lambda each: getattr(each, each.amount_field), row)
    return cents(amount) if isinstance(amount, Decimal) else None
