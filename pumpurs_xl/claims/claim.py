"""The claim (izdevumu pārskats) of a month and support type: header, lines and totals for a form.

One line per row that counts, by surname in the Latvian alphabet and by date, also where nothing of it is
eligible. Values only: a template decides how they look.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.claims.line import Value, daily_list, line, place_in_list
from pumpurs_xl.claims.totals import Sums, Totals, claimed, totals
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.tables.budget import ALL
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Month, Span

SUMMARY = "kopsavilkums"

HEADER_KEYS = (
    "projekts.numurs",
    "projekts.nosaukums",
    "partneris",
    "regnr",
    "ligums.numurs",
    "ligums.datums",
    "iestade",
    "veids",
    "veids.kods",
    "menesis",
    "periods",
    "macibu_gads",
    "semestris",
    "parskats",
    "versija",
    "koordinators",
    "gramatvedis",
    "vaditajs",
    "kopa.eur",
    "kopa.izdevumi",
    "kopa.neattiecinams",
    "kopa.esf",
    "kopa.valsts",
    "kopa.izglitojamie",
    "kopa.rindas",
    "kontrolkods",
)
LINE_KEYS = (
    "npk",
    "vards_uzvards",
    "personas_kods",
    "grupa",
    "iap",
    "menesis",
    "izdevumi",
    "eur",
    "neattiecinams",
    "piezimes",
)
DAY_KEYS = ("datums", "izglitojamie", "eur")
SUMMARY_KEYS = (
    "veids",
    "izglitojamie",
    "rindas",
    "izdevumi",
    "eur",
    "neattiecinams",
    "esf",
    "valsts",
    "budzets",
    "izlietots",
    "atlikums",
)


@dataclass(frozen=True)
class Claim:
    """What one form says. `cells` names, per line, the row of the workbook it came from."""

    type: str
    title: str
    month: Month
    header: Mapping[str, Value]
    lines: Sequence[Mapping[str, Value]]
    days: Sequence[Mapping[str, Value]]
    cells: Sequence[str]
    learners: int
    eligible: Decimal
    version: int = 1

    @property
    def name(self) -> str:
        """The claim's number and file name: ED-2023-02-1."""
        return f"{self.type}-{self.month}-{self.version}"


def field_keys(support_type: SupportType) -> tuple[str, ...]:
    """The placeholders `rinda.<field>` that the kind's own columns give."""
    fields = tuple(column.field for column in support_type.table.columns)
    return (*fields, "hours") if support_type.row is Consultation else fields


def keys(support_type: SupportType | None) -> frozenset[str]:
    """Every placeholder that a template of this kind may use; None is the summary."""
    if support_type is None:
        return frozenset((*HEADER_KEYS, *(f"rinda.{key}" for key in (*LINE_KEYS, *SUMMARY_KEYS))))
    lines = (f"rinda.{key}" for key in (*LINE_KEYS, *field_keys(support_type)))
    return frozenset((*HEADER_KEYS, *lines, *(f"diena.{key}" for key in DAY_KEYS)))


def claims(inspection: Inspection, month: Month) -> list[Claim]:
    """The month's claims: each kind that has a line, in the order of the kinds, and the summary last."""
    found = [claim(inspection, support_type, month) for support_type in SUPPORT_TYPES]
    return [*(each for each in found if each.lines), summary(inspection, month)]


def claim(inspection: Inspection, support_type: SupportType, month: Month) -> Claim:
    """The claim of one support type, also without lines."""
    book = inspection.book
    found = sorted(claimed(inspection, support_type, (month,)), key=lambda item: place_in_list(book, item))
    sums = next(each.sums for each in totals(inspection, month).types if each.support_type is support_type)
    lines = tuple(line(book, place, item) for place, item in enumerate(found, start=1))
    days = tuple(daily_list(book, found)) if support_type.row is Meals else ()
    header = {
        **_header(book, month, support_type.code),
        "veids": support_type.title.lv,
        "veids.kods": support_type.code,
        **_sums(sums),
    }
    cells = tuple(f"{item.row.sheet}!{item.row.number}" for item in found)
    return _signed(
        Claim(support_type.code, support_type.form.lv, month, header, lines, days, cells, sums.learners, sums.eligible)
    )


def summary(inspection: Inspection, month: Month) -> Claim:
    """All support types of the month on one form, with the semester's budget and what is left."""
    book = inspection.book
    found = totals(inspection, month)
    spent = totals(inspection, Span(month.semester.months[0], month))
    lines = tuple(_summary_line(book, found, spent, place) for place in range(len(SUPPORT_TYPES)))
    header = {**_header(book, month, SUMMARY), "veids": "Visi atbalsta veidi", "veids.kods": ALL, **_sums(found.total)}
    total = found.total
    return _signed(
        Claim(SUMMARY, "Izdevumu kopsavilkums", month, header, lines, (), (), total.learners, total.eligible)
    )


def _signed(unsigned: Claim) -> Claim:
    content = json.dumps(
        [unsigned.name, dict(unsigned.header), [dict(line) for line in unsigned.lines], list(unsigned.days)],
        default=str,
        ensure_ascii=False,
        sort_keys=True,
    )
    digest = hashlib.sha256(content.encode()).hexdigest()[:16].upper()
    header = {**unsigned.header, "kontrolkods": digest}
    return Claim(**{**unsigned.__dict__, "header": header})


def _header(book: Book, month: Month, code: str) -> dict[str, Value]:
    settings = book.settings
    semester = month.semester
    return {
        "projekts.numurs": settings.usable("project_number"),
        "projekts.nosaukums": settings.usable("project_title"),
        "partneris": _given(settings, "partner"),
        "regnr": _given(settings, "registration_number"),
        "ligums.numurs": _given(settings, "agreement_number"),
        "ligums.datums": _given(settings, "agreement_date"),
        "iestade": _given(settings, "school"),
        "koordinators": _given(settings, "coordinator"),
        "gramatvedis": _given(settings, "accountant"),
        "vaditajs": _given(settings, "head"),
        "menesis": month.lv,
        "periods": f"{month.first:%d.%m.%Y}.–{month.last:%d.%m.%Y}.",
        "macibu_gads": semester.school_year,
        "semestris": semester.number,
        "parskats": f"{code}-{month}-1",
        "versija": 1,
    }


def _given(settings: Any, name: str) -> Value:
    return getattr(settings, name) if settings.readable(name) else None


def _sums(sums: Sums) -> dict[str, Value]:
    return {
        "kopa.eur": sums.eligible,
        "kopa.izdevumi": sums.actual,
        "kopa.neattiecinams": sums.not_eligible,
        "kopa.esf": sums.esf,
        "kopa.valsts": sums.state,
        "kopa.izglitojamie": sums.learners,
        "kopa.rindas": sums.rows,
    }


def _summary_line(book: Book, found: Totals, spent: Totals, place: int) -> dict[str, Value]:
    support_type, sums = found.types[place].support_type, found.types[place].sums
    granted = budget(book, support_type, found.period.months[0])
    used = spent.types[place].sums.eligible
    return {
        "npk": place + 1,
        "veids": support_type.title.lv,
        "izglitojamie": sums.learners,
        "rindas": sums.rows,
        "izdevumi": sums.actual,
        "eur": sums.eligible,
        "neattiecinams": sums.not_eligible,
        "esf": sums.esf,
        "valsts": sums.state,
        "budzets": granted,
        "izlietots": used,
        "atlikums": None if granted is None else granted - used,
    }


def budget(book: Book, support_type: SupportType, month: Month) -> Decimal | None:
    """What is granted for the kind in the month's semester; None where nothing is said."""
    needed = ("school_year", "semester_number", "support_name", "amount")
    granted = [
        grant.amount
        for grant in book.grants
        if grant.readable(*needed) and grant.support is support_type and grant.semester == month.semester
    ]
    return sum(granted, ZERO) if granted else None
