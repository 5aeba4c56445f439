"""The lines of a claim: what a form says of one row, and the caterer's daily list.

Values only, by the keys of the placeholders; nothing is taken from a formula's stored value.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.claims.totals import people as learners_of
from pumpurs_xl.compensation import Compensation
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.language import alphabetical
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.personal_code import hyphenate

Value = str | int | Decimal | date | None


def place_in_list(book: Book, item: Compensation) -> tuple[Any, ...]:
    """By surname in the Latvian alphabet, then by date."""
    learner = book.learner_of(item.row)
    names = (learner.surname, learner.name) if learner and learner.readable("surname", "name") else ("", "")
    return *(alphabetical(name) for name in names), item.row.service_day, item.row.number


def line(book: Book, place: int, item: Compensation) -> dict[str, Value]:
    """One row on the form: its own fields by name, and what every form says of a row."""
    row, learner = item.row, book.learner_of(item.row)
    own = {name: _printed(row.__dict__.get(name)) for name in (column.field for column in row.columns())}
    return {
        **own,
        **_counted(book, row),
        "amount": item.actual,
        "compensated": item.eligible,
        "npk": place,
        "vards_uzvards": learner.full_name if learner and learner.readable("surname", "name") else None,
        "personas_kods": _code(book, learner),
        "grupa": _group(learner),
        "iap": row.plan_id,
        "menesis": f"{row.month.number:02}.{row.month.year}.",
        "izdevumi": item.actual,
        "eur": item.eligible,
        "neattiecinams": item.not_eligible,
        "piezimes": row.notes,
    }


def _counted(book: Book, row: SupportRow) -> dict[str, Value]:
    """What a form counts: never taken from a formula's stored value, which may be stale."""
    if isinstance(row, Consultation):
        return {"hours": row.hours(book)}
    return {"days": len(row.by_day)} if isinstance(row, Meals) else {}


def _code(book: Book, learner: Any) -> str | None:
    wanted = book.settings.usable("code_in_claim") and learner and learner.readable("personal_code")
    return hyphenate(learner.personal_code) if wanted and learner.personal_code else None


def _group(learner: Any) -> str | None:
    parts = [learner.__dict__.get(name) for name in ("grade_text", "group")] if learner else []
    return ", ".join(part for part in parts if part) or None


def _printed(value: Any) -> Value:
    if isinstance(value, Month):
        return value.first
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, str | int | Decimal | date) else None


def daily_list(book: Book, found: Iterable[Compensation]) -> Iterable[dict[str, Value]]:
    """The caterer's daily list: each day with meals, how many learners ate and for how much (S 7)."""
    eaten: dict[date, list[tuple[Compensation, Decimal]]] = defaultdict(list)
    for item in found:
        for day, amount in item.row.parts(book):
            eaten[day].append((item, amount))
    for day, meals in sorted(eaten.items()):
        present = learners_of(book, (item for item, _ in meals))
        yield {"datums": day, "izglitojamie": len(present), "eur": sum((amount for _, amount in meals), ZERO)}
