"""A workbook file with nothing but the tables of the master: values as typed, no formulas."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from books import HEADER_ROW, SPECS

from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.settings import SPEC as SETTINGS_SPEC
from pumpurs_xl.values.month import Month

Content = Mapping[str, Sequence[Mapping[str, Any]]]


def write_plain(path: Path, content: Content, month: date = date(2023, 2, 1)) -> Path:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        formats = {
            date: workbook.add_format({"num_format": "dd.mm.yyyy"}),
            time: workbook.add_format({"num_format": "hh:mm"}),
        }
        start = workbook.add_worksheet("Sākums")
        start.write_datetime(0, 0, month, formats[date])
        workbook.define_name("pumpurs_menesis", "=Sākums!$A$1")
        for spec in SPECS.values():
            _write_table(workbook.add_worksheet(spec.sheet), spec, _rows(spec, content), formats)
    return path


def _rows(spec: TableSpec, content: Content) -> Sequence[Mapping[str, Any]]:
    rows = content.get(spec.sheet, ())
    if spec is not SETTINGS_SPEC:
        return rows
    return [{"Iestatījums": name, "Vērtība": value} for row in rows for name, value in row.items()]


def _write_table(sheet: Any, spec: TableSpec, rows: Sequence[Mapping[str, Any]], formats: Mapping[type, Any]) -> None:
    headings = [column.heading for column in spec.columns]
    last = HEADER_ROW - 1 + max(2, len(rows))
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(HEADER_ROW - 1, 0, last, len(headings) - 1, {"name": spec.name, "columns": columns})
    for number, row in enumerate(rows, start=HEADER_ROW):
        for heading, value in row.items():
            _write(sheet, number, headings.index(heading), value, formats)


def _write(sheet: Any, row: int, column: int, value: Any, formats: Mapping[type, Any]) -> None:
    if isinstance(value, Month):
        value = value.first
    if isinstance(value, date | time):
        sheet.write_datetime(row, column, value, formats[date if isinstance(value, date) else time])
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, str(value))
