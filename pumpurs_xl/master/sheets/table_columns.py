"""The columns of each declared sheet as they are written: declared ones, then the hidden workings."""

from pumpurs_xl.master.formula_values import formula_value, learner_name
from pumpurs_xl.master.hidden_columns import hidden_columns
from pumpurs_xl.master.hidden_columns.column import HiddenColumn
from pumpurs_xl.master.hidden_columns.lookups import LOOKUP_COLUMNS, LookupColumn
from pumpurs_xl.master.layout import HEADER_ROW
from pumpurs_xl.master.ledger import Ledger, LedgerPage
from pumpurs_xl.master.sheets.table_sheet import TableColumn
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.row import Row
from pumpurs_xl.model.structured_formula import Value, expand
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.findings import ROW_MARK

CHECKED_ROW = TableColumn(ROW_MARK, "", lambda _: None)
"""Where a check found the row: its marks follow the row when the table is sorted."""


def support_columns(page: LedgerPage) -> list[TableColumn]:
    """The columns of a sheet of support."""
    spec, lines = page.support_type.table, page.lines

    def from_declaration(column: Column) -> TableColumn:
        formula = expand(column.formula, spec.name) if column.formula else ""
        return TableColumn(
            column.heading, formula, lambda number: formula_value(column, lines[number - 1]), declaration=column
        )

    def from_hidden_column(column: HiddenColumn) -> TableColumn:
        formula = expand(column.formula, spec.name)
        return TableColumn(column.name, formula, lambda number: float(lines[number - 1][column.name]))

    return [
        *map(from_declaration, spec.columns),
        *map(from_hidden_column, hidden_columns(page.support_type)),
        CHECKED_ROW,
    ]


def other_columns(spec: TableSpec, ledger: Ledger) -> list[TableColumn]:
    """The columns of any other declared sheet; its one ƒ column, if any, is the learner's name."""
    rows: dict[int, Row] = {row.number - HEADER_ROW: row for row in ledger.book.all_rows if row.sheet == spec.sheet}

    def name(number: int) -> Value:
        return learner_name(rows[number], ledger) if number in rows else ""

    def from_declaration(column: Column) -> TableColumn:
        formula = expand(column.formula, spec.name) if column.formula else ""
        return TableColumn(column.heading, formula, name, declaration=column)

    def from_hidden_column(column: LookupColumn) -> TableColumn:
        return TableColumn(
            column.name,
            expand(column.formula, spec.name),
            lambda number: column.value(rows[number], ledger) if number in rows else column.blank,
        )

    return [
        *map(from_declaration, spec.columns),
        *map(from_hidden_column, LOOKUP_COLUMNS.get(spec.name, ())),
        CHECKED_ROW,
    ]
