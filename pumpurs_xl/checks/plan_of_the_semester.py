"""V07: a support row names a plan (IAP) that is known and of the semester of the day of service.

Latviski: Atbalsta rindā norādītais IAP ir zināms un no pakalpojuma dienas semestra.

An error in the plan or at its learner stands there, once, and holds the rows that name the plan. An ID that only looks
like the plan's (a letter of another alphabet, an invisible sign, no leading zeros) is held, too, with the plan's own
spelling as its fix.

Piemērs: biļete ir no 2023. gada februāra, bet norādīts 1. semestra IAP – kļūda.

Source: a plan is made for one semester and gives the support its ID (S 9, S 10, S 11, S 14).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.key_spelling import differ, why_different
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import both
from pumpurs_xl.values.spelling import odd_sign


@on_rows("V07", ERROR)
def check(book: Book) -> Iterator[Finding]:
    yield from check_rows(rows_of(book, SupportRow), book, _plan, _spelling, _semester)


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
