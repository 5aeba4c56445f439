"""The sample school's learners: all invented, under surnames made up from things of a school.

Personal codes have valid check digits, but serial numbers from 990 on; one is of the new format.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pumpurs_xl.values.personal_code import CheckDigit, check_digit, hyphenate
from workbook.build.sample.dice import Dice
from workbook.build.sample.names import BOYS, GIRLS, SURNAMES, feminine
from workbook.build.sample.year import Cells

LEARNERS = 170
SCHOOL_TOWN = "Rīga"
NEAR = ("Ogre", "Jelgava", "Sigulda", "Tukums")
FAR = ("Bauska", "Cēsis", "Limbaži", "Aizkraukle", "Talsi", "Madona", "Rēzekne", "Preiļi")
GROUPS = tuple(f"{programme}{year}" for year in (22, 21, 20, 19) for programme in "PVTD")

_HOMES = (*[SCHOOL_TOWN] * 8, *NEAR, *FAR, *FAR)
_STATUSES = {
    0: "trūcīgs",
    1: "maznodrošināts",
    2: "daudzbērnu ģimene",
    3: "maznodrošināts; daudzbērnu ģimene",
    4: "bārenis",
}
_DISABLED = frozenset({28, 76})
_FREE_LUNCH = frozenset({148, 161})
_NEW_FORMAT_CODE = 67


@dataclass(frozen=True)
class Person:
    """One learner."""

    number: int
    name: str
    surname: str
    code: str
    group: str
    home: str
    status: str
    status_to: date
    eats_free: bool

    @property
    def id(self) -> str:
        """The learner's ID in the workbook."""
        return f"I{self.number:03}"

    @property
    def course(self) -> int:
        """The year of study, from the group: V22 began in 2022 and is in the first."""
        return 23 - int(self.group[1:])

    def has_status(self, day: date) -> bool:
        """Whether the learner's status holds on that day."""
        return bool(self.status) and day <= self.status_to

    def row(self) -> Cells:
        """The learner's line of the sheet Izglītojamie."""
        known = {
            "ID": self.id,
            "Vārds": self.name,
            "Uzvārds": self.surname,
            "Personas kods": self.code or None,
            "Izglītība": "profesionālā",
            "Klase/kurss": str(self.course),
            "Grupa": self.group,
            "Dzīvesvieta": self.home,
            "Brīvpusdienas": "jā" if self.eats_free else "nē",
        }
        if not self.status:
            return known
        return known | {
            "Statuss": self.status,
            "Statuss spēkā no": date(2022, 9, 1),
            "Statuss spēkā līdz": self.status_to,
            "Statusa dokuments": f"izziņa 5-3/{self.number}",
        }


def people() -> list[Person]:
    """The learners in the order in which they joined."""
    dice = Dice("people")
    names = dice.shuffled((name, surname) for name in (*BOYS, *GIRLS) for surname in SURNAMES)
    return [_person(number, *names[number], dice) for number in range(1, LEARNERS + 1)]


def _person(number: int, name: str, surname: str, dice: Dice) -> Person:
    group, home = dice.pick(GROUPS), dice.pick(_HOMES)
    status = _STATUSES.get(number // 6 % 5, "") if number % 6 == 0 else ""
    return Person(
        number=number,
        name=name,
        surname=surname if name in BOYS else feminine(surname),
        code=_code(number, 1985 + int(group[1:]), dice),
        group=group,
        home=home,
        status="invaliditāte" if number in _DISABLED else status,
        status_to=date(2023, 2, 28) if number == 60 else date(2023, 8, 31),
        eats_free=number in _FREE_LUNCH,
    )


def _code(number: int, year: int, dice: Dice) -> str:
    """Empty for a few: the code is needed only where the claim prints it."""
    if number == _NEW_FORMAT_CODE:
        return "320000-00067"
    birthday = date(year, 1, 1) + timedelta(dice.pick(range(365)))
    stems = [f"{birthday:%d%m%y}2{serial}" for serial in range(990 + number % 5, 1000)]
    codes = (f"{stem}{digit}" for stem in stems for digit in range(10))
    code = next(code for code in codes if check_digit(code) is CheckDigit.RIGHT)
    return "" if number % 17 == 0 else hyphenate(code)
