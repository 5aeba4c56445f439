"""A cell as Excel keeps it, what Excel makes of a value put into it, and what it hands over COM."""

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

GENERAL, TEXT, DAY_MONTH_YEAR, CLOCK = "General", "@", "dd.mm.yyyy", "h:mm"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 # a workbook knows no time zone
_LAST_DAY = 2958465
_LONGEST_LITERAL, _LONGEST_FORMULA = 255, 8192
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)")
_LATVIAN_DATE = re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})")
_TIME = re.compile(r"(\d\d?):(\d\d)")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_LINK = re.compile(r'=HYPERLINK\("((?:[^"]|"")*)"(?:,"((?:[^"]|"")*)")?\)', re.IGNORECASE)
_NOT_A_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_MONEY = re.compile(r"€|£|\$(?!-)|\* ")  # a currency sign, or the filling space of the accounting formats


class com_error(Exception):  # noqa: N801 # the name it has in pywintypes
    """An error as pywin32 raises it: hresult, text, and what Excel said about it."""

    __module__ = "pywintypes"

    def __init__(
        self, hresult: int, text: str, said: tuple[Any, ...] | None = None, argument: int | None = None
    ) -> None:
        super().__init__(hresult, text, said, argument)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, text, said, argument


def refusal(sentence: str | None, scode: int = -2146827284) -> com_error:
    """The error for something that Excel does not do (1004 in VBA)."""
    source = None if sentence is None else "Microsoft Excel"
    return com_error(-2147352567, "Exception occurred.", (0, source, sentence, None, 0, scode), None)


def no_such_member() -> com_error:
    """The error for a sheet or a name that is not there."""
    return refusal(None, -2147352565)


class Fault(str):
    """An error value of a cell, such as #N/A; a text that merely reads so is an ordinary string."""

    __slots__ = ()


FAULTS = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
}
FAULT_TEXTS = {code: text for text, code in FAULTS.items()}
Stored = float | str | bool | None  # dates and times are numbers; a Fault is a string


class Cell(NamedTuple):
    """One cell: what it holds, how it is shown, whether a protected sheet keeps it shut."""

    value: Stored = None
    formula: str = ""
    number_format: str = GENERAL
    locked: bool = True

    @property
    def filled(self) -> bool:
        return self.value is not None or bool(self.formula)

    @property
    def content(self) -> Stored:
        return self.formula or self.value

    @property
    def emptied(self) -> "Cell":
        return self._replace(value=None, formula="")


def entered(cell: Cell, value: Any) -> Cell:
    """The cell after a value came into it from outside, converted as Excel converts."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return cell.emptied
    if isinstance(value, str):
        return _typed(cell, str(value))
    if isinstance(value, bool):
        return cell._replace(value=str(value).upper() if cell.number_format == TEXT else value, formula="")
    if isinstance(value, date):
        return _dated(cell, serial(value), DAY_MONTH_YEAR)
    if isinstance(value, int | float):
        return cell._replace(value=_number(float(value)) if cell.number_format == TEXT else float(value), formula="")
    raise TypeError(f"a {type(value).__name__} cannot go over COM unharmed ({value!r})")


def _typed(cell: Cell, text: str) -> Cell:
    """A text put in: in a text cell it stays as it is, elsewhere Excel sees what it could mean."""
    if cell.number_format == TEXT:
        return cell._replace(value=text, formula="")
    if text.startswith("=") and len(text) > 1:
        if text == cell.formula:  # it has been calculated
            return cell
        check_formula(text)
        return cell._replace(value=first_value(text), formula=text)
    if day_or_time := _moment_in(text.strip()):
        return _dated(cell, *day_or_time)
    value = text[1:] if text.startswith("'") else _meaning(text.strip(), text)
    return cell._replace(value=value, formula="")


def _meaning(plain: str, text: str) -> Stored:
    """The number, truth value or error that a text spells, else the text."""
    if _NUMBER.fullmatch(plain):
        return float(plain)
    if plain.upper() in {"TRUE", "FALSE"}:
        return plain.upper() == "TRUE"
    return Fault(plain.upper()) if plain.upper() in FAULTS else text


def _moment_in(text: str) -> tuple[float, str] | None:
    """The day that a text names, written 2023-02-01 or 01.02.2023, or the time, written 8:30."""
    if match := _TIME.fullmatch(text):
        hour, minute = map(int, match.groups())
        return ((hour * 60 + minute) / 1440, CLOCK) if hour < 24 and minute < 60 else None
    match = _ISO_DATE.fullmatch(text) or _LATVIAN_DATE.fullmatch(text)
    try:
        return (
            (serial(date(int(match["year"]), int(match["month"]), int(match["day"]))), DAY_MONTH_YEAR)
            if match
            else None
        )
    except ValueError:  # a date that the calendar does not have is a text
        return None


def _dated(cell: Cell, number: float, number_format: str) -> Cell:
    """A day or a time put in: a cell without a format of its own gets one, a text cell keeps the words."""
    if cell.number_format == TEXT:
        return cell._replace(value=moment(number).strftime("%d.%m.%Y"), formula="")
    shown = number_format if cell.number_format == GENERAL else cell.number_format
    return cell._replace(value=number, formula="", number_format=shown)


def serial(day: date) -> float:
    """The number by which Excel keeps a day, or a day with its time."""
    whole = datetime(*day.timetuple()[:6], getattr(day, "microsecond", 0))  # noqa: DTZ001
    return (whole - _EPOCH) / timedelta(1)


def moment(number: float) -> datetime:
    """The day and time of a number, to the second."""
    return _EPOCH + timedelta(seconds=round(number * 86400))


def check_formula(formula: str) -> None:
    """Refuse what Excel refuses: a text too long inside, something left open, a semicolon between arguments."""
    bare = _LITERAL.sub("", formula)
    named = re.sub(r"\[[^\[\]]*\]", "", bare)
    sound = '"' not in bare and named.count("(") == named.count(")") and ";" not in re.sub(r"\{[^}]*\}", "", named)
    short = all(len(text) <= _LONGEST_LITERAL for text in _LITERAL.findall(formula))
    if not (sound and short and len(formula) <= _LONGEST_FORMULA):
        raise refusal(None)


def first_value(formula: str) -> Stored:
    """What a formula just written answers: a link its text, anything else nothing until a test tells."""
    link = _LINK.fullmatch(formula)
    return (link[1] if link[2] is None else link[2]).replace('""', '"') if link else None


def formula_text(cell: Cell) -> str:
    """The cell as Range.Formula gives it: the formula, or the constant as a text."""
    content = cell.content
    if content is None:
        return ""
    if isinstance(content, bool):
        return str(content).upper()
    return content if isinstance(content, str) else _number(content)


def _number(number: float) -> str:
    return f"{number:.15g}".upper()


def over_com(value: Stored, number_format: str) -> Any:
    """The value as Range.Value gives it: a day as a datetime, money as Decimal, an error as its number."""
    if isinstance(value, Fault):
        return FAULTS[value]
    if value is None or isinstance(value, bool | str):
        return value
    support_type = kind_of(number_format)
    if support_type == "date" and 0 <= value <= _LAST_DAY:
        return moment(value)
    return Decimal(f"{value:.15g}").quantize(Decimal("0.0001")) if support_type == "money" else value


@cache
def kind_of(number_format: str) -> str:
    """What a number format makes of a number: "date", "money" or "number" (a time of day is a number too)."""
    if number_format in {GENERAL, TEXT}:
        return "number"
    if _MONEY.search(number_format):
        return "money"
    pattern = _NOT_A_PATTERN.sub("", number_format).partition(";")[0].lower()
    days, hours = set("yd") & set(pattern), set("hs") & set(pattern)
    return "date" if days or ("m" in pattern and not hours) else "number"


def cleaned(value: Any, dates: Any, empty: Any, numbers: Any, *, errors_as_text: bool) -> Any:
    """A value that came over COM as xlwings passes it on, by the options of the reader."""
    if value is None or value == "":
        return empty
    if isinstance(value, datetime):
        day = {"year": value.year, "month": value.month, "day": value.day}
        clock = {"hour": value.hour, "minute": value.minute, "second": value.second}
        return dates(**day, **clock, microsecond=value.microsecond, tzinfo=None)
    if isinstance(value, float) and numbers is not None:
        return numbers(value)
    if isinstance(value, int) and value in FAULT_TEXTS:
        return FAULT_TEXTS[value] if errors_as_text else None
    return value


def sent(value: Any) -> Any:
    """A value on its way to Excel; a Decimal is stopped, as Excel would take it for currency and round it."""
    if isinstance(value, Decimal):
        raise TypeError(f"a Decimal written to a cell ({value}) would be rounded by Excel: write float(x)")
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value
