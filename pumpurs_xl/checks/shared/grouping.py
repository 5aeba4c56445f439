"""Rows that belong together, for the rules that compare rows: grouped by what they share, never all with all.

A row whose deciding cell cannot be read is compared with nothing, and neither is a postponed one: it
holds up no other row.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar, cast

from pumpurs_xl.book import Book
from pumpurs_xl.model.row import Row, Unreadable
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding
from pumpurs_xl.values.language import Both, both, counted

AnyRow = TypeVar("AnyRow", bound=Row)
AnySupport = TypeVar("AnySupport", bound=SupportRow)
Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)
NAMED = 12
"""How many cells a message names; of the rest it tells the number, so that a long list stays readable."""


def rows_of(row_type: type[AnySupport]) -> Callable[[Book], Iterator[AnySupport]]:
    """The rows of one support type, or of several that have much in common."""
    kinds = [support_type for support_type in SUPPORT_TYPES if issubclass(support_type.row, row_type)]
    return lambda book: cast("Iterator[AnySupport]", chain.from_iterable(map(book.rows, kinds)))


def asked(
    rows: Iterable[AnyRow], book: Book, *questions: Callable[[AnyRow, Book], Iterable[Finding]]
) -> Iterator[Finding]:
    """Each question about each row; one that needs an unreadable cell keeps none of the others from being asked."""
    for row in rows:
        for question in questions:
            try:
                yield from question(row, book)
            except Unreadable:
                continue


def told(ask: Callable[[AnyRow], Answer], row: AnyRow) -> Answer | None:
    """What the row tells; None where a cell that decides it cannot be read."""
    try:
        return ask(row)
    except Unreadable:
        return None


def grouped(rows: Iterable[AnyRow], by: Callable[[AnyRow], Key]) -> dict[Key, list[AnyRow]]:
    """The rows by what they share; who has None for a key, alone or in a tuple, shares nothing."""
    found: dict[Key, list[AnyRow]] = defaultdict(list)
    for key, row in _keyed(rows, by):
        found[key].append(row)
    return found


def repeated(rows: Iterable[AnyRow], by: Callable[[AnyRow], Hashable]) -> list[list[AnyRow]]:
    """The groups of two rows or more."""
    first: dict[Hashable, AnyRow] = {}
    more: dict[Hashable, list[AnyRow]] = defaultdict(list)
    for key, row in _keyed(rows, by):
        if first.setdefault(key, row) is not row:
            more[key].append(row)
    return [[first[key], *rest] for key, rest in more.items()]


def _keyed(rows: Iterable[AnyRow], by: Callable[[AnyRow], Key]) -> Iterator[tuple[Key, AnyRow]]:
    for row in rows:
        key = None if isinstance(row, SupportRow) and row.is_postponed else told(by, row)
        if key is not None and not (isinstance(key, tuple) and None in key):
            yield key, row


def overlapping(rows: Iterable[AnyRow], span: Callable[[AnyRow], tuple[Any, Any]]) -> dict[AnyRow, list[AnyRow]]:
    """The rows that overlap, each with those it meets; what starts when another ends does not meet it.

    Of the rows still running only those that end last are kept: the next row, if it meets any, meets one of them.
    """
    met: dict[AnyRow, list[AnyRow]] = defaultdict(list)
    running: list[AnyRow] = []
    for row in sorted(rows, key=lambda row: span(row)[0]):
        running = [other for other in running if span(other)[1] > span(row)[0]]
        for other in running:
            met[row].append(other)
            met[other].append(row)
        running = sorted([*running, row], key=lambda row: span(row)[1])[-NAMED:]
    return met


def others(group: Sequence[Row], row: Row, name: str) -> Both:
    """The cells of the group's other rows, for a finding at `row`; with the sheet where that is another."""
    named = list(islice((other for other in group if other is not row), NAMED))
    prefix = {other.sheet: "" if other.sheet == row.sheet else f"{other.sheet}!" for other in named}
    return cells([prefix[other.sheet] + other.cell(name) for other in named], len(group) - 1)


def cells(addresses: Sequence[str], count: int | None = None) -> Both:
    """The first cells by address, the rest (of `count` in all) by number: D5, D6 un vēl 3 šūnās."""
    shown = ", ".join(addresses[:NAMED])
    rest = (len(addresses) if count is None else count) - min(len(addresses), NAMED)
    if not rest:
        return both(shown, shown)
    return both(f"{shown} un vēl {counted(rest, 'šūnā', 'šūnās', 'šūnās')}", f"{shown} and {rest} more")
