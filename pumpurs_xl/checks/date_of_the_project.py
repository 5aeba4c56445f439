"""V66: every date of support, of a document, a plan or an absence lies about the time of the project.

Latviski: Katrs atbalsta, dokumenta, plāna un kavējuma datums ir projekta laikā.

Up to 60 days before or after the eligible period are fine: documents and payments come later, a season ticket is bought
before. V10 tells support given outside of it, V31 a document dated after it, V67 when a ticket was paid out. The
school's calendar and plans may reach a year beyond it; rates and statuses may hold as long as they like.

Piemērs: abonements pirkts 30.01.1923. – brīdinājums.

Source: the project's period (S 1, S 4, S 8, S 11); a year with two digits or a wrong one is read as another century.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import input_fields
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.row import Row, Unreadable
from pumpurs_xl.programme import DOCUMENTS_AROUND
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.calendar import CalendarPeriod
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.month import Month

_YEAR = timedelta(366)
_OTHERS = (Settings, Rate, Learner)


@on_rows("V66", WARNING)
def check(book: Book) -> Iterator[Finding]:
    return check_rows((row for row in book.all_rows if not isinstance(row, _OTHERS)), book, _dates)


def _dates(row: Row, book: Book) -> Iterator[Finding]:
    around = _YEAR if isinstance(row, CalendarPeriod | PlanDates) else DOCUMENTS_AROUND
    first, last = book.settings.eligible_from - around, book.settings.eligible_to + around
    told = _told_otherwise(row, book)
    for name in input_fields(type(row), "datums", "mēnesis"):
        value = row.__dict__.get(name)
        day = value.first if isinstance(value, Month) else value
        if isinstance(day, date) and not first <= day <= last and name not in told:
            yield warning(
                row.at(name),
                both("Datums ir tālu no projekta laika.", "The date is far from the time of the project."),
                both("Pārbaudiet gadu un mēnesi.", "Check the year and the month."),
            )


def _told_otherwise(row: Row, book: Book) -> set[str]:
    """The fields whose date V10, V31, V32 or V67 finds."""
    if isinstance(row, Invoice):
        return {"day"} if row.readable("day") and row.day > book.settings.eligible_to else set()
    if not isinstance(row, SupportRow):
        return set()
    try:
        days = list(row.service_days)
    except (Unreadable, OverflowError):
        days = []
    return {"paid_out", "confirmed", "served_month", *(row.day_field(day) for day in days)}
