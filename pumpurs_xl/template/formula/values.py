"""What a cell holds while formulas are computed, and what Excel makes of it where another kind is wanted.

Numbers are exact decimals. Where Excel looks at a number as a double (comparing, rounding up or down), 15 digits of it
count. What depends on the language of the Excel that opens the file is read as in a Latvian one, or not at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

EXCEL_DIGITS = Context(prec=15)
ZERO = Decimal(0)
_WHOLE_NUMBER = re.compile(r"-?\d{1,15}", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_OF_NUMBERS = {"a", "p", "am", "pm", "e", "eur", "ls"}
_MONTHS = tuple(re.findall("...", "janfebmaraprmaimajmayjūnjunjūljulaugsepoktoctnovdec"))
_GENERAL = Decimal("0.0001"), Decimal(10) ** 15
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error as a cell holds it: #DIV/0!, #N/A."""

    code: str


Known = Decimal | str | bool | ErrorValue | None


class CellError(ArithmeticError):
    """A formula comes to an error, which is its value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.value = ErrorValue(code)


class Incomputable(ArithmeticError):
    """A value that only Excel can tell."""


def plain(value: Known) -> Decimal | str | bool | None:
    """The value of an operand; CellError where it is an error."""
    if isinstance(value, ErrorValue):
        raise CellError(value.code)
    return value


def to_number(value: Known) -> Decimal:
    """The value as a number: an empty cell is 0, TRUE is 1, a text is what it says, or #VALUE!."""
    if isinstance(value, Decimal):
        return value
    value = plain(value)
    if isinstance(value, str):
        number = read_number(value)
        if number is None:
            raise CellError("#VALUE!")
        return number
    return Decimal(value or 0)


def to_text(value: Known) -> str:
    """The value as & joins it: a number in the format General, with a Latvian comma."""
    value = plain(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if not isinstance(value, Decimal):
        return value or ""
    short = EXCEL_DIGITS.plus(value)
    if not short:
        return "0"
    if not _GENERAL[0] <= abs(short) < _GENERAL[1]:
        raise Incomputable
    return format(short.normalize(EXCEL_DIGITS), "f").replace(".", ",")


def to_truth(value: Known) -> bool:
    """The value as a condition: every number but 0 is true; of the texts, TRUE and FALSE alone are conditions."""
    value = plain(value)
    if not isinstance(value, str):
        return bool(value)
    if value.upper() in {"TRUE", "FALSE"}:
        return value.upper() == "TRUE"
    if read_number(value) is not None:
        raise Incomputable
    raise CellError("#VALUE!")


def read_number(text: str) -> Decimal | None:
    """The number that a text says, None for one that says none; Incomputable where the language decides.

    >>> read_number("12"), read_number("klase 5"), read_number("")
    (Decimal('12'), None, None)
    """
    bare = text.strip()
    if _WHOLE_NUMBER.fullmatch(bare):
        return Decimal(bare)
    words = _WORD.findall(bare.lower())
    if any(char.isdigit() for char in bare) and all(
        word in _WORDS_OF_NUMBERS or word.startswith(_MONTHS) for word in words
    ):
        raise Incomputable  # 5.5, 5,5, 1/2, 10%, 5. mai: a number or a day in one language, a text in another
    return None


def compare(sign: str, left: Known, right: Known) -> bool:
    """Whether the comparison holds: numbers come before texts, texts before logical values; letters' case is one.

    An empty cell is 0, "" or FALSE, as the other side has it. Incomputable: which of two texts comes first.
    """
    left, right = plain(left), plain(right)
    one, other = _comparable(left, right), _comparable(right, left)
    if one[0] == other[0] == 1 and one != other and one[1] and other[1] and sign not in {"=", "<>"}:
        raise Incomputable
    return _SIGNS[sign](one, other)


def _comparable(value: Decimal | str | bool | None, beside: Decimal | str | bool | None) -> tuple[int, Any]:
    if value is None:
        value = type(beside)() if beside is not None else ZERO
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.lower()
    return 0, EXCEL_DIGITS.plus(value)
