"""V51: what a plan grants and nobody has entered may be forgotten money.

Latviski: Ko plāns piešķir un neviens nav ierakstījis, var būt aizmirsta nauda.

Asked of meals and of the dormitory, for the months up to the one being worked on in which the sheet has
rows of others. A plan asks for nothing before it starts, after it ends or is suspended, or without the
funder's agreement.

Piemērs: IAP piešķirta ēdināšana, bet par februāri nav nevienas rindas.

Source: support follows the plan (S 10); the check is our own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows, value_or_none
from pumpurs_xl.checks.shared.rule import INFO, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.accommodation import ACCOMMODATION
from pumpurs_xl.support.catering import CATERING
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.plans import PlanDates, grant_field
from pumpurs_xl.values.finding import Finding, info
from pumpurs_xl.values.language import both
from pumpurs_xl.values.month import Month

_WHAT = {
    CATERING: both("piešķirta ēdināšana", "grants catering"),
    ACCOMMODATION: both("piešķirtas naktsmītnes", "grants accommodation"),
}


@dataclass(frozen=True)
class _Entered:
    """Who has rows of a support type in which month."""

    support_type: SupportType
    given: frozenset[tuple[str | None, Month | None]]
    months: tuple[Month, ...]

    def unused(self, plan: PlanDates, _: Book) -> Iterator[Finding]:
        if plan.grants(self.support_type):
            learner = plan.learner_id.casefold()
            months = [month for month in self.months if (learner, month) not in self.given and plan.runs_in(month)]
            yield from [_finding(plan, self.support_type, months)] if months else []


@on_accounts("V51", INFO)
def check(book: Book, _: Accounts) -> Iterator[Finding]:
    for support_type in _WHAT:
        yield from check_rows(book.plans, book, _entered(book, support_type).unused)


def _entered(book: Book, support_type: SupportType) -> _Entered:
    given = frozenset((book.learner_key(row), value_or_none(_month, row)) for row in book.rows(support_type))
    months = {month for _, month in given if month and (book.month is None or month <= book.month)}
    return _Entered(support_type, given, tuple(sorted(months)))


def _month(row: SupportRow) -> Month:
    return row.month


def _finding(plan: PlanDates, support_type: SupportType, months: list[Month]) -> Finding:
    what = _WHAT[support_type]
    return info(
        plan.at(grant_field(support_type)),
        both(
            f"IAP {what.lv}, bet nav nevienas rindas par {', '.join(month.lv_accusative for month in months)}.",
            f"The plan {what.en}, but there is no row for {', '.join(month.en for month in months)}.",
        ),
        both(
            "Ja atbalsts sniegts, ierakstiet to; ja nav, nekas nav jādara.",
            "If support was given, enter it; if not, there is nothing to do.",
        ),
    )
