"""Opening a month: the rows that its plans ask for in Ēdināšana and Naktsmītnes, by surname.

A plan that grants the kind and runs in the month gets one row; a learner who has a row of the month already,
under whichever plan, gets none. A place in the dormitory is carried over with new dates and the list's price.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.model.row import Unreadable
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.accommodation import ACCOMMODATION, Stay
from pumpurs_xl.support.catering import CATERING
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.language import alphabetical
from pumpurs_xl.values.month import Month

Fields = dict[str, Any]
_NEEDED = ("id", "learner_id", "start", "end", "status_text", "suspended_from")


def rows_to_add(book: Book, month: Month) -> dict[SupportType, list[Fields]]:
    """The new rows of each kind by field, in the order of the Latvian alphabet."""
    return {
        support_type: [row(book, plan, month) for plan in _waiting(book, support_type, month)]
        for support_type, row in _ROWS.items()
    }


def _waiting(book: Book, support_type: SupportType, month: Month) -> list[PlanDates]:
    """The plans that ask for a row of the month: of each learner the first."""
    given = {learner.id.casefold() for row in book.rows(support_type) if (learner := _served(book, row, month))}
    waiting: dict[str, PlanDates] = {}
    for plan in book.plans:
        if plan.readable(*_NEEDED) and plan.runs_in(month) and plan.grants(support_type):
            waiting.setdefault(plan.learner_id.casefold(), plan)
    found = [plan for identifier, plan in waiting.items() if identifier not in given and book.learner(identifier)]
    return sorted(found, key=lambda plan: alphabetical(_name(book, plan)))


def _served(book: Book, row: SupportRow, month: Month) -> Learner | None:
    """The learner of a row of that month of service."""
    try:
        return book.learner_of(row) if row.month == month else None
    except Unreadable:
        return None


def _name(book: Book, plan: PlanDates) -> str:
    learner = book.learner(plan.learner_id)
    return learner.full_name if learner and learner.readable("surname", "name") else ""


def _meals(_: Book, plan: PlanDates, month: Month) -> Fields:
    return {"plan_id": plan.id, "served_month": month.first}


def _stay(book: Book, plan: PlanDates, month: Month) -> Fields:
    first, last = max(month.first, plan.start), min(month.last, plan.last_day)
    before = _last_stay(book, plan, month)
    place = before.place if before and before.readable("place") else None
    carried = {
        "place": place,
        "discount": _carried(before, "discount"),
        "monthly_price": _price(book, before, place, first),
    }
    return {"plan_id": plan.id, "start": first, "end": last, **carried}


def _carried(before: Stay | None, name: str) -> Any:
    return getattr(before, name) if before and before.readable(name) else None


def _price(book: Book, before: Stay | None, place: str | None, day: date) -> Decimal | None:
    """The list's price of the place that day; where the list has none, the price of the month before."""
    listed = book.rate(ACCOMMODATION.code, RateKind.MONTH_PRICE, day, place)
    return listed if listed is not None else _carried(before, "monthly_price")


def _last_stay(book: Book, plan: PlanDates, month: Month) -> Stay | None:
    """The learner's latest stay in the month before."""
    stays = [row for row in book.rows(ACCOMMODATION) if isinstance(row, Stay) and row.readable("start", "end")]
    own = [row for row in stays if _is_of(book, row, plan) and row.month.next == month]
    return max(own, key=lambda row: row.end, default=None)


def _is_of(book: Book, row: SupportRow, plan: PlanDates) -> bool:
    other = book.plan_of(row)
    return bool(other and other.readable("learner_id") and other.learner_id.casefold() == plan.learner_id.casefold())


_ROWS: dict[SupportType, Callable[[Book, PlanDates, Month], Fields]] = {CATERING: _meals, ACCOMMODATION: _stay}
