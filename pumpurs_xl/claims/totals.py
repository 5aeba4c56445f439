"""Totals: sums per support type for a month, a semester or any period.

ESF and state part are split once per claim (month × kind); every larger figure is the sum of those.
People are counted once: in all, that is not the sum over kinds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.compensation import Compensation
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.consultations import CONSULTATIONS, Consultation
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
        return self.actual - self.eligible


@dataclass(frozen=True)
class TypeTotals:
    """The sums of one support type, with what is held; hours for consultations alone."""

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
    """The sums of what is claimed in the months of the period."""
    types = tuple(_of_type(inspection, support_type, period.months) for support_type in SUPPORT_TYPES)
    rows = (item for support_type in SUPPORT_TYPES for item in claimed(inspection, support_type, period.months))
    everyone = people(inspection.book, rows)
    return Totals(period, types, _sum(types, len(everyone)), len(plans_of(inspection.book, period)))


def claimed(inspection: Inspection, support_type: SupportType, months: Iterable[Month]) -> list[Compensation]:
    """The rows of one kind that count in these months, month by month."""
    found = inspection.accounts.by_claim_month
    return [compensation for month in months for compensation in found.get((support_type.row, month), ())]


def people(book: Book, compensations: Iterable[Compensation]) -> set[str]:
    """The learners behind the rows, once each."""
    return {key for compensation in compensations if (key := book.learner_key(compensation.row))}


def plans_of(book: Book, period: Period) -> list[str]:
    """The plans of the period, spent or not, except those the funder has not agreed to."""
    needed = ("id", "start", "end", "status_text")
    return [plan.id for plan in book.plans if plan.readable(*needed) and plan.is_active and plan.overlaps(period)]


def shares(book: Book, compensations: Sequence[Compensation]) -> tuple[Decimal, Decimal]:
    """The ESF and the state part of one claim."""
    total = sum((item.eligible for item in compensations), ZERO)
    return split(total, book.settings.usable("esf_share"), book.settings.usable("esf_rounding").value)


def _of_type(inspection: Inspection, support_type: SupportType, months: Sequence[Month]) -> TypeTotals:
    rows = claimed(inspection, support_type, months)
    parts = [shares(inspection.book, claimed(inspection, support_type, [month])) for month in months]
    sums = Sums(
        learners=len(people(inspection.book, rows)),
        rows=len(rows),
        actual=sum((item.actual for item in rows), ZERO),
        eligible=sum((item.eligible for item in rows), ZERO),
        esf=sum((esf for esf, _ in parts), ZERO),
        state=sum((state for _, state in parts), ZERO),
    )
    accounts = inspection.accounts
    return TypeTotals(
        support_type,
        sums,
        _held(inspection.book, accounts.errors.get(support_type.code, ()), months),
        _held(inspection.book, accounts.postponed.get(support_type.code, ()), months),
        hours(inspection.book, rows) if support_type is CONSULTATIONS else None,
    )


def hours(book: Book, compensations: Iterable[Compensation]) -> Decimal:
    """The lessons of consultation given."""
    sessions = (item.row for item in compensations)
    return sum((row.hours(book) for row in sessions if isinstance(row, Consultation)), ZERO)


def _held(book: Book, rows: Iterable[SupportRow], months: Sequence[Month]) -> Held:
    held = [row for row in rows if row.may_be_claimed_in(months)]
    return Held(len(held), sum((row.stake(book) or ZERO for row in held), ZERO))


def _sum(types: Sequence[TypeTotals], learners: int) -> Sums:
    sums = [each.sums for each in types]
    return Sums(
        learners=learners,
        rows=sum(each.rows for each in sums),
        actual=sum((each.actual for each in sums), ZERO),
        eligible=sum((each.eligible for each in sums), ZERO),
        esf=sum((each.esf for each in sums), ZERO),
        state=sum((each.state for each in sums), ZERO),
    )
