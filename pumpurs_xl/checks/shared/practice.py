"""Practice (prakse): the periods of the group's practice that a trip belongs to.

The day before a practice and the day after it are days of travel.
"""

from collections.abc import Iterator
from datetime import timedelta

from pumpurs_xl.book import Book
from pumpurs_xl.support.transport import Purpose, Ticket
from pumpurs_xl.tables.calendar import CalendarPeriod, DayKind

_DAY = timedelta(1)


def practice_of_trip(ticket: Ticket, book: Book) -> Iterator[CalendarPeriod]:
    """The practice on the day of the trip; where practice is its purpose, also the one next to that day."""
    day, group = ticket.service_day, book.group_of(ticket)
    days = (day, day + _DAY, day - _DAY) if ticket.purpose is Purpose.PRACTICE else (day,)
    for each in days:
        yield from book.calendar.covering(each, group, DayKind.PRACTICE)
