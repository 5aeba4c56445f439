"""The values of a stamped workbook: what was filled in, what stood there, and what its formulas make of it.

The grid is what the compiled template knows of its cells; a calculation is one claim on that grid, each value computed
once, when it is first asked for. The lines of a block are computed as columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal

from pumpurs_xl.template.cell_writer import serial
from pumpurs_xl.template.file.cells import UNKNOWN, Unknown
from pumpurs_xl.template.formula.evaluator import evaluate
from pumpurs_xl.template.formula.operands import Computed
from pumpurs_xl.template.formula.values import EXCEL_DIGITS, Incomputable, Known
from pumpurs_xl.template.placeholders import Filling, Value
from pumpurs_xl.template.row_shift import Block, Shift
from pumpurs_xl.values.a1 import Area

EXACT = Context(prec=34)


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula as a function; without one, `stored` is what the template says is its value."""

    formula: Computed | None
    stored: Known | Unknown


@dataclass(frozen=True, slots=True)
class HiddenRows:
    """The hidden rows of a sheet; by its filter, if it has one, or by hand, which a subtotal may treat unlike."""

    rows: frozenset[int] = frozenset()
    by_filter: bool = False


Content = Known | Unknown | Filling | FormulaCell


@dataclass(slots=True)
class Grid:
    """What stands in the cells of the template, by sheet, row and column; and where its blocks are.

    `hidden`: the rows that nobody sees, by sheet. `subtotals`: the cells of subtotals, which no other subtotal counts.
    """

    sheets: dict[str, dict[int, dict[int, Content]]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    hidden: Mapping[str, HiddenRows] = field(default_factory=dict)
    subtotals: set[tuple[str, int, int]] = field(default_factory=set)
    since_1904: bool = False

    def block_at(self, sheet: str, row: int) -> Block | None:
        """The block whose row this is."""
        return next((block for block in self.blocks if (block.sheet, block.row) == (sheet, row)), None)

    def inside(self, sheet: str, area: Area) -> tuple[list[tuple[str, int, int]], list[tuple[Block, int]]]:
        """The cells of an area that hold something: those that stand alone, and whole columns of blocks."""
        alone, columns = [], []
        for row, cells in self.sheets[sheet].items():
            if area.first_row <= row <= area.last_row:
                block = self.block_at(sheet, row)
                inside = [column for column in cells if area.first_column <= column <= area.last_column]
                columns += [(block, column) for column in inside if block]
                alone += [(sheet, row, column) for column in inside if not block]
        return alone, columns


_PENDING = Unknown()
_BUSY = Unknown()


class Calculation:
    """The values of one stamped file. A value that only Excel can tell raises Incomputable, a circle of cells too."""

    def __init__(
        self,
        grid: Grid,
        values: Mapping[str, Value],
        lines: Mapping[str, Sequence[Mapping[str, Value]]],
        *,
        since_1904: bool,
    ) -> None:
        self._grid = grid
        self._values = values
        self._lines = lines
        self._since_1904 = since_1904
        self._shifts: dict[str, Shift] = {}
        for block in grid.blocks:
            before = self._shifts.get(block.sheet, Shift()).blocks
            self._shifts[block.sheet] = Shift((*before, (block.row, max(len(lines[block.name]), 1))))
        self._cells: dict[tuple[str, int, int], Known | Unknown] = {}
        self._columns: dict[tuple[Block, int], list[Known | Unknown]] = {}

    def cell(self, sheet: str, row: int, column: int) -> Known:
        """The value of a cell outside the blocks, by its place in the template."""
        place = sheet, row, column
        if place not in self._cells:
            self._cells[place] = _BUSY
            content = self._grid.sheets[sheet].get(row, {}).get(column)
            if isinstance(content, Filling):
                self._cells[place] = self._fill(content, self._values)
            else:
                self._cells[place] = self._evaluate(content, 0) if isinstance(content, FormulaCell) else content
        return _require_known(self._cells[place])

    def cell_or_unknown(self, sheet: str, row: int, column: int) -> Known | Unknown:
        """The value of a cell, or that only Excel can tell it."""
        try:
            return self.cell(sheet, row, column)
        except Incomputable:
            return UNKNOWN

    def column_or_unknown(self, block: Block, column: int) -> list[Known | Unknown]:
        """The values of all lines of a block, each as far as it can be told."""
        values = self._columns.get((block, column)) or self._start_column(block, column)
        for line, found in enumerate(values):
            if found is _PENDING:
                self._compute_line(values, block, column, line)
        return values

    def line(self, block: Block, column: int, line: int) -> Known:
        """The value in one line of a block; None past its lines."""
        values = self._columns.get((block, column)) or self._start_column(block, column)
        if line >= len(values):
            return None
        found = values[line]
        if isinstance(found, Decimal):
            return found
        if found is _PENDING:
            self._compute_line(values, block, column, line)
        return _require_known(values[line])

    def column(self, block: Block, column: int) -> Iterable[Known]:
        """The values of all lines of a block, in order."""
        values = self._columns.get((block, column)) or self._start_column(block, column)
        return [
            found if isinstance(found, Decimal) else self.line(block, column, line) for line, found in enumerate(values)
        ]

    def shift(self, sheet: str) -> Shift:
        """How the rows of a sheet move in this file."""
        return self._shifts.get(sheet, Shift())

    def part_of_column(self, block: Block, column: int, first: int, last: int) -> Iterable[Known]:
        """The values of some lines of a block, in order."""
        values = self._columns.get((block, column)) or self._start_column(block, column)
        return [
            found if isinstance(found, Decimal) else self.line(block, column, line)
            for line, found in enumerate(values[max(first, 0) : last + 1], max(first, 0))
        ]

    def at(self, sheet: str, row: int, column: int) -> Known:
        """The value of a cell by its place in the stamped file."""
        moved = 0
        for block in (block for block in self._grid.blocks if block.sheet == sheet):
            height = max(len(self._lines[block.name]), 1)
            line = row - moved - block.row
            if 0 <= line < height:
                return self.line(block, column, line)
            moved += height - 1 if line > 0 else 0
        return self.cell(sheet, row - moved, column)

    def _start_column(self, block: Block, column: int) -> list[Known | Unknown]:
        """The values of a column of a block, its formulas still to be computed."""
        content = self._grid.sheets[block.sheet][block.row].get(column)
        lines, own = self._lines[block.name], f"{block.name}."
        values: list[Known | Unknown]
        if isinstance(content, FormulaCell):
            values = [_PENDING] * len(lines)
        elif not isinstance(content, Filling):
            values = [content] * len(lines)
        elif content.only_key and content.only_key.startswith(own):
            name = content.only_key.removeprefix(own)
            values = [self._convert(line[name]) for line in lines]
        else:
            for_line = {key: key.removeprefix(own) for key in content.keys if key.startswith(own)}
            rest = {key: self._values[key] for key in content.keys if key not in for_line}
            values = [self._fill(content, rest | {key: line[name] for key, name in for_line.items()}) for line in lines]
        self._columns[block, column] = values
        return values

    def _compute_line(self, values: list[Known | Unknown], block: Block, column: int, line: int) -> None:
        values[line] = _BUSY
        values[line] = self._evaluate(self._grid.sheets[block.sheet][block.row][column], line)

    def _fill(self, content: Filling, values: Mapping[str, Value]) -> Known:
        return self._convert(values[content.only_key]) if content.only_key else content.text(values)

    def _convert(self, value: Value) -> Known:
        if isinstance(value, Decimal):
            return value
        if isinstance(value, str) or value is None:
            return value or None
        if isinstance(value, date):
            return Decimal(serial(value, since_1904=self._since_1904))
        return Decimal(value)

    def _evaluate(self, content: Content, line: int) -> Known | Unknown:
        if not isinstance(content, FormulaCell):
            return None
        if content.formula is None:
            return content.stored
        try:
            return evaluate(content.formula, self, line)
        except Incomputable:
            return Unknown()


def excel_number(value: Decimal) -> str:
    """A computed number as Excel would store it: 15 digits."""
    text = str(value)
    if len(text) < 15 and "E" not in text:
        return text
    short = EXCEL_DIGITS.plus(value)
    return format(short.normalize(EXCEL_DIGITS), "f") if short else "0"


def _require_known(value: Known | Unknown) -> Known:
    if isinstance(value, Unknown):
        raise Incomputable
    return value
