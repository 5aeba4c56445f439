"""Rows that belong together, for the rules that compare rows: grouped by what they share, never all with all.

A row whose deciding cell cannot be read is compared with nothing, and neither is a postponed one: it
holds up no other row.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pumpurs_xl.checks.shared.cell_lists import NAMED
from pumpurs_xl.checks.shared.rows import value_or_none
from pumpurs_xl.model.row import Row
from pumpurs_xl.support.support_type import SupportRow

AnyRow = TypeVar("AnyRow", bound=Row)
Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")
ONE_BY_ONE = 5
"""Up to so many cells of a column with the same fault have a finding each."""


def group_rows(rows: Iterable[AnyRow], by: Callable[[AnyRow], Key]) -> dict[Key, list[AnyRow]]:
    """The rows by what they share; a row with None for a key, alone or in a tuple, shares nothing and is left out."""
    groups: dict[Key, list[AnyRow]] = defaultdict(list)
    for row in rows:
        key = None if isinstance(row, SupportRow) and row.is_postponed else value_or_none(by, row)
        if key is not None and not (isinstance(key, tuple) and None in key):
            groups[key].append(row)
    return groups


def find_repeats(rows: Iterable[AnyRow], by: Callable[[AnyRow], Hashable]) -> list[list[AnyRow]]:
    """The groups of two rows or more."""
    return [group for group in group_rows(rows, by).values() if len(group) > 1]


def few_alone(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Each alone where they are few, else all of them together: so many findings of one kind nobody reads."""
    return ([item] for item in items) if len(items) <= ONE_BY_ONE else iter([items])


def find_overlaps(rows: Iterable[AnyRow], span: Callable[[AnyRow], tuple[Any, Any]]) -> dict[AnyRow, list[AnyRow]]:
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
