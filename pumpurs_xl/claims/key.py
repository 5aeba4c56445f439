"""A placeholder of a claim form. A new one is a `Key` in the tuple of its block; all else is derived from that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

Value = str | int | Decimal | date | None
Source = TypeVar("Source")


@dataclass(frozen=True)
class Key(Generic[Source]):
    """A placeholder: its name without that of the block, its meaning in Latvian for the handbook, and its value."""

    name: str
    meaning: str
    value: Callable[[Source], Value]


def values(keys: Iterable[Key[Source]], source: Source) -> dict[str, Value]:
    """What each placeholder says, by name."""
    return {key.name: key.value(source) for key in keys}
