"""V51: what a plan grants and nobody has entered may be forgotten money.

Asked of what is given monthly (meals, the dormitory), for the months up to the one being worked on in which
the sheet has rows of others. A plan asks for nothing before it starts, after it ends or is suspended, or
without the funder's agreement.

Piemērs: IAP piešķirta ēdināšana, bet par februāri nav nevienas rindas.

Source: support follows the plan (S 10); the check is our own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import asked, told
from pumpurs_xl.checks.shared.rule import on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.support import MONTHLY, SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.plans import PlanDates, grant_field
from pumpurs_xl.values.finding import Finding, info
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.month import Month


@dataclass(frozen=True)
class _Entered:
    """Who has rows of a support type in which month."""

    support_type: SupportType
    what: Both
    given: frozenset[tuple[str | None, Month | None]]
    months: tuple[Month, ...]

    def unused(self, plan: PlanDates, _: Book) -> Iterator[Finding]:
        if plan.grants(self.support_type):
            learner = plan.learner_id.casefold()
            months = [month for month in self.months if (learner, month) not in self.given and plan.runs_in(month)]
            if months:
                yield self._finding(plan, months)

    def _finding(self, plan: PlanDates, months: list[Month]) -> Finding:
        lv, en = ", ".join(month.lv_accusative for month in months), ", ".join(month.en for month in months)
        return info(
            plan.at(grant_field(self.support_type)),
            both(
                f"IAP {self.what.lv}, bet nav nevienas rindas par {lv}.",
                f"The plan {self.what.en}, but there is no row for {en}.",
            ),
            both(
                "Ja atbalsts sniegts, ierakstiet to; ja nav, nekas nav jādara.",
                "If support was given, enter it; if not, there is nothing to do.",
            ),
        )


@on_accounts("V51")
def check(book: Book, _: Accounts) -> Iterator[Finding]:
    for support_type, what in MONTHLY.items():
        yield from asked(book.plans, book, _entered(book, support_type, what).unused)


def _entered(book: Book, support_type: SupportType, what: Both) -> _Entered:
    given = frozenset((book.learner_key(row), told(_month, row)) for row in book.rows(support_type))
    months = {month for _, month in given if month and (book.month is None or month <= book.month)}
    return _Entered(support_type, what, given, tuple(sorted(months)))


def _month(row: SupportRow) -> Month:
    return row.month
