"""What is written into the workbook: rows of each sheet by heading, as cells and as the typed book they make."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pumpurs_xl.book import SPECS, Book, build
from pumpurs_xl.master.layout import HEADER_ROW, LEAST_ROWS
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.table import RawTable, RawWorkbook, TableSpec
from pumpurs_xl.tables.settings import SETTINGS, Settings
from pumpurs_xl.tables.settings import SPEC as SETTINGS_SPEC
from pumpurs_xl.values.month import Month

Content = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by heading for each sheet. Iestatījumi: one row that gives each setting its value."""


def rows_of(content: Content, spec: TableSpec) -> list[Mapping[str, Any]]:
    """The rows of a sheet as they are written; blank ones fill an empty table."""
    rows = _settings(content) if spec is SETTINGS_SPEC else list(content.get(spec.sheet, ()))
    return [*rows, *({} for _ in range(LEAST_ROWS - len(rows)))]


def _settings(content: Content) -> list[Mapping[str, Any]]:
    """A row for each setting; one that the content does not name has its default."""
    values: dict[str, Any] = {}
    for setting in SETTINGS.values():
        default = None if setting.required else Settings.model_fields[setting.field].default
        values[setting.heading] = ("nē", "jā")[default] if isinstance(default, bool) else default
    for row in content.get(SETTINGS_SPEC.sheet, ()):
        values |= row
    return [
        {"Iestatījums": setting.heading, "Vērtība": values[setting.heading], "Paskaidrojums": setting.help}
        for setting in SETTINGS.values()
    ]


def book_of(content: Content, month: Month) -> Book:
    """The typed book that a reader makes of the workbook."""
    tables = {}
    for spec in SPECS:
        headings = [column.heading for column in spec.columns]
        body = [[cell_value(row.get(heading)) for heading in headings] for row in rows_of(content, spec)]
        tables[spec.name] = RawTable(spec.name, spec.sheet, HEADER_ROW, 1, headings, body)
    names = {"pumpurs_menesis": month.first}
    return build(RawWorkbook("PuMPuRS.xlsx", tables, tuple(spec.sheet for spec in SPECS), names))


def cell_value(value: Any) -> Cell:
    """The value as a workbook stores it: numbers as floats, a month as its first day."""
    if isinstance(value, Month):
        return value.first
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return float(value)
    return str(value) if isinstance(value, str) else value
