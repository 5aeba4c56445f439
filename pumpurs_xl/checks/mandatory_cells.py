"""V01: a mandatory cell is filled.

Latviski: Obligāta šūna ir aizpildīta.

What is missing of a ticket is told by V20, a missing IAP ID by V07 and a missing document number by V31.

Piemērs: mācību līdzekļa rindā nav ierakstīta prece – kļūda.

Source: without these cells a row cannot be judged, priced or printed in a claim sheet.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import Row, problems
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both

_OF_A_TICKET = {"day", "origin_place", "destination", "paid"}


@on_rows("V01", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, "missing"):
        if not _told_elsewhere(row, problem.field):
            place = row.at(problem.field)
            yield error(
                place,
                both("Obligātā šūna ir tukša.", "A mandatory cell is empty."),
                both(f"Aizpildiet “{place.column}”.", f"Fill in “{place.column}”."),
            )


def _told_elsewhere(row: Row, name: str) -> bool:
    return (isinstance(row, SupportRow) and name == "plan_id") or (isinstance(row, Ticket) and name in _OF_A_TICKET)
