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
from pumpurs_xl.template.formula.evaluator import Computed, Incomputable, Known, Many, NotComputed, evaluate
from pumpurs_xl.template.formula.tokenizer import Reference
from pumpurs_xl.template.formula.translator import Home
from pumpurs_xl.template.placeholders import Filling, Value
from pumpurs_xl.template.row_shift import Block
from pumpurs_xl.values.a1 import LAST_COLUMN, Area

EXACT = Context(prec=34)
_EXCEL_DIGITS = Context(prec=15)


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula as a function; without one, `stored` is what the template says is its value."""

    formula: Computed | None
    stored: Known | Unknown


Content = Decimal | str | Unknown | None | Filling | FormulaCell


@dataclass(slots=True)
class Grid:
    """What stands in the cells of the template, by sheet, row and column; and where its blocks are."""

    sheets: dict[str, dict[int, dict[int, Content]]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

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
    short = _EXCEL_DIGITS.plus(value)
    return format(short.normalize(_EXCEL_DIGITS), "f") if short else "0"


def _require_known(value: Known | Unknown) -> Known:
    if isinstance(value, Unknown):
        raise Incomputable
    return value


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds the cells that the references of one formula mean; `block` is set for a formula of a block."""

    grid: Grid
    home: Home
    block: Block | None

    def one(self, reference: Reference) -> Computed:
        """The value of a single cell; NotComputed where its sheet is none of the template's."""
        sheet = self._sheet(reference)
        row, column = reference.first.row, reference.first.column
        block, is_relative = self.block, not reference.first.row_fixed
        if block and is_relative and sheet != self.home.sheet:
            return lambda calculation, line: calculation.cell(sheet, row + line, column)
        if not block or not is_relative:
            lines = self.grid.block_at(sheet, row)
            if lines:
                return lambda calculation, _: calculation.line(lines, column, 0)
            return lambda calculation, _: calculation.cell(sheet, row, column)
        distance = row - block.row

        def same_line_or_above(calculation: Calculation, line: int) -> Known:
            at = line + distance
            if at >= 0:
                return calculation.line(block, column, at)
            return calculation.cell(block.sheet, block.row + at, column)

        return same_line_or_above

    def many(self, reference: Reference) -> Many:
        """The values of a range; NotComputed where only Excel can tell which cells it means."""
        sheet = self._sheet(reference)
        last = reference.ends[-1]
        if self.block and last.row and not (reference.first.row_fixed and last.row_fixed):
            if sheet != self.home.sheet:
                raise NotComputed
            return self._sliding_range(self.block, reference)
        alone, columns = self.grid.inside(sheet, reference.area)

        def values(calculation: Calculation, _: int) -> Iterable[Known]:
            for place in alone:
                yield calculation.cell(*place)
            for block, column in columns:
                yield from calculation.column(block, column)

        return values

    def _sliding_range(self, block: Block, reference: Reference) -> Many:
        """A range that goes down with the line, as a running sum does."""
        first, last = reference.ends[0], reference.ends[-1]
        columns = [
            column
            for column in self.grid.sheets[block.sheet][block.row]
            if first.column <= column <= (last.column or LAST_COLUMN)
        ]
        if any(first.row <= other.row < block.row for other in self.grid.blocks if other.sheet == block.sheet):
            raise NotComputed
        cells = {(row, column) for _, row, column in self.grid.inside(block.sheet, reference.area)[0]}

        def values(calculation: Calculation, line: int) -> Iterable[Known]:
            ends = ((end.row - block.row + (0 if end.row_fixed else line)) for end in (first, last))
            top, end = sorted(ends)  # a range that slides may turn over
            for row, column in cells:
                if top <= row - block.row <= end:
                    yield calculation.cell(block.sheet, row, column)
            for at in range(max(top, 0), end + 1):
                for column in columns:
                    yield calculation.line(block, column, at)

        return values

    def _sheet(self, reference: Reference) -> str:
        sheet = reference.sheet or self.home.sheet
        if sheet not in self.grid.sheets:
            raise NotComputed
        return sheet
