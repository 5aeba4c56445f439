"""A sheet to type in: its title, help and table, with the hidden columns at the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.content import stored
from pumpurs_xl.master.places import HEADER_ROW
from pumpurs_xl.master.sheet_parts import highlight, lay_out, print_setup
from pumpurs_xl.master.styles import Pen
from pumpurs_xl.master.validation import validation
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.structured_formula import Value
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.settings import SETTINGS
from pumpurs_xl.tables.settings import SPEC as SETTINGS_SPEC

SPARE_ROWS = 500
"""How far under a table its drop-downs and colours reach: a table grows."""


@dataclass(frozen=True)
class Heading:
    """One column of a table as it is written: declared, or hidden with the row's workings."""

    title: str
    formula: str
    value: Callable[[int], Value]
    column: Column | None = None


def write_table(
    pen: Pen, sheet: Worksheet, spec: TableSpec, rows: Sequence[Mapping[str, Any]], headings: Sequence[Heading]
) -> None:
    """The whole sheet; `rows` are as typed, one mapping by heading each."""
    lay_out(pen, sheet, spec.sheet, spec.title.lv, spec.help)
    _add_table(pen, sheet, spec, len(rows), headings)
    for place, heading in enumerate(headings):
        _set_column(pen, sheet, heading, place)
    for number, row in enumerate(rows, start=1):
        _write_row(pen, sheet, headings, row, number)
    declared = [heading.column for heading in headings if heading.column]
    _validate(sheet, spec, declared, len(rows))
    highlight(pen, sheet, spec, len(rows) + SPARE_ROWS, len(headings))
    print_setup(sheet, spec)


def _add_table(pen: Pen, sheet: Worksheet, spec: TableSpec, length: int, headings: Sequence[Heading]) -> None:
    columns = [
        {
            "header": heading.title,
            "header_format": pen.styles.header(spec.sheet, filled=heading.column is None or heading.column.filled),
            "format": _format(pen, heading.column),
            **({"formula": heading.formula} if heading.formula else {}),
        }
        for heading in headings
    ]
    options = {"name": spec.name, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(HEADER_ROW - 1, 0, HEADER_ROW - 1 + length, len(headings) - 1, options)


def _set_column(pen: Pen, sheet: Worksheet, heading: Heading, place: int) -> None:
    if heading.column is None:
        sheet.set_column(place, place, 10, None, {"hidden": True})
        return
    plain = pen.styles(num_format=heading.column.kind.number_format)
    sheet.set_column(place, place, width(heading.column), plain)


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
        return pen.styles.computed()
    if column.field in SETTINGS and SETTINGS[column.field] is column:
        return pen.styles.entry(column.kind.number_format, align="left")
    return pen.styles.of(column)


def _write_row(pen: Pen, sheet: Worksheet, headings: Sequence[Heading], row: Mapping[str, Any], number: int) -> None:
    for place, heading in enumerate(headings):
        cell, style = (HEADER_ROW + number - 1, place), _format(pen, _setting(heading, row))
        if heading.formula:
            sheet.write_formula(*cell, heading.formula, style, heading.value(number))
        else:
            write_value(sheet, cell, stored(row.get(heading.title)), style)


def _setting(heading: Heading, row: Mapping[str, Any]) -> Column | None:
    """The value of a setting is a cell of its own kind."""
    if heading.column is not SETTINGS_SPEC.by_field["value"]:
        return heading.column
    return next(setting for setting in SETTINGS.values() if setting.heading == row["Iestatījums"])


def write_value(sheet: Worksheet, cell: tuple[int, int], value: Cell, style: Format) -> None:
    """A value as it is typed; a text stays a text, whatever it looks like."""
    if value is None:
        sheet.write_blank(*cell, None, style)
    elif isinstance(value, date | time):
        sheet.write_datetime(*cell, value, style)
    elif isinstance(value, float):
        sheet.write_number(*cell, value, style)
    else:
        sheet.write_string(*cell, str(value), style)


def _validate(sheet: Worksheet, spec: TableSpec, columns: Sequence[Column], length: int) -> None:
    last = HEADER_ROW + length + SPARE_ROWS - 1
    for place, column in enumerate(columns):
        if spec is SETTINGS_SPEC and column.field == "value":
            _validate_settings(sheet, spec, place)
        elif rule := validation(spec, column, HEADER_ROW + 1, place + 1):
            sheet.data_validation(HEADER_ROW, place, last, place, rule)


def _validate_settings(sheet: Worksheet, spec: TableSpec, place: int) -> None:
    for row, setting in enumerate(SETTINGS.values(), start=HEADER_ROW):
        sheet.data_validation(row, place, row, place, validation(spec, setting, row + 1, place + 1))
