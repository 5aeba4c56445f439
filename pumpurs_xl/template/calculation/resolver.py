"""References of one formula as functions of the stamped cells: which cells each means, for each line of a block."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pumpurs_xl.template.calculation.engine import Calculation, Grid, HiddenRows
from pumpurs_xl.template.formula.operands import Computed, Many, NotComputed, Rectangle, Rows
from pumpurs_xl.template.formula.tokenizer import Reference
from pumpurs_xl.template.formula.translator import Home
from pumpurs_xl.template.formula.values import Known
from pumpurs_xl.template.row_shift import Block
from pumpurs_xl.values.a1 import LAST_ROW, Area


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds the cells that the references of one formula mean; `block` is set for a formula of a block."""

    grid: Grid
    home: Home
    block: Block | None

    @property
    def since_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        return self.grid.since_1904

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
        return self._values(reference, lambda _: True)

    def counted(self, reference: Reference, *, hidden: bool) -> Many:
        """The values that a subtotal counts; NotComputed where rows are hidden by a filter or perhaps by hand."""
        sheet = self._sheet(reference)
        rows = self.grid.hidden.get(sheet, HiddenRows())
        reach = self._reach(reference)
        if hidden and rows.by_filter and any(reach.first_row <= row <= reach.last_row for row in rows.rows):
            raise NotComputed
        left_out = frozenset[int]() if hidden else rows.rows
        return self._values(reference, lambda cell: cell[1] not in left_out and cell not in self.grid.subtotals)

    def rows(self, reference: Reference) -> Rows:
        """The values of a range by row, as far down as the sheet holds something."""
        sheet, area = self._sheet(reference), reference.area
        if not reference.first.column:
            raise NotComputed
        columns = range(area.first_column, area.last_column + 1)
        lowest = max(self.grid.sheets[sheet], default=0)

        def values(calculation: Calculation, line: int) -> Rectangle:
            top, bottom = self._span(reference, calculation, line)
            last = min(bottom, calculation.shift(sheet).last(lowest))
            found = [[calculation.at(sheet, row, column) for column in columns] for row in range(top, last + 1)]
            return Rectangle(bottom - top + 1, len(columns), found)

        return values

    def _values(self, reference: Reference, counts: Callable[[tuple[str, int, int]], bool]) -> Many:
        """The values of those cells of a range that count, by their place in the template."""
        sheet = self._sheet(reference)
        alone, columns = self.grid.inside(sheet, self._reach(reference))
        alone = [cell for cell in alone if counts(cell)]
        columns = [(block, column) for block, column in columns if counts((sheet, block.row, column))]

        def values(calculation: Calculation, _: int) -> Iterable[Known]:
            for place in alone:
                yield calculation.cell(*place)
            for block, column in columns:
                yield from calculation.column(block, column)

        def sliding_values(calculation: Calculation, line: int) -> Iterable[Known]:
            top, bottom = self._span(reference, calculation, line)
            shift = calculation.shift(sheet)
            for place in alone:
                if top <= shift.first(place[1]) <= bottom:
                    yield calculation.cell(*place)
            for block, column in columns:
                start = shift.first(block.row)
                yield from calculation.part_of_column(block, column, top - start, bottom - start)

        return sliding_values if self._slides(reference) else values

    def _slides(self, reference: Reference) -> bool:
        """Whether the range goes down with the line, as that of a running sum does."""
        return self.block is not None and not all(end.row_fixed or not end.row for end in reference.ends)

    def _reach(self, reference: Reference) -> Area:
        """The cells of the template that the range may mean for some line."""
        area = reference.area
        return area._replace(first_row=1, last_row=LAST_ROW) if self._slides(reference) else area

    def _span(self, reference: Reference, calculation: Calculation, line: int) -> tuple[int, int]:
        """The first and the last row of the range in the stamped file, as the line's formula names them."""
        shift = calculation.shift(reference.sheet or self.home.sheet)
        first, last = reference.ends[0], reference.ends[-1]
        if not last.row:
            return 1, LAST_ROW
        top, bottom = shift.first(first.row), shift.last(last.row)
        if self.block:
            down = calculation.shift(self.home.sheet).first(self.home.row) + line - self.home.row
            top = top if first.row_fixed else first.row + down
            bottom = bottom if last.row_fixed else last.row + down
        return min(top, bottom), max(top, bottom)

    def _sheet(self, reference: Reference) -> str:
        sheet = reference.sheet or self.home.sheet
        if sheet not in self.grid.sheets:
            raise NotComputed
        return sheet
