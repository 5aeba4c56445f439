"""V22: on a day on which a learner's season ticket is valid, a single ticket may be claimed twice.

Latviski: Dienā, kad derīgs izglītojamā abonements, ar vienreizēju biļeti tos pašus izdevumus var iesniegt divreiz.

A person must look, since a season ticket need not cover the whole way. A season ticket without its last
day is compared with nothing.

Piemērs: abonements derīgs no 1. līdz 28. februārim, bet 6. februārī ir arī vienreizēja biļete.

Source: no double claiming; home to school and back (S 1).
"""

from collections.abc import Iterator
from datetime import date

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
        seasons = [] if is_season else tickets.get((learner, True), [])
        for single in (single for single in singles if seasons and single.readable("day")):
            season = next((season for season in seasons if _is_valid(season, single.day)), None)
            if season:
                at = list_other_cells([single, season], single, "valid_from")
                yield warning(
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


def _is_valid(season: Ticket, day: date) -> bool:
    """Whether the season ticket is valid on the day; False where its last day is not given or cannot be read."""
    if season.readable("day", "valid_from", "valid_to") and season.valid_to is not None:
        return season.service_day <= day <= season.valid_to
    return False
