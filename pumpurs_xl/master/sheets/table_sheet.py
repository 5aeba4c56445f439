"""A sheet to type in: its title, help and table, with the hidden columns at the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.content import cell_value
from pumpurs_xl.master.layout import HEADER_ROW
from pumpurs_xl.master.sheets.setup import highlight, print_setup, write_title
from pumpurs_xl.master.sheets.validation import validation
from pumpurs_xl.master.styles import Pen
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.structured_formula import Value
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.settings import SETTINGS
from pumpurs_xl.tables.settings import SPEC as SETTINGS_SPEC

SPARE_ROWS = 500
"""How far under a table its drop-downs and colours reach: a table grows."""


@dataclass(frozen=True)
class TableColumn:
    """One column of a table as it is written: declared, or hidden with the row's workings.

    `value` gives what stands beside the formula, by the row's place in the table.
    """

    heading: str
    formula: str
    value: Callable[[int], Value]
    declaration: Column | None = None


def write_table(
    pen: Pen, sheet: Worksheet, spec: TableSpec, rows: Sequence[Mapping[str, Any]], columns: Sequence[TableColumn]
) -> None:
    """The whole sheet; `rows` are as typed, one mapping by heading each."""
    write_title(pen, sheet, spec.sheet, spec.title.lv, spec.help)
    _add_table(pen, sheet, spec, len(rows), columns)
    for place, column in enumerate(columns):
        if declaration := column.declaration:
            plain = pen.styles(num_format=declaration.kind.number_format)
            sheet.set_column(place, place, width(declaration), plain)
        else:
            sheet.set_column(place, place, 10, None, {"hidden": True})
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            cell, style = (HEADER_ROW + number - 1, place), _format(pen, _declaration(column, row))
            if column.formula:
                sheet.write_formula(*cell, column.formula, style, column.value(number))
            else:
                _write_value(sheet, cell, cell_value(row.get(column.heading)), style)
    _validate(sheet, spec, len(rows))
    highlight(pen, sheet, spec, len(rows) + SPARE_ROWS, len(columns))
    print_setup(sheet, spec)


def _add_table(pen: Pen, sheet: Worksheet, spec: TableSpec, length: int, columns: Sequence[TableColumn]) -> None:
    described = [
        {
            "header": column.heading,
            "header_format": pen.styles.header(
                spec.sheet, filled=column.declaration is None or column.declaration.filled
            ),
            "format": _format(pen, column.declaration),
            **({"formula": column.formula} if column.formula else {}),
        }
        for column in columns
    ]
    options = {"name": spec.name, "columns": described, "style": "Table Style Light 1"}
    sheet.add_table(HEADER_ROW - 1, 0, HEADER_ROW - 1 + length, len(columns) - 1, options)


_WIDTHS = {
    "datums": 12,
    "mēnesis": 15,
    "laiks": 8,
    "summa": 11,
    "cena": 11,
    "skaitlis": 10,
    "procenti": 10,
    "jā / nē": 12,
}


def width(column: Column) -> float:
    """Characters that fit into the column."""
    if column.field == "place_number":
        return 5
    return column.width or _WIDTHS.get(column.kind.name, 14)


def _format(pen: Pen, column: Column | None) -> Format:
    if column is None:
        return pen.styles.formula()
    if column.field in SETTINGS and SETTINGS[column.field] is column:
        return pen.styles.entry(column.kind.number_format, align="left")
    return pen.styles.of(column)


def _declaration(column: TableColumn, row: Mapping[str, Any]) -> Column | None:
    """What is declared of a cell: of Iestatījumi each value has a declaration of its own."""
    if column.declaration is not SETTINGS_SPEC.by_field["value"]:
        return column.declaration
    return next(setting for setting in SETTINGS.values() if setting.heading == row["Iestatījums"])


def _write_value(sheet: Worksheet, cell: tuple[int, int], value: Cell, style: Format) -> None:
    """A value as it is typed; a text stays a text, whatever it looks like."""
    if value is None:
        sheet.write_blank(*cell, None, style)
    elif isinstance(value, date | time):
        sheet.write_datetime(*cell, value, style)
    elif isinstance(value, float):
        sheet.write_number(*cell, value, style)
    else:
        sheet.write_string(*cell, str(value), style)


def _validate(sheet: Worksheet, spec: TableSpec, length: int) -> None:
    first, last = HEADER_ROW, HEADER_ROW + length + SPARE_ROWS - 1
    for place, column in enumerate(spec.columns):
        if spec is SETTINGS_SPEC and column.field == "value":
            for row, setting in enumerate(SETTINGS.values(), start=first):
                sheet.data_validation(row, place, row, place, validation(spec, setting, row + 1, place + 1))
        elif rule := validation(spec, column, first + 1, place + 1):
            sheet.data_validation(first, place, last, place, rule)
