"""V51: what a plan grants and nobody has entered may be forgotten money.

Latviski: Ko plāns piešķir un neviens nav ierakstījis, var būt aizmirsta nauda.

For what is given monthly (meals, the dormitory), in the months up to the one being worked on in which the sheet has
rows of others. A plan asks for nothing before it starts, after it ends or is suspended, or without the
funder's agreement.

Piemērs: IAP piešķirta ēdināšana, bet par februāri nav nevienas rindas.

Source: support follows the plan (S 10); the check is our own.
"""

from collections.abc import Iterator
from functools import partial

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows, value_or_none
from pumpurs_xl.checks.shared.rule import INFO, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.support import MONTHLY, SupportType
from pumpurs_xl.tables.plans import PlanDates, grant_field
from pumpurs_xl.values.finding import Finding, info
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.spelling import fold


@on_accounts("V51", INFO)
def check(book: Book, _: Accounts) -> Iterator[Finding]:
    for support_type, what in MONTHLY.items():
        entered = {
            (book.learner_key(row), value_or_none(lambda each: each.month, row)) for row in book.rows(support_type)
        }
        months = sorted({month for _, month in entered if month and (book.month is None or month <= book.month)})
        question = partial(_empty_months, of=support_type, what=what, entered=entered, months=months)
        yield from check_rows(book.plans, book, question)


def _empty_months(
    plan: PlanDates,
    _: Book,
    *,
    of: SupportType,
    what: Both,
    entered: set[tuple[str | None, Month | None]],
    months: list[Month],
) -> Iterator[Finding]:
    if not plan.grants(of):
        return
    learner = fold(plan.learner_id)
    unused = [month for month in months if (learner, month) not in entered and plan.runs_in(month)]
    if unused:
        yield info(
            plan.at(grant_field(of)),
            both(
                f"IAP {what.lv}, bet nav nevienas rindas par {', '.join(month.lv_accusative for month in unused)}.",
                f"The plan {what.en}, but there is no row for {', '.join(month.en for month in unused)}.",
            ),
            both(
                "Ja atbalsts sniegts, ierakstiet to; ja nav, nekas nav jādara.",
                "If support was given, enter it; if not, there is nothing to do.",
            ),
        )
