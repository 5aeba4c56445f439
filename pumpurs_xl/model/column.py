"""Column: one heading of a sheet and one field of a row, declared once.

The sheet, its drop-downs and formulas, the reader, the checks of a cell, the placeholders of a
template and the handbook are all derived from it. The types below (`Day`, `Amount` …) say what its cells may hold.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import EnumType, StrEnum
from typing import Annotated, Any, Self, TypeVar

from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from pumpurs_xl.model.cell import (
    Cell,
    read_day,
    read_mark,
    read_month,
    read_number,
    read_school_year,
    read_semester,
    read_text,
    read_time,
    read_yes_no,
)
from pumpurs_xl.model.form_cell import AS_ON_SHEET, FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.values.month import Month


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
    is_number: bool = False  # an amount, a count or a share, or anything at all


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

    @property
    def decides_money(self) -> bool:
        """Whether people type in it how much is claimed and when: numbers, days of service, months, what waits."""
        is_day = self.kind.name == "datums" and self.required
        is_told = self.kind.is_number or is_day or self.kind.name == "mēnesis" or self.field == "postponed"
        return is_told and not self.filled


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
    types = [field.annotation, *getattr(field.annotation, "__args__", ())]
    words = (str(word) for each in types if isinstance(each, EnumType) for word in each)
    metadata = [*field.metadata, *_metadata(field.annotation)]
    return replace(
        described,
        field=name,
        choices=described.choices or tuple(words),
        kind=next((part for part in metadata if isinstance(part, Kind)), Kind("text")),
        required=field.is_required(),
    )


def _metadata(annotation: Any) -> list[Any]:
    nested = [item for part in getattr(annotation, "__args__", ()) for item in _metadata(part)]
    return [*getattr(annotation, "__metadata__", ()), *nested]


def heading_key(text: str) -> str:
    """A heading whatever its spaces, line breaks, letter case or Unicode form."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


Text = Annotated[str, BeforeValidator(read_text), Kind("teksts", "@")]
Day = Annotated[date, BeforeValidator(read_day), Kind("datums", "dd.mm.yyyy")]
FirstDay = Annotated[Month, BeforeValidator(read_month), Kind("mēnesis", "[$-426]yyyy. mmmm")]
Clock = Annotated[time, BeforeValidator(read_time), Kind("laiks", "hh:mm")]
Amount = Annotated[Decimal, BeforeValidator(read_number), Kind("summa", "#,##0.00", is_number=True)]
UnitPrice = Annotated[Decimal, BeforeValidator(read_number), Kind("cena", "#,##0.00##", is_number=True)]
Number = Annotated[Decimal, BeforeValidator(read_number), Kind("skaitlis", is_number=True)]
Percent = Annotated[Decimal, BeforeValidator(read_number), Kind("procenti", is_number=True)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no), Kind("jā / nē", "@")]
SchoolYear = Annotated[int, BeforeValidator(read_school_year), Kind("mācību gads", "@")]
SemesterNumber = Annotated[int, BeforeValidator(read_semester), Kind("1 vai 2", "0")]
Mark = Annotated[bool, BeforeValidator(read_mark), Kind("x", "@")]
Choices = TypeVar("Choices", bound="Listing")
Listed = Annotated[Choices, BeforeValidator(read_text), Kind("saraksts", "@")]  # pydantic refuses others as "enum"
Filled = Annotated[Any, Kind("formula", is_number=True)]
FilledAmount = Annotated[Any, Kind("summa", "#,##0.00")]
FilledNumber = Annotated[Any, Kind("skaitlis", "0")]
