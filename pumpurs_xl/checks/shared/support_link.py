"""What a support row is linked to: its kind of support, and the lines of IAP and Izglītojamie behind it."""

from collections.abc import Iterator
from itertools import chain

from pumpurs_xl.book import Book
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow

_KINDS = {kind.row: kind for kind in SUPPORT_TYPES}


def support_rows(book: Book) -> Iterator[SupportRow]:
    """The rows of all kinds of support."""
    return chain.from_iterable(book.support.values())


def kind_of(row: SupportRow) -> SupportType:
    """The kind of support that the row is of."""
    return _KINDS[type(row)]
