"""The sample school's support plans: 140 in the first semester, 157 in the second and one still a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pumpurs_xl.programme import APPROVED, DRAFT, RUNNING, SUSPENDED
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables.learners import ORPHAN
from pumpurs_xl.values.month import Month, Semester
from workbook.build.sample.dice import Dice
from workbook.build.sample.learners import FAR, NEAR, SCHOOL_TOWN, Person
from workbook.build.sample.year import FIRST, SECOND, TAUGHT, Cells, at_school, days

TOLD = ("TR", "ML", "NM", "ED", "IP", "ST", "KO")
"""The support types of which the sample school tells a story; of others it has examples."""
_JOINED_FIRST = 140
_PRACTISING = frozenset({"V20", "D20", "P19", "V19", "T19", "P21", "V21"})
_DRAFT = 170
_SUSPENDED = 23
_STOP = date(2023, 4, 17)
_WITHOUT_MEALS = frozenset({12, 33, 58, 84, 100, 126})
_UNUSED = 12  # meals granted, none taken
_STARTS = {FIRST: (date(2022, 9, 12), date(2022, 10, 3)), SECOND: (date(2023, 2, 1), date(2023, 3, 6))}
_ENDS = {FIRST: (date(2022, 11, 30),), SECOND: (date(2023, 3, 31), date(2023, 5, 31))}
_FREE_LUNCH_DATES = {148: (date(2023, 3, 6), date(2023, 5, 31)), 161: (date(2023, 4, 3), date(2023, 5, 31))}


@dataclass(frozen=True)
class SamplePlan:
    """A learner's plan of a semester with the days on which the learner was away."""

    person: Person
    semester: Semester
    start: date
    end: date
    status: str
    needs: frozenset[str]
    away: tuple[date, ...]

    @property
    def id(self) -> str:
        """The plan's ID in the workbook."""
        return f"IAP-{self.semester.number}-{self.person.number:03}"

    @property
    def last(self) -> date:
        """The last day of support: before a suspension, and not after the last lesson."""
        stop = _STOP - timedelta(1) if self.status == SUSPENDED else self.end
        return min(self.end, stop, TAUGHT[self.semester][1])

    @property
    def months(self) -> Iterator[Month]:
        """The months in which support is given."""
        return (month for month in self.semester.months if self.start <= month.last and month.first <= self.last)

    def days_at_school(self, month: Month) -> list[date]:
        """The days of lessons on which the learner was there."""
        in_month = days(max(self.start, month.first), min(self.last, month.last))
        return [day for day in in_month if at_school(day, self.person.group) and day not in self.away]

    def row(self) -> Cells:
        """The plan's line of the sheet IAP."""
        granted = self.needs | ({"ED"} if self.person.number == _UNUSED and self.semester == SECOND else set())
        return {
            "IAP ID": self.id,
            "Izglītojamā ID": self.person.id,
            "Mācību gads": self.semester.school_year,
            "Semestris": self.semester.number,
            "No": self.start,
            "Līdz": self.end,
            "Statuss": self.status,
            "Apturēts no": _STOP if self.status == SUSPENDED else None,
            **{support_type.code: "x" for support_type in SUPPORT_TYPES if support_type.code in granted},
        }

    def absence_rows(self) -> list[Cells]:
        """The line of the sheet Kavējumi, where the learner was away."""
        dates = {"No": min(self.away), "Līdz": max(self.away)} if self.away else {}
        return [{"Izglītojamā ID": self.person.id, **dates, "Iemesls": "slimība"}] if dates else []


def plans_of_year(people: Sequence[Person]) -> list[SamplePlan]:
    """Every plan of the year, the draft too."""
    needs, dice = _needs([person for person in people if _has_second(person.number)], people), Dice("plans")
    first = [_plan(person, FIRST, needs, dice) for person in people[:_JOINED_FIRST]]
    return first + [_plan(person, SECOND, needs, dice) for person in people if _has_second(person.number)]


def _has_second(number: int) -> bool:
    """Twelve learners leave after the first semester."""
    return number > _JOINED_FIRST or number % 12 != 5


def _plan(person: Person, semester: Semester, needs: dict[int, frozenset[str]], dice: Dice) -> SamplePlan:
    start, end = _dates(person.number, semester, dice)
    status = {_DRAFT: DRAFT, _SUSPENDED: SUSPENDED if semester == SECOND else RUNNING}.get(
        person.number, APPROVED if person.number % 20 == 0 else RUNNING
    )
    return SamplePlan(person, semester, start, end, status, needs[person.number], _away(person.number, semester, dice))


def _dates(number: int, semester: Semester, dice: Dice) -> tuple[date, date]:
    if number in _FREE_LUNCH_DATES:
        return _FREE_LUNCH_DATES[number]
    first, last = TAUGHT[semester]
    start = dice.pick(_STARTS[semester]) if dice.chance(20) else first
    return start, dice.pick(_ENDS[semester]) if dice.chance(35) else last


def _away(number: int, semester: Semester, dice: Dice) -> tuple[date, ...]:
    """One learner in seven is away for one to five days."""
    if number % 7 != 3:
        return ()
    first, last = TAUGHT[semester]
    start = dice.pick([day for day in days(first, last - timedelta(30)) if day.weekday() == 0])
    return tuple(days(start, start + timedelta(dice.pick(range(5)))))


def _needs(second: Sequence[Person], everyone: Sequence[Person]) -> dict[int, frozenset[str]]:
    """What each learner needs: as many in the second semester as the published figures say."""
    staying = [person for person in second if person.home in FAR and ORPHAN not in person.status][:47]
    travelling = _travelling(staying, second)
    leaving = [person for person in everyone if person not in second and person.home in FAR]
    return {
        person.number: frozenset(
            code
            for code, needed in (
                ("TR", person in travelling),
                ("ML", person.number % 6 == 1),
                ("NM", person in staying or person in leaving),
                ("ED", person.number not in _WITHOUT_MEALS),
                ("IP", "trūcīgs" in person.status or "maznodrošināts" in person.status),
                ("ST", person.status == "invaliditāte"),
                ("KO", person.number % 2 == 0 or person.status == "invaliditāte"),
                *((each.code, person.number % 10 == 0) for each in SUPPORT_TYPES if each.code not in TOLD),
            )
            if needed
        )
        for person in everyone
    }


def _travelling(staying: Sequence[Person], second: Sequence[Person]) -> list[Person]:
    """Nine who go home from the dormitory, seven who come each day, four whose practice is away."""
    home = [person for person in staying if person.number <= _JOINED_FIRST][::4][:9]
    daily = [person for person in second if person.home in NEAR][:7]
    practice = [person for person in second if person.home == SCHOOL_TOWN and person.group in _PRACTISING]
    return [*home, *daily, *practice[:4]]
