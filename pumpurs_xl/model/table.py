"""Table: one Excel table as cells with the addresses that Excel shows.

A host delivers a `RawWorkbook`; `Table.match` finds the declared columns in it. Headings match whatever
their spaces, letter case and order; extra columns are left alone; a renamed one is never guessed.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pumpurs_xl.model.column import Cell, Column, ErrorValue, MergedAway, NoValue, heading_key, plain
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Place
from pumpurs_xl.values.language import Both
from pumpurs_xl.values.refusal import Refusal


@dataclass(frozen=True)
class RawTable:
    """An Excel table as a host delivers it. `rows` are body rows from `header_row + 1` on, one value a column.

    Addresses are 1-based, as Excel shows them. Of cells it tells what a value alone does not:
    which hold a formula, and which rows are hidden by hand (not by a filter).
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


@dataclass(frozen=True)
class StrayCell:
    """A value outside every table: far away, or in the rows under a table (`under` names it)."""

    sheet: str
    row: int
    column: int
    under: str = ""


@dataclass(frozen=True)
class RawWorkbook:
    """All that a host delivers of one workbook."""

    name: str
    tables: dict[str, RawTable]
    sheets: tuple[str, ...]
    names: dict[str, Cell] = field(default_factory=dict)  # defined name -> value of its cell
    stray: tuple[StrayCell, ...] = ()
    digest: str = field(default="", compare=False)  # SHA-256 of the file, where it is one


@dataclass(frozen=True)
class TableSpec:
    """What a sheet of the master workbook is declared as: its table, title, help and columns."""

    name: str
    sheet: str
    title: Both
    help: str
    columns: tuple[Column, ...]

    @cached_property
    def by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.columns}


@dataclass(frozen=True)
class Table:
    """A declared table found in a workbook."""

    spec: TableSpec
    raw: RawTable
    places: dict[str, int]  # field -> column as Excel counts

    @classmethod
    def match(cls, spec: TableSpec, raw: RawTable) -> "Table":
        """Refuses a table that lacks a heading or has one twice, naming what looks like it."""
        found: dict[str, list[int]] = {}
        for place, heading in enumerate(raw.headings, start=raw.first_column):
            found.setdefault(heading_key(heading), []).append(place)
        keys = {column.field: heading_key(column.heading) for column in spec.columns}
        _refuse_twice(spec, raw, {key: at for key, at in found.items() if key in keys.values()})
        _refuse_missing(
            spec, raw, [column for column in spec.columns if keys.get(column.field, "") not in {*found, ""}]
        )
        return cls(spec, raw, {name: found[key][0] for name, key in keys.items() if key in found})

    @property
    def numbers(self) -> range:
        """The physical numbers of the body rows."""
        return range(self.raw.header_row + 1, self.raw.header_row + 1 + len(self.raw.rows))

    def value(self, number: int, name: str) -> Cell:
        row = self.raw.rows[number - self.raw.header_row - 1]
        place = self.places.get(name)
        return None if place is None else row[place - self.raw.first_column]

    def values(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Each body row that holds more than filled values: its number and its cells by field.

        Texts come trimmed, with plain spaces and composed letters. A total row is no row of the table.
        """
        fields = [(name, place - self.raw.first_column) for name, place in self.places.items()]
        typed = {name for name, _ in fields if not self.spec.by_field[name].filled}
        for number, row in zip(self.numbers, self.raw.rows, strict=True):
            cells = {name: _spoken(row[place]) for name, place in fields if row[place] is not None}
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
        return address(number, self.places[name])

    def at(self, number: int, name: str) -> Place:
        return Place(self.spec.sheet, self.cell(number, name), number, self.spec.by_field[name].heading)


def _spoken(cell: Cell) -> Cell:
    """What the cell says: a text as it is compared, None where it is blank."""
    return (plain(cell) or None) if isinstance(cell, str) else cell


_TOTAL = re.compile(
    r"(?:pavisam |summa )?(?:kopā|kopsumma|starpsumma|summa|pavisam|total|sum)(?: eur)?[:.]?", re.IGNORECASE
)
_ADDED_UP = float | ErrorValue | NoValue | MergedAway | None


def _is_total(row: Sequence[Cell], filled: Collection[int]) -> bool:
    first = next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")
    if not _TOTAL.fullmatch(plain(first)):
        return False
    typed = (cell for place, cell in enumerate(row) if place not in filled)
    return all(_TOTAL.fullmatch(plain(cell) or first) if isinstance(cell, str) else _adds_up(cell) for cell in typed)


def _adds_up(cell: Cell) -> bool:
    return isinstance(cell, _ADDED_UP) and not isinstance(cell, bool)


def _refuse_twice(spec: TableSpec, raw: RawTable, found: dict[str, list[int]]) -> None:
    for places in found.values():
        if len(places) > 1:
            cells = ", ".join(address(raw.header_row, place) for place in places)
            heading = raw.headings[places[0] - raw.first_column]
            raise Refusal(
                lv=f"Lapā “{spec.sheet}” sleja “{heading}” ir vairākas reizes ({cells}). Atstājiet vienu.",
                en=f"The sheet “{spec.sheet}” has the column “{heading}” more than once ({cells}). Keep one.",
            )


def _refuse_missing(spec: TableSpec, raw: RawTable, missing: list[Column]) -> None:
    known = {heading_key(column.heading) for column in spec.columns}
    others = [heading for heading in raw.headings if heading_key(heading) not in known]
    sentences = [_missing(column.heading, others) for column in missing]
    if sentences:
        raise Refusal(
            lv=f"Lapā “{spec.sheet}” {'; '.join(lv for lv, _ in sentences)}. Atjaunojiet virsrakstu.",
            en=f"The sheet “{spec.sheet}” {'; '.join(en for _, en in sentences)}. Restore the heading.",
        )


def _missing(heading: str, others: list[str]) -> tuple[str, str]:
    alike = difflib.get_close_matches(heading, others, n=1, cutoff=0.6)
    if alike:
        return (
            f"trūkst slejas “{heading}” (līdzīga ir “{alike[0]}”)",
            f"lacks “{heading}” (“{alike[0]}” looks like it)",
        )
    return f"trūkst slejas “{heading}”", f"lacks the column “{heading}”"
