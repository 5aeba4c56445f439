"""All formulas of a template: which are rewritten in each claim, which are computed here, which are left to Excel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pumpurs_xl.template.calculation.dependents import CellFormula, CellKey, find_dependents
from pumpurs_xl.template.calculation.engine import Content, FormulaCell, Grid, HiddenRows
from pumpurs_xl.template.calculation.names import resolve_names
from pumpurs_xl.template.calculation.resolver import Resolver
from pumpurs_xl.template.file.cells import UNKNOWN, Cell
from pumpurs_xl.template.file.workbook import Sheet, Workbook
from pumpurs_xl.template.formula.evaluator import compile_formula
from pumpurs_xl.template.formula.translator import Home, check_repeatable, looks_far_up, read_formula, translate
from pumpurs_xl.template.placeholders import Placeholders
from pumpurs_xl.template.row_shift import BlockRows, is_fixed
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Analysis:
    """All formulas by their cells; `changing` are those whose value a claim may change."""

    placeholders: Placeholders
    cells: Mapping[CellKey, Cell]
    formulas: Mapping[CellKey, CellFormula]
    changing: set[CellKey]
    grid: Grid

    def rewritten_on(self, sheet: str) -> dict[tuple[int, int], CellFormula]:
        """The formulas of a sheet that each claim writes, by row and column; the others stay, with their values.

        Refusal: one of them is an array formula over several cells or a data table.
        """
        rewritten = {}
        for cell, formula in self.formulas.items():
            if cell[0] == sheet and (self._gets_value(cell) or self._moves(cell)):
                self._check_kind(cell, formula.home.place)
                rewritten[cell[1:]] = formula
        # Formulas that share a text are written all or none: none may lose the cell where the text stands.
        texts = {cell: own.shared for cell in self.formulas if cell[0] == sheet and (own := self.cells[cell].formula)}
        lost = {texts[sheet, *cell] for cell in rewritten} - {""}
        return rewritten | {cell[1:]: self.formulas[cell] for cell, text in texts.items() if text in lost}

    def _moves(self, cell: CellKey) -> bool:
        """Whether a formula reads differently in a claim, or its area reaches down to a block."""
        formula, own = self.formulas[cell], self.cells[cell].formula
        rows = self.placeholders.block_rows
        areas = (own.area, *own.inputs) if own and not own.is_plain else ()
        return any(area is not None and rows.moves(cell[0], area.last_row) for area in areas) or not is_fixed(
            translate(formula.tokens, formula.home, rows)
        )

    def notes(self) -> Iterator[Both]:
        """What whoever made the template should know: formulas without a value, and references that slide."""
        for cell, formula in self.formulas.items():
            if self._gets_value(cell) and not self._is_computed(cell):
                place = formula.home.place
                yield both(
                    f"{place}: šo formulu programma neaprēķina; vērtību ierakstīs Excel, atverot failu.",
                    f"{place}: this formula is not computed here; Excel fills it in on opening.",
                )
        for cell, formula in self.formulas.items():
            if self._is_repeated(cell) and looks_far_up(formula.tokens, formula.home):
                place = formula.home.place
                yield both(
                    f"{place}: atsauce uz augstāku rindu bez $ katrā nākamajā rindā virzīsies uz leju.",
                    f"{place}: a reference to a row above without $ goes down with every line.",
                )

    def fill_grid(self, workbook: Workbook) -> None:
        """Puts every formula into the grid: first as a cell that holds something, then as what computes it."""
        sheets = self.grid.sheets
        for sheet, row, column in self.formulas:
            sheets[sheet][row][column] = FormulaCell(None, UNKNOWN)
        self.grid.subtotals.update(cell for cell, formula in self.formulas.items() if formula.is_subtotal)
        for (sheet, row, column), formula in self.formulas.items():
            cell = self.cells[sheet, row, column]
            tokens = resolve_names(formula.tokens, formula.home, workbook, self.placeholders.block_rows)
            computed = compile_formula(tokens, Resolver(self.grid, formula.home, self.grid.block_at(sheet, row)))
            is_plain = cell.formula is not None and cell.formula.is_plain
            keeps_value = (sheet, row, column) not in self.changing and not self._goes_down((sheet, row, column))
            sheets[sheet][row][column] = FormulaCell(
                computed if is_plain else None, cell.stored if keeps_value else UNKNOWN
            )

    def _gets_value(self, cell: CellKey) -> bool:
        """Whether a claim writes the value of this formula, or leaves it to Excel."""
        is_on_filled_sheet = bool(self.placeholders.fillings[cell[0]]) and self._is_computed(cell)
        return cell in self.changing or self._goes_down(cell) or is_on_filled_sheet

    def _goes_down(self, cell: CellKey) -> bool:
        """Whether the cell stands in a block or below one."""
        return self.placeholders.block_rows.moves(cell[0], cell[1])

    def _is_repeated(self, cell: CellKey) -> bool:
        return cell[1] in self.placeholders.block_rows.on(cell[0])

    def _is_computed(self, cell: CellKey) -> bool:
        content = self.grid.sheets[cell[0]][cell[1]][cell[2]]
        return isinstance(content, FormulaCell) and content.formula is not None

    def _check_kind(self, cell: CellKey, place: str) -> None:
        """Refuses an array formula over several cells, and a data table."""
        formula = self.cells[cell].formula
        if formula is None or formula.is_plain:
            return
        is_one_cell = formula.area is not None and str(formula.area) == self.cells[cell].name
        if formula.kind != "array" or self._is_repeated(cell) or not is_one_cell:
            raise Refusal(
                lv=f"{place}: masīva formulu vai datu tabulu nevar pārvietot līdz ar rindām. Rakstiet parastu formulu.",
                en=f"{place}: an array formula or data table cannot move with the rows. Write an ordinary formula.",
            )


def analyze_formulas(workbook: Workbook, placeholders: Placeholders) -> Analysis:
    """The formulas of the template, and the grid of its cells; Refusal for a formula that cannot follow the rows."""
    rows = placeholders.block_rows
    cells: dict[CellKey, Cell] = {}
    formulas: dict[CellKey, CellFormula] = {}
    contents: dict[str, dict[int, dict[int, Content]]] = {}
    for sheet in workbook.sheets:
        fillings = placeholders.fillings[sheet.key]
        contents[sheet.key] = {row.number: {} for row in sheet.rows}
        for cell in (cell for row in sheet.rows for cell in row.cells):
            key = sheet.key, cell.row, cell.column
            cells[key] = cell
            contents[sheet.key][cell.row][cell.column] = fillings.get((cell.row, cell.column), cell.stored)
            if cell.formula:
                home = Home(sheet.key, cell.row, f"{sheet.title}!{cell.name}")
                formulas[key] = _read_formula(cell.formula.text, key, home, rows)
    filled = {(sheet, *cell) for sheet, fillings in placeholders.fillings.items() for cell in fillings}
    filled |= {cell for cell in cells if cell[1] in rows.on(cell[0])}
    changing = find_dependents(list(formulas.values()), filled, workbook) | (filled & formulas.keys())
    hidden = {sheet.key: _hidden_rows(sheet, workbook) for sheet in workbook.sheets}
    grid = Grid(contents, placeholders.blocks, hidden, since_1904=workbook.since_1904)
    analysis = Analysis(placeholders, cells, formulas, changing, grid)
    analysis.fill_grid(workbook)
    return analysis


def _hidden_rows(sheet: Sheet, workbook: Workbook) -> HiddenRows:
    """The rows of the sheet that nobody sees; a filter that hides some may be the sheet's or a table's."""
    rows = (row.number for row in sheet.rows if row.element.is_on("hidden") or row.element.get("ht") in {"0", "0.0"})
    roots = [sheet.root, *map(workbook.tree, workbook.find_parts(sheet.part, "table"))]
    by_filter = any(next(root.descendants("filterColumn"), None) for root in roots)
    return HiddenRows(frozenset(rows), by_filter)


def _read_formula(text: str, cell: CellKey, home: Home, rows: BlockRows) -> CellFormula:
    tokens = read_formula(text, home.place)
    if home.row in rows.on(home.sheet):
        check_repeatable(tokens, home, rows)
    else:
        translate(tokens, home, rows)  # refuses what it cannot translate
    return CellFormula(cell, tokens, home)
