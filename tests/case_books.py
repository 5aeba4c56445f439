"""Cases of the rules as workbooks.

A case is a workbook: its rows by sheet, written as `Heading=value | Heading=value` on top of the defaults of
books.py. 2023-02-06 is a date, 2023-02-06 14:30 a date with a time, 14:30 a time, 3.5 a number, 'text a text,
TRUE a truth value, #REF! an error value, empty an empty cell. Of a cell the table can say more: `Summa, EUR==7`
is a formula with the value 7, `Summa, EUR==` one without a value, `Datums=^` a cell merged into the one above
it, `Datums=<` one merged with all to its left as far as the first cell that the row gives, `EUR=0.85 {0%}` one that
shows its number so, {pārsvītrots} one that is struck through, {balts} white on white, `EUR=7 {=B5*2}` one with a
formula that somebody typed. Of a row: (tukša) has no defaults, (paslēpta) is hidden by hand; (zem tabulas X) and
(tālu X) are no row but a stray value in cell X. Of a sheet: (paslēpta sleja X), (paslēpta lapa). Of a workbook:
(pārrēķins ar roku) calculates by hand; what it lacks (bez slejas X), (bez iestatījuma X), (bez lapas), (bez tabulas:
its cells are left), a table of another name (sauc X), a sheet copied from another (kopija no X), one that is open
(atvērta citur); what is expected of a whole sheet names no heading.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import product
from pathlib import Path
from typing import Any

from books import (
    DEFAULTS,
    HEADER_ROW,
    SPECS,
    open_elsewhere,
    raw_workbook,
    with_copy,
    with_other_name,
    without_column,
    without_setting,
    without_sheet,
    without_table,
)

from pumpurs_xl.book import Book, build
from pumpurs_xl.inspection import NO_CENT_FOLLOWS
from pumpurs_xl.model.cell import ErrorValue, MergedAway, NoValue
from pumpurs_xl.model.look import Look
from pumpurs_xl.model.table import RawTable, RawWorkbook, StrayCell, TypedFormula
from pumpurs_xl.values.a1 import letters
from pumpurs_xl.values.finding import Finding

CASES = Path(__file__).parent / "cases"
Expected = tuple[str, str, str, int | None, str | None]  # code, severity, sheet, row, heading or cell


@dataclass
class Formula:
    """A formula in a cell, by its value."""

    value: Any


@dataclass
class Dressed:
    """A cell with what is said of it in braces: a typed formula, or how it looks."""

    value: Any
    said: str

    @property
    def formula(self) -> str:
        return self.said[1:] if self.said.startswith("=") else ""

    @property
    def look(self) -> Look:
        struck, invisible = (self.said == word for word in ("pārsvītrots", "balts"))
        return Look(struck=struck, invisible=invisible) if struck or invisible else Look(self.said)


@dataclass
class Case:
    """One workbook and what the rules find in it."""

    name: str
    rows: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        return any(row["sagaidāms"] for row in self.rows)

    def weights(self, code: str, declared: set[str]) -> set[str]:
        """The weights that the rule of this code gives here.

        An error of a postponed row is shown as info, one in a sheet that no cent follows from as a warning.
        """
        found = set()
        for row in self.rows:
            milder = "Atlikts" in cells(row["šūnas"]) or (
                row["lapa"] in SPECS and SPECS[row["lapa"]].name in NO_CENT_FOLLOWS
            )
            for part in row["sagaidāms"].split(" & "):
                if part.startswith(f"{code} "):
                    weight = part.split()[1]
                    found.add("error" if milder and weight not in declared else weight)
        return found


def cases_of(path: Path) -> list[Case]:
    found: list[Case] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert None not in row, (path.name, row)
            assert None not in row.values(), (path.name, row)
            if row["gadījums"]:
                found.append(Case(row["gadījums"]))
            found[-1].rows.append(row)
    return found


# ---- a case becomes a workbook ----


CHANGES: dict[str, Callable[[RawWorkbook, str, str], RawWorkbook]] = {
    "bez slejas": without_column,
    "bez iestatījuma": without_setting,
    "bez lapas": without_sheet,
    "bez tabulas": without_table,
    "sauc": with_other_name,
    "kopija no": with_copy,
    "atvērta citur": open_elsewhere,
}
"""What can be done to a whole workbook, by the words of a case."""


class MergedLeft:
    """A cell merged with those to its left."""


NOTATION = (
    (r"(?:.* )?\{.*\}", lambda text: Dressed(value(text.partition("{")[0].rstrip()), text.partition("{")[2][:-1])),
    (r"\d{4}-\d\d-\d\d", date.fromisoformat),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d", datetime.fromisoformat),
    (r"\d\d?:\d\d", lambda text: time.fromisoformat(text.zfill(5))),
    (r"-?\d+(?:\.\d+)?", float),
    (r"TRUE|FALSE", lambda text: text == "TRUE"),
    (r"#.+", ErrorValue),
    (r"\^", lambda _: MergedAway()),
    (r"<", lambda _: MergedLeft()),
    (r"'.*", lambda text: text[1:]),
    (r"=", lambda _: Formula(NoValue())),
    (r"=.+", lambda text: Formula(value(text[1:]))),
    (r"", lambda _: None),
)


def value(text: str) -> Any:
    return next((convert(text) for pattern, convert in NOTATION if re.fullmatch(pattern, text)), text)


def cells(text: str) -> dict[str, Any]:
    parts = [part.strip().partition("=") for part in text.split(" | ") if "=" in part]
    return {heading.strip(): value(text.strip()) for heading, _, text in parts}


class CaseBook:
    """A case written into a workbook: its rows, what they are expected to give, what is special of a cell."""

    def __init__(self, case: Case) -> None:
        self.sheets: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.marks: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
        self.hidden: dict[str, set[int]] = defaultdict(set)
        self.strays: list[StrayCell] = []
        self.lost: list[tuple[str, str, str]] = []  # sheet, what of it, which
        self.hidden_columns: dict[str, set[str]] = defaultdict(set)
        self.hidden_sheets: set[str] = set()
        self.manual = False
        self.expected: list[Expected] = []
        for row in case.rows:
            self._add(row["lapa"], row["šūnas"], row["sagaidāms"])

    def _add(self, sheet: str, text: str, expected: str) -> None:
        stray = re.fullmatch(r"\((zem tabulas|tālu) ([A-Z]+)(\d+)\)", text)
        lost = re.fullmatch(
            r"\((bez slejas|bez iestatījuma|bez lapas|bez tabulas|sauc|kopija no|atvērta citur) ?(.*)\)", text
        )
        covered = re.fullmatch(r"\(paslēpta sleja (.*)\)", text)
        number = 0
        if covered:
            self.hidden_columns[sheet].add(covered[1])
        elif text == "(paslēpta lapa)":
            self.hidden_sheets.add(sheet)
        elif text == "(pārrēķins ar roku)":
            self.manual = True
        elif lost:
            self.lost.append((sheet, lost[1], lost[2]))
        elif stray:
            number = int(stray[3])
            column = next(place for place in range(1, 999) if letters(place) == stray[2])
            under = SPECS[sheet].name if stray[1] == "zem tabulas" else ""
            self.strays.append(StrayCell(sheet, number, column, under))
        else:
            number = self._add_row(sheet, text)
        self._expect(sheet, number, expected)

    def _add_row(self, sheet: str, text: str) -> int:
        empty = dict.fromkeys(DEFAULTS.get(sheet, {})) if "(tukša)" in text else {}
        self.sheets[sheet].append({**empty, **cells(text)})
        number = HEADER_ROW + len(self.sheets[sheet])
        if "(paslēpta)" in text:
            self.hidden[sheet].add(number)
        return number

    def _expect(self, sheet: str, number: int, text: str) -> None:
        for part in filter(None, text.split(" & ")):
            code, severity, *heading = part.strip().split(" ", 2)
            row = (number or None) if heading and sheet != "Iestatījumi" else None
            self.expected.append((code, severity, sheet, row, heading[0] if heading else None))

    def workbook(self) -> RawWorkbook:
        raw = raw_workbook(self.sheets, stray=tuple(self.strays), manual=self.manual)
        tables = {name: self._special(table) for name, table in raw.tables.items()}
        found = replace(raw, tables=tables)
        for sheet, what, which in self.lost:
            found = CHANGES[what](found, sheet, which)
        return found

    def _special(self, table: RawTable) -> RawTable:
        formulas: dict[int, set[int]] = defaultdict(set)
        typed: dict[tuple[int, int], TypedFormula] = {}
        looks: dict[tuple[int, Look], frozenset[int]] = defaultdict(frozenset)
        rows = [list(row) for row in table.rows]
        merges = tuple(self._merges(table))
        for first_row, first, last_row, last in merges:
            under = product(range(first_row, last_row + 1), range(first, last + 1))
            for number, place in set(under) - {(first_row, first)}:
                rows[number - table.header_row - 1][place - table.first_column] = MergedAway()
        for number, row in enumerate(rows, start=table.header_row + 1):
            for place, cell in enumerate(row):
                column = table.first_column + place
                if isinstance(cell, Formula | Dressed):
                    row[place] = cell.value
                if isinstance(cell, Formula) or (isinstance(cell, Dressed) and cell.formula):
                    formulas[column].add(number)
                if isinstance(cell, Dressed) and cell.formula:
                    typed[number, column] = TypedFormula(cell.formula, number)
                elif isinstance(cell, Dressed):
                    looks[column, cell.look] |= {number}
        return replace(
            table,
            rows=rows,
            formulas=dict(formulas),
            hidden_rows=frozenset(self.hidden[table.sheet]),
            merges=merges,
            typed_formulas=typed,
            looks=dict(looks),
            hidden_columns=frozenset(
                place
                for place, heading in enumerate(table.headings, start=table.first_column)
                if heading in self.hidden_columns[table.sheet]
            ),
            hidden_sheet=table.sheet in self.hidden_sheets,
        )

    def _merges(self, table: RawTable) -> Iterator[tuple[int, int, int, int]]:
        for number, row in enumerate(self.sheets.get(table.sheet, ()), start=table.header_row + 1):
            for heading, cell in row.items():
                if not isinstance(cell, MergedAway | MergedLeft):
                    continue
                place = table.first_column + list(table.headings).index(heading)
                if isinstance(cell, MergedAway):
                    yield number - 1, place, number, place
                else:
                    first = min(list(table.headings).index(each) for each in row)
                    yield number, table.first_column + first, number, place


def book_of_case(case_book: CaseBook) -> Book:
    """With a document for every number that rows cite, unless the case has documents of its own."""
    book = build(case_book.workbook())
    if "Rēķini" in case_book.sheets:
        return book
    sums: dict[str, float] = defaultdict(float)
    for _, row in book.support_rows:
        if "document" in row.__dict__ and row.document:
            sums[row.document] += float(row.stake(book) or 0)
    case_book.sheets["Rēķini"] = [{"Dokumenta Nr.": number, "Summa, EUR": total} for number, total in sums.items()]
    return build(case_book.workbook())


def as_expected(finding: Finding) -> Expected:
    place = finding.place
    row = None if place.sheet == "Iestatījumi" else place.row
    return finding.code, str(finding.severity), place.sheet, row, place.column or place.cell
