"""Where a finding stands that is about cells of a sheet, whether or not a column of the table claims them."""

from pumpurs_xl.model.table import Table
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Place


def place_in(table: Table, number: int, column: int) -> Place:
    """The cell in a physical row and column; with its heading where the table's declaration has that column."""
    for name, at in table.places.items():
        if at == column:
            return table.at(number, name)
    return Place(table.raw.sheet, address(number, column), number, table=table.spec.name)
