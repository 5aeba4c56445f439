"""Which formulas change when a template is filled: those that depend on a filled cell, near or far.

A formula that reads a table, a defined name or a cell by its text (INDIRECT, OFFSET) counts as reading all the cells
that it might, so that none is left with an old value.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Workbook
from pumpurs_xl.template.formula.tokenizer import NoFormula, Token, tokenize
from pumpurs_xl.template.formula.translator import Home
from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area

CellKey = tuple[str, int, int]
"""A cell of the template: the key of its sheet, its row and its column."""
_BY_TEXT = {"INDIRECT", "OFFSET"}
_SUBTOTALS = {"SUBTOTAL", "AGGREGATE"}
_CONSTANTS = {"TRUE", "FALSE"}


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula and the cell it stands in."""

    cell: CellKey
    tokens: tuple[Token, ...]
    home: Home

    @property
    def is_subtotal(self) -> bool:
        """Whether it is a subtotal, and so left out of other subtotals."""
        return any(token.kind == "function" and token.text.upper() in _SUBTOTALS for token in self.tokens)


def find_dependents(formulas: Sequence[CellFormula], filled: Iterable[CellKey], workbook: Workbook) -> set[CellKey]:
    """The cells of all formulas whose value a claim may change."""
    changing = set(filled)
    stamped = {sheet for sheet, _, _ in changing}
    waiting = [(formula.cell, list(_precedents(formula, workbook, stamped))) for formula in formulas]
    found: set[CellKey] = set()
    grew = True
    while grew:
        now = {
            cell
            for cell, areas in waiting
            if any(sheet == key and area.holds(row, column) for sheet, area in areas for key, row, column in changing)
        }
        waiting = [(cell, areas) for cell, areas in waiting if cell not in now]
        found |= now
        changing |= now
        grew = bool(now)
    return found


def _precedents(formula: CellFormula, workbook: Workbook, stamped: set[str]) -> Iterator[tuple[str, Area]]:
    """The cells that a formula reads, by sheet."""
    whole_sheet = formula.home.sheet, Area(1, 1, LAST_ROW, LAST_COLUMN)
    for token in formula.tokens:
        text = token.text.upper()
        if token.reference:
            yield token.reference.sheet or formula.home.sheet, token.reference.area
        elif token.kind == "table":
            table = workbook.tables.get(token.text.partition("[")[0].casefold())
            yield (table.sheet, table.area) if table else whole_sheet
        elif token.kind == "name" and text not in _CONSTANTS:
            yield from _cells_of_name(token.text, workbook)
        elif token.kind == "function" and text in _BY_TEXT and formula.home.sheet in stamped:
            yield whole_sheet


def _cells_of_name(text: str, workbook: Workbook) -> Iterator[tuple[str, Area]]:
    """The cells of a defined name, as far as it names cells itself."""
    name = text.rpartition("!")[2].casefold()
    for element in workbook.names:
        if element.get("name").casefold() == name:
            try:
                tokens = tokenize(element.text)
            except NoFormula:
                continue
            yield from ((token.reference.sheet, token.reference.area) for token in tokens if token.reference)
