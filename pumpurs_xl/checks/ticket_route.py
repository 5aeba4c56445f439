"""V20: a ticket says when, from where to where and for how much; one end of the trip is home or the place of practice.

Latviski: Biļete pasaka, kad, no kurienes, uz kurieni un par cik; viens gals ir dzīvesvieta vai prakses vieta.

A missing date, route or fare is an error. A route that touches neither the learner's home (where the sheet
Izglītojamie gives it) nor the place of the group's practice is a warning.

Piemērs: dzīvesvieta ir Preiļi, bet biļete ir no Rīgas uz Liepāju – brīdinājums.

Source: home to school or practice place and back (S 1); what a ticket must say (MK 599, S 30).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.practice import practice_of_trip
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.checks.shared.spelling import same_place
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both

_MISSING = {
    "day": both("Nav brauciena datuma.", "The date of the trip is missing."),
    "origin_place": both("Nav norādīts, kur brauciens sākas.", "Where the trip starts is missing."),
    "destination": both("Nav norādīts, kur brauciens beidzas.", "Where the trip ends is missing."),
    "paid": both("Nav norādīts, cik samaksāts.", "The fare is missing."),
}


@on_rows("V20", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    return check_rows(rows_of(book, Ticket), book, _details, _route)


def _details(ticket: Ticket, _: Book) -> Iterator[Finding]:
    for problem in ticket.problems:
        if problem.type == "missing" and problem.field in _MISSING:
            yield error(
                ticket.at(problem.field),
                _MISSING[problem.field],
                both("Ierakstiet to, kas rakstīts uz biļetes.", "Enter what the ticket says."),
            )


def _route(ticket: Ticket, book: Book) -> Iterator[Finding]:
    learner = book.learner_of(ticket)
    if not learner or not learner.home:
        return
    places = [learner.home, *(practice.place for practice in practice_of_trip(ticket, book) if practice.place)]
    if not any(same_place(end, place) for end in (ticket.origin_place, ticket.destination) for place in places):
        yield warning(
            ticket.at("origin_place"),
            both(
                "Brauciens nesākas un nebeidzas ne izglītojamā dzīvesvietā, ne prakses vietā.",
                "The trip neither starts nor ends at the learner's home or place of practice.",
            ),
            both(
                "Pārbaudiet maršrutu, dzīvesvietu lapā Izglītojamie un prakses vietu lapā Kalendārs.",
                "Check the route, the home in the sheet Izglītojamie and the place of practice in the sheet Kalendārs.",
            ),
        )
