"""The cells of a stamped sheet: texts ready but for their row numbers, and places that each claim fills.

A row of the template becomes its fixed texts and its slots. The block's row is written column by column:
fixed texts are kept per row number for all later files, values of a column are looked up in one sweep.
A line whose wrapped texts need more than the template's row gets a height of its own, unless the template
fixes the height: Excel would fit the row itself on opening, other programs do not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from pumpurs_xl.template.calculation.engine import Calculation, excel_number
from pumpurs_xl.template.file.cells import Unknown
from pumpurs_xl.template.file.xml_tree import escape
from pumpurs_xl.template.formula.evaluator import Known
from pumpurs_xl.template.formula.tokenizer import Token
from pumpurs_xl.template.formula.translator import Home, translate_line
from pumpurs_xl.template.placeholders import Filling, Value, shown
from pumpurs_xl.template.row_shift import Block, Layout, Piece, render
from pumpurs_xl.template.sheet.cell_writer import Cells, Unwritable, checked_text
from pumpurs_xl.values.refusal import Refusal

ROW, HEIGHT = "\0", "\1"  # stand for the row's number and height; no XML text can hold them
_ROWS_KEPT = 5000
_HIGHEST = 409.5  # points; Excel knows no higher row
Lines = Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Look:
    """How a format sets the text of its cells."""

    wraps: bool = False
    size: float = 11
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook's cells by their number, and how many points wide a digit is, as columns count."""

    formats: Sequence[Look] = ()
    digit: float = 5.25

    def of(self, number: int) -> Look:
        return self.formats[number] if number < len(self.formats) else Look()


@dataclass(slots=True)
class Stamping:
    """One file on its way: its values, its lines, and whether Excel must compute something itself."""

    values: Mapping[str, Value]
    lines: Mapping[str, Lines]
    calculation: Calculation
    cells: Callable[[str], Cells]
    looks: Looks
    recalculate: bool = False
    woven: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def computed(self, value: Known | Unknown, formula: str, prefix: str) -> str:
        """A formula's cell with its value beside it, where it has one."""
        if isinstance(value, Decimal):
            return f">{formula}<{prefix}v>{excel_number(value)}</{prefix}v></{prefix}c>"
        if isinstance(value, str):
            return f' t="str">{formula}<{prefix}v>{escape(value)}</{prefix}v></{prefix}c>'
        self.recalculate = True
        return f">{formula}</{prefix}c>"


Rendered = Callable[[Stamping], str]


class Slot(Protocol):
    """A place that each claim fills."""

    def at(self, layout: Layout) -> Rendered: ...


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell with placeholders outside the block."""

    filling: Filling
    prefix: str
    place: str

    def at(self, _: Layout) -> Rendered:
        return self._text

    def _text(self, stamping: Stamping) -> str:
        try:
            return _filled(self.filling, stamping.values, stamping.cells(self.prefix))
        except Unwritable as error:
            raise unwritable(error, self.place) from None


def _filled(filling: Filling, values: Mapping[str, Value], cells: Cells) -> str:
    if filling.only_key:
        return cells[values[filling.only_key]]
    checked_text(filling.text(values))
    return cells.string(filling.xml(values))


@dataclass(frozen=True, slots=True)
class ComputedCell:
    """A cell with a formula outside the block; `head` holds the attributes of an array formula."""

    place: tuple[str, int, int]
    head: list[Piece]
    formula: list[Piece]
    prefix: str

    def at(self, layout: Layout) -> Rendered:
        text = escape(render(self.formula, layout))
        xml = f"<{self.prefix}f{render(self.head, layout)}>{text}</{self.prefix}f>"
        return lambda stamping: stamping.computed(stamping.calculation.cell_or_unknown(*self.place), xml, self.prefix)


class Column(Protocol):
    """The cells of one column of the block that differ from line to line."""

    def texts(self, stamping: Stamping, layout: Layout, start: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """A column of the block with placeholders."""

    block: Block
    filling: Filling
    prefix: str
    place: str
    kept: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def texts(self, stamping: Stamping, _: Layout, __: int) -> list[str]:
        cells = stamping.cells(self.prefix)
        try:
            if self.filling.only_key:
                return [cells[value] for value in self._values(stamping, self.filling.only_key)]
            return [cells.string(inner) for _, inner in self._woven(stamping)]
        except Unwritable as error:
            lines = stamping.lines[self.block.name]
            raise unwritable(error, f"{self.place}{self._line(error, lines)}") from None
        except KeyError as error:
            raise missing(f"{self.block.name}.{error.args[0]}", self.place) from None

    def shown(self, stamping: Stamping) -> list[str]:
        """What each line's cell says, where that is text."""
        if self.filling.only_key:
            values = self._values(stamping, self.filling.only_key)
            return [value if isinstance(value, str) else "" for value in values]
        return [text for text, _ in self._woven(stamping)]

    def _values(self, stamping: Stamping, key: str) -> Sequence[Value]:
        own, lines = f"{self.block.name}.", stamping.lines[self.block.name]
        if not key.startswith(own):
            return [stamping.values[key]] * len(lines)
        name = key.removeprefix(own)
        return [line[name] for line in lines]

    def _woven(self, stamping: Stamping) -> list[tuple[str, str]]:
        """The text of each line's cell as a person reads it, and as the inside of a string."""
        if self.place not in stamping.woven:
            columns = [map(shown, self._values(stamping, key)) for key in self.filling.keys]
            stamping.woven[self.place] = [self._text(said) for said in zip(*columns, strict=True)]
        return stamping.woven[self.place]

    def _text(self, said: tuple[str, ...]) -> tuple[str, str]:
        """One cell's text, kept for all later files."""
        if said not in self.kept:
            if len(self.kept) >= _ROWS_KEPT:
                self.kept.clear()
            filled = dict(zip(self.filling.keys, said, strict=True))
            self.kept[said] = checked_text(self.filling.text(filled)), self.filling.xml(filled)
        return self.kept[said]

    def _line(self, error: Unwritable, lines: Lines) -> str:
        found = (at for at, line in enumerate(lines, 1) if any(value is error.value for value in line.values()))
        return f" ({next(found, 0)})"


@dataclass(frozen=True, slots=True)
class ComputedColumn:
    """A column of the block with a formula; `local` where its text depends on the row alone."""

    block: Block
    column: int
    formula: tuple[Token, ...]
    home: Home
    local: bool
    prefix: str
    kept: dict[int, str] = field(default_factory=dict)

    def texts(self, stamping: Stamping, layout: Layout, start: int) -> list[str]:
        values = stamping.calculation.column_or_unknown(self.block, self.column)
        return [
            stamping.computed(value, self._formula(layout, row), self.prefix) for row, value in enumerate(values, start)
        ]

    def _formula(self, layout: Layout, row: int) -> str:
        if self.local and row in self.kept:
            return self.kept[row]
        text = f"<{self.prefix}f>{escape(translate_line(self.formula, self.home, layout, row))}</{self.prefix}f>"
        if self.local and len(self.kept) < _ROWS_KEPT:
            self.kept[row] = text
        return text


class Room(Protocol):
    """A cell of the block whose text may need more height than the template's row has."""

    def heights(self, stamping: Stamping) -> Iterator[tuple[int, float]]: ...


@dataclass(slots=True)
class BlockRow:
    """The repeated row: its fixed texts, one more than its columns, and the empty row that zero lines leave.

    `tall` stands for the first fixed text in a line that needs more than the template's height.
    """

    block: Block
    fixed: list[str]
    columns: list[Column]
    empty: str
    tall: str
    height: float
    rooms: Sequence[Room]
    _kept: list[list[str]] = field(default_factory=list)

    def at(self, layout: Layout) -> Rendered:
        start = layout.on(self.block.sheet).first(self.block.row)
        return lambda stamping: self._text(stamping, layout, start)

    def _text(self, stamping: Stamping, layout: Layout, start: int) -> str:
        count = len(stamping.lines[self.block.name])
        if not count:
            return self.empty.replace(ROW, str(start))
        stride = 2 * len(self.columns) + 1
        result = [""] * (count * stride)
        for at, texts in enumerate(self._fixed_texts(start, count)):
            result[2 * at :: stride] = texts
        for at, column in enumerate(self.columns):
            result[2 * at + 1 :: stride] = column.texts(stamping, layout, start)
        for at, height in self._tall_lines(stamping).items():
            result[at * stride] = self.tall.replace(ROW, str(start + at)).replace(HEIGHT, f"{height:g}")
        return "".join(result)

    def _tall_lines(self, stamping: Stamping) -> dict[int, float]:
        """The lines that need more height than the template's row has, and how much."""
        tall: dict[int, float] = {}
        for room in self.rooms:
            for at, height in room.heights(stamping):
                if height > tall.get(at, self.height):
                    tall[at] = min(height, _HIGHEST)
        return tall

    def _fixed_texts(self, start: int, count: int) -> list[list[str]]:
        """For each fixed text, its lines with their row numbers; kept for all later files."""
        first, end = start - self.block.row, start - self.block.row + count
        if end > _ROWS_KEPT:
            return self._numbered(start, start + count)
        kept = len(self._kept[0]) if self._kept else 0
        if end > kept:
            more = self._numbered(self.block.row + kept, self.block.row + end)
            self._kept = [old + new for old, new in zip(self._kept or [[]] * len(more), more, strict=True)]
        return [texts[first:end] for texts in self._kept]

    def _numbered(self, start: int, end: int) -> list[list[str]]:
        return [[text.replace(ROW, str(row)) for row in range(start, end)] for text in self.fixed]


def unwritable(error: Unwritable, place: str) -> Refusal:
    return Refusal(
        lv=f"{place}: {error.reason.lv}. Labojiet vērtību darbgrāmatā un mēģiniet vēlreiz.",
        en=f"{place}: {error.reason.en}. Correct the value in the workbook and try again.",
    )


def missing(key: str, place: str) -> Refusal:
    return Refusal(
        lv=f"{place}: vietturim ${{{key}}} šajā pārskatā nav vērtības. Izņemiet to no veidnes.",
        en=f"{place}: this claim has no value for the placeholder ${{{key}}}. Take it out of the template.",
    )
