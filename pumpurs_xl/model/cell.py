"""Cell: what a host delivers in one cell of a workbook, and how a column reads it.

A reader (`read_day`, `read_number` …) gives the typed value. What it cannot read it refuses with an error type of ours,
which a rule in `checks/` words, and with a proposal of what the value may have meant.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from pumpurs_xl.values.a1 import day_of
from pumpurs_xl.values.money import exact, parse_amount
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.spelling import visible


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An Excel error value (#REF!, #N/A …) in a cell."""

    text: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula that holds no value: the file was not saved by Excel."""


@dataclass(frozen=True, slots=True)
class MergedAway:
    """A cell under a merged one: what is shown there is not stored there."""


Cell = Any  # str | float | bool | date | datetime | time | timedelta | ErrorValue | NoValue | MergedAway | None
_OF_ANY_COLUMN = {ErrorValue: "error_value", NoValue: "no_value", MergedAway: "merged_away", bool: "truth_value"}
_LARGEST = Decimal(10) ** 12
"""Beyond any amount: such a number is a slip, and no sum of money can be told in cents with it."""
_FIRST_YEAR = 1900
"""A number below 367 with the format of a date lies in it: 14,30 typed for a time, not a day beside a time."""
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
_SCHOOL_YEAR = re.compile(r"(\d{4})\.?\s*[/–-]\s*(\d{4})\.?(?:\s*m\. ?g\.)?")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text as it is compared: composed letters, plain single spaces, none at the ends; empty where nothing shows."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return composed if composed.isascii() or visible(composed).strip() else ""


def refuse(problem: str, value: Cell, proposal: Any = None) -> NoReturn:
    """Refuses a cell's value with an error type of ours; `proposal` is what it may have meant."""
    problem = _OF_ANY_COLUMN.get(type(value), problem)
    raise PydanticCustomError(problem, "{value}", {"value": value, "proposal": proposal})


def read_text(value: Cell) -> str:
    """A text; a number or a date in its place is taken as Excel shows it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float) and abs(value) < 1e15:
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    refuse("not_text", value)


def read_number(value: Cell) -> Decimal:
    """A number, exactly as Excel shows it and not rounded."""
    if isinstance(value, float):
        number = exact(value)
        return number if number.is_finite() and abs(number) < _LARGEST else refuse("not_number", value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        refuse("text_number", value, parse_amount(value))
    refuse("not_number", value)


def read_day(value: Cell) -> date:
    """A day; its time of day, if there is one, is left out (V52 tells it)."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        refuse("text_date", value, _parse_date(value))
    if isinstance(value, float):
        day = day_of(value) if 0 < value < 100_000 else None
        refuse("number_date", value, day if day and 2000 <= day.year <= 2050 else None)
    refuse("not_date", value)


def _parse_date(text: str) -> date | None:
    """The day that a text says as dd.mm.yyyy or yyyy-mm-dd; None where there is no such day."""
    match = _DATE.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        return None


def read_month(value: Cell) -> Month:
    """A month, written as its first day."""
    day = read_day(value)
    return Month.of(day) if day.day == 1 else refuse("not_first_day", day, day.replace(day=1))


def read_time(value: Cell) -> time:
    """A time of day."""
    if isinstance(value, time):
        return value
    if isinstance(value, str):
        match = _TIME.fullmatch(value)
        hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
        refuse("text_time", value, time(hour, minute) if hour < 24 and minute < 60 else None)
    minutes = -1
    if isinstance(value, float):
        minutes = round(value * 1440) if abs(value) < 1e6 else -1
    elif isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
    elif isinstance(value, datetime) and value.year > _FIRST_YEAR:
        minutes = value.hour * 60 + value.minute
    elif isinstance(value, date):
        refuse("number_time", value)
    if minutes >= 1440:
        refuse("number_time", value, _typed_with_a_comma(value) if isinstance(value, float) else None)
    return time(*divmod(minutes, 60)) if minutes >= 0 else refuse("not_time", value)


def _typed_with_a_comma(number: float) -> time | None:
    """The time that 14,30 was typed for: Excel keeps the number 14.3, and shows 07:12."""
    hour, minute = divmod(round(number * 100), 100)
    is_clock = abs(number * 100 - round(number * 100)) < 1e-6 and hour < 24 and minute < 60
    return time(hour, minute) if is_clock else None


def read_school_year(value: Cell) -> int:
    """A school year, as 2022/2023, by the year in which it begins."""
    match = _SCHOOL_YEAR.fullmatch(read_text(value))
    if match and int(match[2]) == int(match[1]) + 1:
        return int(match[1])
    refuse("not_school_year", value)


def read_semester(value: Cell) -> int:
    """The number of a semester: 1 or 2."""
    return int(value) if str(value) in {"1", "2", "1.0", "2.0"} else refuse("not_in_list", value)


def read_yes_no(value: Cell) -> bool:
    """jā or nē."""
    answer = {"jā": True, "ja": True, "nē": False, "ne": False}.get(str(value).casefold())
    return refuse("not_in_list", value) if answer is None else answer


def read_mark(value: Cell) -> bool:
    """An x, also the Cyrillic one; an empty cell is no mark."""
    return True if str(value).casefold() in {"x", "х", "✓"} else refuse("not_in_list", value)
