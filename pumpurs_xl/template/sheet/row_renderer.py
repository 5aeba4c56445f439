"""The cells of a stamped sheet, rendered: texts ready but for their row numbers, and slots that each claim fills.

The block's row is rendered column by column: its fixed texts are kept per row number for all later files, the values of
a column are looked up in one sweep. A line whose wrapped texts need more than the template's row gets a height of its
own, unless the template fixes the height: Excel would fit the row itself on opening, other programs do not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from pumpurs_xl.template.calculation.engine import Calculation, excel_number
from pumpurs_xl.template.cell_writer import CellWriter, NewStrings, Numbers, Unwritable, check_text
from pumpurs_xl.template.file.cells import Unknown
from pumpurs_xl.template.file.xml_tree import escape
from pumpurs_xl.template.formula.tokenizer import Token
from pumpurs_xl.template.formula.translator import Home, translate_line
from pumpurs_xl.template.formula.values import ErrorValue, Known
from pumpurs_xl.template.placeholders import Filling, Value, format_value
from pumpurs_xl.template.row_shift import Block, Layout, Piece, render
from pumpurs_xl.template.sheet.styles import Styles
from pumpurs_xl.values.refusal import Refusal

ROW, HEIGHT = "\0", "\1"  # stand for the row's number and height; no XML text can hold them
_MOST_ROWS = 5000
_HIGHEST = 409.5  # points; Excel knows no higher row
Lines = Sequence[Mapping[str, Value]]


@dataclass(slots=True)
class Stamping:
    """One file on its way: its values, its lines, its new texts, and whether Excel must compute something itself.

    `numbers` are kept by the template from file to file, by the prefix of the sheet's elements.
    """

    values: Mapping[str, Value]
    lines: Mapping[str, Lines]
    calculation: Calculation
    strings: NewStrings | None
    numbers: dict[str, Numbers]
    styles: Styles
    since_1904: bool
    recalculate: bool = False
    writers: dict[str, CellWriter] = field(default_factory=dict)
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def cells(self, prefix: str) -> CellWriter:
        """The writer of values into cells of a sheet whose elements have this prefix."""
        if prefix not in self.writers:
            numbers = self.numbers.setdefault(prefix, Numbers())
            self.writers[prefix] = CellWriter(self.strings, numbers, prefix, since_1904=self.since_1904)
        return self.writers[prefix]

    def formula_cell(self, value: Known | Unknown, formula: str, prefix: str) -> str:
        """A formula's cell with its value beside it, where it has one."""
        if isinstance(value, Decimal):
            return f">{formula}<{prefix}v>{excel_number(value)}</{prefix}v></{prefix}c>"
        if isinstance(value, bool):
            return f' t="b">{formula}<{prefix}v>{value:d}</{prefix}v></{prefix}c>'
        if isinstance(value, ErrorValue):
            return f' t="e">{formula}<{prefix}v>{value.code}</{prefix}v></{prefix}c>'
        if isinstance(value, str):
            return f' t="str">{formula}<{prefix}v>{escape(value)}</{prefix}v></{prefix}c>'
        self.recalculate = True
        return f">{formula}</{prefix}c>"


Renderer = Callable[[Stamping], str]


class Slot(Protocol):
    """A place that each claim fills."""

    def lay_out(self, layout: Layout) -> Renderer:
        """What renders the place in a file with so many lines."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell with placeholders outside the block."""

    filling: Filling
    prefix: str
    place: str

    def lay_out(self, _: Layout) -> Renderer:
        """The cell is the same in every layout."""
        return self.render

    def render(self, stamping: Stamping) -> str:
        """The cell with its value; Refusal for one that no cell can hold."""
        cells, key = stamping.cells(self.prefix), self.filling.only_key
        try:
            if key:
                return cells[stamping.values[key]]
            check_text(self.filling.text(stamping.values))
        except Unwritable as error:
            raise _unwritable(error, self.place) from None
        return cells.string(self.filling.xml(stamping.values))


@dataclass(frozen=True, slots=True)
class ComputedCell:
    """A cell with a formula outside the block; `head` holds the attributes of an array formula."""

    cell: tuple[str, int, int]
    head: list[Piece]
    formula: list[Piece]
    prefix: str

    def lay_out(self, layout: Layout) -> Renderer:
        """The formula for so many lines; its value comes with each claim."""
        text = escape(render(self.formula, layout))
        xml = f"<{self.prefix}f{render(self.head, layout)}>{text}</{self.prefix}f>"
        return lambda stamping: stamping.formula_cell(
            stamping.calculation.cell_or_unknown(*self.cell), xml, self.prefix
        )


class Column(Protocol):
    """The cells of one column of the block that differ from line to line."""

    def cells(self, stamping: Stamping, layout: Layout, start: int) -> list[str]:
        """The column's cell in each line, the first of which stands on row `start`."""


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """A column of the block with placeholders; `memo` keeps texts for all later files."""

    block: Block
    filling: Filling
    prefix: str
    place: str
    memo: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def cells(self, stamping: Stamping, _: Layout, __: int) -> list[str]:
        """The column's cells; Refusal for a value that is missing or that no cell can hold, with its line."""
        cells, key = stamping.cells(self.prefix), self.filling.only_key
        try:
            if key:
                return [cells[value] for value in self._values(stamping, key)]
            return [cells.string(inner) for _, inner in self._texts(stamping)]
        except Unwritable as error:
            lines = enumerate(stamping.lines[self.block.name], 1)
            bad = (at for at, line in lines if any(value is error.value for value in line.values()))
            raise _unwritable(error, f"{self.place} ({next(bad, 0)})") from None
        except KeyError as error:
            raise missing_value(f"{self.block.name}.{error.args[0]}", self.place) from None

    def plain_texts(self, stamping: Stamping) -> list[str]:
        """What each line's cell says, where that is text."""
        if self.filling.only_key:
            values = self._values(stamping, self.filling.only_key)
            return [value if isinstance(value, str) else "" for value in values]
        return [text for text, _ in self._texts(stamping)]

    def _values(self, stamping: Stamping, key: str) -> Sequence[Value]:
        own, lines = f"{self.block.name}.", stamping.lines[self.block.name]
        if not key.startswith(own):
            return [stamping.values[key]] * len(lines)
        name = key.removeprefix(own)
        return [line[name] for line in lines]

    def _texts(self, stamping: Stamping) -> list[tuple[str, str]]:
        """The text of each line's cell as a person reads it, and as the inside of a string."""
        if self.place not in stamping.texts:
            columns = [map(format_value, self._values(stamping, key)) for key in self.filling.keys]
            stamping.texts[self.place] = [self._text(values) for values in zip(*columns, strict=True)]
        return stamping.texts[self.place]

    def _text(self, values: tuple[str, ...]) -> tuple[str, str]:
        if values not in self.memo:
            if len(self.memo) >= _MOST_ROWS:
                self.memo.clear()
            named = dict(zip(self.filling.keys, values, strict=True))
            self.memo[values] = check_text(self.filling.text(named)), self.filling.xml(named)
        return self.memo[values]


@dataclass(frozen=True, slots=True)
class ComputedColumn:
    """A column of the block with a formula; where its text depends on the row alone (`local`), `memo` keeps it."""

    block: Block
    column: int
    formula: tuple[Token, ...]
    home: Home
    local: bool
    prefix: str
    memo: dict[int, str] = field(default_factory=dict)

    def cells(self, stamping: Stamping, layout: Layout, start: int) -> list[str]:
        """The column's formulas with their values."""
        values = stamping.calculation.column_or_unknown(self.block, self.column)
        return [
            stamping.formula_cell(value, self._formula(layout, row), self.prefix)
            for row, value in enumerate(values, start)
        ]

    def _formula(self, layout: Layout, row: int) -> str:
        if self.local and row in self.memo:
            return self.memo[row]
        text = f"<{self.prefix}f>{escape(translate_line(self.formula, self.home, layout, row))}</{self.prefix}f>"
        if self.local and len(self.memo) < _MOST_ROWS:
            self.memo[row] = text
        return text


class GrowingCell(Protocol):
    """A cell of the block whose text may need more height than the template's row has."""

    def heights(self, stamping: Stamping) -> Iterator[tuple[int, float]]:
        """The lines, counted from 0, that may need more, and the height in points."""


@dataclass(slots=True)
class BlockRow:
    """The repeated row: its fixed texts, one more than its columns, and the empty row that zero lines leave.

    `tall` stands for the first fixed text in a line that needs more than the template's height (in points).
    """

    block: Block
    fixed: list[str]
    columns: list[Column]
    empty: str
    tall: str
    height: float
    growing: Sequence[GrowingCell]
    memo: list[list[str]] = field(default_factory=list)

    def lay_out(self, layout: Layout) -> Renderer:
        """The row on its place in the stamped sheet."""
        start = layout.on(self.block.sheet).first(self.block.row)
        return lambda stamping: self.render(stamping, layout, start)

    def render(self, stamping: Stamping, layout: Layout, start: int) -> str:
        """All lines, the first on row `start`."""
        count = len(stamping.lines[self.block.name])
        if not count:
            return self.empty.replace(ROW, str(start))
        stride = 2 * len(self.columns) + 1
        result = [""] * (count * stride)
        for at, texts in enumerate(self._fixed_texts(start, count)):
            result[2 * at :: stride] = texts
        for at, column in enumerate(self.columns):
            result[2 * at + 1 :: stride] = column.cells(stamping, layout, start)
        tall: dict[int, float] = {}
        for cell in self.growing:
            for at, height in cell.heights(stamping):
                if height > tall.get(at, self.height):
                    tall[at] = min(height, _HIGHEST)
        for at, height in tall.items():
            result[at * stride] = self.tall.replace(ROW, str(start + at)).replace(HEIGHT, f"{height:g}")
        return "".join(result)

    def _fixed_texts(self, start: int, count: int) -> list[list[str]]:
        """For each fixed text, its lines with their row numbers; kept for all later files."""
        first, end = start - self.block.row, start - self.block.row + count
        if end > _MOST_ROWS:
            return self._number(start, start + count)
        known = len(self.memo[0]) if self.memo else 0
        if end > known:
            more = self._number(self.block.row + known, self.block.row + end)
            self.memo = [old + new for old, new in zip(self.memo or [[]] * len(more), more, strict=True)]
        return [texts[first:end] for texts in self.memo]

    def _number(self, start: int, end: int) -> list[list[str]]:
        return [[text.replace(ROW, str(row)) for row in range(start, end)] for text in self.fixed]


def _unwritable(error: Unwritable, place: str) -> Refusal:
    return Refusal(
        lv=f"{place}: {error.reason.lv}. Labojiet vērtību darbgrāmatā un mēģiniet vēlreiz.",
        en=f"{place}: {error.reason.en}. Correct the value in the workbook and try again.",
    )


def missing_value(key: str, place: str) -> Refusal:
    """The sentence for a placeholder that the claim has no value for."""
    return Refusal(
        lv=f"{place}: vietturim ${{{key}}} šajā pārskatā nav vērtības. Izņemiet to no veidnes.",
        en=f"{place}: this claim has no value for the placeholder ${{{key}}}. Take it out of the template.",
    )
