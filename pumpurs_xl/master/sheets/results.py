"""Pārbaude and Reģistrs: the sheets that the program fills, empty but ready."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.layout import HEADER_ROW, LEAST_ROWS
from pumpurs_xl.master.sheets.setup import colour_words, print_setup, protect, write_title
from pumpurs_xl.master.sheets.table_sheet import width
from pumpurs_xl.master.sheets.validation import validation
from pumpurs_xl.master.styles import LINK, Pen
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables import findings, register

SPARE_ROWS = 5000
"""How far under the list its colours and refusals reach: a broken workbook has many findings."""
_NAMES = {"weight": "pumpurs_svars", "place_sheet": "pumpurs_lapa", "place_cell": "pumpurs_suna"}


def write_findings(pen: Pen, sheet: Worksheet) -> None:
    """Pārbaude, whose columns have names: by them the other sheets colour the cells that it lists."""
    spec = findings.SPEC
    _write_table(pen, sheet, spec, findings.FINGERPRINT)
    for place, column in enumerate(spec.columns):
        rule = validation(spec, column, HEADER_ROW + 1, place + 1)
        sheet.data_validation(HEADER_ROW, place, HEADER_ROW + SPARE_ROWS, place, rule)
        if column.field in _NAMES:
            pen.workbook.define_name(_NAMES[column.field], f"={spec.name}[{column.heading}]")
    colour_words(pen, sheet, (HEADER_ROW, 0, HEADER_ROW + SPARE_ROWS, 0))


def write_register(pen: Pen, sheet: Worksheet) -> None:
    """Reģistrs, protected: the program alone writes there."""
    _write_table(pen, sheet, register.SPEC)
    protect(sheet)


def _write_table(pen: Pen, sheet: Worksheet, spec: TableSpec, *hidden: str) -> None:
    write_title(pen, sheet, spec.sheet, spec.title.lv, spec.help)
    columns: list[dict[str, object]] = [
        {
            "header": column.heading,
            "header_format": pen.styles.header(spec.sheet, filled=column.filled),
            "format": _body(pen, column),
        }
        for column in spec.columns
    ]
    columns += [{"header": name, "header_format": pen.styles.header(spec.sheet, filled=True)} for name in hidden]
    options = {"name": spec.name, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(HEADER_ROW - 1, 0, HEADER_ROW - 1 + LEAST_ROWS, len(columns) - 1, options)
    for place, column in enumerate(spec.columns):
        sheet.set_column(place, place, width(column), _body(pen, column))
    for place in range(len(spec.columns), len(columns)):
        sheet.set_column(place, place, 10, None, {"hidden": True})
    print_setup(sheet, spec)


def _body(pen: Pen, column: Column) -> Format:
    wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top"}
    if column.field == "place_cell":
        wrapped |= {"font_color": LINK, "underline": 1}
    return pen.styles(num_format=column.kind.number_format, **wrapped)
