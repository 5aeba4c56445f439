"""V29: meals, trips and stays are not expected on days on which the learner was away.

Latviski: Dienās, kad izglītojamais kavējis, ēdināšana, braucieni un naktsmītnes nav gaidāmi.

Meals and single tickets are judged by the day. A place in a dormitory and a season ticket are paid for
longer: they are a warning only where the learner was away all that time.

Piemērs: kavējums ir no 6. līdz 10. februārim, bet 7. februārī ir ēdināšana.

Source: daily record by attendance (S 7); no support during absence, as in VIAA's projects (S 32).
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both

_STAY = both("Visas uzturēšanās dienas ir kavējums.", "The learner was away on all days of the stay.")
_TRIP = both("Brauciena diena ir kavējums.", "The learner was away on the day of the trip.")
_SEASON = both(
    "Visas abonementa derīguma dienas ir kavējums.", "The learner was away while the season ticket was valid."
)
_CHECK = both("Pārbaudiet datumus šeit un lapā Kavējumi.", "Check the dates here and in the sheet Kavējumi.")


@on_rows("V29", WARNING)
def check(book: Book) -> Iterator[Finding]:
    yield from check_rows(rows_of(book, Ticket), book, _ticket)
    yield from check_rows(rows_of(book, Stay), book, _stay)
    yield from check_rows(rows_of(book, Meals), book, _meals)


def _away(row: SupportRow, days: Iterable[date], book: Book) -> list[date]:
    """Those of the days on which the row's learner was absent."""
    absences = book.absences_of.get(book.learner_key(row) or "", [])
    return [day for day in days if any(absence.covers(day) for absence in absences)] if absences else []


def _ticket(ticket: Ticket, book: Book) -> Iterator[Finding]:
    if ticket.is_season:
        last = ticket.valid_to or date.min
        days = [ticket.service_day + timedelta(n) for n in range((last - ticket.service_day).days + 1)]
    else:
        days = [ticket.day]
    if days and len(_away(ticket, days, book)) == len(days):
        yield warning(ticket.at(ticket.day_field(days[0])), _SEASON if ticket.is_season else _TRIP, _CHECK)


def _stay(stay: Stay, book: Book) -> Iterator[Finding]:
    days = list(stay.service_days)
    if days and len(_away(stay, days, book)) == len(days):
        yield warning(stay.at("start"), _STAY, _CHECK)


def _meals(meals: Meals, book: Book) -> Iterator[Finding]:
    away = _away(meals, meals.service_days, book)
    if away:
        at = list_cells([meals.cell(meals.day_field(day)) for day in away])
        days = "dienā" if len(away) == 1 else "dienās"
        problem = both(f"Ēdināšana kavējuma {days}: {at.lv}.", f"Meals while the learner was away: {at.en}.")
        yield warning(meals.at(meals.day_field(away[0])), problem, _CHECK)
