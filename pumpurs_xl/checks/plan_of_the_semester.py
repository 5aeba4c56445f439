"""V07: a support row names a plan (IAP) that is known, complete and of the semester of the day of service.

Latviski: Atbalsta rindā norādītais IAP ir zināms, pilnīgs un no pakalpojuma dienas semestra.

Also held: a row whose plan or learner has a cell that cannot be read, or stands in its sheet twice: nobody can tell
then to whom and under what terms support was given. The message names the cell to put right. An ID that only looks like
the plan's (a letter of another alphabet, an invisible sign, no leading zeros) is held, too, with the plan's own
spelling as its fix.

Piemērs: biļete ir no 2023. gada februāra, bet norādīts 1. semestra IAP – kļūda.

Source: a plan is made for one semester and gives the support its ID (S 9, S 10, S 11, S 14).
"""

from collections.abc import Callable, Iterator
from functools import cache, partial

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import find_repeats
from pumpurs_xl.checks.shared.key_spelling import differ, why_different
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.checks.shared.support_types import support_type_of
from pumpurs_xl.model.row import Row
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.plans import PlanDates, grant_field
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import both
from pumpurs_xl.values.spelling import fold, odd_sign


@on_rows("V07", ERROR)
def check(book: Book) -> Iterator[Finding]:
    twice: set[Row] = {plan for group in find_repeats(book.plans, by=lambda plan: fold(plan.id)) for plan in group}
    for learners in find_repeats(book.learners, by=lambda learner: fold(learner.id)):
        twice.update(learners)
    faulty_cell = cache(partial(_faulty_cell, book=book, twice=twice))  # a plan has many rows
    sound = partial(_sound, faulty_cell=faulty_cell)
    yield from check_rows(rows_of(book, SupportRow), book, _plan, _spelling, sound, _semester)


def _plan(row: SupportRow, book: Book) -> Iterator[Finding]:
    if any((problem.field, problem.type) == ("plan_id", "missing") for problem in row.problems):
        yield error(
            row.at("plan_id"),
            both("Nav IAP ID.", "The IAP ID is missing."),
            both("Ierakstiet plāna ID no lapas IAP.", "Enter the plan's ID from the sheet IAP."),
        )
    elif row.readable("plan_id") and not book.plan_of(row):
        yield error(
            row.at("plan_id"),
            both("Šāda IAP nav lapā IAP.", "The sheet IAP has no such plan."),
            both("Izlabojiet ID vai pievienojiet plānu lapā IAP.", "Correct the ID or add the plan to the sheet IAP."),
        )


def _spelling(row: SupportRow, book: Book) -> Iterator[Finding]:
    plan = book.plan_of(row)
    if plan and differ(row.plan_id, plan.id) and not odd_sign(plan.id):
        why = why_different(row.plan_id)
        yield error(
            row.at("plan_id"),
            both(
                f"Lapā IAP ({plan.cell('id')}) šis ID ir rakstīts citādi{why.lv}.",
                f"In the sheet IAP ({plan.cell('id')}) this ID is spelled otherwise{why.en}.",
            ),
            both("Pieņemiet labojumu vai ierakstiet ID kā lapā IAP.", "Accept the fix, or enter the ID as in IAP."),
            Fix(row.cell("plan_id"), plan.id, lossless=True),
        )


def _sound(
    row: SupportRow, book: Book, faulty_cell: Callable[[PlanDates, SupportType], str | None]
) -> Iterator[Finding]:
    plan = book.plan_of(row)
    cell = plan and faulty_cell(plan, support_type_of(row))
    if plan and not cell and differ(row.plan_id, plan.id) and odd_sign(plan.id):
        cell = f"{plan.sheet}!{plan.cell('id')}"
    if cell:
        yield error(
            row.at("plan_id"),
            both(f"Plāna vai izglītojamā datos ir kļūda: {cell}.", f"The plan or the learner has an error: {cell}."),
            both(
                "Izlabojiet to šūnu; šajā rindā nekas nav jāmaina.",
                "Correct that cell; nothing needs to change in this row.",
            ),
        )


def _faulty_cell(plan: PlanDates, support_type: SupportType, book: Book, twice: set[Row]) -> str | None:
    """The cell of the plan, or of its learner, to put right before rows of this support type can be judged."""
    own = grant_field(support_type)
    fields = [each.field for each in plan.problems if each.field == own or not each.field.startswith("grants_")]
    fields += ["id"] if plan in twice else []
    if fields:
        return f"{plan.sheet}!{plan.cell(fields[0])}"
    learner = book.learner(plan.learner_id)
    if learner is None:
        return f"{plan.sheet}!{plan.cell('learner_id')}"
    misspelt = learner.readable("id") and differ(plan.learner_id, learner.id)
    if misspelt and not odd_sign(learner.id):
        return f"{plan.sheet}!{plan.cell('learner_id')}"
    fields = [problem.field for problem in learner.problems] + (["id"] if learner in twice or misspelt else [])
    return f"{learner.sheet}!{learner.cell(fields[0])}" if fields else None


def _semester(row: SupportRow, book: Book) -> Iterator[Finding]:
    plan = book.plan_of(row)
    if plan and plan.semester != row.month.semester:
        yield error(
            row.at("plan_id"),
            both("IAP ir citam semestrim, nekā sniegts atbalsts.", "The plan is of another semester than the support."),
            both(
                "Ierakstiet tā semestra IAP ID vai izlabojiet datumu.",
                "Enter the ID of that semester's plan or correct the date.",
            ),
        )
