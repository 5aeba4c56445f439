"""Izlabot: what the program can put right in the workbook, old and new, told before anything is changed.

Lossless repairs (spaces, a text that is one clear number or day, a heading's spelling, a lost formula) are applied
together after one yes; any other is asked for by itself.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pumpurs_xl.model.cell import plain
from pumpurs_xl.model.column import Column, heading_key
from pumpurs_xl.model.table import RawTable, Table, TableSpec
from pumpurs_xl.values.a1 import address, position
from pumpurs_xl.values.finding import Finding
from pumpurs_xl.values.personal_code import hyphenate, is_complete

_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell with what stands in it and what would stand there."""

    sheet: str
    cell: str
    old: Any
    new: Any
    lossless: bool

    @property
    def told(self) -> str:
        return f"{self.sheet}!{self.cell}: {_shown(self.old)} → {_shown(self.new)}"


def _shown(value: Any) -> str:
    if isinstance(value, str) and value.startswith("="):
        return "formula"
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, Decimal | float):
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
    return "tukšs" if value is None else f"“{value}”"


def of_findings(findings: Iterable[Finding], tables: dict[str, RawTable]) -> Iterator[Repair]:
    """The repairs that findings propose; `tables` by declared sheet tell what stands in the cells now."""
    for finding in findings:
        if finding.fix and finding.place.row and finding.place.sheet in tables:
            table, mended = tables[finding.place.sheet], finding.fix
            yield Repair(table.sheet, mended.cell, _value(table, mended.cell), mended.value, mended.lossless)


def _value(table: RawTable, cell: str) -> Any:
    row, column = position(cell)
    return table.rows[row - table.header_row - 1][column - table.first_column]


def of_texts(tables: Iterable[Table]) -> Iterator[Repair]:
    """Texts with spaces nobody sees, and codes without their hyphen: told the same way in every row."""
    for table in tables:
        texts = [column.field for column in table.spec.columns if column.kind.name == "teksts" and not column.filled]
        for number, _ in table.values():
            for field in (field for field in texts if field in table.places):
                old = table.value(number, field)
                if isinstance(old, str) and plain(old) and (new := _tidy(field, old)) != old:
                    yield Repair(table.raw.sheet, table.cell(number, field), old, new, lossless=True)


def _tidy(field: str, text: str) -> str:
    said = plain(text)
    return hyphenate(said) if field == "personal_code" and is_complete(said) else said


def of_headings(specs: Iterable[TableSpec], tables: dict[str, RawTable]) -> Iterator[Repair]:
    """Headings that are missing while one that looks like them stands there: the spelling is restored."""
    for spec in specs:
        if spec.name in tables:
            yield from _of_table(spec, tables[spec.name])


def _of_table(spec: TableSpec, table: RawTable) -> Iterator[Repair]:
    known = {heading_key(column.heading) for column in spec.columns}
    strange = [heading for heading in table.headings if heading_key(heading) not in known]
    for column in _missing(spec.columns, table.headings):
        alike = difflib.get_close_matches(column.heading, strange, n=1, cutoff=_ALIKE)
        if alike:
            strange.remove(alike[0])
            cell = address(table.header_row, table.first_column + list(table.headings).index(alike[0]))
            yield Repair(table.sheet, cell, alike[0], column.heading, lossless=True)


def _missing(columns: Sequence[Column], headings: Sequence[str]) -> list[Column]:
    found = {heading_key(heading) for heading in headings}
    return [column for column in columns if heading_key(column.heading) not in found]
