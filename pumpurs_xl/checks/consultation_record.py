"""V32: a consultation is given by one of eight specialists and confirmed on the day it was held.

Latviski: Konsultāciju sniedz viens no astoņiem speciālistu veidiem, un to apliecina tajā pašā dienā.

Errors: another kind of specialist; confirmed on another day (an empty cell is the same day); the session
does not end after it starts. Warning: the stated hours differ from the times.

Piemērs: konsultācija notika 6. februārī, bet apliecināta 8. februārī – kļūda.

Source: the eight specialists (S 1); confirmation dated as the consultation, letter of October 2020 (S 18).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.model.cell import plain
from pumpurs_xl.programme import SPECIALISTS
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import cents, euro


@on_rows("V32", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    return check_rows(rows_of(book, Consultation), book, _specialist, _confirmation, _times, _hours)


def _specialist(session: Consultation, _: Book) -> Iterator[Finding]:
    if plain(session.specialist_kind).casefold() not in SPECIALISTS:
        yield error(
            session.at("specialist_kind"),
            both("Šāda speciālista veida projektā nav.", "The programme knows no such kind of specialist."),
            both(f"Izvēlieties: {', '.join(SPECIALISTS)}.", f"Choose one of: {', '.join(SPECIALISTS)}."),
        )


def _confirmation(session: Consultation, _: Book) -> Iterator[Finding]:
    if session.confirmed and session.confirmed != session.day:
        yield error(
            session.at("confirmed"),
            both("Konsultācija apliecināta citā dienā, nekā notika.", "Confirmed on another day than it was held."),
            both(
                "Izlabojiet kļūdainu datumu; citā dienā apliecinātu konsultāciju pārskatā neiekļauj.",
                "Correct a wrong date; a consultation confirmed on another day cannot be claimed.",
            ),
        )


def _times(session: Consultation, _: Book) -> Iterator[Finding]:
    if session.minutes <= 0:
        yield error(
            session.at("end"),
            both("Konsultācijas beigas nav pēc tās sākuma.", "The session does not end after it starts."),
            both("Izlabojiet sākumu vai beigas.", "Correct the start or the end."),
        )


def _hours(session: Consultation, book: Book) -> Iterator[Finding]:
    by_clock = cents(session.minutes / book.lesson_minutes)
    stated = session.stated_hours
    if stated is not None and stated > 0 and session.minutes > 0 and cents(stated) != by_clock:
        yield warning(
            session.at("stated_hours"),
            both(
                f"Pēc sākuma un beigām ir {euro(by_clock)} stundas, rindā ierakstīts cits skaits.",
                f"By start and end the hours are {euro(by_clock, 'en')}, not those stated.",
            ),
            both(
                "Izlabojiet stundas vai laikus; tukšā šūnā stundas rēķina pēc laikiem.",
                "Correct the hours or the times; an empty cell takes the hours from the times.",
            ),
        )
