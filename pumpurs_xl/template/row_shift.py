"""Where a row of the template stands once the lines are inserted: one row becomes many, what is below moves down.

The repeated row, called a block, always keeps one row, empty when there are no lines, so that every range stays
valid. Parts of a file that depend on the number of lines are lists of pieces: texts, and functions of the layout.

>>> shift = Shift(((12, 150),))
>>> shift.first(11), shift.first(12), shift.last(12), shift.first(13)
(11, 12, 161, 162)
>>> str(shift.grow(Area.parse("$A$1:AB12")))
'A1:AB161'
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pumpurs_xl.values.a1 import LAST_ROW, Area


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """A repeated row of the template: its name (rinda, diena), the key of its sheet, and the row's number."""

    name: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Shift:
    """How the rows of one sheet move: its block rows, each with the number of rows that it becomes."""

    blocks: tuple[tuple[int, int], ...] = ()

    def first(self, row: int) -> int:
        """Where the row goes; of a block row, its first line."""
        return min(row + sum(height - 1 for block, height in self.blocks if block < row), LAST_ROW)

    def last(self, row: int) -> int:
        """Where the row goes; of a block row, its last line."""
        return min(row + sum(height - 1 for block, height in self.blocks if block <= row), LAST_ROW)

    def grow(self, area: Area) -> Area:
        """The area in the stamped sheet; one that ends on a block row takes in all its lines."""
        return area._replace(first_row=self.first(area.first_row), last_row=self.last(area.last_row))

    def move(self, area: Area) -> Area:
        """The area in the stamped sheet; a block row stands for its first line alone."""
        return area._replace(first_row=self.first(area.first_row), last_row=self.first(area.last_row))


_NO_SHIFT = Shift()


@dataclass(frozen=True, slots=True)
class Layout:
    """The shift of every sheet, by the sheet's title in lower case."""

    shifts: Mapping[str, Shift] = field(default_factory=dict)

    def on(self, sheet: str) -> Shift:
        """The shift of one sheet; a sheet without a block does not move."""
        return self.shifts.get(sheet, _NO_SHIFT)


@dataclass(frozen=True, slots=True)
class BlockRows:
    """The numbers of the block rows, by the sheet's title in lower case."""

    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def on(self, sheet: str) -> Sequence[int]:
        """The block rows of one sheet."""
        return self.rows.get(sheet, ())

    def above(self, sheet: str, row: int) -> int:
        """How many blocks stand above this row: rows with the same count keep their distance."""
        return sum(block < row for block in self.on(sheet))

    def moves(self, sheet: str, last_row: int) -> bool:
        """Whether anything down to this row (0: whole columns) may move or grow."""
        return last_row > 0 and any(block <= last_row for block in self.on(sheet))


Piece = str | Callable[[Layout], str]
T = TypeVar("T")


def render(pieces: Iterable[Piece], layout: Layout) -> str:
    """The text that the pieces make in one layout."""
    return "".join(piece if isinstance(piece, str) else piece(layout) for piece in pieces)


def join_texts(pieces: Iterable[T]) -> list[T]:
    """The same pieces with neighbouring texts made one."""
    result: list[T] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece  # type: ignore[assignment] # two texts make a text
        elif piece != "":
            result.append(piece)
    return result


def is_fixed(pieces: Sequence[Piece]) -> bool:
    """Whether the text is the same in every layout."""
    return all(isinstance(piece, str) for piece in pieces)
