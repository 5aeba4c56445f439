"""V28: who lives in a dormitory does not travel between home and school day by day.

Latviski: Kas dzīvo dienesta viesnīcā, katru dienu nebrauc starp dzīvesvietu un skolu.

Eight or more such trips in the month of a stay are a warning at the stay. Where the learner's home is not
given, every trip to studies counts.

Piemērs: februārī ir vieta dienesta viesnīcā un desmit braucieni starp dzīvesvietu un skolu.

Source: home to school and back (S 1); the limit is our own.
"""

from collections.abc import Hashable, Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import group_rows
from pumpurs_xl.checks.shared.rows import rows_of
from pumpurs_xl.checks.shared.rule import WARNING, on_accounts
from pumpurs_xl.checks.shared.spelling import same_place
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.support.transport import Purpose, Ticket
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both, counted

_MANY = 8


@on_accounts("V28", WARNING)
def check(book: Book, accounts: Accounts) -> Iterator[Finding]:
    def month_of_learner(row: SupportRow) -> Hashable:
        return book.learner_key(row), row.month

    tickets = (ticket for ticket in rows_of(book, Ticket) if ticket in accounts.compensations)
    trips_of = group_rows((ticket for ticket in tickets if _is_daily(ticket, book)), by=month_of_learner)
    for stay in (stay for stay in rows_of(book, Stay) if stay in accounts.compensations):
        trips = trips_of.get(month_of_learner(stay), [])
        if len(trips) >= _MANY:
            at, number = list_other_cells([stay, *trips], stay, "day"), len(trips)
            yield warning(
                stay.at("start"),
                both(
                    "Izglītojamajam ir vieta dienesta viesnīcā, bet tajā mēnesī ir "
                    f"{counted(number, 'brauciens', 'braucieni', 'braucienu')} starp mājām un skolu: {at.lv}.",
                    "The learner has a place in a dormitory, but also "
                    f"{number} trips between home and school: {at.en}.",
                ),
                both(
                    "Pārliecinieties, ka vajadzīgi abi atbalsta veidi.",
                    "Make sure that both kinds of support are needed.",
                ),
            )


def _is_daily(ticket: Ticket, book: Book) -> bool:
    """Whether the ticket is for one trip between home and school; every trip to studies, where no home is given."""
    if ticket.is_season or ticket.purpose is not Purpose.STUDIES:
        return False
    learner = book.learner_of(ticket)
    home = learner.home if learner and learner.readable("home") else None
    return not home or same_place(ticket.origin_place, home) or same_place(ticket.destination, home)
