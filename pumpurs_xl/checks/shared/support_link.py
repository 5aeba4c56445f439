"""What a support row is linked to: its support type, and the lines of IAP and Izglītojamie behind it."""

from collections.abc import Iterator
from itertools import chain

from pumpurs_xl.book import Book
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow

_KINDS = {support_type.row: support_type for support_type in SUPPORT_TYPES}


def support_rows(book: Book) -> Iterator[SupportRow]:
    """The rows of all support types."""
    return chain.from_iterable(book.support.values())


def support_type_of(row: SupportRow) -> SupportType:
    """The support type that the row is of."""
    return _KINDS[type(row)]
