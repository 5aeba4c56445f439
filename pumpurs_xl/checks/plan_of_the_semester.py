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
from pumpurs_xl.checks.shared.key_spelling import spelled_otherwise
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


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
    if plan:
        yield from spelled_otherwise(row, "plan_id", plan)


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
