"""V24: a learner travels on teaching days, with no more than four tickets a day.

Latviski: Izglītojamais brauc mācību dienās, ne vairāk kā ar četrām biļetēm dienā.

Two buses each way are normal. Where the learner lives in a dormitory that month, the day before and the
day after a teaching day are days of travel; days of practice count as teaching days.

Piemērs: vienā dienā ir piecas biļetes, vai brauciens ir svētdienā, bet dienesta viesnīcas tajā mēnesī nav.

Source: home to school or practice place and back (S 1); the limit is our own.
"""

from collections.abc import Iterator
from datetime import timedelta

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import group_rows
from pumpurs_xl.checks.shared.rows import rows_of
from pumpurs_xl.checks.shared.rule import WARNING, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both, counted
from pumpurs_xl.values.month import Month

_MOST = 4
_DAY = timedelta(1)
_UNTAUGHT = both("Brauciens ir dienā, kad grupai nav mācību.", "The trip is on a day on which the group is not taught.")
_CHECK_DATE = both(
    "Pārbaudiet datumu; ja grupa tajā dienā mācījās, ierakstiet lapā Kalendārs darbdienu.",
    "Check the date; if the group was taught that day, enter a working day in the sheet Kalendārs.",
)


@on_accounts("V24", WARNING)
def check(book: Book, accounts: Accounts) -> Iterator[Finding]:
    trips = [trip for trip in rows_of(book, Ticket) if trip in accounts.compensations and not trip.is_season]
    for same_day in group_rows(trips, by=lambda trip: (book.learner_key(trip), trip.day)).values():
        if len(same_day) > _MOST:
            yield from (_too_many(trip, same_day) for trip in same_day)
    stays = [stay for stay in rows_of(book, Stay) if stay in accounts.compensations]
    residents = {(book.learner_key(stay), Month.of(day)) for stay in stays for day in (stay.start, stay.end)}
    for trip in trips:
        days, group = [trip.day], book.group_of(trip)
        if (book.learner_key(trip), trip.month) in residents:
            days += [trip.day - _DAY, trip.day + _DAY]
        if not any(book.calendar.is_working(day, group) or book.calendar.practice(day, group) for day in days):
            yield warning(trip.at("day"), _UNTAUGHT, _CHECK_DATE)


def _too_many(trip: Ticket, same_day: list[Ticket]) -> Finding:
    at, tickets = list_other_cells(same_day, trip, "day"), counted(len(same_day), "biļete", "biļetes", "biļešu")
    return warning(
        trip.at("day"),
        both(
            f"Izglītojamajam šajā dienā ir {tickets}; pārējās: {at.lv}.",
            f"The learner has {len(same_day)} tickets on this day; the others: {at.en}.",
        ),
        both("Pārbaudiet braucienu datumus.", "Check the dates of the trips."),
    )
