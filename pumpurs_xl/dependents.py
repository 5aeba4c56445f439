"""Dependents: the rows of support whose money or right hangs on a row of another sheet.

An error in Likmes, Kalendārs, Izglītojamie, IAP or in a setting that the calculation uses holds them: what cannot be
read is not absent, nor is a rate or a period that a merge of cells has swallowed. Budžets, Kavējumi and Rēķini hold
nothing, since no cent follows from them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable
from datetime import date
from functools import cached_property

from pumpurs_xl.book import Book
from pumpurs_xl.model.row import Row, Unreadable
from pumpurs_xl.support import BY_CODE, SUPPORT_TYPES
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables.calendar import SPEC as CALENDAR
from pumpurs_xl.tables.calendar import CalendarPeriod, same_group
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.tables.rates import SPEC as RATES
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.tables.settings import SPEC as SETTINGS
from pumpurs_xl.tables.settings import Use
from pumpurs_xl.values.finding import Place
from pumpurs_xl.values.month import Month, Semester
from pumpurs_xl.values.spelling import fold

Rows = tuple[SupportRow, ...]
_ALWAYS = date.min, date.max
_BY_HOURS = {each.code for each in SUPPORT_TYPES if each.count and each.count.name == "hours"}


class Dependents:
    """Of each place outside the sheets of support, the rows of support that depend on it, postponed ones left out."""

    def __init__(self, book: Book) -> None:
        self._book = book
        registers = (*book.rates, *book.calendar_periods, *book.learners, *book.plans)
        self._registers = {(row.sheet, row.number): row for row in registers}
        self._found: dict[Hashable, Rows] = {}

    def of(self, place: Place) -> Rows:
        """The rows that depend on the cell, in the order of the sheets; none where it is only printed."""
        if place.table == SETTINGS.name:
            return self._of_setting(place)
        row = self._registers.get((place.sheet, place.row or 0))
        return self._of_row(row, place.column) if row else self._of_lost(place)

    def _of_row(self, row: Row, column: str | None) -> Rows:
        match row:
            case Rate() as rate:
                return self._of_rate(rate)
            case CalendarPeriod() as period:
                return self._of_period(period)
            case PlanDates() as plan if plan.readable("id"):
                rows = self._by_plan.get(fold(plan.id), ())
                return tuple(row for row in rows if column not in BY_CODE or row in self._of_type[column])
            case Learner() as learner if learner.readable("id"):
                return tuple(self._by_learner.get(fold(learner.id), ()))
        return ()

    @cached_property
    def _waiting(self) -> Rows:
        """Every row that is not postponed."""
        return tuple(row for _, row in self._book.support_rows if not row.is_postponed)

    @cached_property
    def _of_type(self) -> dict[str | None, set[SupportRow]]:
        return {code: set(rows) for code, rows in self._book.support.items()}

    @cached_property
    def _by_plan(self) -> dict[str, list[SupportRow]]:
        found: dict[str, list[SupportRow]] = defaultdict(list)
        for row in self._waiting:
            if row.readable("plan_id"):
                found[fold(row.plan_id)].append(row)
        return found

    @cached_property
    def _by_learner(self) -> dict[str, list[SupportRow]]:
        found: dict[str, list[SupportRow]] = defaultdict(list)
        for row in self._waiting:
            if key := self._book.learner_key(row):
                found[key].append(row)
        return found

    def _select(self, key: Hashable, holds: Callable[[SupportRow], bool]) -> Rows:
        """The waiting rows of which it holds; asked once for each key. A row that cannot tell has an error itself."""
        if key not in self._found:
            self._found[key] = tuple(row for row in self._waiting if _told(holds, row))
        return self._found[key]

    def _has_money(self, row: SupportRow) -> bool:
        return row.stake(self._book) != 0

    def _of_setting(self, place: Place) -> Rows:
        match self._book.settings.use_at(place):
            case Use.RIGHT:
                return self._waiting
            case Use.MONEY:
                return self._select(Use.MONEY, self._has_money)
            case Use.HOURS:
                return self._select(Use.HOURS, lambda row: any(row in self._of_type[code] for code in _BY_HOURS))
        return ()

    def _of_lost(self, place: Place) -> Rows:
        """The rows that may depend on a rate or a period of which a merge has left nothing."""
        if not self._book.is_lost(place):
            return ()
        if place.table == RATES.name:
            return self._of_any_rate(None, *_ALWAYS, of_semester=False)
        return self._waiting if place.table == CALENDAR.name else ()

    def _of_rate(self, rate: Rate) -> Rows:
        """The rows of its support type whose month may lie in its period; of any type with money where that is dark."""
        kind = rate.kind if rate.readable("kind") else None
        first, last = _period_of(rate) if kind else _ALWAYS
        of_semester = kind is RateKind.SEMESTER
        if not rate.readable("support") or _is_merged_away(rate, "kind"):  # then rows below it may be lost, too
            return self._of_any_rate(kind, first, last, of_semester=of_semester)
        rows = self._of_type[rate.support.code]
        key = rate.support.code, of_semester, first, last
        return self._select(key, lambda row: row in rows and _is_in(row, first, last, of_semester=of_semester))

    def _of_any_rate(self, kind: RateKind | None, first: date, last: date, *, of_semester: bool) -> Rows:
        """The rows with money in the period, and those of the types that a rate of the kind gives their price."""
        priced = [set(self._book.rows(each)) for each in SUPPORT_TYPES if kind in {None, each.price}]
        return self._select(
            ("", kind, first, last),
            lambda row: (
                _is_in(row, first, last, of_semester=of_semester)
                and (self._has_money(row) or any(row in rows for rows in priced))
            ),
        )

    def _of_period(self, period: CalendarPeriod) -> Rows:
        """The rows of its group, or of all groups, with a day in it; in the school year where its days are dark."""
        group = period.group if period.readable("group") else None
        if group and not any(same_group(group, each) for each in self._groups):
            group = None
        first, last = _days_of(period)
        return self._select(
            (group and group.casefold(), first, last),
            lambda row: (
                (group is None or same_group(group, self._book.group_of(row)))
                and any(first <= day <= last for day in row.service_days)
            ),
        )

    @cached_property
    def _groups(self) -> Collection[str]:
        return {learner.group for learner in self._book.learners if learner.readable("group") and learner.group}


def _told(holds: Callable[[SupportRow], bool], row: SupportRow) -> bool:
    try:
        return holds(row)
    except Unreadable:
        return False


def _is_in(row: SupportRow, first: date, last: date, *, of_semester: bool) -> bool:
    """Whether the row's month, or semester, may lie in the period."""
    whole: Month | Semester = row.month.semester if of_semester else row.month
    return whole.first <= last and whole.last >= first


def _is_merged_away(row: Row, name: str) -> bool:
    return any(problem.field == name and problem.type == "merged_away" for problem in row.problems)


def _period_of(rate: Rate) -> tuple[date, date]:
    """The first and the last day in force; a side that cannot be read is open, and swapped dates may mean any."""
    first = rate.start if rate.readable("start") else None
    last = rate.end if rate.readable("end") else None
    return _ALWAYS if first and last and last < first else (first or date.min, last or date.max)


def _days_of(period: CalendarPeriod) -> tuple[date, date]:
    """The days of the period; where one cannot be read or they are swapped, the school years of what is known."""
    days = [getattr(period, name) for name in ("start", "end") if period.readable(name)]
    if len(days) == 2 and days[0] <= days[1]:
        return days[0], days[1]
    if not days:
        return _ALWAYS
    years = [Month.of(day).semester.year for day in days]
    return Semester(min(years), 1).first, Semester(max(years), 2).last
