"""Where a cell of the template stands in a stamped sheet: one row becomes many, what is below moves down.

A block (the repeated row) always keeps one row, empty when there are no lines, so that every range stays valid.

>>> shift = Shift(((12, 150),))
>>> shift.first(11), shift.first(12), shift.last(12), shift.first(13)
(11, 12, 161, 162)
>>> letters(28), Area.parse("$A$1:AB12")
('AB', Area(left=1, top=1, right=28, bottom=12))
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


@cache
def letters(column: int) -> str:
    """A for column 1."""
    rest, last = divmod(column - 1, 26)
    return (letters(rest) if rest else "") + chr(65 + last)


def number(column: str) -> int:
    """1 for column A."""
    result = 0
    for letter in column.upper():
        result = result * 26 + ord(letter) - 64
    return result


def cell_name(column: int, row: int) -> str:
    return f"{letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, text: str) -> "Area":
        """The area written A1 or A1:K20; ValueError for anything else."""
        corners = [_CELL.fullmatch(corner) for corner in text.split(":")]
        if len(corners) > 2 or not all(corners):
            raise ValueError(text)
        columns = sorted(number(corner[1]) for corner in corners if corner)
        rows = sorted(int(corner[2]) for corner in corners if corner)
        if columns[-1] > LAST_COLUMN or rows[-1] > LAST_ROW:
            raise ValueError(text)
        return cls(columns[0], rows[0], columns[-1], rows[-1])

    def __str__(self) -> str:
        start, end = cell_name(self.left, self.top), cell_name(self.right, self.bottom)
        return start if start == end else f"{start}:{end}"

    def moved(self, shift: "Shift") -> "Area":
        """The area in the stamped sheet: an edge on the block grows with it."""
        return Area(self.left, shift.first(self.top), self.right, shift.last(self.bottom))

    def covers(self, column: int, row: int) -> bool:
        return self.left <= column <= self.right and self.top <= row <= self.bottom


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
