"""Random months with planted faults: a month of a clean school, and one to ten cells of it that are wrong.

A planted fault is a value that a column may not hold (`broken_books`) or a slip that a person makes; each is in a row
of its own, and each must be told at its cell. The months are made in memory, as a host delivers them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from random import Random
from typing import Any

from books import HEADER_ROW, SPECS, raw_workbook_of
from broken_books import Expected, expected_of, never_of
from clean_schools import MONTHS, SLIPS, Content, as_on_the_fifth, clean_school

from pumpurs_xl.book import build
from pumpurs_xl.inspection import inspect
from pumpurs_xl.model.table import RawWorkbook
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Finding
from pumpurs_xl.values.month import Month

MOST = 10
SLIPPED: list[tuple[str, str, str, Any]] = [
    ("V64", "Transports", "Samaksāts, EUR", Decimal(45109)),
    ("V64", "Transports", "Samaksāts, EUR", Decimal(1000000)),
    ("V27", "Naktsmītnes", "Cena mēnesī, EUR", Decimal(45109)),
    ("V27", "Naktsmītnes", "Vietas veids", "kosmosa kuģis"),
    ("V65", "Konsultācijas", "Sākums", time(2, 10)),
    ("V66", "Mācību līdzekļi", "Saņemts", date(2123, 2, 7)),
    ("V67", "Transports", "Izmaksāts", date(2021, 2, 15)),
    ("V68", "Izglītojamie", "Grupa", date(2023, 2, 1)),
    ("V69", "Likmes", "EUR", Decimal(7000)),
    ("V07", "Transports", "IAP ID", "IАP-1-001"),
]
"""Slips of a person: the code that tells each, and where it is typed."""
_COMPARED = range(2)
"""The rows of Likmes whose rate stands beside another of its kind; one that stands alone is compared with nothing."""
_BY_RATES = {"V27", "V69"}
"""What tells by comparing with Likmes: where a rate cannot be read, it waits until that is mended."""


@dataclass(frozen=True)
class Planted:
    """A wrong value in a cell of a month, and what must be told of it."""

    name: str
    row: int
    heading: str
    value: Any
    expected: Expected


def clean_month(seed: int) -> tuple[Content, Month]:
    """What a clean school has typed at the end of a random month, that month's support alone."""
    dice = Random(seed)  # noqa: S311 # the same month for the same seed
    month = dice.choice(MONTHS)
    seen, _ = as_on_the_fifth(clean_school(seed), month, dice)
    return {sheet: [row for row in rows if _is_of(row, month)] for sheet, rows in seen.items()}, month


def _is_of(row: dict[str, Any], month: Month) -> bool:
    day = row.get("Mēnesis") or row.get("Derīga no") or row.get("Datums") or ("Dokumenta Nr." in row and row.get("No"))
    return not day or (day.year, day.month) == (month.year, month.number)


def findings_of(raw: RawWorkbook) -> tuple[Finding, ...]:
    """What a check of the month says."""
    return tuple(inspect(build(raw)).findings)


def month_of(content: Content, month: Month) -> RawWorkbook:
    """The month as a host delivers it."""
    return raw_workbook_of(content, names={"pumpurs_menesis": month.first})


def alarms(findings: Iterable[Finding]) -> list[Finding]:
    """Of a clean month: its errors, and what rules about slips say."""
    return [each for each in findings if each.severity == "error" or each.code in {*SLIPS, "V57", "V58", "V59", "V60"}]


def planted(content: Content, seed: int) -> list[Planted]:
    """One to ten faults for a month, no two in one row, nor in the rates, which are compared with each other."""
    dice = Random(seed)  # noqa: S311 # the same faults for the same seed
    found: dict[tuple[str, int], Planted] = {}
    for _ in range(dice.randint(1, MOST)):
        one = _slip(content, dice) if dice.random() < 0.2 else _wrong_value(content, dice)
        sheet = one.expected.sheet
        found.setdefault((sheet, 0 if sheet == "Likmes" else one.row), one)
    if ("Likmes", 0) not in found:
        return list(found.values())
    return [one for (sheet, _), one in found.items() if sheet == "Likmes" or not one.expected.codes & _BY_RATES]


def _wrong_value(content: Content, dice: Random) -> Planted:
    sheet = dice.choice([name for name, rows in content.items() if rows and name != "Iestatījumi"])
    column, *wrong = dice.choice(list(never_of(sheet)))
    rows = content[sheet]
    filled = [at for at, row in enumerate(rows) if row.get(column.heading) is not None]
    return _at(sheet, column.heading, dice.choice(filled or range(len(rows))), *wrong)


def _slip(content: Content, dice: Random) -> Planted:
    code, sheet, heading, value = dice.choice([slip for slip in SLIPPED if content[slip[1]]])
    rows = content[sheet]
    row = dice.choice(_COMPARED if sheet == "Likmes" else range(len(rows)))
    one = _at(sheet, heading, row, "kļūme", value, code)
    return replace(one, expected=replace(one.expected, weights=frozenset({"error", "warning", "info"})))


def _at(sheet: str, heading: str, row: int, *wrong: Any) -> Planted:
    what, value, codes = wrong
    place = 1 + [column.heading for column in SPECS[sheet].columns].index(heading)
    cell = address(HEADER_ROW + 1 + row, place)
    return Planted(f"{sheet}, {heading}: {what}", row, heading, value, expected_of(sheet, cell, codes))


def with_faults(content: Content, faults: Iterable[Planted]) -> Content:
    """The month with the faults in it."""
    broken = {sheet: [*rows] for sheet, rows in content.items()}
    for fault in faults:
        rows = broken[fault.expected.sheet]
        rows[fault.row] = {**rows[fault.row], fault.heading: fault.value}
    return broken


def untold(seed: int) -> tuple[int, list[str]]:
    """How many faults were planted into a random month, and the names of those that a check does not tell."""
    content, month = clean_month(seed)
    faults = planted(content, seed)
    findings = findings_of(month_of(with_faults(content, faults), month))
    return len(faults), [f"{seed}: {each.name}" for each in faults if not each.expected.is_told(findings)]


def alarms_of_month(seed: int) -> list[str]:
    """What a check says of a clean month that it should not say."""
    content, month = clean_month(seed)
    return [
        f"{seed}: {each.code} {each.place.sheet}!{each.place.cell}"
        for each in alarms(findings_of(month_of(content, month)))
    ]
