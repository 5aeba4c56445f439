"""Table: one Excel table as cells with the addresses that Excel shows.

A host delivers a `RawWorkbook`; `Table.match` finds the declared columns in it. Headings match whatever their
spaces, line breaks, letter case, Unicode form and order; extra columns are left alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pumpurs_xl.model.cell import Cell, ErrorValue, MergedAway, NoValue, plain
from pumpurs_xl.model.column import Column, heading_key
from pumpurs_xl.model.look import PLAIN, Look
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Place
from pumpurs_xl.values.language import Both
from pumpurs_xl.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """A formula in a column that people type in: its text in English, and the row that the text is written for."""

    text: str
    row: int


@dataclass(frozen=True)
class RawTable:
    """An Excel table as a host delivers it. `rows` are body rows from `header_row + 1` on, one value a column.

    Addresses are 1-based, as Excel shows them. Of cells it tells what a value alone does not:
    which hold a formula, how they look, and what is hidden by hand (not by a filter). A host may tell less of it.
    """

    name: str
    sheet: str
    header_row: int
    first_column: int
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    formulas: dict[int, set[int]] = field(default_factory=dict)  # column -> rows that hold a formula
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    typed_formulas: dict[tuple[int, int], TypedFormula] = field(default_factory=dict)  # by row and column
    looks: dict[tuple[int, Look], frozenset[int]] = field(default_factory=dict)  # column, and what may mislead -> rows
    hidden_columns: frozenset[int] = frozenset()
    hidden_sheet: bool = False


@dataclass(frozen=True)
class StrayCell:
    """A value outside every table: far away, or in the rows under a table (`under` names it)."""

    sheet: str
    row: int
    column: int
    under: str = ""
    value: Cell = field(default=None, compare=False)


@dataclass(frozen=True)
class RawWorkbook:
    """All that a host delivers of one workbook."""

    name: str
    tables: dict[str, RawTable]
    sheets: tuple[str, ...]
    names: dict[str, Cell] = field(default_factory=dict)  # defined name -> value of its cell
    stray: tuple[StrayCell, ...] = ()
    blocks: tuple[RawTable, ...] = ()  # cells headed like a declared table that are no Excel table; without a name
    open_elsewhere: bool = field(default=False, compare=False)  # another program may hold changes not saved yet
    manual: bool = False  # its formulas are calculated when somebody says so
    digest: str = field(default="", compare=False)  # SHA-256 of the file, where it is one


@dataclass(frozen=True)
class TableSpec:
    """What a sheet of the master workbook is declared as: its table, title, help and columns."""

    name: str
    sheet: str
    title: Both
    help: str
    columns: tuple[Column, ...]
    optional: bool = False  # a workbook is read without it, too

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """The columns by the name of their field."""
        return {column.field: column for column in self.columns}


@dataclass(frozen=True)
class Table:
    """A declared table found in a workbook."""

    spec: TableSpec
    raw: RawTable
    places: dict[str, int]  # field -> column as Excel counts

    @classmethod
    def match(cls, spec: TableSpec, raw: RawTable) -> "Table":
        """The declared columns found in a table by their headings.

        A workbook of an earlier version lacks the columns that came later, so a column that is declared `optional` is
        read as empty where it is missing, and V56 tells so. Optional are columns that came with a later version, those
        of formulas, which the program computes itself, and those that neither a euro nor an error depends on. Any
        other missing column refuses the workbook. So does a missing optional column that an unknown heading looks
        like: it was renamed, not left out, and what people typed under it must not be lost without a word.

        Raises Refusal with the missing headings and what looks like them, where a heading stands twice or all are gone.
        """
        if not any(raw.headings):
            raise _wiped(raw)
        found: dict[str, list[int]] = {}
        for place, heading in enumerate(raw.headings, start=raw.first_column):
            found.setdefault(heading_key(heading), []).append(place)
        keys = {column.field: heading_key(column.heading) for column in spec.columns}
        for key in keys.values():
            if len(found.get(key, ())) > 1:
                raise _twice(raw, found[key])
        missing = [column for column in spec.columns if keys[column.field] not in found]
        _refuse_missing(raw.sheet, missing, [name for name in raw.headings if heading_key(name) not in keys.values()])
        return cls(spec, raw, {name: found[key][0] for name, key in keys.items() if key in found})

    @classmethod
    def absent(cls, spec: TableSpec) -> "Table":
        """An optional table that the workbook lacks: no column and no row."""
        return cls(spec, RawTable(spec.name, spec.sheet, 0, 1, (), ()), {})

    @property
    def missing(self) -> tuple[Column, ...]:
        """The optional columns that the workbook lacks."""
        return tuple(column for column in self.spec.columns if column.field not in self.places)

    @property
    def numbers(self) -> range:
        """The physical numbers of the body rows."""
        return range(self.raw.header_row + 1, self.raw.header_row + 1 + len(self.raw.rows))

    def value(self, number: int, name: str) -> Cell:
        """What the cell of a field holds in the row of that number; None where the column is missing."""
        row = self.raw.rows[number - self.raw.header_row - 1]
        place = self.places.get(name)
        return None if place is None else row[place - self.raw.first_column]

    @cached_property
    def _looks(self) -> dict[tuple[int, int], Look]:
        return {(row, column): look for (column, look), rows in self.raw.looks.items() for row in rows}

    def look(self, number: int, name: str) -> Look:
        """How the cell of a field shows what it holds."""
        return self._looks.get((number, self.places.get(name, 0)), PLAIN)

    def values(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Each body row that holds more than filled values: its number and its cells by field.

        Texts come trimmed, with plain spaces and composed letters. A total row is no row of the table.
        """
        fields = [(name, place - self.raw.first_column) for name, place in self.places.items()]
        typed = {name for name, _ in fields if not self.spec.by_field[name].filled}
        for number, row in zip(self.numbers, self.raw.rows, strict=True):
            cells = {
                name: (plain(cell) or None) if isinstance(cell, str) else cell
                for name, place in fields
                if (cell := row[place]) is not None
            }
            says = (name in typed and cell is not None and type(cell) is not MergedAway for name, cell in cells.items())
            if any(says) and number not in self.total_rows:
                yield number, {name: cell for name, cell in cells.items() if cell is not None}

    @cached_property
    def total_rows(self) -> frozenset[int]:
        """Body rows that add up others: the first text says so ("Kopā"), and all else typed is numbers."""
        filled = {self.places[name] - self.raw.first_column for name in self.places if self.spec.by_field[name].filled}
        rows = zip(self.numbers, self.raw.rows, strict=True)
        return frozenset(number for number, row in rows if _is_total(row, filled))

    def cell(self, number: int, name: str) -> str:
        """The cell of a field as Excel names it; the first of its row where the column is missing."""
        return address(number, self.places.get(name, self.raw.first_column))

    def at(self, number: int, name: str) -> Place:
        """The cell of a field, for a finding."""
        column = self.spec.by_field[name].heading
        return Place(self.raw.sheet, self.cell(number, name), number, column, table=self.spec.name)


_TOTAL = re.compile(
    r"(?:pavisam |summa )?(?:kopā|kopsumma|starpsumma|summa|pavisam|total|sum)(?: eur)?[:.]?", re.IGNORECASE
)
_ADDED_UP = float | ErrorValue | NoValue | MergedAway | None


def _is_total(row: Sequence[Cell], filled: Collection[int]) -> bool:
    first = next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")
    if not _TOTAL.fullmatch(plain(first)):
        return False
    typed = [cell for place, cell in enumerate(row) if place not in filled]
    texts = [plain(cell) for cell in typed if isinstance(cell, str)]
    others = [cell for cell in typed if not isinstance(cell, str)]
    return all(_TOTAL.fullmatch(text) for text in texts if text) and all(
        isinstance(cell, _ADDED_UP) and not isinstance(cell, bool) for cell in others
    )


def _wiped(raw: RawTable) -> Refusal:
    return Refusal(
        lv=f"Lapa “{raw.sheet}” ir iztukšota: {raw.header_row}. rindā nav neviena virsraksta. "
        "Ņemiet kopiju, kurā lapa ir vesela.",
        en=f"The sheet “{raw.sheet}” was wiped: row {raw.header_row} has no heading. "
        "Take a copy in which the sheet is whole.",
    )


def _twice(raw: RawTable, places: Sequence[int]) -> Refusal:
    cells = ", ".join(address(raw.header_row, place) for place in places)
    heading = raw.headings[places[0] - raw.first_column]
    return Refusal(
        lv=f"Lapā “{raw.sheet}” sleja “{heading}” ir vairākas reizes ({cells}). Atstājiet vienu.",
        en=f"The sheet “{raw.sheet}” has the column “{heading}” more than once ({cells}). Keep one.",
    )


def _refuse_missing(sheet: str, missing: Sequence[Column], unknown: Sequence[str]) -> None:
    lv, en = [], []
    for column in missing:
        alike = lookalike(column.heading, unknown)
        if column.optional and not all(unknown):
            lv.append(f"trūkst slejas “{column.heading}”, un kādas slejas virsraksts ir tukšs")
            en.append(f"lacks “{column.heading}”, and a heading is empty")
        elif alike:
            lv.append(f"trūkst slejas “{column.heading}” (līdzīga ir “{alike}”)")
            en.append(f"lacks “{column.heading}” (“{alike}” looks like it)")
        elif not column.optional:
            lv.append(f"trūkst slejas “{column.heading}”")
            en.append(f"lacks the column “{column.heading}”")
    if lv:
        raise Refusal(
            lv=f"Lapā “{sheet}” {'; '.join(lv)}. Atjaunojiet virsrakstu.",
            en=f"The sheet “{sheet}” {'; '.join(en)}. Restore the heading.",
        )


def lookalike(name: str, others: Iterable[str]) -> str | None:
    """Which of the other names looks so much like the first that it may be the same, misspelt or renamed."""
    from difflib import get_close_matches  # noqa: PLC0415 # few workbooks need it, and each click would load it

    own = [other for other in others if not other.startswith("_")]  # a hidden helper column of the master
    return next(iter(get_close_matches(name, own, n=1, cutoff=0.6)), None)
