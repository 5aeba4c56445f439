"""The rows and cells of a template's sheet: what each says, and the element it stands in.

Unlike openpyxl's cells they keep their XML, so that a cell which nobody fills is written again to the letter. Shared
formulas are read as each cell's own, numbers as the decimals they were typed as.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pumpurs_xl.template.file.xml_tree import MAIN, Element, escape, parse
from pumpurs_xl.template.formula.tokenizer import copy_formula
from pumpurs_xl.template.formula.values import ErrorValue, Known
from pumpurs_xl.values.a1 import Area, address
from pumpurs_xl.values.money import exact
from pumpurs_xl.values.refusal import Refusal


class Unknown:
    """A value that no calculation here can use."""


UNKNOWN = Unknown()
Stored = Known | Unknown


@dataclass(slots=True)
class Formula:
    """A cell's formula; `kind` as the file names it (array, dataTable, ...).

    `area`: the cells of an array formula or data table; `inputs`: the cells that a data table puts its values into;
    `shared`: the number of the text that it has in common with other cells.
    """

    text: str
    kind: str
    area: Area | None
    inputs: tuple[Area, ...] = ()
    shared: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it computes one cell, as most formulas do."""
        return self.kind in {"", "normal", "shared"}


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
        """Its address, as Excel shows it."""
        return address(self.row, self.column)


@dataclass(slots=True)
class Row:
    """One row of the template, with the cells it holds."""

    number: int
    element: Element
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether no cell of it holds anything."""
        return all(cell.stored is None and cell.formula is None for cell in self.cells)


def read_rows(data: Element, strings: Sequence[Element], title: str) -> list[Row]:
    """The rows of a sheet in order; refused where rows or cells are out of order or named twice."""
    rows: list[Row] = []
    shared: dict[str, Cell] = {}
    for element in data.children:
        following = rows[-1].number + 1 if rows else 1
        number = element.get("r") or str(following)
        if not number.isdecimal():
            raise _out_of_order(title, following)
        if element.name != "row" or int(number) < following:
            raise _out_of_order(title, int(number))
        row = Row(int(number), element)
        row.cells.extend(_read_cells(row, strings, shared, title))
        rows.append(row)
    return rows


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
        cell.string = _read_string(element, strings, f"{title}!{cell.name}")
        cell.stored = string_text(cell.string) or None if cell.string else _read_value(element)
        cell.formula = _read_formula(cell, shared, f"{title}!{cell.name}")
        yield cell


def _read_string(element: Element, strings: Sequence[Element], place: str) -> Element | None:
    """The shared or inline string of a cell; None where it holds something else."""
    value = element.find("v")
    if element.get("t") == "inlineStr":
        return element.find("is")
    if element.get("t") == "str" and value and not element.find("f"):  # as SheetJS and MiniExcel write a text
        return parse(f'<is xmlns="{MAIN}"><t>{escape(value.text)}</t></is>', place)
    if element.get("t") != "s" or not value:
        return None
    if not value.text.isdecimal() or int(value.text) >= len(strings):
        raise Refusal(
            lv=f"{place}: šūnas teksts failā nav atrodams. Saglabājiet veidni programmā Excel vēlreiz.",
            en=f"{place}: the text of the cell is not in the file. Save the template in Excel again.",
        )
    return strings[int(value.text)]


def text_runs(string: Element) -> Iterator[Element]:
    """The `t` elements of a shared or inline string, one per stretch of equally formatted letters; no reading aids."""
    for child in string.children:
        if child.name == "t":
            yield child
        elif child.name == "r":
            yield from (part for part in child.children if part.name == "t")


def string_text(string: Element) -> str:
    """What a shared or inline string says."""
    return "".join(run.text for run in text_runs(string))


def _read_value(element: Element) -> Stored:
    value = element.find("v")
    if value is None or not value.text:
        return None
    kind = element.get("t", "n")
    return _READERS[kind](value.text) if kind in _READERS else UNKNOWN


def _read_number(text: str) -> Stored:
    try:
        number = exact(float(text))
    except ValueError:
        return UNKNOWN
    return number if number.is_finite() else UNKNOWN


_READERS: Mapping[str, Callable[[str], Stored]] = {
    "n": _read_number,
    "str": str,
    "e": ErrorValue,
    "b": lambda text: text in {"1", "true"},
}


def _read_formula(cell: Cell, shared: dict[str, Cell], place: str) -> Formula | None:
    """The cell's formula; where it shares the text of another, that text as copied to this cell."""
    element = cell.element.find("f")
    if element is None:
        return None
    kind, text = element.get("t"), element.text
    try:
        if kind == "shared" and text:
            shared[element.get("si")] = cell
        elif kind == "shared":
            first = shared.get(element.get("si"))
            if first is None or first.formula is None:
                raise _no_formula(place)
            text = copy_formula(first.formula.text, cell.row - first.row, cell.column - first.column)
        area = Area.parse_loosely(element.get("ref")) if kind in {"array", "dataTable"} else None
        inputs = tuple(Area.parse_loosely(element.get(name)) for name in ("r1", "r2") if element.get(name))
    except ValueError:
        raise _no_formula(place) from None
    return Formula(text, kind, area, inputs, element.get("si")) if text or kind == "dataTable" else None


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
