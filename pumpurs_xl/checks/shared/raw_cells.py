"""What a cell stores, where the typed row does not say: a code typed as a number, a time beside a date, its format."""

from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.look import PLAIN, Look
from pumpurs_xl.model.row import Row
from pumpurs_xl.model.table import Table
from pumpurs_xl.tables.settings import Settings


def raw_value(row: Row, name: str) -> Cell:
    """The value of the field's cell as the host delivered it."""
    table = row.origin.table
    if isinstance(row, Settings):
        return table.value(row.lines[name], "value") if name in row.lines else None
    return table.value(row.number, name)


def look_of(row: Row, name: str) -> Look:
    """How the field's cell shows what it holds."""
    table = row.origin.table
    if isinstance(row, Settings):
        return table.look(row.lines[name], "value") if name in row.lines else PLAIN
    return table.look(row.number, name)


def is_overwritten(table: Table, number: int, name: str) -> bool:
    """Whether a value stands where a formula belongs; False where the host tells of no formulas at all."""
    formulas = table.raw.formulas.get(table.places.get(name, 0), set())
    return bool(table.raw.formulas) and number not in formulas and table.value(number, name) not in {None, ""}
