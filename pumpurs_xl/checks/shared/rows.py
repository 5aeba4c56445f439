"""How rules reach rows, and what becomes of a cell that cannot be read: the rule that needs it says nothing of its row.

Such a cell has a finding of its own, by the rule that knows what may stand there.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import TypeVar, cast

from pumpurs_xl.book import Book
from pumpurs_xl.model.row import Row, Unreadable
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.budget import Grant
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.values.finding import Finding
from pumpurs_xl.values.money import ZERO

AnyRow = TypeVar("AnyRow", bound=Row)
Value = TypeVar("Value")


def rows_of(book: Book, row_type: type[AnyRow]) -> Iterator[AnyRow]:
    """The rows of a class and of those that extend it (`SupportRow`: of all support types), in the order of sheets."""
    classes = (rows for row_class, rows in book.rows_by_class.items() if issubclass(row_class, row_type))
    return cast("Iterator[AnyRow]", chain.from_iterable(classes))


def check_rows(
    rows: Iterable[AnyRow], book: Book, *checks: Callable[[AnyRow, Book], Iterable[Finding]]
) -> Iterator[Finding]:
    """The findings of each check at each row; a check that needs an unreadable cell is skipped, the others are not."""
    for row in rows:
        for check in checks:
            try:
                yield from check(row, book)
            except Unreadable:
                continue


def money_in(row: Row, book: Book) -> Decimal:
    """EUR that were spent by a row of support, or that a document or a grant says; 0 where there are none to read."""
    if isinstance(row, SupportRow):
        return row.stake(book) or ZERO
    return row.__dict__.get("amount") or ZERO if isinstance(row, Invoice | Grant) else ZERO


def value_or_none(value: Callable[[AnyRow], Value], row: AnyRow) -> Value | None:
    """What the function makes of the row; None where it needs a cell that cannot be read."""
    try:
        return value(row)
    except Unreadable:
        return None
