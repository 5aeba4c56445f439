"""V22: on a day on which a learner's season ticket is valid, a single ticket may be claimed twice.

Latviski: Dienā, kad derīgs izglītojamā abonements, ar vienreizēju biļeti tos pašus izdevumus var iesniegt divreiz.

A person must look, since a season ticket need not cover the whole way. A season ticket without its last
day is compared with nothing.

Piemērs: abonements derīgs no 1. līdz 28. februārim, bet 6. februārī ir arī vienreizēja biļete.

Source: no double claiming; home to school and back (S 1).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import group_rows
from pumpurs_xl.checks.shared.rows import rows_of
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both


@on_rows("V22", WARNING)
def check(book: Book) -> Iterator[Finding]:
    tickets = group_rows(rows_of(book, Ticket), by=lambda ticket: (book.learner_key(ticket), ticket.is_season))
    for (learner, is_season), singles in tickets.items():
        if not is_season:
            yield from _covered(singles, tickets.get((learner, True), []))


def _covered(singles: list[Ticket], seasons: list[Ticket]) -> Iterator[Finding]:
    dated = [season for season in seasons if season.readable("day", "valid_from", "valid_to") and season.valid_to]
    for single in singles:
        season = next((each for each in dated if _is_valid(each, single)), None)
        if season:
            yield _finding(single, season)


def _is_valid(season: Ticket, single: Ticket) -> bool:
    return single.readable("day") and season.service_day <= single.day <= (season.valid_to or season.service_day)


def _finding(single: Ticket, season: Ticket) -> Finding:
    at = list_other_cells([single, season], single, "valid_from")
    return warning(
        single.at("day"),
        both(
            f"Šajā dienā izglītojamajam ir derīgs abonements ({at.lv}).",
            f"The learner has a season ticket that is valid on this day ({at.en}).",
        ),
        both(
            "Pārliecinieties, ka vienreizējā biļete bija vajadzīga.",
            "Make sure that the single ticket was needed.",
        ),
    )
