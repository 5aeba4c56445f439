"""Which formulas change when a template is filled: those that depend on a filled cell, near or far.

A formula that reads a table, a defined name or a cell by its text (INDIRECT, OFFSET) counts as reading all the cells
that it might, so that none is left with an old value.
"""

from collections import defaultdict
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
    waiting = list(set(filled))
    stamped = {sheet for sheet, _, _ in waiting}
    readers = _Readers()
    for formula in formulas:
        for sheet, area in _precedents(formula, workbook, stamped):
            readers.add(formula.cell, sheet, area)
    found: set[CellKey] = set()
    while waiting:
        new = set(readers.pop(waiting.pop())) - found
        found |= new
        waiting += new
    return found


class _Readers:
    """The formulas that read an area, found by any cell of it.

    An area is kept as the few blocks of rows and columns, each a power of two long, that make it up; a cell lies in
    one block of each size. So a running sum of a thousand rows costs no more than it must.
    """

    def __init__(self) -> None:
        self._blocks: defaultdict[tuple[str, int, int, int, int], list[CellKey]] = defaultdict(list)
        self._sizes: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)

    def add(self, reader: CellKey, sheet: str, area: Area) -> None:
        """Notes that the formula in this cell reads the area."""
        for columns, left in _blocks(area.first_column, area.last_column + 1):
            for rows, top in _blocks(area.first_row, area.last_row + 1):
                self._blocks[sheet, rows, top, columns, left].append(reader)
                self._sizes[sheet].add((rows, columns))

    def pop(self, cell: CellKey) -> Iterator[CellKey]:
        """The formulas that read the cell and were not given out by this block before."""
        sheet, row, column = cell
        for rows, columns in self._sizes[sheet]:
            yield from self._blocks.pop((sheet, rows, row >> rows, columns, column >> columns), ())


def _blocks(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The numbers from start to end, the end left out, as blocks: of 2 to which power, and the how manieth."""
    power = 0
    while start < end:
        if start & 1:
            yield power, start
            start += 1
        if end & 1:
            end -= 1
            yield power, end
        start, end, power = start >> 1, end >> 1, power + 1


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
