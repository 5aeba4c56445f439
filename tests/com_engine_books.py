"""Workbooks held in dictionaries of cells, of which each test has its own copy."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from com_engine_cells import Cell, Stored, first_value, refusal
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries

Place = tuple[int, int]
_OWN_NUMBER = re.compile(r"=ROW\(\)-ROW\((\w+)\[\[?#Headers\]", re.IGNORECASE)
_TABLE_PART = re.compile(r"(\w+)(?:\[(.*)\])?")


class Area(NamedTuple):
    """A rectangle of cells; bottom lies above top where there is none."""

    top: int
    left: int
    bottom: int
    right: int

    def places(self) -> Iterator[Place]:
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )

    def meets(self, other: "Area") -> bool:
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    @property
    def a1(self) -> str:
        first = address(self.top, self.left)
        return first if self[:2] == self[2:] else f"{first}:{address(self.bottom, self.right)}"


WHOLE, FIRST_CELL = Area(1, 1, 1048576, 16384), Area(1, 1, 1, 1)


@cache
def address(row: int, column: int) -> str:
    """A place as people write it: B7."""
    return f"{get_column_letter(column)}{row}"


def area_of(a1: str) -> Area:
    """The rectangle that an address names, with or without dollar signs."""
    if ":" not in a1 and not a1[-1:].isdigit():  # a word, though openpyxl would take it for a column
        raise ValueError(a1)
    left, top, right, bottom = range_boundaries(a1.upper())
    return Area(top or 1, left or 1, bottom or WHOLE.bottom, right or WHOLE.right)


@dataclass(eq=False)
class TableData:
    """A table: where it lies, and the formulas of its calculated columns by their number from the left."""

    name: str
    area: Area
    formulas: dict[int, str]
    blank: bool = False  # no row: the one under the heading only invites to type

    @property
    def body(self) -> Area:
        return self.area._replace(top=self.area.top + 1)


@dataclass(eq=False)
class SheetData:
    """A sheet: its cells by place, and what a column's cells are like where nothing was ever put."""

    name: str
    cells: dict[Place, Cell]
    columns: dict[int, Cell]
    tables: list[TableData]
    protected: bool = False
    visible: bool = True
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    selection: Area | None = FIRST_CELL  # nothing where a chart is selected
    same_as: "SheetData | None" = None  # the sheet it was copied from, until a cell changes
    _contents: dict[tuple[str, str], Stored] | None = None

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column)) or self.columns.get(column) or Cell()

    def fresh(self) -> "SheetData":
        tables = [copy(table) for table in self.tables]
        other = copy(self)
        other.cells, other.tables, other.hidden_rows = dict(self.cells), tables, set(self.hidden_rows)
        other.hidden_columns = set(self.hidden_columns)
        other.same_as = self
        return other

    def change(self, cells: dict[Place, Cell]) -> None:
        """Put cells in the place of others, the only way that cells change."""
        self.cells |= cells
        self.same_as = self._contents = None

    def contents(self) -> dict[tuple[str, str], Stored]:
        """Every filled cell by sheet and address, its formula or its value; kept, as most sheets never change."""
        if self._contents is None and self.same_as:
            self._contents = self.same_as.contents()
        if self._contents is None:
            filled = ((place, cell.content) for place, cell in self.cells.items() if cell.filled)
            self._contents = {(self.name, address(*place)): content for place, content in filled}
        return self._contents

    def headings(self, table: TableData) -> list[Stored]:
        return [self.cell(table.area.top, column).value for column in range(table.area.left, table.area.right + 1)]

    def check_open(self, area: Area) -> None:
        """Raise what Excel raises where a protected sheet keeps a cell of the area shut."""
        if self.protected and any(self.cell(*place).locked for place in area.places()):
            raise refusal("The cell or chart you're trying to change is on a protected sheet.")

    def put(self, cells: dict[Place, Cell]) -> None:
        """Take in new cells; the blank row of an empty table becomes a row by them."""
        self.change(cells)
        filled = {place for place, cell in cells.items() if cell.filled}
        for table in self.tables:
            if table.blank and not filled.isdisjoint(table.body.places()):
                table.blank = False
                self._fill_down(table, table.body.top)

    def resize(self, table: TableData, area: Area) -> None:
        """Give a table another extent; rows that come in get formats and calculated columns, as Excel fills them."""
        others = [other for other in self.tables if other is not table and other.area.meets(area)]
        if area.top != table.area.top or area.bottom == area.top or not area.meets(table.area) or others:
            raise refusal("Resize method of ListObject class failed")
        first_new = table.body.top if table.blank else table.area.bottom + 1
        table.area, table.blank = area, False
        for row in range(first_new, area.bottom + 1):
            self._fill_down(table, row)

    def _fill_down(self, table: TableData, row: int) -> None:
        """Give a table's new row the formats of the row above and the formulas of calculated columns."""
        cells = {}
        for column in range(table.area.left, table.area.right + 1):
            own = self.cell(row, column)
            above = self.cell(max(row - 1, table.body.top), column)
            cell = own._replace(number_format=above.number_format, locked=above.locked)
            if not own.filled and (formula := table.formulas.get(column - table.area.left)):
                moved = shifted(formula, row - table.body.top, 0)
                cell = cell._replace(formula=moved, value=first_value(moved))
            cells[row, column] = cell
        self.change(cells)


@dataclass(eq=False)
class BookData:
    """A workbook: its sheets, its names and what they refer to, and the sheet in front."""

    fullname: str
    sheets: list[SheetData]
    names: dict[str, str]
    active: SheetData
    saves: int = 0

    @property
    def name(self) -> str:
        return re.split(r"[\\/]", self.fullname)[-1]

    def fresh(self, fullname: str) -> "BookData":
        sheets = [sheet.fresh() for sheet in self.sheets]
        return BookData(fullname, sheets, dict(self.names), sheets[self.sheets.index(self.active)])

    def sheet(self, name: str) -> SheetData:
        """The sheet of a name, whatever the case of its letters; KeyError where there is none."""
        for sheet in self.sheets:
            if sheet.name.lower() == name.lower():
                return sheet
        raise KeyError(name)

    def table(self, name: str) -> tuple[SheetData, TableData]:
        """A table with the sheet it lies on; KeyError where there is none."""
        for sheet in self.sheets:
            for table in sheet.tables:
                if table.name.lower() == name.lower():
                    return sheet, table
        raise KeyError(name)

    def named(self, name: str) -> str | None:
        """What a name refers to, whatever the case of its letters."""
        return next((target for known, target in self.names.items() if known.lower() == name.lower()), None)

    def find(self, reference: str) -> tuple[SheetData, Area]:
        """The sheet and rectangle of 'Sheet'!$A$1, tName or tName[Column]; KeyError or ValueError where none is."""
        sheet, mark, a1 = reference.removeprefix("=").rpartition("!")
        if mark:
            return self.sheet(sheet.strip("'").replace("''", "'")), area_of(a1)
        match = _TABLE_PART.fullmatch(a1)
        if not match:
            raise KeyError(reference)
        home, table = self.table(match[1])
        return home, _part(home, table, match[2])

    def answer(self, sheet: SheetData, row: int, column: int) -> Stored:
        """What a cell answers; the row's number in its table is the one formula worked out here."""
        cell = sheet.cell(row, column)
        if cell.formula and (match := _OWN_NUMBER.match(cell.formula)):
            return float(row - self.table(match[1])[1].area.top)
        return cell.value


def _part(sheet: SheetData, table: TableData, part: str | None) -> Area:
    """The rectangle of a table's part: its body, a column of it, #All or #Headers."""
    if part in {"#All", "#Headers"}:
        return table.area if part == "#All" else table.area._replace(bottom=table.area.top)
    if part in {None, "", "#Data"}:
        return table.body
    column = table.area.left + sheet.headings(table).index(part)
    return table.body._replace(left=column, right=column)


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula moved to another place: its relative addresses move along, names and table columns stay."""
    words = _words(formula) if formula and (rows or columns) else ()
    if not any(moves for _, moves in words):
        return formula
    return "=" + "".join(Translator.translate_range(w, rows, columns) if moves else w for w, moves in words)  # type: ignore[no-untyped-call] # its stub has no types


@cache
def _words(formula: str) -> tuple[tuple[str, bool], ...]:
    """The words of a formula, each with whether it is an address that moves."""
    words = Tokenizer(formula).items
    ranges = {word.value for word in words if word.subtype == "RANGE" and "[" not in word.value}
    moving = {text for text in ranges if Translator.translate_range(text, 1, 1) != text}  # type: ignore[no-untyped-call] # as above
    return tuple((word.value, word.type == "OPERAND" and word.value in moving) for word in words)
