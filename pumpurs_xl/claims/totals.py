"""Totals: sums per support type for a month, a semester or any period.

ESF and state part are split once per claim (month × support type); every larger figure is the sum of those.
People are counted once: in all, that is not the sum over support types.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.compensation import Compensation
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.money import ZERO, split
from pumpurs_xl.values.month import Month, Period


@dataclass(frozen=True)
class Held:
    """Rows that are not claimed, and what they would cost in EUR."""

    rows: int
    eur: Decimal


@dataclass(frozen=True)
class Sums:
    """What the rows that count add up to."""

    learners: int
    rows: int
    actual: Decimal
    eligible: Decimal
    esf: Decimal
    state: Decimal

    @property
    def not_eligible(self) -> Decimal:
        """What is over the ceilings, in EUR."""
        return self.actual - self.eligible


@dataclass(frozen=True)
class TypeTotals:
    """The sums of one support type, with what is held; hours where its claims count them."""

    support_type: SupportType
    sums: Sums
    held_errors: Held
    held_postponed: Held
    hours: Decimal | None


@dataclass(frozen=True)
class Totals:
    """The sums of a period: each support type, and all together."""

    period: Period
    types: tuple[TypeTotals, ...]
    total: Sums
    plans: int


def totals(inspection: Inspection, period: Period) -> Totals:
    """The sums of what is claimed in the months of the period, in EUR and whole cents."""
    types = tuple(type_totals(inspection, support_type, period.months) for support_type in SUPPORT_TYPES)
    items = (item for each in SUPPORT_TYPES for item in compensations_of(inspection, each, period.months))
    total = Sums(
        learners=len(learners_of(inspection.book, items)),
        rows=sum(each.sums.rows for each in types),
        actual=sum((each.sums.actual for each in types), ZERO),
        eligible=sum((each.sums.eligible for each in types), ZERO),
        esf=sum((each.sums.esf for each in types), ZERO),
        state=sum((each.sums.state for each in types), ZERO),
    )
    return Totals(period, types, total, len(plans_of(inspection.book, period)))


def compensations_of(inspection: Inspection, support_type: SupportType, months: Iterable[Month]) -> list[Compensation]:
    """The rows of one support type that are claimed in these months, month by month."""
    found = inspection.accounts.by_claim_month
    return [compensation for month in months for compensation in found.get((support_type.row, month), ())]


def learners_of(book: Book, compensations: Iterable[Compensation]) -> set[str]:
    """The learners behind the rows, once each, by the ID as it is compared."""
    return {key for compensation in compensations if (key := book.learner_key(compensation.row))}


def plans_of(book: Book, period: Period) -> list[str]:
    """The plans of the period, spent or not, except those the funder has not agreed to."""
    needed = ("id", "start", "end", "status_text")
    return [plan.id for plan in book.plans if plan.readable(*needed) and plan.is_active and plan.overlaps(period)]


def shares(book: Book, compensations: Sequence[Compensation]) -> tuple[Decimal, Decimal]:
    """The ESF and the state part of one claim, in EUR; where a setting does not tell them, no row with money counts."""
    total = sum((item.eligible for item in compensations), ZERO)
    if not total:
        return ZERO, ZERO
    return split(total, book.settings.esf_share, book.settings.esf_rounding.value)


def type_totals(inspection: Inspection, support_type: SupportType, months: Sequence[Month]) -> TypeTotals:
    """The sums of one support type in these months, in EUR and whole cents."""
    book, accounts = inspection.book, inspection.accounts
    items = compensations_of(inspection, support_type, months)
    parts = [shares(book, compensations_of(inspection, support_type, [month])) for month in months]
    count = support_type.count if support_type.count and support_type.count.name == "hours" else None
    hours = sum((Decimal(count.of(item.row, book)) for item in items), ZERO) if count else None
    return TypeTotals(
        support_type,
        Sums(
            learners=len(learners_of(book, items)),
            rows=len(items),
            actual=sum((item.actual for item in items), ZERO),
            eligible=sum((item.eligible for item in items), ZERO),
            esf=sum((esf for esf, _ in parts), ZERO),
            state=sum((state for _, state in parts), ZERO),
        ),
        _held_in(months, accounts.errors.get(support_type.code, ()), book),
        _held_in(months, accounts.postponed.get(support_type.code, ()), book),
        hours,
    )


def _held_in(months: Sequence[Month], rows: Iterable[SupportRow], book: Book) -> Held:
    return sum_held(book, [row for row in rows if row.may_be_claimed_in(months)])


def sum_held(book: Book, rows: Sequence[SupportRow]) -> Held:
    """How many rows these are, and what they would cost in EUR as far as that can be read."""
    return Held(len(rows), sum((row.stake(book) or ZERO for row in rows), ZERO))
