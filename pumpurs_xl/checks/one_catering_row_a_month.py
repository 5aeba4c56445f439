"""V50: the meals of one learner in one month stand in one row.

Latviski: Viena izglītojamā ēdināšana vienā mēnesī ir vienā rindā.

A second row is an error at each of them, whatever plan they name; a postponed one holds up no other.

Piemērs: izglītojamajam par februāri ir divas ēdināšanas rindas – kļūda abās.

Source: one line per learner and month, as in the caterer's record (S 7).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_repeats
from pumpurs_xl.checks.shared.rows import rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_rows("V50", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for group in find_repeats(rows_of(book, Meals), by=lambda row: (book.learner_key(row), row.served_month)):
        for row in group:
            at = list_other_cells(group, row, "served_month")
            yield error(
                row.at("served_month"),
                both(
                    f"Šim izglītojamajam par šo mēnesi ir arī cita rinda: {at.lv}.",
                    f"This learner has another row for this month: {at.en}.",
                ),
                both(
                    "Ierakstiet visas dienas vienā rindā un pārējās rindas izdzēsiet.",
                    "Put all days into one row and delete the others.",
                ),
            )
