"""Formats of TEXT that a claim form uses: 0.00, #,##0.00, 0%, dd.mm.yyyy.

The decimal sign says in which language the format was typed, and the text is written in that one: 0.00 gives 12.50,
0,00 gives 12,50. A month's name, a slash between days (it is the sign of the country) and sections for negative
numbers are left to Excel.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from pumpurs_xl.template.formula.operands import NotComputed
from pumpurs_xl.template.formula.values import EXCEL_DIGITS, CellError, Incomputable
from pumpurs_xl.values.a1 import day_of

Write = Callable[[Decimal], str]
_NUMBER = re.compile(
    r"(?P<whole>#(?P<group>[,\u00a0])##0|0+)(?:(?P<point>[.,])(?P<places>0+))?(?P<percent>%?)"
    r"(?P<after>(?:[ \u00a0]?(?:€|\"[^\"]*\"))?)"
)
_PART = r"(?:dd?|mm?|yyyy|yy|gggg)(?![a-z])|[.\- ]|\"[^\"]*\""
_DAY = re.compile(rf"(?:{_PART})+")
_DAY_PART = re.compile(_PART, re.IGNORECASE)
_STRFTIME = {"dd": "%d", "mm": "%m", "yyyy": "%Y", "gggg": "%Y", "yy": "%y"}
_FIRST_CERTAIN, _AFTER_LAST = 61, 2_958_466  # Excel counts a 29 February 1900, and no day after 9999


def read_format(text: str) -> Write:
    """The format as a function; NotComputed for one that goes beyond.

    >>> read_format("#,##0.00")(Decimal("31732.175")), read_format("0%")(Decimal("0.85"))
    ('31,732.18', '85%')
    >>> read_format("dd.mm.yyyy.")(Decimal(44985))
    '28.02.2023.'
    """
    found = _NUMBER.fullmatch(text)
    if found and _is_one_language(found["group"], found["point"], found["places"]):
        return lambda value: _write_number(value, found)
    if _DAY.fullmatch(text.lower()) and any(letter.isalpha() for letter in text.lower()):
        return lambda value: _write_day(value, text)
    raise NotComputed


def _is_one_language(group: str | None, point: str | None, places: str | None) -> bool:
    """Whether the signs between digits are of one language; 0,000 may be thousands or thousandths."""
    if group is None:
        return point != "," or places != "000"
    return point is None or (group, point) in {(",", "."), ("\u00a0", ",")}


def _write_number(value: Decimal, parts: re.Match[str]) -> str:
    shown = EXCEL_DIGITS.plus(value) * (100 if parts["percent"] else 1)
    rounded = shown.quantize(Decimal(1).scaleb(-len(parts["places"] or "")), ROUND_HALF_UP)
    if value < 0 and not rounded:
        raise Incomputable  # -0.00 or 0.00
    whole, _, places = format(abs(rounded), "f").partition(".")
    whole = f"{int(whole):,}".replace(",", parts["group"]) if parts["group"] else whole.zfill(len(parts["whole"]))
    after = parts["after"].replace('"', "")
    return f"{'-' * (value < 0)}{whole}{parts['point'] or ''}{places}{parts['percent']}{after}"


def _write_day(value: Decimal, text: str) -> str:
    if value < 0 or value >= _AFTER_LAST:
        raise CellError("#VALUE!")
    if value < _FIRST_CERTAIN:
        raise Incomputable
    day = day_of(int(value))
    result = ""
    for part in _DAY_PART.findall(text):
        word = part.lower()
        short = {"d": day.day, "m": day.month}.get(word)
        result += str(short) if short else day.strftime(_STRFTIME[word]) if word in _STRFTIME else part.strip('"')
    return result
