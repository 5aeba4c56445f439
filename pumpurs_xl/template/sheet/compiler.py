"""A sheet of the template made ready for stamping: its texts, its slots, its block rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pumpurs_xl.template.calculation.dependents import Standing
from pumpurs_xl.template.calculation.engine import Grid
from pumpurs_xl.template.file.cells import Cell, Row
from pumpurs_xl.template.file.workbook import Sheet
from pumpurs_xl.template.file.xml_tree import Edits, Element
from pumpurs_xl.template.formula.translator import is_local, translate
from pumpurs_xl.template.placeholders import Filling
from pumpurs_xl.template.row_shift import Block, BlockRows, Layout, Piece, join_texts
from pumpurs_xl.template.sheet.features import move_features
from pumpurs_xl.template.sheet.heights import WrappedText
from pumpurs_xl.template.sheet.row_renderer import (
    HEIGHT,
    ROW,
    BlockRow,
    Column,
    ComputedCell,
    ComputedColumn,
    FilledCell,
    FilledColumn,
    Rendered,
    Room,
    Slot,
)
from pumpurs_xl.values.a1 import Area, letters

Entry = Piece | Slot
S = TypeVar("S", Slot, Column)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet's part as entries: what is fixed, what moves, what each claim fills."""

    part: str
    entries: Sequence[Entry]

    def skeleton(self, layout: Layout) -> list[str | Rendered]:
        """The sheet for one layout: texts, and what each claim fills between them."""
        result: list[str | Rendered] = []
        for entry in self.entries:
            ready = _ready(entry, layout)
            if isinstance(ready, str) and result and isinstance(result[-1], str):
                result[-1] += ready
            else:
                result.append(ready)
        return result


def _ready(entry: Entry, layout: Layout) -> str | Rendered:
    if isinstance(entry, str):
        return entry
    return entry(layout) if callable(entry) else entry.at(layout)


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes the draft of one sheet. `formulas` are those that move or are computed; others stay as they are."""

    sheet: Sheet
    grid: Grid
    blocks: BlockRows
    fillings: dict[tuple[int, int], Filling]
    formulas: dict[tuple[int, int], Standing]

    def draft(self) -> Draft:
        edits = Edits(self.sheet.root.source)
        move_features(self.sheet, self.blocks, edits)
        if not edits.changes and not self.fillings and not self.formulas:
            return Draft(self.sheet.part, [edits.text])
        data = self.sheet.data
        rows = [entry for row in self.sheet.rows for entry in self._row(row)]
        before, after = edits.pieces(0, data.inner), edits.pieces(data.close)
        return Draft(self.sheet.part, [*before, *rows, *after])

    def _row(self, row: Row) -> Iterator[Entry]:
        block = self.grid.block_at(self.sheet.key, row.number)
        if block:
            yield self._block_row(block, row)
            return
        moves = self.blocks.moves(self.sheet.key, row.number)
        for entry in join_texts(self._row_entries(row, self._slot)):
            yield self._numbered(entry, row.number, moves=moves) if isinstance(entry, str) else entry

    def _numbered(self, text: str, row: int, *, moves: bool) -> Piece:
        if not moves:
            return text.replace(ROW, str(row))
        parts, key = text.split(ROW), self.sheet.key
        return lambda layout: str(layout.on(key).first(row)).join(parts)

    def _row_entries(self, row: Row, slot: Callable[[Cell], S]) -> Iterator[str | S]:
        element = row.element
        yield _row_opening(element)
        for cell in row.cells:
            if (cell.row, cell.column) in self.fillings.keys() | self.formulas.keys():
                yield _opening(cell, "t")
                yield slot(cell)
            else:
                yield _opening(cell) + cell.element.source[_head_end(cell) : cell.element.end]
        yield f"</{element.prefix}row>"

    def _slot(self, cell: Cell) -> Slot:
        place, prefix = (cell.row, cell.column), cell.element.prefix
        if place in self.fillings:
            return FilledCell(self.fillings[place], prefix, self._name(cell))
        standing = self.formulas[place]
        formula = translate(standing.formula, standing.home, self.blocks)
        return ComputedCell(standing.place, self._formula_head(cell), formula, prefix)

    def _column(self, block: Block, cell: Cell) -> Column:
        place, prefix = (cell.row, cell.column), cell.element.prefix
        if place in self.fillings:
            return FilledColumn(block, self.fillings[place], prefix, self._name(cell))
        standing = self.formulas[place]
        local = is_local(standing.formula, standing.home, self.blocks)
        return ComputedColumn(block, cell.column, standing.formula, standing.home, local, prefix)

    def _name(self, cell: Cell) -> str:
        return f"{self.sheet.title}!{cell.name}"

    def _formula_head(self, cell: Cell) -> list[Piece]:
        """What an array formula of one cell says of itself."""
        if cell.formula is None or cell.formula.area is None:
            return []
        area, key = cell.formula.area, self.sheet.key
        return [' t="array" ref="', lambda layout: str(layout.on(key).grow(area)), '"']

    def _block_row(self, block: Block, row: Row) -> BlockRow:
        fixed, columns = [""], list[Column]()
        for entry in self._row_entries(row, partial(self._column, block)):
            if isinstance(entry, str):
                fixed[-1] += entry
            else:
                columns.append(entry)
                fixed.append("")
        element = row.element
        cells = "".join(f"{_opening(cell, 't')}/>" for cell in row.cells)
        empty = f'<{element.prefix}row r="{ROW}"{element.attribute_text("r")}>{cells}</{element.prefix}row>'
        plain, tall = _row_opening(row.element), _row_opening(row.element, HEIGHT)
        rooms = list(self._rooms(row, columns))
        return BlockRow(block, fixed, columns, empty, tall + fixed[0].removeprefix(plain), self._height(row), rooms)

    def _height(self, row: Row) -> float:
        """The height of the template's row in points."""
        return float(row.element.get("ht") or self._format("defaultRowHeight") or 15)

    def _format(self, attribute: str) -> str:
        """What the sheet says of rows and columns that say nothing themselves."""
        found = self.sheet.root.find("sheetFormatPr")
        return found.get(attribute) if found else ""

    def _rooms(self, row: Row, columns: Sequence[Column]) -> Iterator[Room]:
        if row.element.get("customHeight") in {"1", "true"}:
            return
        filled = (cell for cell in row.cells if (cell.row, cell.column) in self.fillings.keys() | self.formulas.keys())
        for cell, column in zip(filled, columns, strict=True):
            if isinstance(column, FilledColumn):
                yield WrappedText(column, self._width(cell), int(cell.element.get("s") or 0))

    def _width(self, cell: Cell) -> float:
        """The width of a cell in digits, with all columns that it is merged over."""
        merges = self.sheet.root.find("mergeCells")
        areas = (Area.parse_loosely(merge.get("ref")) for merge in (merges.children if merges else ()))
        area = next((area for area in areas if area.holds(cell.row, cell.column)), None)
        return sum(map(self._column_width, range(area.first_column, area.last_column + 1) if area else [cell.column]))

    def _column_width(self, column: int) -> float:
        columns = self.sheet.root.find("cols")
        for each in columns.children if columns else ():
            if int(each.get("min")) <= column <= int(each.get("max")) and each.get("width"):
                return float(each.get("width"))
        return float(self._format("defaultColWidth") or 9)


def _row_opening(element: Element, height: str = "") -> str:
    """The opening of a row as written, or with another height."""
    if not height:
        return f'<{element.prefix}row r="{ROW}"{element.attribute_text("r")}>'
    return f'<{element.prefix}row r="{ROW}"{element.attribute_text("r", "ht")} ht="{height}">'


def _opening(cell: Cell, *without: str) -> str:
    """The cell's opening up to its last attribute."""
    element = cell.element
    return f'<{element.prefix}c r="{letters(cell.column)}{ROW}"{element.attribute_text("r", *without)}'


def _head_end(cell: Cell) -> int:
    """Where the opening tag of a cell ends: at its `>` or `/>`."""
    element = cell.element
    return element.inner - (2 if element.source[element.inner - 2] == "/" else 1)
