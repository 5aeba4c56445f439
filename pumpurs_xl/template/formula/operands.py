"""What stands in a formula between its signs and in the brackets of its functions: a value, cells, an array of values.

Excel treats one that is typed or computed unlike one that stands in a cell: SUM("5") is 5, SUM(A1) with the text 5 in
A1 is 0. So a function asks its arguments for what it needs: one value, the values of cells, or rows of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Protocol

from pumpurs_xl.template.formula.tokenizer import Reference
from pumpurs_xl.template.formula.values import Incomputable, Known

Computed = Callable[[Any, int], Known]
Many = Callable[[Any, int], Iterable[Known]]
Row = Sequence[Known]


class NotComputed(ValueError):
    """The formula uses more than is computed here."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Values by row; empty rows at the end may be left out, `height` and `width` are those of the whole."""

    height: int
    width: int
    rows: Sequence[Row]

    def combine(self, operation: Callable[[Known, Known], Known], other: "Rectangle") -> "Rectangle":
        """Each value combined with the other's in its place, a single value with all; Incomputable for other shapes."""
        one, two = self.spread_over(other), other.spread_over(self)
        if (one.height, one.width) != (two.height, two.width) or len(one.rows) != one.height != len(two.rows):
            raise Incomputable
        pairs = (zip(left, right, strict=True) for left, right in zip(one.rows, two.rows, strict=True))
        return Rectangle(one.height, one.width, [[operation(left, right) for left, right in row] for row in pairs])

    def values(self) -> Iterator[Known]:
        """Every value, row by row, with the empty ones."""
        rest = (self.height - len(self.rows)) * self.width
        return chain(chain.from_iterable(self.rows), repeat(None, rest))

    def spread_over(self, other: "Rectangle") -> "Rectangle":
        """A single value as wide and high as the other; any other rectangle is itself."""
        if (self.height, self.width) != (1, 1):
            return self
        row = [next(self.values())] * other.width
        return Rectangle(other.height, other.width, [row] * len(other.rows))


def without_empty_end(rectangles: Sequence[Rectangle]) -> list[Rectangle]:
    """Equally high rectangles without the rows at the end that are empty in all, as whole columns have many."""
    height = max(len(each.rows) for each in rectangles)
    return [Rectangle(height, each.width, each.rows) for each in rectangles]


Rows = Callable[[Any, int], Rectangle]


class Cells(Protocol):
    """Turns the references of one formula into functions of the stamped cells."""

    @property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904."""

    def one(self, reference: Reference) -> Computed:
        """The value of a single cell."""

    def many(self, reference: Reference) -> Many:
        """The values of all cells of a range that hold one."""

    def rows(self, reference: Reference) -> Rows:
        """The values of a range by row."""

    def counted(self, reference: Reference, *, hidden: bool) -> Many:
        """The values of a range that a subtotal counts: no other subtotals, with or without those of hidden rows."""


class Argument(Protocol):
    """An operand of a sign, or an argument of a function."""

    @property
    def is_many(self) -> bool:
        """Whether it is several cells, or an array."""

    def value(self) -> Computed:
        """It as one value; NotComputed for several cells."""

    def rows(self) -> Rows:
        """It as rows of values."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """A value that is computed."""

    computed: Computed
    is_many: bool = False

    def value(self) -> Computed:
        """It."""
        return self.computed

    def rows(self) -> Rows:
        """One row of one."""
        return lambda sheet, line: Rectangle(1, 1, [[self.computed(sheet, line)]])


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is typed into the formula."""

    known: Known
    is_many: bool = False

    def value(self) -> Computed:
        """It, whatever the cells hold."""
        return lambda *_: self.known

    def rows(self) -> Rows:
        """One row of one."""
        return lambda *_: Rectangle(1, 1, [[self.known]])


class Omitted(Fixed):
    """An argument left empty between two commas."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(None)


@dataclass(frozen=True, slots=True)
class Referred:
    """Cells."""

    reference: Reference
    cells: Cells

    @property
    def is_many(self) -> bool:
        """Whether they are more than one cell by their address."""
        return self.reference.last is not None

    def value(self) -> Computed:
        """The value of the cell; of several, which one is meant depends on the Excel."""
        if self.is_many:
            raise NotComputed
        return self.cells.one(self.reference)

    def rows(self) -> Rows:
        """Their values by row."""
        return self.cells.rows(self.reference)


@dataclass(frozen=True, slots=True)
class Array:
    """Several values computed at once."""

    computed: Rows
    is_many: bool = True

    def value(self) -> Computed:
        """An array is no single value."""
        raise NotComputed

    def rows(self) -> Rows:
        """Its values by row."""
        return self.computed
