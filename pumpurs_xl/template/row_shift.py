"""Where a cell of the template stands in a stamped sheet: one row becomes many, what is below moves down.

A block (the repeated row) always keeps one row, empty when there are no lines, so that every range stays valid.

>>> shift = Shift(((12, 150),))
>>> shift.first(11), shift.first(12), shift.last(12), shift.first(13)
(11, 12, 161, 162)
>>> str(moved(Area.parse("$A$1:AB12"), shift))
'A1:AB161'
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pumpurs_xl.values.a1 import LAST_ROW, Area


@dataclass(frozen=True, slots=True)
class Shift:
    """How the rows of one sheet move: its block rows, each with the rows it takes in the stamped sheet."""

    blocks: tuple[tuple[int, int], ...] = ()

    def first(self, row: int) -> int:
        """Where the row goes; of a block row, its first line."""
        return min(row + sum(height - 1 for block, height in self.blocks if block < row), LAST_ROW)

    def last(self, row: int) -> int:
        """Where the row goes; of a block row, its last line."""
        return min(row + sum(height - 1 for block, height in self.blocks if block <= row), LAST_ROW)


def moved(area: Area, shift: Shift) -> Area:
    """The area in the stamped sheet: an edge on the block grows with it."""
    return area._replace(first_row=shift.first(area.first_row), last_row=shift.last(area.last_row))


_STILL = Shift()


@dataclass(frozen=True, slots=True)
class Layout:
    """The shift of every sheet, by its title in lower case."""

    shifts: Mapping[str, Shift] = field(default_factory=dict)

    def on(self, sheet: str) -> Shift:
        return self.shifts.get(sheet, _STILL)


@dataclass(frozen=True, slots=True)
class BlockRows:
    """The block rows of the template, by the sheet's title in lower case."""

    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def on(self, sheet: str) -> Sequence[int]:
        return self.rows.get(sheet, ())

    def above(self, sheet: str, row: int) -> int:
        """How many blocks stand above this row: rows with the same number keep their distance."""
        return sum(block < row for block in self.on(sheet))

    def moves(self, sheet: str, last_row: int) -> bool:
        """Whether anything down to this row (0: whole columns) may move or grow."""
        return last_row > 0 and any(block <= last_row for block in self.on(sheet))


Piece = str | Callable[[Layout], str]
T = TypeVar("T")


def laid_out(pieces: Iterable[Piece], layout: Layout) -> str:
    """The text of a part for one layout."""
    return "".join(piece if isinstance(piece, str) else piece(layout) for piece in pieces)


def joined(pieces: Iterable[T]) -> list[T]:
    """The same pieces with neighbouring texts made one."""
    result: list[T] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece  # type: ignore[assignment] # two texts make a text
        elif piece != "":
            result.append(piece)
    return result


def still(pieces: Sequence[Piece]) -> bool:
    """Whether no layout changes the text."""
    return all(isinstance(piece, str) for piece in pieces)
