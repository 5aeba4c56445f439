"""Column: one heading of a sheet and one field of a row, declared once.

The sheet, its drop-downs and formulas, the reader, the checks of a cell, the placeholders of a
template and the handbook are all derived from it. The types below (`Day`, `Amount` …) say what a cell
may hold; a cell that may not is refused with an error type of ours, which a rule in `checks/` words.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import EnumType, StrEnum
from functools import lru_cache
from typing import Annotated, Any, NoReturn, Self, TypeVar

from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticUndefined

from pumpurs_xl.model.form_cell import AS_ON_SHEET, FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.values.a1 import day_of
from pumpurs_xl.values.money import exact, written_amount
from pumpurs_xl.values.month import Month

Cell = Any  # str | float | bool | date | datetime | time | timedelta | ErrorValue | NoValue | MergedAway | None


class Listing(StrEnum):
    """A closed list of words, read whatever the letter case."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        wanted = str(value).casefold()
        return next((member for member in cls if member.casefold() == wanted), None)


@dataclass(frozen=True)
class Kind:
    """What a column holds: its number format in Excel and its name for the handbook."""

    name: str
    number_format: str = "General"


@dataclass(frozen=True)
class Column:
    """A heading, its field and what the sheet, the checks and the form know of it.

    `formula` is an Excel formula in which `[Heading]` stands for the cell of that heading in the same
    row; headings that begin with `_` are the hidden workings of the workbook (`master/`). `choices` fill a
    drop-down. `filled` columns are written by the program or by a formula. `before` names the field in front of
    which the column stands, where that is not the order of the class. `form` is None for what no claim prints.
    `example` is a cell as it may be typed: rows of tests and of the sample school are made of them. A workbook is read
    also without an `optional` column (`Table.match` says what may be one).
    """

    heading: str
    help: str = ""
    choices: tuple[str, ...] = ()
    formula: str = ""
    filled: bool = False
    last: bool = False
    optional: bool = False
    width: float = 0
    field: str = ""
    kind: Kind = Kind("text")
    required: bool = True
    before: str = ""
    limit: Limit | None = None
    form: FormCell | None = AS_ON_SHEET
    example: Cell = None


def column(  # noqa: PLR0913 # one keyword per thing a sheet knows of a column
    heading: str,
    *,
    help: str = "",  # noqa: A002 # the word a user would use
    choices: tuple[str, ...] = (),
    formula: str = "",
    filled: bool = False,
    last: bool = False,
    optional: bool = False,
    before: str = "",
    width: float = 0,
    limit: Limit | None = None,
    form: FormCell | None = AS_ON_SHEET,
    example: Cell = None,
    default: Any = PydanticUndefined,
) -> Any:
    """Declares a field of a row as a column of its sheet; without a default the cell is mandatory.

    A column with a default may be `optional`, too: a workbook that lacks it is read as if its cells were empty.
    One with a formula always is, because the program computes what the formula shows.
    """
    filled = filled or bool(formula)
    optional = optional or bool(formula)
    form = None if filled and form is AS_ON_SHEET else form  # a ƒ column is printed only where its declaration says how
    described = Column(
        heading=heading,
        help=help,
        choices=choices,
        formula=formula,
        filled=filled,
        last=last,
        optional=optional,
        before=before,
        width=width,
        limit=limit,
        form=form,
        example=example,
    )
    return Field(default, json_schema_extra={"column": described})  # type: ignore[dict-item] # ours alone reads it


def column_of(name: str, field: FieldInfo) -> Column:
    """The column that a field was declared as, with what its type adds."""
    extra = field.json_schema_extra
    assert isinstance(extra, dict), f"the field {name} is no column"  # noqa: S101 # a slip in a declaration
    described = extra["column"]
    assert isinstance(described, Column), name  # noqa: S101 # as above
    choices = described.choices or _members(field.annotation)
    return replace(described, field=name, choices=choices, kind=_kind_of(field), required=field.is_required())


def _members(annotation: Any) -> tuple[str, ...]:
    types = [annotation, *getattr(annotation, "__args__", ())]
    return tuple(str(member) for part in types if isinstance(part, EnumType) for member in part)  # type: ignore[var-annotated]


def _kind_of(field: FieldInfo) -> Kind:
    parts = [*field.metadata, *_metadata(field.annotation)]
    return next((part for part in parts if isinstance(part, Kind)), Kind("text"))


def _metadata(annotation: Any) -> list[Any]:
    nested = [item for part in getattr(annotation, "__args__", ()) for item in _metadata(part)]
    return [*getattr(annotation, "__metadata__", ()), *nested]


def heading_key(text: str) -> str:
    """A heading whatever its spaces, line breaks, letter case or Unicode form."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text as it is compared: composed letters, plain single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


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


_TOLD_APART = {ErrorValue: "error_value", NoValue: "no_value", MergedAway: "merged_away", bool: "truth_value"}


def refuse(kind: str, value: Cell, proposal: Any = None) -> NoReturn:
    """Refuses a cell's value with an error type of ours; `proposal` is what it may have meant."""
    kind = _TOLD_APART.get(type(value), kind)
    raise PydanticCustomError(kind, "{value}", {"value": value, "proposal": proposal})


def serial_date(number: float) -> date | None:
    """The day that an Excel day number stands for, where it is a day of this programme's lifetime."""
    day = day_of(number) if 0 < number < 100_000 else None
    return day if day and 2000 <= day.year <= 2050 else None


_WRITTEN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")


def written_date(text: str) -> date | None:
    """The day that a text says as dd.mm.yyyy or yyyy-mm-dd; None where there is no such day."""
    match = _WRITTEN_DATE.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        return None


def _text(value: Cell) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float) and abs(value) < 1e15:
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    refuse("not_text", value)


def _number(value: Any) -> Decimal:
    if isinstance(value, float):
        return _finite(value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        refuse("text_number", value, written_amount(value))
    refuse("not_number", value)


_LARGEST = Decimal(10) ** 12
"""Beyond any amount: such a number is a slip, and no sum of money can be told in cents with it."""


def _finite(value: float) -> Decimal:
    number = exact(value)
    return number if number.is_finite() and abs(number) < _LARGEST else refuse("not_number", value)


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        refuse("text_date", value, written_date(value))
    if isinstance(value, float):
        refuse("number_date", value, serial_date(value))
    refuse("not_date", value)


def _month(value: Any) -> Month:
    day = _day(value)
    return Month.of(day) if day.day == 1 else refuse("not_first_day", day, day.replace(day=1))


def _time(value: Any) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str):
        refuse("text_time", value, _written_time(value))
    minutes = _minutes(value)
    return time(*divmod(minutes, 60)) if 0 <= minutes < 1440 else refuse("not_time", value)


def _school_year(value: Cell) -> int:
    match = re.fullmatch(r"(\d{4})\.?\s*[/–-]\s*(\d{4})\.?(?:\s*m\. ?g\.)?", _text(value))
    if match and int(match[2]) == int(match[1]) + 1:
        return int(match[1])
    refuse("not_school_year", value)


def _semester(value: Cell) -> int:
    return int(value) if str(value) in {"1", "2", "1.0", "2.0"} else refuse("not_in_list", value)


def _minutes(value: Any) -> int:
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, datetime):
        return value.hour * 60 + value.minute
    return round(value * 1440) if isinstance(value, float) and abs(value) < 1e6 else -1


def _written_time(text: str) -> time | None:
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text)
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _yes_no(value: Any) -> bool:
    answer = {"jā": True, "ja": True, "nē": False, "ne": False}.get(str(value).casefold())
    return refuse("not_in_list", value) if answer is None else answer


def _mark(value: Any) -> bool:
    return True if str(value).casefold() in {"x", "х", "✓"} else refuse("not_in_list", value)


def _kept(value: Any) -> Any:
    return value


Text = Annotated[str, BeforeValidator(_text), Kind("teksts", "@")]
Day = Annotated[date, BeforeValidator(_day), Kind("datums", "dd.mm.yyyy")]
FirstDay = Annotated[Month, BeforeValidator(_month), Kind("mēnesis", "[$-426]yyyy. mmmm")]
Clock = Annotated[time, BeforeValidator(_time), Kind("laiks", "hh:mm")]
Amount = Annotated[Decimal, BeforeValidator(_number), Kind("summa", "#,##0.00")]
UnitPrice = Annotated[Decimal, BeforeValidator(_number), Kind("cena", "#,##0.00##")]
Number = Annotated[Decimal, BeforeValidator(_number), Kind("skaitlis")]
Percent = Annotated[Decimal, BeforeValidator(_number), Kind("procenti")]
YesNo = Annotated[bool, BeforeValidator(_yes_no), Kind("jā / nē", "@")]
SchoolYear = Annotated[int, BeforeValidator(_school_year), Kind("mācību gads", "@")]
SemesterNumber = Annotated[int, BeforeValidator(_semester), Kind("1 vai 2", "0")]
Mark = Annotated[bool, BeforeValidator(_mark), Kind("x", "@")]
Choices = TypeVar("Choices", bound="Listing")
Listed = Annotated[Choices, BeforeValidator(_text), Kind("saraksts", "@")]  # pydantic refuses others as "enum"
Filled = Annotated[Any, BeforeValidator(_kept), Kind("formula")]
FilledAmount = Annotated[Any, BeforeValidator(_kept), Kind("summa", "#,##0.00")]
FilledNumber = Annotated[Any, BeforeValidator(_kept), Kind("skaitlis", "0")]
