"""Compensation: what of a row's actual cost is eligible, and the steps that led there.

Actual cost is held under the ceilings in force: per day, then per learner and month of service, then
per learner and semester. A ceiling is used up in the order of claims: by the month in which a row is claimed,
then by day of service, then in the order of the sheet, so that a late row never changes a claim that was sent.
What is over a ceiling is not eligible: kept, shown, never deleted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice

from pumpurs_xl.book import Book
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month, Semester


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: what was done, how much it cut, and the cells it came from."""

    what: Both
    cut: Decimal
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """What one ceiling took from one row, in EUR.

    `used` is what had been used of the ceiling before, by the first `earlier` of the rows that are `under` it.
    """

    rate: Rate
    eur: Decimal
    used: Decimal = ZERO
    under: Sequence[SupportRow] = ()
    earlier: int = 0
    day: date | None = None  # where the ceiling is that of a day

    def step(self, row: SupportRow) -> Step:
        """The cut in words, with the cells of the rate, of the day and of the rows that used the ceiling before."""
        rate, amounts = self.rate, (self.rate.amount, self.used, self.eur)
        ceiling, used, over = map(euro, amounts)
        limit, before, cut = (euro(each, "en") for each in amounts)
        basis = f" ({rate.basis})" if rate.readable("basis") and rate.basis else ""
        what = both(
            f"{rate.kind} ir {ceiling} EUR{basis}, pirms tam izlietoti {used} EUR: neattiecināmi {over} EUR.",
            f"{_ENGLISH[rate.kind]} is {limit} EUR{basis}, used before: {before} EUR; not eligible: {cut} EUR.",
        )
        day = (_cell(row, row.day_field(self.day)),) if self.day else ()
        users = (_cell(each, each.amount_field) for each in islice(self.under, self.earlier))
        return Step(what, self.eur, (_cell(rate, "amount"), *day, *users))


@dataclass(frozen=True, slots=True)
class Compensation:
    """What one row cost and how much of it is eligible, in EUR."""

    row: SupportRow
    actual: Decimal
    eligible: Decimal
    cuts: tuple[Cut, ...]

    @property
    def not_eligible(self) -> Decimal:
        """What is over the ceilings, in EUR: never deleted, always shown."""
        return self.actual - self.eligible

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the eligible amount came about: the actual cost, then each cut. Worked out only when somebody asks."""
        spent = both(f"Faktiskie izdevumi: {euro(self.actual)} EUR.", f"Actual cost: {euro(self.actual, 'en')} EUR.")
        first = Step(spent, ZERO, (_cell(self.row, self.row.amount_field),))
        return (first, *(cut.step(self.row) for cut in self.cuts))


@dataclass(frozen=True)
class Accounts:
    """The rows that count, each with its compensation, and those that are held, by code of the support type."""

    compensations: dict[SupportRow, Compensation] = field(default_factory=dict)
    errors: dict[str, tuple[SupportRow, ...]] = field(default_factory=dict)
    postponed: dict[str, tuple[SupportRow, ...]] = field(default_factory=dict)

    @cached_property
    def by_claim_month(self) -> dict[tuple[type[SupportRow], Month], list[Compensation]]:
        """What is claimed by class of row and month, in the order of the sheet."""
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
    """The compensation of each row that counts: neither refused because of an error nor postponed."""
    accounts = Accounts()
    for support_type in SUPPORT_TYPES:
        code, rows = support_type.code, book.rows(support_type)
        accounts.postponed[code] = tuple(row for row in rows if row.is_postponed)
        accounts.errors[code] = tuple(row for row in rows if not row.is_postponed and row in refused)
        counting = [row for row in rows if not row.is_postponed and row not in refused]
        by_learner: dict[str, list[SupportRow]] = defaultdict(list)
        for row in counting:
            by_learner[book.learner_key(row) or row.plan_id].append(row)
        found = {each.row: each for own in by_learner.values() for each in _compensate(book, support_type, own)}
        accounts.compensations.update((row, found[row]) for row in counting)
    return accounts


def _compensate(book: Book, support_type: SupportType, rows: list[SupportRow]) -> Iterator[Compensation]:
    """One learner's rows in the order of claims; a sort keeps the order of the sheet."""
    held: dict[Month | Semester, _Ceiling] = {}
    for row in sorted(rows, key=lambda row: (row.claimed, row.service_day)):
        month, semester = row.month, row.month.semester
        if month not in held:
            held[month] = _Ceiling(_rate_on(month.first, RateKind.MONTH, book, support_type))
        if semester not in held:
            held[semester] = _Ceiling(_rate_on(semester.first, RateKind.SEMESTER, book, support_type))
        yield _compensate_row(row, (held[month], held[semester]), book, support_type)


def _compensate_row(
    row: SupportRow, ceilings: Iterable[_Ceiling], book: Book, support_type: SupportType
) -> Compensation:
    """One row under the ceiling of each of its days, then under those of its month and its semester."""
    parts, cuts = list(row.parts(book)), []
    for day, amount in parts:
        rate = _rate_on(day, RateKind.DAY, book, support_type)
        if rate and rate.amount < amount:
            cuts.append(Cut(rate, amount - rate.amount, day=day))
    actual = sum((amount for _, amount in parts), ZERO)
    eligible = actual - sum((cut.eur for cut in cuts), ZERO)
    for ceiling in ceilings:
        eligible, cut = ceiling.hold(eligible, row)
        cuts += cut
    return Compensation(row, actual, eligible, tuple(cuts))


def _rate_on(day: date, kind: RateKind, book: Book, support_type: SupportType) -> Rate | None:
    """The ceiling of this kind in force on a day; None where the support type knows none or none is set."""
    return book.rate_table.in_force(support_type.code, kind, day) if kind in support_type.ceilings else None


def months_claimed(accounts: Accounts) -> list[Month]:
    """The months in which something is claimed, in order."""
    return sorted({month for _, month in accounts.by_claim_month})
