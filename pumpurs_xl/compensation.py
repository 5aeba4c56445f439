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
from functools import cached_property
from itertools import groupby, islice

from pumpurs_xl.book import Book
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: what was done, how much it cut, and the cells it came from."""

    what: Both
    cut: Decimal
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a ceiling took from a row. Of the rows under the ceiling the first `earlier` ones had used it before."""

    rate: Rate
    eur: Decimal
    used: Decimal = ZERO
    under: Sequence[SupportRow] = ()
    earlier: int = 0
    day: date | None = None  # where the ceiling is that of a day

    def step(self, row: SupportRow) -> Step:
        rate, ceiling, used, over = self.rate, euro(self.rate.amount), euro(self.used), euro(self.eur)
        basis = f" ({rate.basis})" if rate.readable("basis") and rate.basis else ""
        return Step(
            both(
                f"{rate.kind} ir {ceiling} EUR{basis}, pirms tam izlietoti {used} EUR: neattiecināmi {over} EUR.",
                f"{_ENGLISH[rate.kind]} is {ceiling} EUR{basis}, used before: {used} EUR; not eligible: {over} EUR.",
            ),
            self.eur,
            (_cell(rate, "amount"), *self._cells(row)),
        )

    def _cells(self, row: SupportRow) -> Iterator[str]:
        if self.day:
            yield _cell(row, row.day_field(self.day))
        yield from (_cell(each, each.amount_field) for each in islice(self.under, self.earlier))


@dataclass(frozen=True, slots=True)
class Compensation:
    """What one row cost and how much of it is eligible, in EUR."""

    row: SupportRow
    actual: Decimal
    eligible: Decimal
    cuts: tuple[Cut, ...]

    @property
    def not_eligible(self) -> Decimal:
        return self.actual - self.eligible

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the eligible amount came about, put into words when asked: few rows ever are."""
        spent = both(f"Faktiskie izdevumi: {euro(self.actual)} EUR.", f"Actual cost: {euro(self.actual)} EUR.")
        first = Step(spent, ZERO, (_cell(self.row, self.row.amount_field),))
        return (first, *(cut.step(self.row) for cut in self.cuts))


@dataclass(frozen=True)
class Accounts:
    """The rows that count, each with its compensation, and those that are held."""

    compensations: dict[SupportRow, Compensation] = field(default_factory=dict)
    errors: dict[str, tuple[SupportRow, ...]] = field(default_factory=dict)  # by code of the kind
    postponed: dict[str, tuple[SupportRow, ...]] = field(default_factory=dict)

    @cached_property
    def claimed(self) -> dict[tuple[type[SupportRow], Month], list[Compensation]]:
        """What is claimed by kind of row and month, in the order of the sheet."""
        found: dict[tuple[type[SupportRow], Month], list[Compensation]] = defaultdict(list)
        for row, compensation in self.compensations.items():
            found[type(row), row.claimed].append(compensation)
        return dict(found)


@dataclass
class _Ceiling:
    """A ceiling of one learner in one period, and what has been used of it by which rows."""

    rate: Rate | None
    used: Decimal = ZERO
    by: list[SupportRow] = field(default_factory=list)

    def hold(self, amount: Decimal, row: SupportRow) -> tuple[Decimal, tuple[Cut, ...]]:
        """The part of the amount that still fits under the ceiling, with what it cuts."""
        if self.rate is None:
            return amount, ()
        before, earlier = min(self.used, self.rate.amount), len(self.by)
        self.used += amount
        self.by.append(row)
        eligible = min(self.used, self.rate.amount) - before
        if eligible == amount:
            return eligible, ()
        return eligible, (Cut(self.rate, amount - eligible, before, self.by, earlier),)


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
    for support_type in SUPPORT_TYPES:
        rows = [row for row in book.rows(support_type) if not row.is_postponed]
        accounts.postponed[support_type.code] = tuple(row for row in book.rows(support_type) if row.is_postponed)
        accounts.errors[support_type.code] = tuple(row for row in rows if row in refused)
        accounts.compensations.update(_of_type(book, support_type, [row for row in rows if row not in refused]))
    return accounts


def _of_type(book: Book, support_type: SupportType, rows: list[SupportRow]) -> dict[SupportRow, Compensation]:
    by_learner: dict[str, list[SupportRow]] = defaultdict(list)
    for row in rows:
        by_learner[book.learner_key(row) or row.plan_id].append(row)
    found = {comp.row: comp for own in by_learner.values() for comp in _of_learner(book, support_type, own)}
    return {row: found[row] for row in rows}


def _of_learner(book: Book, support_type: SupportType, rows: list[SupportRow]) -> Iterator[Compensation]:
    """By day of service, then in the order of the sheet (a sort keeps it)."""
    in_order = sorted(rows, key=lambda row: row.service_day)
    for semester, in_semester in groupby(in_order, key=lambda row: row.month.semester):
        over_semester = _Ceiling(_in_force(book, support_type, RateKind.SEMESTER, semester.first))
        for month, in_month in groupby(in_semester, key=lambda row: row.month):
            over_month = _Ceiling(_in_force(book, support_type, RateKind.MONTH, month.first))
            yield from (_of_row(book, support_type, row, (over_month, over_semester)) for row in in_month)


def _in_force(book: Book, support_type: SupportType, ceiling: RateKind, day: date) -> Rate | None:
    return book.rate_table.in_force(support_type.code, ceiling, day) if ceiling in support_type.ceilings else None


def _of_row(book: Book, support_type: SupportType, row: SupportRow, ceilings: Iterable[_Ceiling]) -> Compensation:
    parts = list(row.parts(book))
    actual = sum((amount for _, amount in parts), ZERO)
    cuts = tuple(_under_day_ceilings(book, support_type, parts))
    eligible = actual - sum((cut.eur for cut in cuts), ZERO)
    for ceiling in ceilings:
        eligible, cut = ceiling.hold(eligible, row)
        cuts += cut
    return Compensation(row, actual, eligible, cuts)


def _under_day_ceilings(book: Book, support_type: SupportType, parts: list[tuple[date, Decimal]]) -> Iterator[Cut]:
    for day, amount in parts:
        rate = _in_force(book, support_type, RateKind.DAY, day)
        if rate and rate.amount < amount:
            yield Cut(rate, amount - rate.amount, day=day)


def months_claimed(accounts: Accounts) -> list[Month]:
    """The months in which something is claimed, in order."""
    return sorted({month for _, month in accounts.claimed})
