"""Kalendārs: the school's own days: breaks, days off, working Saturdays, practice, support suspended.

Public holidays come from the `holidays` package; what is written here goes before it, since the dates
of general education (MK 41) bind no vocational school and a swapped day is the school's decision.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pumpurs_xl.model.column import Day, Listed, Listing, Text, column
from pumpurs_xl.model.row import Row, spec
from pumpurs_xl.values.spelling import fold

if TYPE_CHECKING:
    from holidays import HolidayBase


class DayKind(Listing):
    """What a period of the calendar is."""

    BREAK = "brīvlaiks"
    OFF = "brīvdiena"
    WORKING = "darbdiena"
    PRACTICE = "prakse"
    SUSPENDED = "atbalsts pārtraukts"


class CalendarPeriod(Row):
    """Days from one to another, both included, for one group or for all."""

    start: Day = column("No")
    end: Day = column("Līdz", help="Ieskaitot.")
    kind: Listed[DayKind] = column("Veids", width=18)
    group: Text | None = column("Grupa", default=None, help="Tukšs = visām.", width=12)
    order: Text | None = column("Rīkojuma Nr.", default=None, help="Praksei: direktora rīkojums.", width=16)
    place: Text | None = column("Vieta", optional=True, default=None, help="Prakses vieta.", width=20)
    note: Text | None = column("Piezīme", optional=True, default=None, width=32)

    def covers(self, day: date, group: str | None) -> bool:
        """Whether the day falls into the period, and the period is one of the group."""
        return self.start <= day <= self.end and (not self.group or same_group(self.group, group))


def same_group(one: str, other: str | None) -> bool:
    """Whether two groups are one, however they are spelled."""
    return fold(one) == fold(other or "")


class Calendar:
    """Which day is what, for a group."""

    def __init__(self, periods: Iterable[CalendarPeriod]) -> None:
        self._periods = [period for period in periods if period.readable("start", "end", "kind", "group")]
        self._covering = cache(self._find_covering)
        self._working = cache(self._is_working)

    def covering(self, day: date, group: str | None, kind: DayKind) -> tuple[CalendarPeriod, ...]:
        """The periods of this kind in which the day falls for the group."""
        return self._covering(day, group, kind)

    def _find_covering(self, day: date, group: str | None, kind: DayKind) -> tuple[CalendarPeriod, ...]:
        return tuple(period for period in self._periods if period.kind is kind and period.covers(day, group))

    def practice(self, day: date, group: str | None) -> CalendarPeriod | None:
        """The group's practice on that day."""
        return next(iter(self.covering(day, group, DayKind.PRACTICE)), None)

    def suspension(self, day: date, group: str | None) -> CalendarPeriod | None:
        """The period in which support is suspended (as in March 2020, S 19)."""
        return next(iter(self.covering(day, group, DayKind.SUSPENDED)), None)

    def is_working(self, day: date, group: str | None) -> bool:
        """Whether the group is taught on that day."""
        return self._working(day, group)

    def _is_working(self, day: date, group: str | None) -> bool:
        if self.covering(day, group, DayKind.WORKING):
            return True
        is_off = self.covering(day, group, DayKind.BREAK) or self.covering(day, group, DayKind.OFF)
        return day.weekday() < 5 and not public_holiday(day) and not is_off


def public_holiday(day: date) -> str | None:
    """The name of the public holiday, None on any other day; a working day swapped for another counts, too."""
    return _public_holidays().get(day)


@cache
def _public_holidays() -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 # it loads all countries of the world

    return country_holidays("LV", language="lv")


SPEC = spec(
    "tKalendars",
    "Kalendārs",
    CalendarPeriod,
    en="Calendar",
    help="Brīvlaiki, brīvdienas, darba sestdienas, prakse. Valsts svētku dienas programma zina pati.",
)
