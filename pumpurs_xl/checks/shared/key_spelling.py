"""A key that is spelled otherwise than where it is declared: what is odd in it, and the fix.

Formulas of the workbook compare letter by letter, so such a row counts only once its key is put right.
"""

from collections.abc import Iterable, Iterator

from pumpurs_xl.model.row import Row
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.spelling import latin, odd_sign


def differ(one: str, other: str) -> bool:
    """Whether two spellings of one key are two for the workbook's formulas, which overlook letter case alone."""
    return one.casefold() != other.casefold()


def why_different(text: str) -> Both:
    """What is odd in the key, as the end of a sentence; nothing where only zeros, spaces or dashes differ."""
    sign = odd_sign(text)
    return both(f": {sign.lv}", f": {sign.en}") if sign else both("", "")


def spelled_otherwise(row: Row, name: str, declared: Learner | PlanDates) -> Iterator[Finding]:
    """The finding of a key that differs from the ID it names, unless that one is odd itself: then it is told there."""
    key: str = getattr(row, name)
    if not differ(key, declared.id) or odd_sign(declared.id):
        return
    sheet, cell, why = declared.origin.table.spec.sheet, declared.cell("id"), why_different(key)
    yield error(
        row.at(name),
        both(
            f"Lapā {sheet} ({cell}) šis ID ir rakstīts citādi{why.lv}.",
            f"In the sheet {sheet} ({cell}) this ID is spelled otherwise{why.en}.",
        ),
        both(
            f"Pieņemiet labojumu vai ierakstiet ID kā lapā {sheet}.", f"Accept the fix, or enter the ID as in {sheet}."
        ),
        Fix(row.cell(name), declared.id, lossless=True),
    )


def signs_of(rows: Iterable[Row], name: str) -> Both:
    """A sentence for the first of the rows whose cell has a sign that nobody sees or takes for a Latin letter."""
    for row in rows:
        sign = odd_sign(getattr(row, name) or "")
        if sign:
            cell = row.cell(name)
            return both(f" Šūnā {cell} {sign.lv}.", f" In {cell} {sign.en}.")
    return both("", "")


def latin_fix(row: Row, name: str) -> Fix | None:
    """The key in plain letters; None where nothing in it is odd."""
    text = getattr(row, name) or ""
    return Fix(row.cell(name), latin(text), lossless=True) if odd_sign(text) else None
