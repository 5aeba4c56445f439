"""Opening a month: the rows that its plans ask for in the sheets of what is given monthly, by surname.

A plan that grants the support type and runs in the month gets one row; a learner who has a row of the month already,
under whichever plan, gets none. The support type's own module says what the new row holds.
"""

from datetime import date
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import value_or_none
from pumpurs_xl.model.row import Unreadable
from pumpurs_xl.support import MONTHLY, SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.language import alphabetical
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.spelling import fold

Fields = dict[str, Any]
_NEEDED = ("id", "learner_id", "start", "end", "status_text", "suspended_from")


def rows_to_add(book: Book, month: Month) -> dict[SupportType, list[Fields]]:
    """The new rows of each support type by field, in the order of the Latvian alphabet."""
    added: dict[SupportType, list[Fields]] = {support_type: [] for support_type in MONTHLY}
    for support_type, rows in added.items():
        before = _latest_rows(book, support_type, month)
        for plan in _plans_without_row(book, support_type, month):
            first, last = max(month.first, plan.start), min(month.last, plan.last_day)
            cells = support_type.row.cells_of_month(book, first, last, before.get(fold(plan.learner_id)))
            rows.append({"plan_id": plan.id, **cells})
    return added


def _plans_without_row(book: Book, support_type: SupportType, month: Month) -> list[PlanDates]:
    """The plans that ask for a row of the month: of each learner the first."""
    served = {
        book.learner_key(row) for row in book.rows(support_type) if value_or_none(lambda each: each.month, row) == month
    }
    waiting: dict[str, PlanDates] = {}
    for plan in book.plans:
        if plan.readable(*_NEEDED) and plan.runs_in(month) and plan.grants(support_type):
            waiting.setdefault(fold(plan.learner_id), plan)
    by_name = [
        (value_or_none(lambda each: each.full_name, learner) or "", plan)
        for identifier, plan in waiting.items()
        if identifier not in served and (learner := book.learner(identifier))
    ]
    return [plan for _, plan in sorted(by_name, key=lambda each: alphabetical(each[0]))]


def _latest_rows(book: Book, support_type: SupportType, month: Month) -> dict[str | None, SupportRow]:
    """Each learner's latest row of the month before, by the learner's key."""
    found: dict[str | None, tuple[date, SupportRow]] = {}
    for row in book.rows(support_type):
        try:
            if row.month.next != month:
                continue
            last_day = max(row.service_days, default=row.service_day)
        except Unreadable:
            continue
        key = book.learner_key(row)
        if key not in found or last_day > found[key][0]:
            found[key] = last_day, row
    return {key: row for key, (_, row) in found.items()}
