"""The sample school's year 2022/2023: breaks, a working Saturday, practice away from school.

Days are told by the product's own calendar, which reads the rows that stand in Kalendārs.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from pumpurs_xl.model.row import read_rows
from pumpurs_xl.model.table import RawTable, Table
from pumpurs_xl.tables.calendar import SPEC, Calendar, CalendarPeriod, DayKind
from pumpurs_xl.values.month import Semester

Cells = dict[str, Any]

FIRST, SECOND = Semester(2022, 1), Semester(2022, 2)
TAUGHT = {
    FIRST: (date(2022, 9, 1), date(2022, 12, 23)),
    SECOND: (date(2023, 1, 9), date(2023, 6, 30)),
}
"""The first and the last day of lessons: a vocational school teaches until the end of June."""

_BREAKS = (
    (date(2022, 10, 24), date(2022, 10, 28), "rudens brīvlaiks"),
    (date(2022, 12, 24), date(2023, 1, 8), "ziemas brīvlaiks"),
    (date(2023, 3, 13), date(2023, 3, 17), "pavasara brīvlaiks"),
    (date(2023, 7, 1), date(2023, 8, 31), "vasaras brīvlaiks"),
)
_PRACTICE = (
    ("D19", date(2022, 10, 10), date(2022, 10, 21), "Talsi"),
    ("P19", date(2022, 10, 10), date(2022, 10, 21), "Sigulda"),
    ("P20", date(2022, 11, 7), date(2022, 11, 25), "Cēsis"),
    ("T20", date(2022, 11, 7), date(2022, 11, 25), "Bauska"),
    ("V20", date(2023, 2, 20), date(2023, 3, 10), "Tukums"),
    ("D20", date(2023, 2, 20), date(2023, 3, 10), "Cēsis"),
    ("P19", date(2023, 4, 11), date(2023, 5, 3), "Sigulda"),
    ("V19", date(2023, 4, 11), date(2023, 5, 3), "Limbaži"),
    ("T19", date(2023, 4, 17), date(2023, 5, 12), "Talsi"),
    ("P21", date(2023, 5, 22), date(2023, 6, 9), "Ogre"),
    ("V21", date(2023, 5, 22), date(2023, 6, 9), "Tukums"),
)


def calendar_rows() -> list[Cells]:
    """The sheet Kalendārs."""
    breaks = [_period(start, end, DayKind.BREAK, Piezīme=note) for start, end, note in _BREAKS]
    saturday = date(2023, 5, 20)
    swapped = _period(saturday, saturday, DayKind.WORKING, Piezīme="darbdiena 5. maija vietā")
    practice = [
        _period(start, end, DayKind.PRACTICE, Grupa=group, Vieta=place) | {"Rīkojuma Nr.": f"1-7/{number}"}
        for number, (group, start, end, place) in enumerate(_PRACTICE, start=41)
    ]
    return sorted([*breaks, swapped, *practice], key=lambda row: (row["No"], row.get("Grupa", "")))


def _period(start: date, end: date, kind: DayKind, **others: str) -> Cells:
    return {"No": start, "Līdz": end, "Veids": str(kind), **others}


@cache
def _calendar() -> Calendar:
    headings = [column.heading for column in SPEC.columns]
    body = [[row.get(heading) for heading in headings] for row in calendar_rows()]
    raw = RawTable(SPEC.name, SPEC.sheet, 1, 1, headings, body)
    return Calendar(read_rows(CalendarPeriod, Table.match(SPEC, raw)))


def practice(day: date, group: str) -> CalendarPeriod | None:
    """The group's practice on that day."""
    return _calendar().practice(day, group)


def at_school(day: date, group: str) -> bool:
    """Whether the group has lessons at school on that day."""
    first, last = TAUGHT[FIRST] if day < TAUGHT[SECOND][0] else TAUGHT[SECOND]
    return first <= day <= last and _calendar().is_working(day, group) and practice(day, group) is None


def days(start: date, end: date) -> Iterator[date]:
    """Each day from one to another, both included."""
    return (start + timedelta(n) for n in range((end - start).days + 1))
