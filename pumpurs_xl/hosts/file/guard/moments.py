"""Moments: which cell formats show a day, a time or a duration, and what such a cell's number says.

>>> [kind_of(code) for code in ("dd.mm.yyyy", "[$-426]d. mmm;@", "h:mm AM/PM", "[h]:mm", '0.00" dienas"', "General")]
['moment', 'moment', 'moment', 'duration', None, None]
>>> from_1900 = 0
>>> moment(45016.0, from_1900), moment(45016.5, from_1900), moment(0.25, from_1900), moment(3e6, from_1900)
(datetime.date(2023, 3, 31), datetime.datetime(2023, 3, 31, 12, 0), datetime.time(6, 0), 3000000.0)
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Any

from pumpurs_xl.hosts.file.guard.styles import Styles
from pumpurs_xl.values.a1 import EPOCH

DAYS_TO_1904 = 1_462
"""Between day 0 of the two calendars that a workbook may have. Source: ECMA-376-1, 18.17.4.1."""
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].', re.DOTALL)
_BRACKET = re.compile(r"\[[^\]]*\]?")
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MOMENT = re.compile(r"[dmyhs]|a/p", re.IGNORECASE)
_BUILT_IN = {**dict.fromkeys((*range(14, 23), 45, 47), "moment"), 46: "duration"}
"""The formats that every workbook has by number. Source: ECMA-376-1, 18.8.30."""
_DAY = 86_400_000  # milliseconds; finer ones are noise of the number
_LAST = 2_958_465  # the last day of the year 9999
Convert = Callable[[float], Any]


def kind_of(code: str) -> str | None:
    """What a number format shows a number as: a moment, a duration, or (None) something else."""
    section = _LITERAL.sub("", code).partition(";")[0]
    if _DURATION.search(section):
        return "duration"
    return "moment" if _MOMENT.search(_BRACKET.sub("", section)) else None


@lru_cache(maxsize=8192)
def moment(number: float, epoch: int) -> date | datetime | time | float:
    """The day, day and time, or time of day that a number stands for; a number that is none stays what it is."""
    days, rest = divmod(round(number * _DAY), _DAY)
    if number < 0 or days + epoch > _LAST:
        return number
    clock = (datetime.combine(EPOCH, time()) + timedelta(milliseconds=rest)).time()
    if number < 1:
        return clock
    day = EPOCH + timedelta(days + epoch + (1 if days + epoch < 60 else 0))  # Excel has a 29 February 1900
    return datetime.combine(day, clock) if rest else day


def duration(number: float) -> timedelta | float:
    """The duration that a number of days stands for; a number that is none stays what it is."""
    return timedelta(milliseconds=round(number * _DAY)) if 0 <= number < 1e8 else number


def moments_of(styles: Styles, *, from_1904: bool) -> dict[str, Convert]:
    """By the number of a cell format, how a number in such a cell is read; only formats of moments are in it."""
    convert: dict[str, Convert] = {
        "moment": partial(moment, epoch=DAYS_TO_1904 if from_1904 else 0),
        "duration": duration,
    }
    codes, used = styles.formats, [cell.get("numFmtId", "0") for cell in styles.cells]
    kinds = {each: kind_of(codes[each]) if each in codes else _BUILT_IN.get(int(each)) for each in set(used)}
    return {str(place): convert[kind] for place, each in enumerate(used) if (kind := kinds[each])}
