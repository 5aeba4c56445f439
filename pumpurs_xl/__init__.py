"""Claim sheets for schools in the ESF project PuMPuRS, computed from one Excel workbook.

    workbook ─ hosts ─► Table ─► Book ─► row checks ─► compensation ─► account checks ─► totals ─► claim ─► template

>>> sums = totals(read("PuMPuRS-paraugs.xlsx"), Month.parse("2023-02"))  # doctest: +SKIP
"""

from functools import lru_cache
from os import PathLike
from pathlib import Path

from pumpurs_xl.archive import forms as _forms
from pumpurs_xl.book import Book, build
from pumpurs_xl.claims import claim as _claim
from pumpurs_xl.claims import totals as _totals
from pumpurs_xl.claims.claim import Claim
from pumpurs_xl.claims.totals import Totals
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.inspection import inspect as _inspect
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.month import Month, Period, Semester, Span
from pumpurs_xl.values.refusal import Refusal

__all__ = [
    "Book",
    "Claim",
    "Finding",
    "Month",
    "Refusal",
    "Semester",
    "Severity",
    "Span",
    "Totals",
    "check",
    "claims",
    "read",
    "stamp",
    "totals",
]


def read(path: str | PathLike[str]) -> Book:
    """The workbook in a file; raises Refusal where it cannot be read faithfully."""
    return build(read_tables(Path(path)))


@lru_cache(maxsize=4)
def inspected(book: Book) -> Inspection:
    """The book with its findings and compensations; worked out once."""
    return _inspect(book)


def check(book: Book) -> tuple[Finding, ...]:
    """All problems of the workbook, the gravest and dearest first."""
    return inspected(book).findings


def totals(book: Book, period: Period) -> Totals:
    """The sums per support type of a Month, a Semester or a Span."""
    return _totals.totals(inspected(book), period)


def claims(book: Book, month: Month) -> list[Claim]:
    """The month's claims in the order of the kinds, the summary last."""
    return _claim.claims(inspected(book), month)


def stamp(claim: Claim, template: str | PathLike[str] | None = None) -> bytes:
    """The claim on a form, as the bytes of an .xlsx; without a template on the shipped form of its kind."""
    path = Path(template) if template else _forms.shipped_templates()[claim.type]
    return _forms.stamp(claim, _forms.template_of(path, claim.type))
