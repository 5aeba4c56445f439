"""The rows and cells of a template's sheet, as they stand in its XML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pumpurs_xl.template.file.xml_tree import Element
from pumpurs_xl.template.formula.tokenizer import NoFormula, copy_formula
from pumpurs_xl.template.placeholders import string_text
from pumpurs_xl.values.a1 import Area, address
from pumpurs_xl.values.money import exact
from pumpurs_xl.values.refusal import Refusal


class Unknown:
    """A value that no calculation here can use: a logical value or an error."""


UNKNOWN = Unknown()
Stored = Decimal | str | Unknown | None


@dataclass(slots=True)
class Formula:
    """A cell's formula; `area` is set for an array formula, `kind` as the file names it."""

    text: str
    kind: str
    area: Area | None


@dataclass(slots=True)
class Cell:
    """One cell of the template; `string` is its shared or inline string."""

    row: int
    column: int
    element: Element
    stored: Stored = None
    string: Element | None = None
    formula: Formula | None = None

    @property
    def name(self) -> str:
        return address(self.row, self.column)


@dataclass(slots=True)
class Row:
    """One row of the template, with the cells it holds."""

    number: int
    element: Element
    cells: list[Cell] = field(default_factory=list)


def read_rows(data: Element, strings: Sequence[Element], title: str) -> list[Row]:
    """The rows of a sheet in order; refused where rows or cells are out of order or named twice."""
    rows: list[Row] = []
    shared: dict[str, Cell] = {}
    for element in data.children:
        before = rows[-1].number if rows else 0
        row = Row(_whole(element.get("r"), before + 1, title), element)
        if element.name != "row" or row.number <= before:
            raise _out_of_order(title, row.number)
        row.cells.extend(_read_cells(row, strings, shared, title))
        rows.append(row)
    return rows


def _whole(text: str, default: int, title: str) -> int:
    if text and not text.isdecimal():
        raise _out_of_order(title, default)
    return int(text) if text else default


def _read_cells(row: Row, strings: Sequence[Element], shared: dict[str, Cell], title: str) -> Iterator[Cell]:
    column = 0
    for element in row.element.children:
        if element.name != "c":
            continue
        try:
            area = Area.parse_loosely(element.get("r") or address(row.number, column + 1))
        except ValueError:
            raise _out_of_order(title, row.number) from None
        if area.first_row != row.number or area.first_column <= column:
            raise _out_of_order(title, row.number)
        column = area.first_column
        cell = Cell(row.number, column, element)
        cell.string = _string(element, strings, f"{title}!{cell.name}")
        cell.stored = string_text(cell.string) or None if cell.string else _stored(element)
        cell.formula = _formula(cell, shared, f"{title}!{cell.name}")
        yield cell


def _string(element: Element, strings: Sequence[Element], place: str) -> Element | None:
    value = element.find("v")
    if element.get("t") == "inlineStr":
        return element.find("is")
    if element.get("t") != "s" or not value:
        return None
    if not value.text.isdecimal() or int(value.text) >= len(strings):
        raise Refusal(
            lv=f"{place}: šūnas teksts failā nav atrodams. Saglabājiet veidni programmā Excel vēlreiz.",
            en=f"{place}: the text of the cell is not in the file. Save the template in Excel again.",
        )
    return strings[int(value.text)]


def _stored(element: Element) -> Stored:
    value = element.find("v")
    if value is None or not value.text:
        return None
    if element.get("t") == "str":
        return value.text
    if element.get("t", "n") != "n":
        return UNKNOWN
    try:
        number = exact(float(value.text))
    except ValueError:
        return UNKNOWN
    return number if number.is_finite() else UNKNOWN


def _formula(cell: Cell, shared: dict[str, Cell], place: str) -> Formula | None:
    element = cell.element.find("f")
    if element is None:
        return None
    kind, text = element.get("t"), element.text
    if kind == "shared" and text:
        shared[element.get("si")] = cell
    elif kind == "shared":
        text = _shared_text(cell, shared.get(element.get("si")), place)
    try:
        area = Area.parse_loosely(element.get("ref")) if kind == "array" else None
    except ValueError:
        raise _no_formula(place) from None
    return Formula(text, kind, area) if text or kind == "dataTable" else None


def _shared_text(cell: Cell, first: Cell | None, place: str) -> str:
    """The formula of a cell that shares the text of another."""
    if first is None or first.formula is None:
        raise _no_formula(place)
    try:
        return copy_formula(first.formula.text, cell.row - first.row, cell.column - first.column)
    except NoFormula:
        raise _no_formula(place) from None


def _no_formula(place: str) -> Refusal:
    return Refusal(
        lv=f"{place}: formulu nevar izlasīt. Ierakstiet to šūnā no jauna.",
        en=f"{place}: the formula cannot be read. Type it into the cell anew.",
    )


def _out_of_order(title: str, row: int) -> Refusal:
    return Refusal(
        lv=f"{title}, {row}. rinda: rindas vai šūnas failā nav secībā. Saglabājiet veidni programmā Excel vēlreiz.",
        en=f"{title}, row {row}: rows or cells are out of order. Save the template in Excel again.",
    )
