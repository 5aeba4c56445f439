"""Cases of the rules as workbooks.

A case is a workbook: its rows by sheet, written as `Heading=value | Heading=value` on top of the defaults of
books.py. 2023-02-06 is a date, 2023-02-06 14:30 a date with a time, 14:30 a time, 3.5 a number, 'text a text,
TRUE a truth value, #REF! an error value, empty an empty cell. Of a cell a table can say more: `Summa, EUR==7`
is a formula with the value 7, `Summa, EUR==` one without a value, `Datums=^` a cell merged into the one above
it. Of a row: (tukša) has no defaults, (paslēpta) is hidden by hand; (zem tabulas X) and (tālu X) are no row
but a stray value in cell X. Of a workbook that lacks something: (bez slejas X), (bez iestatījuma X), (bez lapas);
what is expected of a whole sheet names no heading.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from books import DEFAULTS, HEADER_ROW, SPECS, raw_workbook, without_column, without_setting, without_sheet

from pumpurs_xl.book import Book, build
from pumpurs_xl.inspection import NO_CENT_FOLLOWS
from pumpurs_xl.model.cell import ErrorValue, MergedAway, NoValue
from pumpurs_xl.model.table import RawTable, RawWorkbook, StrayCell
from pumpurs_xl.values.a1 import letters
from pumpurs_xl.values.finding import Finding

CASES = Path(__file__).parent / "cases"
Expected = tuple[str, str, str, int | None, str | None]  # code, severity, sheet, row, heading or cell


@dataclass
class Formula:
    """A formula in a cell, by its value."""

    value: Any


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
            milder = "Atlikts" in cells(row["šūnas"]) or row["lapa"] in NO_CENT_FOLLOWS
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

NOTATION = (
    (r"\d{4}-\d\d-\d\d", date.fromisoformat),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d", datetime.fromisoformat),
    (r"\d\d?:\d\d", lambda text: time.fromisoformat(text.zfill(5))),
    (r"-?\d+(?:\.\d+)?", float),
    (r"TRUE|FALSE", lambda text: text == "TRUE"),
    (r"#.+", ErrorValue),
    (r"\^", lambda _: MergedAway()),
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
        self.expected: list[Expected] = []
        for row in case.rows:
            self._add(row["lapa"], row["šūnas"], row["sagaidāms"])

    def _add(self, sheet: str, text: str, expected: str) -> None:
        stray = re.fullmatch(r"\((zem tabulas|tālu) ([A-Z]+)(\d+)\)", text)
        lost = re.fullmatch(r"\(bez (slejas|iestatījuma|lapas) ?(.*)\)", text)
        number = 0
        if lost:
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
            row = number if heading and sheet != "Iestatījumi" else None
            self.expected.append((code, severity, sheet, row, heading[0] if heading else None))

    def workbook(self) -> RawWorkbook:
        raw = raw_workbook(self.sheets, stray=tuple(self.strays))
        tables = {name: self._special(table) for name, table in raw.tables.items()}
        found = replace(raw, tables=tables)
        for sheet, what, which in self.lost:
            found = {"slejas": without_column, "iestatījuma": without_setting, "lapas": without_sheet}[what](
                found, sheet, which
            )
        return found

    def _special(self, table: RawTable) -> RawTable:
        formulas: dict[int, set[int]] = defaultdict(set)
        rows = [list(row) for row in table.rows]
        for number, row in enumerate(rows, start=table.header_row + 1):
            for place, cell in enumerate(row):
                if isinstance(cell, Formula):
                    row[place] = cell.value
                    formulas[table.first_column + place].add(number)
        return replace(
            table,
            rows=rows,
            formulas=dict(formulas),
            hidden_rows=frozenset(self.hidden[table.sheet]),
            merges=tuple(self._merges(table)),
        )

    def _merges(self, table: RawTable) -> Iterator[tuple[int, int, int, int]]:
        for number, row in enumerate(self.sheets.get(table.sheet, ()), start=table.header_row + 1):
            for heading, cell in row.items():
                if isinstance(cell, MergedAway):
                    place = table.first_column + list(table.headings).index(heading)
                    yield number - 1, place, number, place


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
