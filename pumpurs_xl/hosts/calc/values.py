"""Values as Excel gives and takes them, and as LibreOffice Calc holds them: numbers, texts, nothing else.

>>> prepare(date(2023, 2, 1))
44958.0
>>> for_data_array("'=no formula"), for_formula_array("=SUM(A1,2)"), for_formula_array("12")
('=no formula', '=SUM(A1;2)', "'12")
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from pumpurs_xl.hosts.calc.bridge import DATE_FORMAT, LOGICAL_FORMAT, uno
from pumpurs_xl.hosts.calc.formula import from_excel, to_excel
from pumpurs_xl.values import a1
from pumpurs_xl.values.a1 import ERROR_TEXTS

EPOCH = datetime.combine(a1.EPOCH, time())
GENERAL = 0  # here: the kind of a cell without a number format of its own
_LAST = 2958466  # the first day after the last that a workbook knows
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMA_FOR_SPACE = re.compile(r',(?=["\\ \[])')
_PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")


class CellError(str):
    """An error value, told from a text that reads the same."""

    __slots__ = ()


class Serial(float):
    """A day as the number that stands for it, told from a number that is meant as one."""

    __slots__ = ()


def prepare(value: Any) -> Any:
    """A value as the engine writes it; a Decimal is refused, for Excel would round it."""
    if isinstance(value, Decimal):
        raise TypeError(f"Decimal written to a cell ({value}); write float(x)")
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001 # as EPOCH
        return Serial((moment.replace(tzinfo=None) - EPOCH) / timedelta(days=1))
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return value if isinstance(value, bool | str | Serial) else float(value)


def clean(value: Any, moment: Any, empty: Any, number: Any, *, errors: bool) -> Any:
    """A value as the reader of a range asked for it."""
    if isinstance(value, CellError):
        return str(value) if errors else None
    if value == "":
        return empty
    if isinstance(value, datetime):
        return moment(**{part: getattr(value, part) for part in _PARTS})
    return number(value) if number is not None and isinstance(value, float) else value


def as_moment(value: Any) -> Any:
    """The number in a cell whose format is a date, as Excel gives it."""
    if not isinstance(value, float) or not 0 <= value < _LAST:
        return value
    return EPOCH + timedelta(milliseconds=round(value * 86_400_000))


def as_truth(value: Any) -> Any:
    """The number in a cell whose format is a truth value, as Excel gives it."""
    return bool(value) if isinstance(value, float) and value in (0, 1) else value


def is_formula(value: Any) -> bool:
    """Whether Excel takes what is written for a formula, or for an error value."""
    return isinstance(value, str) and (value in ERROR_TEXTS or (len(value) > 1 and value.startswith("=")))


def for_data_array(value: Any) -> Any:
    """A value as `setDataArray` takes it, for a block without formulas."""
    return value.removeprefix("'") if isinstance(value, str) else float(value)


def for_formula_array(value: Any) -> str:
    """A value as `setFormulaArray` takes it: as it would be typed, where a text needs its mark."""
    if is_formula(value):
        return f"={value}" if value in ERROR_TEXTS else from_excel(value)
    if isinstance(value, str):
        return "'" + value.removeprefix("'") if value else ""
    return repr(float(value))


def from_formula_bar(value: Any) -> Any:
    """A value that is set as a formula and is none: a text that is a number becomes one, as in Excel."""
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def formula_text(formula: str, value: Any) -> str:
    """What Excel's `Formula` gives for a cell, from its formula and its value in Calc."""
    if is_live(formula, value):
        return to_excel(formula)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def as_input(formula: str, value: Any) -> Any:
    """What to write into a cell to have the same in it again, from its formula and its value in Calc."""
    if is_live(formula, value):
        return to_excel(formula)
    return f"'{value}" if isinstance(value, str) and value else value


def is_live(formula: str, value: Any) -> bool:
    """Whether what Calc gives for a formula is one, and not a text that begins with =."""
    return formula.startswith("=") and value != formula


def dress(value: Any) -> int | None:
    """The number format that Excel gives a cell in which such a value is written."""
    if isinstance(value, bool):
        return LOGICAL_FORMAT
    return DATE_FORMAT if isinstance(value, Serial) else None


class Formats:
    """The number formats of a document; what kind each is, is asked once."""

    def __init__(self, document: Any) -> None:
        self._formats, self._locale = document.NumberFormats, document.CharLocale
        self._kinds: dict[int, int] = {}
        self._codes: dict[int, str] = {}
        self._english = uno().createUnoStruct("com.sun.star.lang.Locale")
        self._english.Language, self._english.Country = "en", "US"

    def kind(self, key: int) -> int:
        """The bits of `com.sun.star.util.NumberFormat` for a format; GENERAL where it is none of its own."""
        if key not in self._kinds:
            known = self._formats.getByKey(key)
            self._kinds[key] = GENERAL if known.FormatString in {"General", "Standard"} else int(known.Type)
        return self._kinds[key]

    def code(self, key: int) -> str:
        """The format as Excel would store it, in English.

        A space before a text is the separator of thousands in some languages, and would become a comma that divides.
        """
        if key not in self._codes:
            known = self._formats.getByKey(key)
            converted = self._formats.addNewConverted(known.FormatString, known.Locale, self._english)
            self._codes[key] = _COMMA_FOR_SPACE.sub(" ", self._formats.getByKey(converted).FormatString)
        return self._codes[key]

    def key(self, code: str) -> int:
        """The format that an English code stands for."""
        known = int(self._formats.queryKey(code, self._english, False))  # UNO knows no keywords
        return known if known >= 0 else int(self._formats.addNew(code, self._english))

    def usual(self, kind: int) -> int:
        """The format that the document's language uses for a kind."""
        return int(self._formats.getStandardFormat(kind, self._locale))
