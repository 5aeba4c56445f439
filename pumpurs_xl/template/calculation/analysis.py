"""The formulas of a template: which are written anew in each claim, which are computed, which are left to Excel."""

from collections.abc import Iterator
from dataclasses import dataclass

from pumpurs_xl.template.calculation.dependents import Place, Standing, affected
from pumpurs_xl.template.calculation.engine import Calculated, Content, Grid, Resolver
from pumpurs_xl.template.file.cells import UNKNOWN, Cell
from pumpurs_xl.template.file.workbook import Source
from pumpurs_xl.template.formula.evaluator import NotComputed, compile_formula
from pumpurs_xl.template.formula.translator import Home, check_repeatable, looks_far_up, read_formula, translate
from pumpurs_xl.template.places import Places
from pumpurs_xl.template.row_shift import is_fixed
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal


@dataclass(slots=True)
class Formulas:
    """All formulas by place; `changing` are those whose value a claim may change."""

    places: Places
    cells: dict[Place, Cell]
    standing: dict[Place, Standing]
    changing: set[Place]
    grid: Grid

    def written_anew(self) -> Iterator[Place]:
        """The formulas that each claim writes; the others stay as they are, with their values."""
        for place, standing in self.standing.items():
            if self._must_change(place) or self._moves(standing):
                _check_kind(self.cells[place], standing.home.place, repeated=self._repeated(place))
                yield place

    def notes(self) -> tuple[Both, ...]:
        """The formulas left without a value."""
        return (*self._uncomputed(), *self._sliding())

    def _sliding(self) -> tuple[Both, ...]:
        """Formulas of the block that look above the line before without a $: rarely what was meant."""
        return tuple(
            both(
                f"{standing.home.place}: atsauce uz augstāku rindu bez $ katrā nākamajā rindā virzīsies uz leju.",
                f"{standing.home.place}: a reference to a row above without $ goes down with every line.",
            )
            for place, standing in self.standing.items()
            if self._repeated(place) and looks_far_up(standing.formula, standing.home)
        )

    def _uncomputed(self) -> tuple[Both, ...]:
        return tuple(
            both(
                f"{standing.home.place}: šo formulu programma neaprēķina; vērtību ierakstīs Excel, atverot failu.",
                f"{standing.home.place}: this formula is not computed here; Excel fills it in on opening.",
            )
            for place, standing in self.standing.items()
            if self._must_change(place) and not self._is_computed(place)
        )

    def _must_change(self, place: Place) -> bool:
        on_filled_sheet = bool(self.places.fillings[place[0]]) and self._is_computed(place)
        return place in self.changing or self.in_or_below(place) or on_filled_sheet

    def _moves(self, standing: Standing) -> bool:
        return not is_fixed(translate(standing.formula, standing.home, self.places.rows))

    def in_or_below(self, place: Place) -> bool:
        return self.places.rows.moves(place[0], place[1])

    def _repeated(self, place: Place) -> bool:
        return place[1] in self.places.rows.on(place[0])

    def _is_computed(self, place: Place) -> bool:
        content = self.grid.sheets[place[0]][place[1]][place[2]]
        return isinstance(content, Calculated) and content.formula is not None

    def complete_grid(self) -> None:
        """Puts every formula into the grid: first as a place that is filled, then as what computes it."""
        sheets = self.grid.sheets
        for sheet, row, column in self.standing:
            sheets[sheet][row][column] = Calculated(None, UNKNOWN)
        for place, standing in self.standing.items():
            sheets[place[0]][place[1]][place[2]] = self._calculated(place, standing)

    def _calculated(self, place: Place, standing: Standing) -> Calculated:
        cell, block = self.cells[place], self.grid.block_at(place[0], place[1])
        known = cell.stored if place not in self.changing and not self.in_or_below(place) else UNKNOWN
        try:
            formula = compile_formula(standing.formula, Resolver(self.grid, standing.home, block))
        except NotComputed:
            formula = None
        whole = cell.formula is not None and cell.formula.kind in {"", "normal", "shared"}
        return Calculated(formula if whole else None, known)


def read_formulas(source: Source, places: Places) -> Formulas:
    """The formulas of the template; refused where one cannot follow the rows."""
    cells = {
        (sheet.key, cell.row, cell.column): (sheet.title, cell)
        for sheet in source.sheets
        for row in sheet.rows
        for cell in row.cells
    }
    standing = {place: _standing(place, title, cell, places) for place, (title, cell) in cells.items() if cell.formula}
    filled = {(sheet, *cell) for sheet, found in places.fillings.items() for cell in found}
    filled |= {place for place in cells if place[1] in places.rows.on(place[0])}
    changing = affected(list(standing.values()), filled, source) | (filled & standing.keys())
    grid = Grid(_contents(source, places), places.blocks)
    formulas = Formulas(places, {place: cell for place, (_, cell) in cells.items()}, standing, changing, grid)
    formulas.complete_grid()
    return formulas


def _standing(place: Place, title: str, cell: Cell, places: Places) -> Standing:
    home = Home(place[0], cell.row, f"{title}!{cell.name}")
    formula = read_formula(cell.formula.text if cell.formula else "", home.place)
    if cell.row in places.rows.on(place[0]):
        check_repeatable(formula, home, places.rows)
    else:
        translate(formula, home, places.rows)
    return Standing(place, formula, home)


def _contents(source: Source, places: Places) -> dict[str, dict[int, dict[int, Content]]]:
    return {
        sheet.key: {
            row.number: {
                cell.column: places.fillings[sheet.key].get((cell.row, cell.column), cell.stored) for cell in row.cells
            }
            for row in sheet.rows
        }
        for sheet in source.sheets
    }


def _check_kind(cell: Cell, place: str, *, repeated: bool) -> None:
    """Array formulas over several cells and data tables are refused where they would be written anew."""
    formula = cell.formula
    if formula is None or formula.kind in {"", "normal", "shared"}:
        return
    single = formula.area is not None and str(formula.area) == cell.name
    if formula.kind != "array" or repeated or not single:
        raise Refusal(
            lv=f"{place}: masīva formulu vai datu tabulu nevar pārvietot līdz ar rindām. Rakstiet parastu formulu.",
            en=f"{place}: an array formula or data table cannot move with the rows. Write an ordinary formula.",
        )
