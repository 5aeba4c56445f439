"""The personal code: 11 digits, written ddmmyy-cnnnk or, since 2017, any digits that begin with 32 to 39.

The old format tells the day of birth: its seventh digit is the century (0: 18.., 1: 19.., 2: 20..) (S 23). The
new one tells nothing and has no check digit: only its length can be checked (V05; PMLP, S 20). The old check digit
is k = (1 - sum of digit × weight) mod 11 (S 38); where that is 10, sources disagree, so nothing is claimed of it.
The codes below are made up.

>>> compact("010205-20009"), is_complete("010205-20009"), is_complete("10205-20009")
('01020520009', True, False)
>>> birth_date("01020520009"), birth_date("31020520009"), birth_date("01020530009")
(datetime.date(2005, 2, 1), None, None)
>>> is_new_format("32867300679"), is_new_format("33867300679"), is_new_format("31120720013")
(True, True, False)
>>> [check_digit(code).name for code in ("01020520009", "15030612342", "29110621238", "31120720013")]
['RIGHT', 'RIGHT', 'RIGHT', 'RIGHT']
>>> check_digit("01020520008").name, check_digit("01020520050").name
('WRONG', 'UNKNOWN')
>>> restore_zero(1020520009.0), restore_zero(32867300679.0), restore_zero(12.0)
('01020520009', '32867300679', None)
"""

import re
from datetime import date
from enum import Enum

_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}
_HYPHENS_AND_SPACES = re.compile(r"[\s\u2010-\u2015\u2212-]")


class CheckDigit(Enum):
    """What the last digit of a code in the old format says; UNKNOWN where sources disagree on the rule."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


def compact(text: str) -> str:
    """The code without its hyphen and spaces."""
    return _HYPHENS_AND_SPACES.sub("", text)


def is_complete(text: str) -> bool:
    """Whether the text is 11 digits, hyphen and spaces apart."""
    return bool(re.fullmatch(r"[0-9]{11}", compact(text)))


def hyphenate(text: str) -> str:
    """A complete code as documents print it: six digits, a hyphen, five digits."""
    digits = compact(text)
    return f"{digits[:6]}-{digits[6:]}"


def is_new_format(code: str) -> bool:
    """Whether the 11 digits are a code that is not tied to the day of birth."""
    return code[0] == "3" and code[1] in "23456789"


def birth_date(code: str) -> date | None:
    """The day of birth in 11 digits of the old format; None where there is no such day or century."""
    century = _CENTURIES.get(code[6])
    if century is None:
        return None
    try:
        return date(century + int(code[4:6]), int(code[2:4]), int(code[:2]))
    except ValueError:
        return None


def check_digit(code: str) -> CheckDigit:
    """Whether the check digit of 11 digits in the old format is right."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False))
    due = (1 - weighted) % 11
    if due == 10:
        return CheckDigit.UNKNOWN
    return CheckDigit.RIGHT if due == int(code[10]) else CheckDigit.WRONG


def restore_zero(number: float) -> str | None:
    """The 11 digits that a number in a cell stands for, its lost leading zero put back; None where too short."""
    whole = number.is_integer() and 1e9 <= number < 1e11
    return f"{int(number):011}" if whole else None
