"""Izlabot: what the program can put right in the workbook, old and new, told before anything is changed.

Lossless repairs (spaces, a text that is one clear number or day, a heading's spelling, a lost formula) are applied
together after one yes; any other is asked for by itself.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pumpurs_xl.book import SPECS, build
from pumpurs_xl.hosts.excel.live_cells import runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.inspection import inspect
from pumpurs_xl.model.cell import plain
from pumpurs_xl.model.column import heading_key
from pumpurs_xl.model.table import RawTable, RawWorkbook, Table, TableSpec
from pumpurs_xl.values.a1 import address, position
from pumpurs_xl.values.finding import Finding
from pumpurs_xl.values.language import counted
from pumpurs_xl.values.personal_code import hyphenate, is_complete
from pumpurs_xl.values.spelling import visible

_ALIKE = 0.75
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell with what stands in it and what would stand there; lossless where nothing typed is lost.

    `number_format` is the cell's new one, where the value would not be shown in its own.
    """

    sheet: str
    cell: str
    old: Any
    new: Any
    lossless: bool
    number_format: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {_show(self.old)} → {_show(self.new)}"


def _show(value: Any) -> str:
    if isinstance(value, str) and value.startswith("="):
        return "formula"
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, Decimal | float):
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
    return "tukšs" if value in {None, ""} else f"“{value}”"


def find_repairs(source: RawWorkbook) -> list[Repair]:
    """What can be put right, one repair a cell; headings alone while one is misspelt, for rows cannot be read then."""
    headings = [
        repair for spec in SPECS if spec.name in source.tables for repair in of_headings(spec, source.tables[spec.name])
    ]
    if headings:
        return headings
    book = build(source)
    repairs = (*of_texts(book.tables.values()), *of_findings(inspect(book).findings, book.tables))
    return list({(repair.sheet, repair.cell): repair for repair in repairs}.values())


def of_headings(spec: TableSpec, table: RawTable) -> Iterator[Repair]:
    """A heading that is missing while a strange one looks like it: the spelling is restored."""
    declared = {heading_key(column.heading): column.heading for column in spec.columns}
    found = {heading_key(heading) for heading in table.headings}
    strange = [heading for heading in table.headings if heading_key(heading) not in declared]
    for missing in (heading for key, heading in declared.items() if key not in found):
        alike = difflib.get_close_matches(missing, strange, n=1, cutoff=_ALIKE)
        if alike:
            strange.remove(alike[0])
            cell = address(table.header_row, table.first_column + list(table.headings).index(alike[0]))
            yield Repair(table.sheet, cell, alike[0], missing, lossless=True)


def of_texts(tables: Iterable[Table]) -> Iterator[Repair]:
    """Texts with spaces or other signs that nobody sees, and personal codes without their hyphen."""
    for table in tables:
        texts = [column.field for column in table.spec.columns if column.kind.name == "teksts" and not column.filled]
        for number, _ in table.values():
            for field in (field for field in texts if field in table.places):
                old = table.value(number, field)
                new = plain(visible(old)) if isinstance(old, str) else ""
                if field == "personal_code" and is_complete(new):
                    new = hyphenate(new)
                if new and new != old:
                    yield Repair(table.raw.sheet, table.cell(number, field), old, new, lossless=True)


def of_findings(findings: Iterable[Finding], tables: Mapping[str, Table]) -> Iterator[Repair]:
    """The repairs that findings propose; the tables by name tell what stands in the cells now."""
    for finding in findings:
        fix, table = finding.fix, tables.get(finding.place.table)
        if fix and table and finding.place.row:
            row, column = position(fix.cell)
            old = table.raw.rows[row - table.raw.header_row - 1][column - table.raw.first_column]
            yield Repair(table.raw.sheet, fix.cell, old, fix.value, fix.lossless, fix.number_format)


def choose_repairs(live: LiveWorkbook, repairs: Sequence[Repair]) -> list[Repair]:
    """Those that the user wants: one question for the lossless ones, one for each other; Cancel ends the questions."""
    wanted = [repair for repair in repairs if repair.lossless]
    if wanted:
        number, listed = len(wanted), "\n".join(map(str, wanted[:_MOST_SHOWN]))
        rest = f"\n… un vēl {number - _MOST_SHOWN}" if number > _MOST_SHOWN else ""
        offer = f"Var izlabot {counted(number, 'šūnu', 'šūnas', 'šūnu')}, nekas nepazūd:\n{listed}{rest}\n\nVai labot?"
        if live.ask(offer) != "yes":
            wanted = []
    for repair in (repair for repair in repairs if not repair.lossless):
        answer = live.ask(f"{repair}\n\nŠis labojums kaut ko atmet. Vai labot?", "yes_no_cancel")
        if answer == "cancel":
            break
        if answer == "yes":
            wanted.append(repair)
    return wanted


def apply_repairs(live: LiveWorkbook, repairs: Sequence[Repair]) -> None:
    """Writes the new values, those under each other in one block."""
    columns: dict[tuple[str, int, str], dict[int, object]] = defaultdict(dict)
    for repair in repairs:
        row, column = position(repair.cell)
        columns[repair.sheet, column, repair.number_format][row] = repair.new
    for (sheet, column, number_format), rows in columns.items():
        for stretch in runs(sorted(rows)):
            if number_format:
                live.dress(sheet, stretch[0], column, len(stretch), number_format)
            live.write(sheet, stretch[0], column, [[rows[row]] for row in stretch])
