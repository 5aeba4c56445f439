"""A sheet compiled for stamping: fixed texts, pieces that depend on the layout, slots that each claim fills."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pumpurs_xl.template.calculation.dependents import CellFormula
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
    GrowingCell,
    Renderer,
    Slot,
)
from pumpurs_xl.values.a1 import Area, letters

Entry = Piece | Slot
S = TypeVar("S", Slot, Column)


@dataclass(frozen=True, slots=True)
class CompiledSheet:
    """A sheet's part as entries: what is fixed, what moves, what each claim fills."""

    part: str
    entries: Sequence[Entry]

    def lay_out(self, layout: Layout) -> list[str | Renderer]:
        """The sheet for so many lines: texts, and what each claim renders between them."""
        return join_texts(
            entry if isinstance(entry, str) else entry(layout) if callable(entry) else entry.lay_out(layout)
            for entry in self.entries
        )


def compile_sheet(
    sheet: Sheet,
    grid: Grid,
    blocks: BlockRows,
    fillings: dict[tuple[int, int], Filling],
    formulas: dict[tuple[int, int], CellFormula],
) -> CompiledSheet | None:
    """The sheet ready for stamping; None for one that no claim changes.

    `fillings` and `formulas` are, by row and column, the cells that each claim writes; Refusal for what cannot follow
    the rows.
    """
    edits = Edits(sheet.root.source)
    move_features(sheet, blocks, edits)
    if not edits.changes and not fillings and not formulas:
        return None
    compiler = _SheetCompiler(sheet, grid, blocks, fillings, formulas)
    rows = (entry for row in sheet.rows for entry in compiler.row(row))
    before, after = edits.pieces(0, sheet.data.inner), edits.pieces(sheet.data.close)
    return CompiledSheet(sheet.part, [*before, *rows, *after])


@dataclass(frozen=True, slots=True)
class _SheetCompiler:
    sheet: Sheet
    grid: Grid
    blocks: BlockRows
    fillings: dict[tuple[int, int], Filling]
    formulas: dict[tuple[int, int], CellFormula]

    def row(self, row: Row) -> Iterator[Entry]:
        block, key = self.grid.block_at(self.sheet.key, row.number), self.sheet.key
        if block:
            yield self.block_row(block, row)
            return
        for entry in join_texts(self.row_entries(row, self.slot)):
            if not isinstance(entry, str):
                yield entry
            elif self.blocks.moves(key, row.number):
                yield _number_rows(entry, key, row.number)
            else:
                yield entry.replace(ROW, str(row.number))

    def row_entries(self, row: Row, slot: Callable[[Cell], S]) -> Iterator[str | S]:
        """The row as texts and slots; its number, which ROW stands for, comes with the layout."""
        yield _row_opening(row.element)
        for cell in row.cells:
            if self.is_written(cell):
                yield _cell_opening(cell, "t")
                yield slot(cell)
            else:
                element = cell.element
                head_end = element.inner - (2 if element.source[element.inner - 2] == "/" else 1)
                yield _cell_opening(cell) + element.source[head_end : element.end]
        yield f"</{row.element.prefix}row>"

    def is_written(self, cell: Cell) -> bool:
        """Whether each claim writes the cell."""
        return (cell.row, cell.column) in self.fillings or (cell.row, cell.column) in self.formulas

    def slot(self, cell: Cell) -> Slot:
        place, prefix = (cell.row, cell.column), cell.element.prefix
        if place in self.fillings:
            return FilledCell(self.fillings[place], prefix, f"{self.sheet.title}!{cell.name}")
        formula, key = self.formulas[place], self.sheet.key
        head: list[Piece] = []
        if cell.formula and cell.formula.area:
            area = cell.formula.area
            head = [' t="array" ref="', lambda layout: str(layout.on(key).grow(area)), '"']
        return ComputedCell(formula.cell, head, translate(formula.tokens, formula.home, self.blocks), prefix)

    def column(self, block: Block, cell: Cell) -> Column:
        place, prefix = (cell.row, cell.column), cell.element.prefix
        if place in self.fillings:
            return FilledColumn(block, self.fillings[place], prefix, f"{self.sheet.title}!{cell.name}")
        formula = self.formulas[place]
        local = is_local(formula.tokens, formula.home, self.blocks)
        return ComputedColumn(block, cell.column, formula.tokens, formula.home, local, prefix)

    def block_row(self, block: Block, row: Row) -> BlockRow:
        fixed, columns = [""], list[Column]()
        for entry in self.row_entries(row, partial(self.column, block)):
            if isinstance(entry, str):
                fixed[-1] += entry
            else:
                columns.append(entry)
                fixed.append("")
        opening = _row_opening(row.element)
        empty_cells = "".join(f"{_cell_opening(cell, 't')}/>" for cell in row.cells)
        empty = f"{opening}{empty_cells}</{row.element.prefix}row>"
        tall = _row_opening(row.element, HEIGHT) + fixed[0].removeprefix(opening)
        height = float(row.element.get("ht") or self.default("defaultRowHeight") or 15)
        growing = [] if row.element.is_on("customHeight") else list(self.growing_cells(row, columns))
        return BlockRow(block, fixed, columns, empty, tall, height, growing)

    def growing_cells(self, row: Row, columns: Sequence[Column]) -> Iterator[GrowingCell]:
        """The cells of the block whose text may need more than one line."""
        for cell, column in zip(filter(self.is_written, row.cells), columns, strict=True):
            if isinstance(column, FilledColumn):
                yield WrappedText(column, self.width(cell), int(cell.element.get("s") or 0))

    def width(self, cell: Cell) -> float:
        """The width of a cell in digits, with all columns that it is merged over."""
        merges = self.sheet.root.find("mergeCells")
        areas = (Area.parse_loosely(merge.get("ref")) for merge in (merges.children if merges else ()))
        area = next((area for area in areas if area.holds(cell.row, cell.column)), None)
        element = self.sheet.root.find("cols")
        settings = element.children if element else []
        total = 0.0
        for column in range(area.first_column, area.last_column + 1) if area else [cell.column]:
            own = (each for each in settings if int(each.get("min")) <= column <= int(each.get("max")))
            width = next((each.get("width") for each in own if each.get("width")), "")
            total += float(width or self.default("defaultColWidth") or 9)
        return total

    def default(self, attribute: str) -> str:
        """What the sheet says of rows and columns that say nothing themselves."""
        settings = self.sheet.root.find("sheetFormatPr")
        return settings.get(attribute) if settings else ""


def _number_rows(text: str, sheet: str, row: int) -> Piece:
    """The text with the row's number as each layout has it."""
    parts = text.split(ROW)
    return lambda layout: str(layout.on(sheet).first(row)).join(parts)


def _row_opening(element: Element, height: str = "") -> str:
    """The opening of a row as written, or with another height."""
    if not height:
        return f'<{element.prefix}row r="{ROW}"{element.attribute_text("r")}>'
    return f'<{element.prefix}row r="{ROW}"{element.attribute_text("r", "ht")} ht="{height}">'


def _cell_opening(cell: Cell, *without: str) -> str:
    """The cell's opening up to its last attribute."""
    element = cell.element
    return f'<{element.prefix}c r="{letters(cell.column)}{ROW}"{element.attribute_text("r", *without)}'
