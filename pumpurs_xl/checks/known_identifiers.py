"""V48: an ID stands in its sheet once, and plans and absences name learners that are known.

Latviski: ID savā lapā ir vienreiz, un plāni un kavējumi nosauc zināmus izglītojamos.

Piemērs: lapā IAP divās rindās ir viens IAP ID – kļūda abās.

Source: rows are linked by IDs, never by typed names: two people may share a name, and a name may be misspelt.
"""

from collections.abc import Iterator, Sequence

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_repeats
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.tables.absences import Absence
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_rows("V48", ERROR)
def check(book: Book) -> Iterator[Finding]:
    yield from _twice(book.learners)
    yield from _twice(book.plans)
    named: list[PlanDates | Absence] = [*book.plans, *book.absences]
    yield from check_rows(named, book, _unknown)


def _twice(rows: Sequence[Learner] | Sequence[PlanDates]) -> Iterator[Finding]:
    for group in find_repeats(rows, by=lambda row: row.id.casefold()):
        for row in group:
            at = list_other_cells(group, row, "id")
            yield error(
                row.at("id"),
                both(f"Šis ID ir arī šeit: {at.lv}.", f"This ID is also here: {at.en}."),
                both("Atstājiet vienu rindu vai piešķiriet citu ID.", "Keep one row, or give another ID."),
            )


def _unknown(row: PlanDates | Absence, book: Book) -> Iterator[Finding]:
    if not book.learner(row.learner_id):
        yield error(
            row.at("learner_id"),
            both("Šāda izglītojamā nav lapā Izglītojamie.", "The sheet Izglītojamie has no such learner."),
            both("Izlabojiet ID vai pievienojiet izglītojamo.", "Correct the ID or add the learner."),
        )
