"""The columns of each declared sheet as they are written: declared ones, then the hidden workings."""

from pumpurs_xl.buttons.verdicts import ROW_MARK
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


def support_columns(page: LedgerPage) -> list[TableColumn]:
    """The columns of a sheet of support."""
    spec = page.support_type.table
    declared = [_declared(page, column) for column in spec.columns]
    return [*declared, *(_helper(page, helper) for helper in hidden_columns(page.support_type)), CHECKED_ROW]


CHECKED_ROW = TableColumn(ROW_MARK, "", lambda _: None)
"""Where a check found the row: its marks follow the row when the table is sorted."""


def _declared(page: LedgerPage, column: Column) -> TableColumn:
    return TableColumn(
        column.heading,
        expand(column.formula, page.support_type.table.name) if column.formula else "",
        lambda number: formula_value(column, page.lines[number - 1]),
        column,
    )


def _helper(page: LedgerPage, helper: HiddenColumn) -> TableColumn:
    formula = expand(helper.formula, page.support_type.table.name)
    return TableColumn(helper.name, formula, lambda number: float(page.lines[number - 1][helper.name]))


def other_columns(spec: TableSpec, ledger: Ledger) -> list[TableColumn]:
    """The columns of any other declared sheet."""
    rows = {row.number - HEADER_ROW: row for row in ledger.book.all_rows if row.sheet == spec.sheet}
    declared = [_named(spec, column, rows, ledger) for column in spec.columns]
    return [*declared, *(_link(spec, link, rows, ledger) for link in LOOKUP_COLUMNS.get(spec.name, ())), CHECKED_ROW]


Rows = dict[int, Row]


def _named(spec: TableSpec, column: Column, rows: Rows, ledger: Ledger) -> TableColumn:
    """The one ƒ column beside support is the learner's name."""

    def value(number: int) -> Value:
        return learner_name(rows[number], ledger) if number in rows else ""

    return TableColumn(column.heading, expand(column.formula, spec.name) if column.formula else "", value, column)


def _link(spec: TableSpec, link: LookupColumn, rows: Rows, ledger: Ledger) -> TableColumn:
    def value(number: int) -> Value:
        return link.value(rows[number], ledger) if number in rows else link.blank

    return TableColumn(link.name, expand(link.formula, spec.name), value)
