"""Conditions of SUMIF and COUNTIF: a value to be equal to, or a text such as ">=5", "<>jā", "ma*"."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from pumpurs_xl.template.formula.values import EXCEL_DIGITS, ErrorValue, Incomputable, Known, compare, read_number

Test = Callable[[Known], bool]
_CRITERION = re.compile(r"(<=|>=|<>|<|>|=|)(.*)", re.DOTALL)
_WILDCARD = re.compile(r"~(?P<plain>[*?~])|(?P<any>\*)|(?P<one>\?)|(?P<text>.)", re.DOTALL)
_WITH_COMMA = re.compile(r"-?\d{1,15},\d+", re.ASCII)  # as & writes a number
_LOGICAL = {"TRUE": True, "FALSE": False}


def read_criterion(criterion: Known) -> Test:
    """Whether a cell's value meets the condition; Incomputable where the language or a sort order decides.

    >>> [read_criterion(">=5")(Decimal(5)), read_criterion("<>5")(None), read_criterion("P*s")("paraugs")]
    [True, True, True]
    """
    sign, wanted = _split(criterion)
    if isinstance(wanted, bool):
        return _sided(sign, lambda value: isinstance(value, bool) and value == wanted)
    if isinstance(wanted, Decimal):
        return partial(_stands_to_number, sign, wanted)
    if criterion == "":
        return lambda value: value is None or value == ""
    if wanted == "":
        return _sided(sign, lambda value: value is None)
    pattern = _pattern(wanted)
    return _sided(sign, lambda value: isinstance(value, str) and bool(pattern.fullmatch(value.lower())))


def _split(criterion: Known) -> tuple[str, Decimal | str | bool]:
    """The sign of the condition, and what it compares with; an empty cell stands for 0."""
    if criterion is None:
        return "=", Decimal(0)
    if isinstance(criterion, ErrorValue):
        raise Incomputable
    if not isinstance(criterion, str):
        return "=", criterion
    found = _CRITERION.fullmatch(criterion)
    sign, text = (found[1] or "=", found[2]) if found else ("=", criterion)
    if text.startswith("#"):
        raise Incomputable
    if text.upper() in _LOGICAL:
        return sign, _LOGICAL[text.upper()]
    number = Decimal(text.replace(",", ".")) if _WITH_COMMA.fullmatch(text) else read_number(text)
    return sign, text if number is None else number


def _sided(sign: str, is_equal: Test) -> Test:
    """The condition that holds where the value is the wanted one, or where it is not."""
    if sign == "=":
        return is_equal
    if sign == "<>":
        return lambda value: not is_equal(value)
    raise Incomputable


def _stands_to_number(sign: str, wanted: Decimal, value: Known) -> bool:
    """Whether the value is so; a text that says a number is equal to it, and neither more nor less."""
    if sign == "<>":
        return not _stands_to_number("=", wanted, value)
    if isinstance(value, str) and sign == "=":
        number = read_number(value)
        return number is not None and EXCEL_DIGITS.compare(number, wanted) == 0
    return isinstance(value, Decimal) and compare(sign, value, wanted)


def _pattern(text: str) -> re.Pattern[str]:
    """The text with its wildcards, * for any letters, ? for one, ~ before one that is meant itself."""
    parts = ((found.lastgroup, found[found.lastgroup or 0]) for found in _WILDCARD.finditer(text.lower()))
    return re.compile(
        "".join(".*" if kind == "any" else "." if kind == "one" else re.escape(part) for kind, part in parts),
        re.DOTALL,
    )
