"""The columns of each declared sheet as they are written: declared ones, then the hidden workings."""

from pumpurs_xl.master.filled import filled, learner_name
from pumpurs_xl.master.helper import Helper
from pumpurs_xl.master.helpers import helpers
from pumpurs_xl.master.input_sheet import Heading
from pumpurs_xl.master.ledger import Ledger, Page
from pumpurs_xl.master.links import LINKS, Link
from pumpurs_xl.master.places import HEADER_ROW
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.row import Row
from pumpurs_xl.model.structured_formula import Value, written
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.findings import ROW_MARK


def support_headings(page: Page) -> list[Heading]:
    """The columns of a sheet of support."""
    spec = page.support_type.table
    declared = [_declared(page, column) for column in spec.columns]
    return [*declared, *(_helper(page, helper) for helper in helpers(page.support_type)), CHECKED_ROW]


CHECKED_ROW = Heading(ROW_MARK, "", lambda _: None)
"""Where a check found the row: its marks follow the row when the table is sorted."""


def _declared(page: Page, column: Column) -> Heading:
    return Heading(
        column.heading,
        written(column.formula, page.support_type.table.name) if column.formula else "",
        lambda number: filled(column, page.lines[number - 1]),
        column,
    )


def _helper(page: Page, helper: Helper) -> Heading:
    formula = written(helper.formula, page.support_type.table.name)
    return Heading(helper.name, formula, lambda number: float(page.lines[number - 1][helper.name]))


def other_headings(spec: TableSpec, ledger: Ledger) -> list[Heading]:
    """The columns of any other declared sheet."""
    rows = {row.number - HEADER_ROW: row for row in ledger.book.all_rows if row.sheet == spec.sheet}
    declared = [_named(spec, column, rows, ledger) for column in spec.columns]
    return [*declared, *(_link(spec, link, rows, ledger) for link in LINKS.get(spec.name, ())), CHECKED_ROW]


Rows = dict[int, Row]


def _named(spec: TableSpec, column: Column, rows: Rows, ledger: Ledger) -> Heading:
    """The one ƒ column beside support is the learner's name."""

    def value(number: int) -> Value:
        return learner_name(rows[number], ledger) if number in rows else ""

    return Heading(column.heading, written(column.formula, spec.name) if column.formula else "", value, column)


def _link(spec: TableSpec, link: Link, rows: Rows, ledger: Ledger) -> Heading:
    def value(number: int) -> Value:
        return link.value(rows[number], ledger) if number in rows else link.blank

    return Heading(link.name, written(link.formula, spec.name), value)
