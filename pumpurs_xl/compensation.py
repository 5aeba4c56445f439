"""Compensation: what of a row's actual cost is eligible, and the steps that led there.

Actual cost is held under the ceilings in force: per day, then per learner and month of service, then
per learner and semester. A ceiling is used up by day of service, then in the order of the sheet. What is
over it is not eligible: kept, shown, never deleted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from pumpurs_xl.book import Book
from pumpurs_xl.language import Both, both
from pumpurs_xl.money import ZERO, euro
from pumpurs_xl.month import Month
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.kind import RateKind, SupportRow
from pumpurs_xl.tables.rates import Rate


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: what was done, how much it cut, and the cells it came from."""

    what: Both
    cut: Decimal
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compensation:
    """What one row cost and how much of it is eligible, in EUR."""

    row: SupportRow
    actual: Decimal
    eligible: Decimal
    steps: tuple[Step, ...]

    @property
    def not_eligible(self) -> Decimal:
        return self.actual - self.eligible


@dataclass(frozen=True)
class Accounts:
    """The rows that count, each with its compensation, and those that are held."""

    compensations: dict[SupportRow, Compensation] = field(default_factory=dict)
    errors: dict[str, tuple[SupportRow, ...]] = field(default_factory=dict)  # by code of the kind
    postponed: dict[str, tuple[SupportRow, ...]] = field(default_factory=dict)

    def of(self, rows: Iterable[SupportRow]) -> Iterator[Compensation]:
        """The compensations of those of the rows that count."""
        return (self.compensations[row] for row in rows if row in self.compensations)


@dataclass
class _Ceiling:
    """A ceiling of one learner in one period, and what has been used of it by which rows."""

    rate: Rate | None
    used: Decimal = ZERO
    by: list[SupportRow] = field(default_factory=list)

    def hold(self, amount: Decimal, row: SupportRow) -> tuple[Decimal, list[Step]]:
        """The part of the amount that still fits under the ceiling, with the step where it cuts."""
        if self.rate is None:
            return amount, []
        before, earlier = min(self.used, self.rate.amount), tuple(self.by)
        self.used += amount
        self.by.append(row)
        eligible = min(self.used, self.rate.amount) - before
        return eligible, [] if eligible == amount else [_cut(self.rate, amount - eligible, before, earlier)]


def _cut(rate: Rate, cut: Decimal, before: Decimal, earlier: Sequence[SupportRow]) -> Step:
    ceiling, used, over = euro(rate.amount), euro(before), euro(cut)
    basis = f" ({rate.basis})" if rate.readable("basis") and rate.basis else ""
    return Step(
        both(
            f"{rate.kind} ir {ceiling} EUR{basis}, pirms tam izlietoti {used} EUR: neattiecināmi {over} EUR.",
            f"{_ENGLISH[rate.kind]} is {ceiling} EUR{basis}, used before: {used} EUR; not eligible: {over} EUR.",
        ),
        cut,
        (_cell(rate, "amount"), *(_cell(row, row.amount_field) for row in earlier)),
    )


_ENGLISH = {
    RateKind.DAY: "The ceiling per day",
    RateKind.MONTH: "The ceiling per month",
    RateKind.SEMESTER: "The ceiling per semester",
}


def _cell(row: Rate | SupportRow, name: str) -> str:
    return f"{row.sheet}!{row.cell(name)}"


def compute(book: Book, refused: Collection[SupportRow]) -> Accounts:
    """The compensation of each row that counts: not refused by an error, not postponed."""
    accounts = Accounts()
    for kind in SUPPORT_TYPES:
        rows = book.rows(kind)
        postponed = tuple(row for row in rows if row.is_postponed)
        errors = tuple(row for row in rows if row in refused and row not in postponed)
        held = {*postponed, *errors}
        accounts.postponed[kind.code], accounts.errors[kind.code] = postponed, errors
        accounts.compensations.update(_of_kind(book, kind, [row for row in rows if row not in held]))
    return accounts


def _of_kind(book: Book, kind: SupportType, rows: list[SupportRow]) -> dict[SupportRow, Compensation]:
    by_learner: dict[str, list[SupportRow]] = defaultdict(list)
    for row in rows:
        plan = book.plan_of(row)
        by_learner[plan.learner_id.casefold() if plan else row.plan_id].append(row)
    found = {comp.row: comp for own in by_learner.values() for comp in _of_learner(book, kind, own)}
    return {row: found[row] for row in rows}


def _of_learner(book: Book, kind: SupportType, rows: list[SupportRow]) -> Iterator[Compensation]:
    """By day of service, then in the order of the sheet (a sort keeps it)."""
    in_order = sorted(rows, key=lambda row: row.service_day)
    for semester, in_semester in groupby(in_order, key=lambda row: row.month.semester):
        over_semester = _Ceiling(_in_force(book, kind, RateKind.SEMESTER, semester.first))
        for month, in_month in groupby(in_semester, key=lambda row: row.month):
            over_month = _Ceiling(_in_force(book, kind, RateKind.MONTH, month.first))
            yield from (_of_row(book, kind, row, (over_month, over_semester)) for row in in_month)


def _in_force(book: Book, kind: SupportType, ceiling: RateKind, day: date) -> Rate | None:
    return book.rate_table.in_force(kind.code, ceiling, day) if ceiling in kind.ceilings else None


def _of_row(book: Book, kind: SupportType, row: SupportRow, ceilings: Iterable[_Ceiling]) -> Compensation:
    parts = list(row.parts(book))
    actual = sum((amount for _, amount in parts), ZERO)
    steps = [_first_step(row, actual)]
    eligible, cut_days = _under_day_ceilings(book, kind, row, parts)
    steps += cut_days
    for ceiling in ceilings:
        eligible, cut = ceiling.hold(eligible, row)
        steps += cut
    return Compensation(row, actual, eligible, tuple(steps))


def _first_step(row: SupportRow, actual: Decimal) -> Step:
    return Step(
        both(f"Faktiskie izdevumi: {euro(actual)} EUR.", f"Actual cost: {euro(actual)} EUR."),
        ZERO,
        (_cell(row, row.amount_field),),
    )


def _under_day_ceilings(
    book: Book, kind: SupportType, row: SupportRow, parts: list[tuple[date, Decimal]]
) -> tuple[Decimal, list[Step]]:
    eligible, steps = ZERO, []
    for day, amount in parts:
        rate = _in_force(book, kind, RateKind.DAY, day)
        kept = min(amount, rate.amount) if rate else amount
        eligible += kept
        if rate and kept < amount:
            step = _cut(rate, amount - kept, ZERO, ())
            steps.append(Step(step.what, step.cut, (step.cells[0], _cell(row, row.day_field(day)))))
    return eligible, steps


def months_claimed(accounts: Accounts) -> list[Month]:
    """The months in which something is claimed, in order."""
    return sorted({compensation.row.claimed for compensation in accounts.compensations.values()})
