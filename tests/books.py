"""Books written down in a test: sheets of rows by heading, on top of one learner with one plan.

What a test does not say is a good default, so that a case shows only what matters to it. Rows of support start
from the examples that their columns declare.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pumpurs_xl.book import Book, build
from pumpurs_xl.model.table import RawTable, RawWorkbook, TableSpec
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables import TABLES
from pumpurs_xl.tables.settings import SETTINGS as KNOWN_SETTINGS

SPECS: dict[str, TableSpec] = {
    spec.sheet: spec for spec in (*TABLES, *(support_type.table for support_type in SUPPORT_TYPES))
}
HEADER_ROW = 4
Cells = Mapping[str, Any]

LEARNER = {
    "ID": "I001",
    "Vārds": "Anna",
    "Uzvārds": "Paraudziņa",
    "Izglītība": "profesionālā",
    "Klase/kurss": "2",
    "Grupa": "V2",
    "Dzīvesvieta": "Preiļi",
}
PLAN = {
    "IAP ID": "P1",
    "Izglītojamā ID": "I001",
    "Mācību gads": "2022/2023",
    "Semestris": 2.0,
    "No": date(2023, 1, 9),
    "Līdz": date(2023, 6, 30),
    "Statuss": "Īstenošanā",
    **{support_type.code: "x" for support_type in SUPPORT_TYPES},
}
SETTINGS = {
    "Sadarbības partneris": "Parauga tehnikums",
    "Izglītības iestāde": "Parauga tehnikums",
}
DEFAULTS: dict[str, Cells] = {
    "Izglītojamie": LEARNER,
    "IAP": PLAN,
    "Likmes": {"Atbalsta veids": "Ēdināšana", "Likme": "Griesti mēnesī", "EUR": 70.0},
    "Kalendārs": {"No": date(2023, 3, 13), "Līdz": date(2023, 3, 17), "Veids": "brīvlaiks"},
    "Budžets": {
        "Mācību gads": "2022/2023",
        "Semestris": 2.0,
        "Atbalsta veids": "Visi",
        "Piešķirts, EUR": 9999.0,
    },
    "Rēķini": {
        "Dokumenta Nr.": "R-1",
        "Datums": date(2023, 2, 6),
        "Izsniedzējs": "SIA Parauga veikals",
        "Summa, EUR": 2.5,
    },
    "Kavējumi": {"Izglītojamā ID": "I001", "No": date(2023, 2, 6), "Līdz": date(2023, 2, 7)},
    **{support_type.table.sheet: support_type.example for support_type in SUPPORT_TYPES},
}


def raw_workbook(sheets: Mapping[str, Sequence[Cells]], **overrides: Any) -> RawWorkbook:
    """A workbook of these rows; a sheet's row starts from its default, a value None empties the cell."""
    tables = [_raw_table(spec, _rows(sheet, sheets)) for sheet, spec in SPECS.items()]
    names = {"pumpurs_menesis": date(2023, 2, 1)}
    parts = {"name": "grāmata.xlsx", "sheets": tuple(SPECS), "names": names}
    return RawWorkbook(tables={table.name: table for table in tables}, **{**parts, **overrides})


def book(sheets: Mapping[str, Sequence[Cells]], **overrides: Any) -> Book:
    return build(raw_workbook(sheets, **overrides))


def _rows(sheet: str, sheets: Mapping[str, Sequence[Cells]]) -> list[Cells]:
    if sheet == "Iestatījumi":
        given = {name: value for row in sheets.get(sheet, ()) for name, value in row.items()}
        every = dict.fromkeys(setting.heading for setting in KNOWN_SETTINGS.values())
        return [{"Iestatījums": name, "Vērtība": value} for name, value in {**every, **SETTINGS, **given}.items()]
    if sheet in {"Izglītojamie", "IAP"} and sheet not in sheets:
        return [DEFAULTS[sheet]]
    return [{**DEFAULTS[sheet], **row} for row in sheets.get(sheet, ())]


def _raw_table(spec: TableSpec, rows: Sequence[Cells]) -> RawTable:
    headings = [column.heading for column in spec.columns]
    unknown = {heading for row in rows for heading in row} - set(headings)
    assert not unknown, f"{spec.sheet}: {unknown}"
    body = [[row.get(heading) for heading in headings] for row in rows]
    return RawTable(spec.name, spec.sheet, HEADER_ROW, 1, headings, body)


def raw_workbook_of(content: Mapping[str, Sequence[Cells]], **overrides: Any) -> RawWorkbook:
    """A workbook of exactly this content, no default added; numbers become floats, as in a file."""
    [settings] = content["Iestatījumi"]
    lines = [{"Iestatījums": name, "Vērtība": value} for name, value in settings.items()]
    full = {**content, "Iestatījumi": lines}
    tables = [_raw_table(spec, [_stored(row) for row in full[sheet]]) for sheet, spec in SPECS.items()]
    parts = {"name": "grāmata.xlsx", "sheets": tuple(SPECS), "names": {"pumpurs_menesis": date(2023, 6, 1)}}
    return RawWorkbook(tables={table.name: table for table in tables}, **{**parts, **overrides})


def book_of(content: Mapping[str, Sequence[Cells]], **overrides: Any) -> Book:
    return build(raw_workbook_of(content, **overrides))


def _stored(row: Cells) -> Cells:
    return {**row, **{name: float(value) for name, value in row.items() if type(value) in {int, Decimal}}}


def without_column(raw: RawWorkbook, sheet: str, heading: str) -> RawWorkbook:
    """The workbook without a column, as one of an earlier version."""
    table = raw.tables[SPECS[sheet].name]
    place = list(table.headings).index(heading)
    headings, *rows = ([*row[:place], *row[place + 1 :]] for row in (table.headings, *table.rows))
    return replace(raw, tables={**raw.tables, table.name: replace(table, headings=headings, rows=rows)})


def without_setting(raw: RawWorkbook, sheet: str, name: str) -> RawWorkbook:
    """The workbook without the line of a setting."""
    table = raw.tables[SPECS[sheet].name]
    rows = [row for row in table.rows if row[0] != name]
    return replace(raw, tables={**raw.tables, table.name: replace(table, rows=rows)})


def without_table(raw: RawWorkbook, sheet: str, _: str = "") -> RawWorkbook:
    """The workbook whose cells are left and whose table is gone, as another program saves it."""
    table = raw.tables[SPECS[sheet].name]
    tables = {name: each for name, each in raw.tables.items() if each is not table}
    return replace(raw, tables=tables, blocks=(*raw.blocks, replace(table, name="")))


def with_other_name(raw: RawWorkbook, sheet: str, name: str) -> RawWorkbook:
    """The workbook with the table of a sheet renamed."""
    table = raw.tables[SPECS[sheet].name]
    tables = {key: each for key, each in raw.tables.items() if each is not table}
    return replace(raw, tables={**tables, name: replace(table, name=name)})


def with_copy(raw: RawWorkbook, sheet: str, original: str) -> RawWorkbook:
    """The workbook with one sheet copied to another."""
    table = raw.tables[SPECS[original].name]
    copy = replace(table, name=f"{table.name}2", sheet=sheet)
    return replace(raw, tables={**raw.tables, copy.name: copy}, sheets=(*raw.sheets, sheet))


def open_elsewhere(raw: RawWorkbook, *_: str) -> RawWorkbook:
    """The workbook while another program has it open."""
    return replace(raw, open_elsewhere=True)


def without_sheet(raw: RawWorkbook, sheet: str, _: str = "") -> RawWorkbook:
    """The workbook without a sheet and its table."""
    tables = {name: table for name, table in raw.tables.items() if table.sheet != sheet}
    return replace(raw, tables=tables, sheets=tuple(name for name in raw.sheets if name != sheet))
