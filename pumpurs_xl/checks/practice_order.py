"""V25: support during practice rests on a director's order.

Latviski: Atbalstam prakses laikā pamatā ir direktora rīkojums.

Its number stands in the row or beside the practice in Kalendārs. It is needed for tickets to practice, and
for tickets, stays and meals on days of the group's practice.

Piemērs: biļetes mērķis ir prakse, bet rīkojuma numura nav ne rindā, ne lapā Kalendārs.

Source: letter of October 2020: the order lists the learners and the place of practice (S 18).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.practice import practice_of_trip
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.support.transport import Purpose, Ticket
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_rows("V25", ERROR)
def check(book: Book) -> Iterator[Finding]:
    yield from check_rows(rows_of(book, Ticket), book, _trip)
    yield from check_rows(rows_of(book, Stay), book, _days)
    yield from check_rows(rows_of(book, Meals), book, _days)


def _trip(ticket: Ticket, book: Book) -> Iterator[Finding]:
    periods = [] if ticket.order else list(practice_of_trip(ticket, book))
    concerns = bool(periods) or (ticket.purpose is Purpose.PRACTICE and not ticket.order)
    if concerns and not any(period.order for period in periods):
        yield _finding(ticket, [ticket.day_field(ticket.service_day)])


def _days(row: Stay | Meals, book: Book) -> Iterator[Finding]:
    group = book.group_of(row)
    periods = [] if row.order else [(day, book.calendar.practice(day, group)) for day in row.service_days]
    unordered = [row.day_field(day) for day, period in periods if period and not period.order]
    if unordered:
        yield _finding(row, list(dict.fromkeys(unordered)))


def _finding(row: SupportRow, fields: list[str]) -> Finding:
    at = list_cells([row.cell(name) for name in fields])
    return error(
        row.at("order"),
        both(
            f"Atbalstam prakses laikā ({at.lv}) nav rīkojuma numura.",
            f"Support during practice ({at.en}) has no order number.",
        ),
        both(
            "Ierakstiet direktora rīkojuma numuru šajā rindā vai pie prakses lapā Kalendārs.",
            "Enter the number of the director's order in this row or beside the practice in the sheet Kalendārs.",
        ),
    )
