"""Row: one typed row of a table, with the place it came from.

A cell that its column refuses leaves its field unreadable, and the row keeps the problem. One bad cell
never hides the rest: the other fields are typed, and only a rule that needs the bad one stays silent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, InstanceOf, TypeAdapter, ValidationError

from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.column import Column, column_of
from pumpurs_xl.model.table import Table, TableSpec
from pumpurs_xl.values.finding import Place
from pumpurs_xl.values.language import both

AnyRow = TypeVar("AnyRow", bound="Row")
_UNASKED: set[str] = set()
"""pydantic notes for each row which fields it was given; nobody asks, and one note for all saves a sixth of memory."""


class Unreadable(Exception):
    """A field whose cell could not be read; a rule that needs it has nothing to say of the row.

    Not an AttributeError: that is a defect of the program, and a defect is never taken for a bad cell.
    """


@dataclass(frozen=True, slots=True)
class Origin:
    """The table and the physical row number that a row was read from."""

    table: Table
    number: int


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that its column refused: the error's type, the value and what it may have meant."""

    field: str
    type: str
    value: Cell = None
    proposal: Any = None


class Row(BaseModel):
    """A row as it is declared: one field per column."""

    model_config = ConfigDict(arbitrary_types_allowed=True, defer_build=True)  # built when its first row is read

    origin: InstanceOf[Origin] = Field(repr=False)
    problems: tuple[CellProblem, ...] = Field(default=(), repr=False)

    def __getattr__(self, name: str) -> Any:
        if name in type(self).model_fields:
            raise Unreadable(name)
        return object.__getattribute__(self, name)  # a property that failed fails again, with its own error

    __hash__ = object.__hash__  # a row is itself, whatever another one says
    __eq__ = object.__eq__

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The columns in the order of the sheet: that of the class, where `before` or `last` says no other."""
        declared = [column_of(name, field) for name, field in cls.model_fields.items() if field.json_schema_extra]
        placed = sorted((each for each in declared if not each.before), key=lambda column: column.last)
        for column in declared:
            if column.before:
                placed.insert([each.field for each in placed].index(column.before), column)
        return tuple(placed)

    @classmethod
    def read(cls, cells: Mapping[str, Cell], origin: Origin) -> Self:
        """The row that these cells make; cells that cannot be typed become its problems."""
        try:
            row = cls.model_validate({**cells, "origin": origin})
        except ValidationError as refused:
            errors = ((each, each.get("ctx", {})) for each in refused.errors(include_url=False, include_input=False))
            problems = tuple(
                CellProblem(str(each["loc"][0]), each["type"], context.get("value"), context.get("proposal"))
                for each, context in errors
            )
            bad = {problem.field for problem in problems}
            readable = {name: _reader(cls, name).validate_python(cells[name]) for name in cells if name not in bad}
            row = cast("Self", cls.model_construct(origin=origin, problems=problems, **readable))
            for name in bad & row.__dict__.keys():
                del row.__dict__[name]
            return row
        row.__pydantic_fields_set__ = _UNASKED
        return row

    def readable(self, *names: str) -> bool:
        """Whether these cells could be read; a row without problems has them all."""
        return not self.problems or all(name in self.__dict__ for name in names)

    @property
    def number(self) -> int:
        """The physical row number, as Excel shows it."""
        return self.origin.number

    @property
    def sheet(self) -> str:
        """The sheet of the row, as the user calls it."""
        return self.origin.table.raw.sheet

    def at(self, name: str) -> Place:
        """The cell of a field, for a finding."""
        return self.origin.table.at(self.number, name)

    def cell(self, name: str) -> str:
        """The cell of a field as Excel names it, for a message."""
        return self.origin.table.cell(self.number, name)


@cache
def _reader(row_type: type[Row], name: str) -> TypeAdapter[Any]:
    field = row_type.model_fields[name]
    return TypeAdapter(field.rebuild_annotation())


def read_rows(row_type: type[AnyRow], table: Table) -> list[AnyRow]:
    """Each row of the table that holds more than filled values."""
    return [row_type.read(cells, Origin(table, number)) for number, cells in table.values()]


def problems(rows: Iterable[AnyRow], *types: str) -> Iterator[tuple[AnyRow, CellProblem]]:
    """Each refused cell of the rows whose problem is of one of these types."""
    for row in rows:
        yield from ((row, problem) for problem in row.problems if problem.type in types)


def spec(  # noqa: PLR0913 # one keyword per thing a sheet is called
    name: str,
    sheet: str,
    row_type: type[Row],
    *,
    title: str = "",
    en: str = "",
    help: str,  # noqa: A002 # the word a user would use
    optional: bool = False,
) -> TableSpec:
    """The declaration of a sheet from its row."""
    return TableSpec(name, sheet, both(title or sheet, en), help, row_type.columns(), optional)
