"""Broken workbooks: the sample school's file with one fault in it, and what a check must tell of that fault.

A fault of a value is derived from the declarations: whatever a column of its kind may not hold, in each column of that
kind. Faults of a file's build (headings, sheets, merges, formulas) stand below them, one function each. Each knows the
codes of which one must be told, its weight and its cell. What a check must not mind at all is in `unharmed_books`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from book_file import BookFile, N
from books import SPECS
from small_school import SUPPORT_SHEETS, place_of, small_school, tables

from pumpurs_xl import Refusal, check, read
from pumpurs_xl.model.cell import ErrorValue
from pumpurs_xl.model.column import Column
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.consultations import CONSULTATIONS
from pumpurs_xl.values.a1 import address, letters, position
from pumpurs_xl.values.finding import Finding


@dataclass(frozen=True)
class Expected:
    """What is told: one of these codes, of one of these weights, at this cell or at any of the sheet."""

    codes: frozenset[str]
    weights: frozenset[str]
    sheet: str
    cell: str | None = None

    def is_told(self, findings: Iterable[Finding]) -> bool:
        """Whether one of the findings is what is expected."""
        return any(
            finding.code in self.codes
            and str(finding.severity) in self.weights
            and finding.place.sheet == self.sheet
            and self.cell in {None, finding.place.cell}
            for finding in findings
        )


@dataclass
class Fault:
    """One fault: a name for people, how it is done to a file, and what must be told of it."""

    name: str
    do: Callable[[BookFile], None]
    expected: Expected

    def file(self) -> bytes:
        """The small school with the fault in it."""
        file = BookFile(small_school())
        self.do(file)
        return file.bytes()

    def answer(self, path: Path) -> "list[Finding] | Refusal":
        """What a check of the broken file says, which is written to the path."""
        path.write_bytes(self.file())
        try:
            return list(check(read(path)))
        except Refusal as refusal:
            return refusal

    def is_told(self, path: Path) -> bool:
        """Whether a check of the broken file tells the fault, or refuses the file."""
        answer = self.answer(path)
        return isinstance(answer, Refusal) or self.expected.is_told(answer)


def _typed(sheet: str, place: str, value: Any) -> Callable[[BookFile], None]:
    """A value typed into a cell."""
    return partial(BookFile.put, sheet=sheet, place=place, value=value)


# ---- what a column may not hold ----

UNREADABLE = (
    ("vērtība #REF!", ErrorValue("#REF!"), "V41"),
    ("vērtība #N/A", ErrorValue("#N/A"), "V41"),
    ("PATIESS", True, "V41 V13 V55"),
)
NOT_A_NUMBER = (
    ("skaitlis kā teksts", "12,50", "V40"),
    ("skaitlis ar EUR", "12,50 €", "V40"),
    ("tūkstoši ar atstarpi kā teksts", "1 234,50", "V40"),
    ("neskaidrs skaitlis", "1.234", "V40"),
    ("burts O nulles vietā", "12,5O", "V40"),
    ("vārdi skaitļa vietā", "divpadsmit", "V40 V13"),
    ("datums skaitļa vietā", date(2023, 2, 6), ""),
    ("ļoti liels skaitlis", 1e15, "V13"),
)
FRACTIONS_OF_A_CENT = (("cents dalīts trijās daļās", 3.333, "V13"),)
NOT_A_SHARE = (("procenti virs simta", 850.0, "V13 V27"), ("negatīvs skaitlis", -5.0, "V13 V27"))
NOT_A_DAY = (
    ("datums kā teksts", "06.02.2023", "V40"),
    ("datums pēc ISO kā teksts", "2023-02-06", "V40"),
    ("datuma nav kalendārā", "31.02.2023", "V40"),
    ("vārdi datuma vietā", "vakar", "V40 V55"),
    ("datuma vietā mīnus viens", -1.0, "V55"),
)
NOT_A_TIME = (
    ("laiks kā teksts", "14:30", "V40"),
    ("laika nav pulkstenī", "25:70", "V40"),
    ("vārdi laika vietā", "pēcpusdienā", "V40 V55"),
    ("laiks ar komatu", 14.3, "V55"),
)
NOT_IN_LIST = (("vērtība ārpus saraksta", "kosmosa kuģis", "V55"), ("skaitlis saraksta vietā", 42.0, "V55"))
NOT_A_YEAR = (("gads bez otra gada", "2022", "V55"), ("gads ar pārlēcienu", "2022/2024", "V55"))
RUNS = (("teksts, ko Excel izpildītu", "=1+1", "V39"), ("teksts ar @", "@SUM(A1)", "V39"))
NEVER_OF_KIND: Mapping[str, tuple[tuple[str, Any, str], ...]] = {
    "summa": (*UNREADABLE, *NOT_A_NUMBER, *FRACTIONS_OF_A_CENT),
    "cena": (*UNREADABLE, *NOT_A_NUMBER),
    "skaitlis": (*UNREADABLE, *NOT_A_NUMBER),
    "procenti": (*UNREADABLE, *NOT_A_NUMBER, *NOT_A_SHARE),
    "datums": (*UNREADABLE, *NOT_A_DAY),
    "mēnesis": (*UNREADABLE, *NOT_A_DAY, ("nav mēneša pirmā diena", date(2023, 2, 6), "V53")),
    "laiks": (*UNREADABLE, *NOT_A_TIME),
    "saraksts": (*UNREADABLE, *NOT_IN_LIST),
    "jā / nē": (*UNREADABLE, *NOT_IN_LIST),
    "mācību gads": (*UNREADABLE, *NOT_A_YEAR),
    "1 vai 2": (*UNREADABLE, ("trešais semestris", 3.0, "V55")),
    "x": (*UNREADABLE, ("vārds atzīmes vietā", "varbūt", "V55")),
    "teksts": (*UNREADABLE[:2], *RUNS),
}
"""By the kind of a column: what stands in a cell, and the codes of which one must be told."""
READ_AS_WELL = {("skaitlis", "datums skaitļa vietā")}
HOLDS_NOTHING = {"Budžets", "Kavējumi", "Rēķini"}
"""Sheets from which no cent follows: what cannot be read there is a warning, or an error that holds no row."""


def never_of(sheet: str) -> Iterator[tuple[Column, str, Any, str]]:
    """Of each column that people type in: what may not stand there, in words and as a value, and the codes."""
    for column in SPECS[sheet].columns:
        if column.filled or column.heading == "Pārbaude":
            continue
        for what, value, codes in NEVER_OF_KIND.get(column.kind.name, ()):
            if codes and (column.kind.name, what) not in READ_AS_WELL:
                yield column, what, value, codes
        if column.required:
            yield column, "tukša obligāta šūna", None, "V01 V07 V20"


def expected_of(sheet: str, cell: str, codes: str) -> Expected:
    """What must be told of a value that may not stand in a cell."""
    weight = {"warning"} if codes == "V39" else {"error"}
    weights = frozenset(weight | ({"warning"} if sheet in HOLDS_NOTHING else set()))
    return Expected(frozenset(codes.split()), weights, sheet, cell)


def value_faults() -> Iterator[Fault]:
    """One fault for each value that a column may not hold, in a row of the small school that has a value there."""
    for sheet in SPECS:
        for column, what, value, codes in never_of(sheet) if sheet != "Iestatījumi" else ():
            place = place_of(sheet, column.heading)
            expected = expected_of(sheet, place, codes)
            yield Fault(f"{sheet}, {column.heading}: {what}", _typed(sheet, place, value), expected)


# ---- what a file may not be ----


def _at(sheet: str, heading: str, codes: str, weights: str = "warning") -> Expected:
    return Expected(frozenset(codes.split()), frozenset(weights.split()), sheet, place_of(sheet, heading))


def file_faults() -> Iterator[Fault]:
    """Faults of a workbook's build: what is shown is not what is stored, or a row has left its table."""
    for support_type in SUPPORT_TYPES:
        yield from _faults_of_amount(support_type.table.sheet, AMOUNTS[support_type.code])
    yield from _faults_of_percent()
    for sheet in sorted(SUPPORT_SHEETS):
        yield from _faults_of_sheet(sheet)


AMOUNTS = {
    "TR": "Samaksāts, EUR",
    "ML": "Cena, EUR",
    "NM": "Cena mēnesī, EUR",
    "ED": "6",
    "IP": "Cena, EUR",
    "ST": "Summa pēc dokumenta, EUR",
    "KO": "Stundas",
}
"""The column from which the money of each support type comes."""


def _faults_of_amount(sheet: str, heading: str) -> Iterator[Fault]:
    place = place_of(sheet, heading)
    amount = _value_at(sheet, place)
    shown, typed = _at(sheet, heading, "V58"), _at(sheet, heading, "V59")
    if amount is None:
        return
    yield Fault(f"{sheet}: summa pārsvītrota", partial(BookFile.strike, sheet=sheet, place=place), shown)
    for code in (";;;", '"99,00"', "0.00,", "0%"):
        expected = Expected(shown.codes | {"V57"}, shown.weights | {"error"}, sheet, place)
        yield Fault(
            f"{sheet}: summa rādīta kā {code}",
            partial(BookFile.number_format, sheet=sheet, place=place, code=code),
            expected,
        )
    for formula in ("[1]Lapa1!$A$1", "RAND()*10", "OFFSET(A1,1,1)"):
        yield Fault(
            f"{sheet}: summa ir formula {formula}",
            partial(BookFile.formula, sheet=sheet, place=place, formula=formula, value=float(amount)),
            typed,
        )


def _value_at(sheet: str, place: str) -> Any:
    table, (row, column) = tables()[sheet], position(place)
    return table.rows[row - table.header_row - 1][column - table.first_column]


def _faults_of_percent() -> Iterator[Fault]:
    for sheet, heading in (("Naktsmītnes", "Atlaide, %"), ("Transports", "Atvieglojums, %")):
        place = place_of(sheet, heading)

        def shows_percent(file: BookFile, sheet: str = sheet, place: str = place) -> None:
            file.put(sheet, place, 0.5)
            file.number_format(sheet, place, "0%")

        yield Fault(f"{sheet}: 50 % kā Excel to glabā", shows_percent, _at(sheet, heading, "V57", "error"))
        bare = _at(sheet, heading, "V57", "warning")
        yield Fault(f"{sheet}: procentos 0,5", _typed(sheet, place, 0.5), bare)


def _faults_of_sheet(sheet: str) -> Iterator[Fault]:
    """What may happen to the first row of a sheet of support, or to the sheet as a whole."""
    table = tables()[sheet]
    first, last = table.header_row + 1, letters(table.first_column + len(table.headings) - 1)
    postponed = place_of(sheet, "Atlikts")
    at_row = Expected(frozenset({"V44", "V58"}), frozenset({"warning"}), sheet)

    def hide(file: BookFile) -> None:
        file.row(sheet, first).set("hidden", "1")

    def flatten(file: BookFile) -> None:
        file.row(sheet, first).set("ht", "0.75")
        file.row(sheet, first).set("customHeight", "1")

    if sheet != CONSULTATIONS.table.sheet:  # without a rate per hour they cost nothing
        yield Fault(f"{sheet}: rinda paslēpta ar roku", hide, at_row)
        yield Fault(f"{sheet}: rinda vienu punktu augsta", flatten, at_row)
    for text in ("nē", "-", "0"):
        expected = Expected(frozenset({"V60"}), frozenset({"warning"}), sheet, postponed)
        yield Fault(f"{sheet}: Atlikts ir {text}", _typed(sheet, postponed, text), expected)
    merged = Expected(frozenset({"V45"}), frozenset({"error", "warning"}), sheet)
    yield Fault(
        f"{sheet}: divas rindas sapludinātas",
        partial(BookFile.merge, sheet=sheet, area=f"A{first}:{last}{first + 1}"),
        merged,
    )
    key = place_of(sheet, "IAP ID")
    unknown = Expected(frozenset({"V07"}), frozenset({"error"}), sheet, key)
    yield Fault(f"{sheet}: svešs IAP ID", _typed(sheet, key, "P-nav-tada"), unknown)
    empty = Expected(frozenset({"V43"}), frozenset({"warning"}), sheet)
    payable = place_of(sheet, "Kompensējamā summa, EUR")
    yield Fault(f"{sheet}: formula pārrakstīta", _typed(sheet, payable, 999.0), empty)
    below = first + len(table.rows)
    under = Expected(frozenset({"V47"}), frozenset({"error", "warning", "info"}), sheet)
    yield Fault(f"{sheet}: vērtība zem tabulas", _typed(sheet, f"B{below + 1}", "P-1"), under)
    lost = Expected(frozenset({"V42"}), frozenset({"error"}), sheet)
    heading = address(table.header_row, table.first_column + list(table.headings).index("IAP ID"))
    yield Fault(f"{sheet}: virsraksts iztukšots", _typed(sheet, heading, None), lost)

    def wipe(file: BookFile) -> None:
        data = file.sheet(sheet).find("m:sheetData", N)
        for row in list(data):
            data.remove(row)

    yield Fault(f"{sheet}: lapa iztukšota", wipe, lost)
