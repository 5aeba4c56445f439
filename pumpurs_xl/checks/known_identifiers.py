"""V48: an ID stands in its sheet once, and plans and absences name learners that are known.

Latviski: ID savā lapā ir vienreiz, un plāni un kavējumi nosauc zināmus izglītojamos.

An ID with an invisible sign or a letter of another alphabet gets its plain spelling as a fix: an error where other
cells spell it otherwise, else a warning.

Piemērs: lapā IAP divās rindās ir viens IAP ID – kļūda abās.

Source: rows are linked by IDs, never by typed names: two people may share a name, and a name may be misspelt.
"""

from collections.abc import Iterable, Iterator, Sequence

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_repeats, group_rows
from pumpurs_xl.checks.shared.key_spelling import differ, latin_fix, signs_of, spelled_otherwise, why_different
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.tables.absences import Absence
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.spelling import fold, odd_sign


@on_rows("V48", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    yield from _twice(book.learners)
    yield from _twice(book.plans)
    named: list[PlanDates | Absence] = [*book.plans, *book.absences]
    yield from _odd(book.learners, (row.learner_id for row in named if row.readable("learner_id")))
    yield from _odd(book.plans, (row.plan_id for _, row in book.support_rows if row.readable("plan_id")))
    yield from check_rows(named, book, _unknown)


def _twice(rows: Sequence[Learner] | Sequence[PlanDates]) -> Iterator[Finding]:
    for group in find_repeats(rows, by=lambda row: fold(row.id)):
        for row in group:
            at, sign = list_other_cells(group, row, "id"), signs_of([row, *group], "id")
            yield error(
                row.at("id"),
                both(f"Šis ID ir arī šeit: {at.lv}.{sign.lv}", f"This ID is also here: {at.en}.{sign.en}"),
                both("Atstājiet vienu rindu vai piešķiriet citu ID.", "Keep one row, or give another ID."),
            )


def _odd(rows: Sequence[Learner] | Sequence[PlanDates], named: Iterable[str]) -> Iterator[Finding]:
    """IDs with signs that nobody sees or takes for others, by how they are spelled where they are named."""
    once = (group[0] for group in group_rows(rows, by=lambda row: fold(row.id)).values() if len(group) == 1)
    odd = {fold(row.id): row for row in once if odd_sign(row.id)}
    elsewhere = {fold(text) for text in named if odd and fold(text) in odd and differ(text, odd[fold(text)].id)}
    for key, row in odd.items():
        why = why_different(row.id)
        weigh = error if key in elsewhere else warning
        yield weigh(
            row.at("id"),
            both(f"ID ir ar zīmi, ko nevar pamanīt{why.lv}.", f"The ID has a sign that nobody notices{why.en}."),
            both("Pieņemiet labojumu vai ierakstiet ID no jauna.", "Accept the fix, or enter the ID once more."),
            latin_fix(row, "id"),
        )


def _unknown(row: PlanDates | Absence, book: Book) -> Iterator[Finding]:
    learner = book.learner(row.learner_id)
    if learner:
        yield from spelled_otherwise(row, "learner_id", learner)
    else:
        yield error(
            row.at("learner_id"),
            both("Šāda izglītojamā nav lapā Izglītojamie.", "The sheet Izglītojamie has no such learner."),
            both("Izlabojiet ID vai pievienojiet izglītojamo.", "Correct the ID or add the learner."),
        )
