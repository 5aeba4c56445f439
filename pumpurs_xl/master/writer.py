"""The whole workbook: every sheet in its place, from rows of content and the month being worked on."""

import io
from datetime import datetime
from functools import cache

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.book import SPECS
from pumpurs_xl.master.content import Content, book_of, rows_of
from pumpurs_xl.master.hidden_columns import fill_hidden_columns
from pumpurs_xl.master.layout import CALCULATION, FINDINGS, REGISTER, SHEETS, START, SUMMARY
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.master.sheets.calculation import write_calculation
from pumpurs_xl.master.sheets.results import write_findings, write_register
from pumpurs_xl.master.sheets.start import write_start
from pumpurs_xl.master.sheets.table_columns import other_columns, support_columns
from pumpurs_xl.master.sheets.table_sheet import write_table
from pumpurs_xl.master.styles import Pen, Styles
from pumpurs_xl.master.summary.sheet import write_summary
from pumpurs_xl.programme import NUMBER
from pumpurs_xl.values.month import Month

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(2022, 9, 1)  # noqa: DTZ001 # no clock in the bytes: the same content gives the same file
_LISTS = {
    "pumpurs_iap": "=tIAP[IAP ID]",
    "pumpurs_izglitojamie": "=tIzglitojamie[ID]",
    "pumpurs_dokumenti": "=tRekini[Dokumenta Nr.]",
}
"""What drop-downs of other sheets choose from."""


class _Sheet(Worksheet):  # type: ignore[misc] # the library ships no types
    """A sheet that prepares each formula once: a column of a table repeats the same text in every row."""

    @cache  # noqa: B019 # a sheet lives as long as its workbook is being written
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        prepared: str = super()._prepare_formula(formula, expand_future_functions)
        return prepared


def write_master(content: Content, month: Month) -> bytes:
    """The workbook as the bytes of an .xlsx; the same content and month give the same bytes."""
    ledger = Ledger(book_of(content, month), month)
    fill_hidden_columns(ledger)
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": "PuMPuRS", "subject": f"ESF {NUMBER}", "created": _CREATED})
        workbook.set_calc_mode("auto")
        for name, formula in _LISTS.items():
            workbook.define_name(name, formula)
        pen, sheets = Pen(workbook, Styles(workbook)), {name: workbook.add_worksheet(name, _Sheet) for name in SHEETS}
        write_start(pen, sheets[START], ledger)
        pages = {page.support_type.table.name: page for page in ledger.pages.values()}
        for spec in SPECS:
            columns = support_columns(pages[spec.name]) if spec.name in pages else other_columns(spec, ledger)
            write_table(pen, sheets[spec.sheet], spec, rows_of(content, spec), columns)
        write_calculation(pen, sheets[CALCULATION], ledger)
        write_summary(pen, sheets[SUMMARY], ledger)
        write_findings(pen, sheets[FINDINGS])
        write_register(pen, sheets[REGISTER])
        sheets[START].activate()
    return file.getvalue()
