"""Cells of an open LibreOffice Calc workbook, as xlwings asks for them: a block is read and written whole.

Values come as Excel gives them: numbers as float, a day as datetime where the cell's format is a date, a time of
day as a fraction, an error as None or its text. A text that begins with = becomes a formula; any other text
stays a text, and one leading ' is taken off it.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from operator import itemgetter
from typing import Any

from xlwings import utils

from pumpurs_xl.hosts.calc.bridge import (
    DATE_FORMAT,
    DATETIME,
    FORMULA,
    LOGICAL_FORMAT,
    STRING,
    TEXT_FORMAT,
    VALUE,
    downwards,
    rightwards,
)
from pumpurs_xl.hosts.calc.formula import ERRORS, moves
from pumpurs_xl.hosts.calc.values import (
    GENERAL,
    CellError,
    as_input,
    as_moment,
    as_truth,
    dress,
    for_data_array,
    for_formula_array,
    formula_text,
    from_formula_bar,
    is_formula,
)
from pumpurs_xl.values.a1 import letters

Rows = Sequence[Sequence[Any]]
_USUAL_WIDTH = 9.0
_ERRORS_ONLY = 4  # com.sun.star.sheet.FormulaResult.ERROR
_CONTENTS = {"constants": VALUE | DATETIME | STRING, "formulas": FORMULA}


class Range:
    """A block of cells from its first to its last, both as (row, column) as Excel counts."""

    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
        self.sheet, self.first, self.last = sheet, first, last
        self.options: dict[str, Any] = {}

    @property
    def row(self) -> int:
        """The number of its first row."""
        return self.first[0]

    @property
    def column(self) -> int:
        """The number of its first column."""
        return self.first[1]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, *place: int) -> "Range":
        if len(place) == 1:
            down, right = divmod(place[0] - 1, self.shape[1])
            place = (down + 1, right + 1)
        cell = (self.row + place[0] - 1, self.column + place[1] - 1)
        return Range(self.sheet, cell, cell)

    @property
    def api(self) -> Any:
        """The cells as UNO knows them."""
        (top, left), (bottom, right) = self.first, self.last
        return self.sheet.api.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    @property
    def address(self) -> str:
        """Where it lies, with dollar signs: $B$4:$C$9."""
        return self.get_address(True, True, False)  # as xlwings calls it

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        """Where it lies, with the dollar signs, workbook and sheet that are asked for."""
        ends = [
            f"{'$' * column_absolute}{letters(column)}{'$' * row_absolute}{row}"
            for row, column in dict.fromkeys((self.first, self.last))
        ]
        where = f"'[{self.sheet.book.name}]{self.sheet.name}'!" if external else ""
        return where + ":".join(ends)

    @property
    def raw_value(self) -> Any:
        """The values, read in one call; rows of them where it has more than one cell."""
        rows = [list(row) for row in self.api.getDataArray()]
        if any(value is None for row in rows for value in row):
            self._name_errors(rows)
        for (top, left, bottom, right), kind in self._kinds(DATE_FORMAT | LOGICAL_FORMAT):
            shown = as_moment if kind & DATE_FORMAT else as_truth
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [shown(value) for value in row[left : right + 1]]
        return rows if len(self) > 1 else rows[0][0]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.write(value if isinstance(value, list | tuple) else [[value] * self.shape[1]] * self.shape[0])

    @property
    def formula(self) -> Any:
        """As Excel tells it: formulas in its words, everything else as it would be typed."""
        rows = tuple(tuple(formula_text(*cell) for cell in row) for row in self._cells())
        return rows if len(self) > 1 else rows[0][0]

    @formula.setter
    def formula(self, value: Any) -> None:
        """One formula for the whole block fills it: what it names by its place moves along."""
        if isinstance(value, list | tuple):
            self.write([[from_formula_bar(cell) for cell in row] for row in value])
            return
        value = from_formula_bar(value)
        if not (is_formula(value) and moves(value) and len(self) > 1):
            self.raw_value = value
            return
        self(1, 1).raw_value = value
        with self._writing():
            Range(self.sheet, self.first, (self.last[0], self.column)).api.fillAuto(downwards(), 1)
            self.api.fillAuto(rightwards(), 1)

    @property
    def number_format(self) -> str | None:
        """The number format as Excel stores it; None where the cells differ."""
        groups, formats = self.api.getUniqueCellFormatRanges(), self.sheet.book.formats
        codes = {formats.code(groups.getByIndex(number).NumberFormat) for number in range(groups.getCount())}
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        with self._writing():
            self.api.NumberFormat = self.sheet.book.formats.key(code)

    @property
    def column_width(self) -> float | None:
        """0 where the columns are hidden, None where some are; how wide the others are, nobody asks."""
        seen = self.api.queryVisibleCells().getRangeAddresses()
        visible = sum(area.EndColumn - area.StartColumn + 1 for area in seen)
        return {0: 0.0, self.shape[1]: _USUAL_WIDTH}.get(visible)

    @property
    def inputs(self) -> list[list[Any]]:
        """What `write` takes to have the same in the cells again."""
        return [[as_input(*cell) for cell in row] for row in self._cells()]

    def write(self, rows: Rows) -> None:
        """Writes the block in one call; one more for each stretch of days without a format."""
        with self._writing():
            if any(is_formula(value) for row in rows for value in row):
                rows = self._keep_texts(rows)
                self.api.setFormulaArray(tuple(tuple(map(for_formula_array, row)) for row in rows))
            else:
                self.api.setDataArray(tuple(tuple(map(for_data_array, row)) for row in rows))
            if any(dress(value) for row in rows for value in row):
                self._dress(rows)

    def clear_contents(self) -> None:
        """Empties the cells; their formats stay."""
        self.write([[""] * self.shape[1]] * self.shape[0])

    def select(self) -> None:
        """Selects the cells on their sheet."""
        self.sheet.book.controller.select(self.api)

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list["Range"]:
        """The blocks of blank, typed, formula or visible cells; of what value, Calc is not asked."""
        cells = self.api
        if cell_type in _CONTENTS:
            found = cells.queryContentCells(_CONTENTS[cell_type])
        else:
            found = cells.queryEmptyCells() if cell_type == "blanks" else cells.queryVisibleCells()
        return [self.sheet.block(area) for area in found.getRangeAddresses()]

    def _cells(self) -> Iterator[Iterator[tuple[str, Any]]]:
        """Each cell's formula, or what it would be typed as, and its value."""
        cells = self.api
        for said, values in zip(cells.getFormulaArray(), cells.getDataArray(), strict=True):
            yield zip(said, values, strict=True)

    def _writing(self) -> AbstractContextManager[None]:
        where = f"{self.sheet.name}!{self.get_address(False, False, False)}"
        return self.sheet.book.writing(where)  # type: ignore[no-any-return] # a book is known by its methods

    def _keep_texts(self, rows: Rows) -> Rows:
        """In a cell whose format is text, = begins a text."""
        kept = [list(row) for row in rows]
        for (top, left, bottom, right), _ in self._kinds(TEXT_FORMAT):
            for row in kept[top : bottom + 1]:
                row[left : right + 1] = [f"'{cell}" if is_formula(cell) else cell for cell in row[left : right + 1]]
        return kept

    def _dress(self, rows: Rows) -> None:
        """A day or a truth value in a cell without a number format gets the usual one, as in Excel."""
        for (top, left, bottom, right), _ in list(self._kinds(GENERAL)):
            for across in range(left, right + 1):
                kinds = [(dress(rows[down][across]), down) for down in range(top, bottom + 1)]
                for kind, run in groupby(kinds, itemgetter(0)):
                    places = [down for _, down in run]
                    if kind:
                        cells = self.api.getCellRangeByPosition(across, places[0], across, places[-1])
                        cells.NumberFormat = self.sheet.book.formats.usual(kind)

    def _kinds(self, wanted: int) -> Iterator[tuple[tuple[int, int, int, int], int]]:
        """The areas, counted from the block's first cell, whose number format is of a wanted kind."""
        groups, formats = self.api.getUniqueCellFormatRanges(), self.sheet.book.formats
        for group in (groups.getByIndex(number) for number in range(groups.getCount())):
            kind = formats.kind(group.NumberFormat)
            if kind & wanted or kind == wanted:
                for area in group.getRangeAddresses():
                    rows = area.StartRow - self.row + 1, area.EndRow - self.row + 1
                    columns = area.StartColumn - self.column + 1, area.EndColumn - self.column + 1
                    yield (rows[0], columns[0], rows[1], columns[1]), kind

    def _name_errors(self, rows: list[list[Any]]) -> None:
        """Calc leaves an error out of a block; its name is asked for."""
        for area in self.api.queryFormulaCells(_ERRORS_ONLY).getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    code = self.sheet.api.getCellByPosition(column, row).getError()
                    rows[row - self.row + 1][column - self.column + 1] = CellError(ERRORS.get(code, "#VALUE!"))


def corners(first: Any, last: Any = None) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and the last cell of what xlwings names a range by: cells, an address, ranges."""
    if isinstance(first, Range):
        return first.first, (last or first).last
    if isinstance(first, str):
        start, end = utils.a1_to_tuples(first)  # type: ignore[no-untyped-call] # it has no types
        return start, (corners(last)[1] if last else end) or start
    if len(first) == 4:
        return first[:2], (first[0] + first[2] - 1, first[1] + first[3] - 1)
    return first, (corners(last)[1] if last else first)
