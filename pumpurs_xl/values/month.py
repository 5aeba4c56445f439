"""Month, Semester and Span: the periods of the programme.

Semester 1 is September to December, semester 2 January to August of the school year.

>>> february = Month.parse("2023-02")
>>> february.last, february.semester, february.next
(datetime.date(2023, 2, 28), Semester(year=2022, number=2), Month(year=2023, number=3))
>>> february.lv, Semester.parse("2022/2023-2").lv
('2023. gada februāris', '2022./2023. m.g. 2. semestris')
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Protocol

from pumpurs_xl.programme import FIRST_SEMESTER
from pumpurs_xl.values.refusal import Refusal

_ACCUSATIVE = [
    "janvāri",
    "februāri",
    "martu",
    "aprīli",
    "maiju",
    "jūniju",
    "jūliju",
    "augustu",
    "septembri",
    "oktobri",
    "novembri",
    "decembri",
]


@cache
def _names_of(language: str) -> Mapping[int, str]:
    from babel.dates import get_month_names  # noqa: PLC0415 # heavy, and not every click names a month

    return get_month_names("wide", context="stand-alone", locale=language)


class Period(Protocol):
    """Whole months in a row: a Month, a Semester or a Span."""

    @property
    def months(self) -> tuple["Month", ...]:
        """The months of the period, the first one first."""

    @property
    def lv(self) -> str:
        """The period in Latvian, as on a claim."""

    @property
    def en(self) -> str:
        """The period in English."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written 2023-02; raises Refusal for anything else."""
        if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text.strip()):
            return cls(*(int(part) for part in text.split("-")))
        raise Refusal(
            lv=f"“{text}” nav mēnesis. Rakstiet gadu un mēnesi, piemēram, 2023-02.",
            en=f"“{text}” is not a month. Write the year and the month, for example 2023-02.",
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @cached_property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @cached_property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def days(self) -> Iterator[date]:
        """Every day of the month."""
        return (self.first + timedelta(n) for n in range(self.last.day))

    @cached_property
    def next(self) -> "Month":
        """The month after this one."""
        return Month.of(self.last + timedelta(1))

    @cached_property
    def semester(self) -> "Semester":
        """The semester of the school year in which the month lies."""
        return Semester(self.year, 1) if self.number in FIRST_SEMESTER else Semester(self.year - 1, 2)

    @property
    def months(self) -> tuple["Month", ...]:
        """The month alone, since it is a period too."""
        return (self,)

    @property
    def lv(self) -> str:
        """As on a claim: 2023. gada februāris."""
        return f"{self.year}. gada {_names_of('lv')[self.number]}"

    @property
    def lv_accusative(self) -> str:
        """As after "par": par 2023. gada februāri."""
        return f"{self.year}. gada {_ACCUSATIVE[self.number - 1]}"

    @property
    def en(self) -> str:
        """February 2023."""
        return f"{_names_of('en')[self.number]} {self.year}"


@dataclass(frozen=True, order=True)
class Semester:
    """A semester of the school year that begins in September of `year`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Semester":
        """The semester written 2022/2023-2; raises Refusal for anything else."""
        match = re.fullmatch(r"(\d{4})/(\d{4})-([12])", text.strip())
        if match and int(match[2]) == int(match[1]) + 1:
            return cls(int(match[1]), int(match[3]))
        raise Refusal(
            lv=f"“{text}” nav semestris. Rakstiet mācību gadu un semestri, piemēram, 2022/2023-2.",
            en=f"“{text}” is not a semester. Write the school year and the semester, for example 2022/2023-2.",
        )

    def __str__(self) -> str:
        return f"{self.school_year}-{self.number}"

    @property
    def school_year(self) -> str:
        """The school year, 2022/2023."""
        return f"{self.year}/{self.year + 1}"

    @cached_property
    def first(self) -> date:
        """The first day."""
        return self.months[0].first

    @cached_property
    def last(self) -> date:
        """The last day."""
        return self.months[-1].last

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """September to December, or January to August."""
        if self.number == 1:
            return tuple(Month(self.year, number) for number in FIRST_SEMESTER)
        return tuple(Month(self.year + 1, number) for number in range(1, FIRST_SEMESTER[0]))

    @property
    def lv(self) -> str:
        """As on a claim: 2022./2023. m.g. 2. semestris."""
        return f"{self.year}./{self.year + 1}. m.g. {self.number}. semestris"

    @property
    def en(self) -> str:
        """Semester 2 of 2022/2023."""
        return f"semester {self.number} of {self.school_year}"


@dataclass(frozen=True)
class Span:
    """All months from the first to the last, both included; raises Refusal where the last comes before the first."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(
                lv=f"Periods beidzas ({self.last}), pirms tas sākas ({self.first}). Samainiet mēnešus vietām.",
                en=f"The period ends ({self.last}) before it starts ({self.first}). Swap the months.",
            )

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Every month of the span."""
        months = [self.first]
        while months[-1] < self.last:
            months.append(months[-1].next)
        return tuple(months)

    @property
    def lv(self) -> str:
        """From the first month to the last, in Latvian."""
        return f"{self.first.lv} – {self.last.lv}"

    @property
    def en(self) -> str:
        """From the first month to the last, in English."""
        return f"{self.first.en} – {self.last.en}"
