"""What a cell stores, where the typed row no longer tells: a code typed as a number, a time beside a date."""

from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.row import Row
from pumpurs_xl.tables.settings import Settings


def stored(row: Row, name: str) -> Cell:
    """The value of the field's cell as the host delivered it."""
    table = row.origin.table
    if isinstance(row, Settings):
        return table.value(row.lines[name], "value") if name in row.lines else None
    return table.value(row.number, name)
