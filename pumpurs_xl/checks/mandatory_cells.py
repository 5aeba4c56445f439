"""V01: a mandatory cell is filled.

Latviski: Obligāta šūna ir aizpildīta.

V20 finds what is missing of a ticket, V07 a missing IAP ID and V31 a missing document number.

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

_OTHER_RULES: dict[type[Row], set[str]] = {
    SupportRow: {"plan_id"},
    Ticket: {"day", "origin_place", "destination", "paid"},
}
"""The fields of which V07 and V20 say that they are missing."""


@on_rows("V01", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, "missing"):
        if any(isinstance(row, row_type) and problem.field in names for row_type, names in _OTHER_RULES.items()):
            continue
        place = row.at(problem.field)
        yield error(
            place,
            both("Obligātā šūna ir tukša.", "A mandatory cell is empty."),
            both(f"Aizpildiet “{place.column}”.", f"Fill in “{place.column}”."),
        )
