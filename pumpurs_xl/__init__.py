"""Claim sheets for schools in the ESF project PuMPuRS, computed from one Excel workbook.

    read ─► Book ─► check, totals, claims ─► stamp

Six functions and the values they take and give: `read` a workbook, `check` it, see its `totals`, get its `claims` and
`stamp` each on its form; `inspect` gives findings and compensations together. What cannot be served is a `Refusal`.

>>> from pumpurs_xl import Month, claims, read, stamp, totals
>>> book = read("workbook/PuMPuRS-paraugs.xlsx")
>>> sums = totals(book, Month(2023, 2))
>>> sums.total.learners, sums.total.eligible, sums.total.esf, sums.total.state
(135, Decimal('7622.08'), Decimal('6478.75'), Decimal('1143.33'))
>>> [(claim.name, claim.eligible) for claim in claims(book, Month(2023, 2))][3]
('ED-2023-02-1', Decimal('5870.22'))
"""

from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

import pumpurs_xl.claims  # noqa: F401 # loaded before `claims` is defined below, whose name it would take later

if TYPE_CHECKING:
    from pumpurs_xl.book import Book
    from pumpurs_xl.claims.claim import Claim
    from pumpurs_xl.claims.totals import Totals
    from pumpurs_xl.inspection import Inspection
    from pumpurs_xl.values.finding import Finding, Fix, Place, Severity
    from pumpurs_xl.values.month import Month, Period, Semester, Span
    from pumpurs_xl.values.refusal import Refusal

    __version__: str

__all__ = [
    "Book",
    "Claim",
    "Finding",
    "Fix",
    "Inspection",
    "Month",
    "Period",
    "Place",
    "Refusal",
    "Semester",
    "Severity",
    "Span",
    "Totals",
    "__version__",
    "check",
    "claims",
    "inspect",
    "read",
    "stamp",
    "totals",
]

# Excel starts Python anew at each click, so a click loads what it needs and no more: the values below when they are
# first asked for, the rooms of the functions when they are first called.
_ROOMS = {
    "Book": "book",
    "Claim": "claims.claim",
    "Finding": "values.finding",
    "Fix": "values.finding",
    "Inspection": "inspection",
    "Month": "values.month",
    "Period": "values.month",
    "Place": "values.finding",
    "Refusal": "values.refusal",
    "Semester": "values.month",
    "Severity": "values.finding",
    "Span": "values.month",
    "Totals": "claims.totals",
}


def __getattr__(name: str) -> Any:
    """A public value that is asked for the first time (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        found: Any = version("pumpurs-xl")
    elif name in _ROOMS:
        found = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, as `help` lists them."""
    return sorted(__all__)


def read(path: str | PathLike[str]) -> "Book":
    """The workbook in a file, typed: `Book.learners`, `Book.plans`, the rows of support by the code of their type.

    A cell that cannot be read is no error here: its row keeps the problem, and `check` tells it.

    Raises Refusal where the file is missing, damaged, encrypted, no PuMPuRS workbook or one of a newer program.

    >>> from pumpurs_xl import read
    >>> book = read("workbook/PuMPuRS-paraugs.xlsx")
    >>> book.month, book.version, len(book.learners), len(book.support["ED"])
    (Month(year=2023, number=2), 1, 170, 1230)
    """
    from pathlib import Path

    from pumpurs_xl.book import build
    from pumpurs_xl.hosts.file.reader import read_tables

    return build(read_tables(Path(path)))


def inspect(book: "Book") -> "Inspection":
    """The book with its findings and the compensation of each row that counts; worked out once for each book.

    Raises RuleCrashed, which names the rule, for a defect of the program: a rule is never skipped.

    >>> from pumpurs_xl import inspect, read
    >>> inspection = inspect(read("workbook/PuMPuRS.xlsx"))
    >>> len(inspection.findings), inspection.accounts.compensations
    (2, {})
    """
    from pumpurs_xl.inspection import inspect as inspect_anew

    known = vars(book)  # kept with the book, so that both are forgotten together
    if "_inspection" not in known:
        known["_inspection"] = inspect_anew(book)
    found: Inspection = known["_inspection"]
    return found


def check(book: "Book") -> "tuple[Finding, ...]":
    """All problems of the workbook: errors first, then warnings and news, within a weight the most EUR first.

    A finding has a `code` (V01 …), a `severity`, a `place` (sheet, cell, row, column, EUR at stake) and, where one
    value would put the cell right, a `fix`; `message("lv")` or `message("en")` says what is wrong and what to do.

    Raises RuleCrashed, as `inspect`.

    >>> from pumpurs_xl import check, read
    >>> for finding in check(read("workbook/PuMPuRS.xlsx")):
    ...     print(finding.code, finding.severity, finding.place.column, "-", finding.message("en"))
    V01 error Sadarbības partneris - A mandatory cell is empty. Fill in “Sadarbības partneris”.
    V01 error Izglītības iestāde - A mandatory cell is empty. Fill in “Izglītības iestāde”.
    """
    return inspect(book).findings


def totals(book: "Book", period: "Period") -> "Totals":
    """The sums per support type of a `Month`, a `Semester` or a `Span` of months.

    `types` are all seven support types in the order of the forms, `total` is all of them with each learner counted
    once, `plans` the number of plans in the period. Amounts are EUR, `Decimal` with two places; what is held by errors
    or postponed stands apart and is in no sum.

    Raises RuleCrashed, as `inspect`.

    >>> from pumpurs_xl import Semester, read, totals
    >>> found = totals(read("workbook/PuMPuRS-paraugs.xlsx"), Semester.parse("2022/2023-2"))
    >>> for each in found.types[:4]:
    ...     print(each.support_type.code, each.sums.learners, each.sums.rows, each.sums.actual, each.sums.eligible)
    TR 20 420 1879.30 1831.30
    ML 12 20 335.52 320.14
    NM 47 235 5083.84 5083.84
    ED 151 755 31893.08 31732.17
    """
    from pumpurs_xl.claims.totals import totals as add_up

    return add_up(inspect(book), period)


def claims(book: "Book", month: "Month") -> "list[Claim]":
    """What the month's claim sheets say: one claim per support type that has a row, the summary of all last.

    A claim's `lines` and `header` are the values of its placeholders; `eligible` is its sum in EUR. A month without
    rows gives the summary alone.

    Raises RuleCrashed, as `inspect`.

    >>> from pumpurs_xl import Month, claims, read
    >>> for claim in claims(read("workbook/PuMPuRS-paraugs.xlsx"), Month(2023, 2)):
    ...     print(claim.name, len(claim.lines), claim.eligible)
    TR-2023-02-1 76 364.90
    ML-2023-02-1 8 129.60
    NM-2023-02-1 42 970.00
    ED-2023-02-1 130 5870.22
    IP-2023-02-1 9 224.10
    ST-2023-02-1 7 63.26
    KO-2023-02-1 66 0.00
    kopsavilkums-2023-02-1 7 7622.08
    """
    from pumpurs_xl.claims.claim import claims as claims_of

    return claims_of(inspect(book), month)


def stamp(claim: "Claim", template: str | PathLike[str] | None = None, *, allow_active: bool = False) -> bytes:
    """The claim on a form, as the bytes of an .xlsx: on the template, else on the shipped form of its support type.

    Everything else in the template stays as it is, byte for byte, and the result is proved against it.

    Raises Refusal where the template is no form for this claim, or has active content (macros, data connections, links
    to files) and `allow_active` does not say that it may; Unproven where the proof fails.

    >>> from pumpurs_xl import Month, claims, read, stamp
    >>> summary = claims(read("workbook/PuMPuRS.xlsx"), Month(2023, 2))[-1]
    >>> stamp(summary)[:2], summary.eligible
    (b'PK', Decimal('0.00'))
    """
    from pathlib import Path

    from pumpurs_xl.archive import forms

    path = Path(template) if template else forms.shipped_templates()[claim.type]
    return forms.stamp(claim, forms.passive_template(path, claim.type, allow_active=allow_active))
