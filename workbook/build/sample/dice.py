"""Dice: chance that falls the same way each time, so that the sample school is the same everywhere.

Of the standard generator only `random()` gives the same sequence in every Python; the rest is built on it.
"""

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Chance of one part of the school, by a word of its own: a change in one part moves no other."""

    def __init__(self, seed: str) -> None:
        self._roll = Random(seed).random  # noqa: S311 # invents a school, guards no secret

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred rolls."""
        return self._roll() * 100 < percent

    def pick(self, options: Sequence[Item]) -> Item:
        """One of the options, each as likely as another."""
        return options[int(self._roll() * len(options))]

    def shuffled(self, items: Iterable[Item]) -> list[Item]:
        """The items in an order of chance."""
        return sorted(items, key=lambda _: self._roll())
