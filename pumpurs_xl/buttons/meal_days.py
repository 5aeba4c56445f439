"""Aizpildīt dienas: the working days of a catering row that have no meals yet, and what a day costs.

Left out are days off in the group's calendar, practice, days on which support is suspended or the learner was
away, and days outside the plan. A filled day is never touched.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.support.catering import CATERING, DAY_FIELDS, Meals
from pumpurs_xl.support.support_type import RateKind


def days_to_fill(book: Book, row: Meals, price: Decimal | None) -> dict[int, Decimal]:
    """The days of the month to fill with EUR; `price` goes before "Cena dienā" of the sheet Likmes."""
    if not row.readable("plan_id", "served_month", *DAY_FIELDS.values()):
        return {}
    prices = ((day, price or book.rate(CATERING.code, RateKind.DAY_PRICE, day)) for day in _served(book, row))
    return {day.day: amount for day, amount in prices if amount is not None}


def _served(book: Book, row: Meals) -> Iterator[date]:
    plan, learner = book.plan_of(row), book.learner_of(row)
    if plan is None or learner is None or not plan.readable("start", "end", "status_text", "suspended_from"):
        return
    group = learner.group if learner.readable("group") else None
    away = book.absences_of.get(learner.id.casefold(), [])
    for day in row.served_month.days:
        open_day = plan.start <= day <= plan.last_day and day.day not in row.by_day and _is_taught(book, day, group)
        if open_day and not any(absence.covers(day) for absence in away):
            yield day


def _is_taught(book: Book, day: date, group: str | None) -> bool:
    calendar = book.calendar
    return calendar.is_working(day, group) and not calendar.practice(day, group) and not calendar.suspension(day, group)


def price_of(row: Meals, day: int | None) -> Decimal | None:
    """The price of the day that the user stands on, else the one price that the row has so far."""
    if day is not None and day in row.by_day:
        return row.by_day[day]
    prices = set(row.by_day.values())
    return prices.pop() if len(prices) == 1 else None
