"""A sheet streamed once: what its values alone do not tell, and a stop at a cell that cannot be true."""

import math
import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from pumpurs_xl.hosts.file.guard.book import MAIN, SheetPart
from pumpurs_xl.hosts.file.guard.door import damaged
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area, column_number

_CELL, _VALUE, _FORMULA, _INLINE, _ROW = (f"{MAIN} {tag}" for tag in ("c", "v", "f", "is", "row"))
_MERGED, _FILTER, _FILTERED, _SHEET = (
    f"{MAIN} {tag}" for tag in ("mergeCell", "autoFilter", "filterColumn", "sheetPr")
)
_number = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII).fullmatch
_plain_number = re.compile(r"\d{1,20}(?:\.\d+)?", re.ASCII).fullmatch
_MOST_FAR = 1_000  # more would tell nobody more
_TRUE = {"1", "true"}


@dataclass
class SheetScan:
    """What one sheet holds beside its values; rows and columns counted from 1."""

    name: str
    state: str
    part: str
    reach: Area
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: "dict[int, array[int]]" = field(default_factory=dict)  # column -> rows, ascending
    negative: dict[tuple[int, int], float] = field(default_factory=dict)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    hidden: list[int] = field(default_factory=list)
    filters: list[Area] = field(default_factory=list)  # areas of active filters
    filtered: bool = False  # a filter over the whole sheet
    merged: list[Area] = field(default_factory=list)
    last_row: int = 0  # of the cells that hold a value
    last_column: int = 0
    far: list[tuple[int, int]] = field(default_factory=list)  # the last value of a row, where beyond reach

    @property
    def size(self) -> int:
        """Cells in the rectangle from A1 to the last row and column that hold a value."""
        return self.last_row * self.last_column

    def hidden_by_hand(self) -> frozenset[int]:
        """Hidden rows that no filter hides."""
        if self.filtered and not self.filters:
            return frozenset()
        covered = [range(area.first_row, area.last_row + 1) for area in self.filters]
        return frozenset(row for row in self.hidden if not any(row in rows for rows in covered))


def scan_sheet(parts: Parts, sheet: SheetPart, texts: int, reach: Area) -> SheetScan:
    """Streams a sheet whose cells may point at so many shared texts; no table lies beyond `reach`."""
    stream = _Stream(parts, SheetScan(sheet.name, sheet.state, sheet.part, reach), texts)
    parts.parse(sheet.part, opened=stream.opened, closed=stream.closed, text=stream.text)
    stream.close_row()
    return stream.scan


class _Stream:
    """Takes the elements of a sheet as they come."""

    def __init__(self, parts: Parts, scan: SheetScan, texts: int) -> None:
        self.scan = scan
        self._parts, self._texts = parts, texts
        self._columns: dict[str, int] = {}
        self._row = self._column = self._held = 0
        self._row_text = self._kind = self._said = ""
        self._formula = False
        self._filter: Area | None = None
        self._others: dict[str, Callable[[dict[str, str]], None]] = {
            _ROW: self._open_row,
            _FORMULA: self._open_formula,
            _INLINE: self._open_inline,
            _MERGED: self._merge,
            _FILTER: self._open_filter,
            _FILTERED: self._use_filter,
            _SHEET: self._read_properties,
        }
        self._proofs: dict[str, Callable[[], None]] = {
            "n": self._prove_number,
            "s": self._prove_text,
            "e": self._note_error,
            "b": self._prove_boolean,
            "str": _as_it_stands,
            "d": _as_it_stands,
        }

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _VALUE:
            self._said = ""
        elif tag == _CELL:
            self._kind = attributes.get("t", "n")
            reference = attributes.get("r", "")
            column = self._columns.get(reference.removesuffix(self._row_text)) or self._learn(reference)
            if column <= self._column:
                raise self._broken()
            self._column = column
        elif tag in self._others:
            self._others[tag](attributes)

    def text(self, text: str) -> None:
        self._said += text

    def closed(self, tag: str) -> None:
        if tag == _VALUE:
            if self._kind != "n" or not _plain_number(self._said):
                self._prove()
            if self._said or self._kind == "str":
                self._held, self._formula = self._column, False
        elif self._formula and tag == _CELL:
            self.scan.without_value.add((self._row, self._column))
            self._formula = False

    def _learn(self, reference: str) -> int:
        """The column of letters not met before; a cell without an address follows the one before."""
        name = reference.removesuffix(self._row_text)
        if not reference:
            return self._column + 1
        if not (name.isascii() and name.isalpha() and name.isupper()) or column_number(name) > LAST_COLUMN:
            raise self._broken()
        self._columns[name] = column_number(name)
        return self._columns[name]

    def _open_row(self, attributes: dict[str, str]) -> None:
        self.close_row()
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= LAST_ROW:
            raise self._broken()
        self._row, self._row_text, self._column = row, str(row), 0
        if attributes.get("hidden") in _TRUE or float(attributes.get("ht", "1")) == 0:
            self.scan.hidden.append(row)

    def _open_formula(self, _: dict[str, str]) -> None:
        self._formula = True
        self.scan.formulas.setdefault(self._column, array("I")).append(self._row)

    def _open_inline(self, _: dict[str, str]) -> None:
        self._held, self._formula = self._column, False

    def _prove(self) -> None:
        if self._said or self._kind == "str":
            prove = self._proofs.get(self._kind)
            if not prove:
                raise self._broken()
            prove()

    def close_row(self) -> None:
        """Notes how far the values of the row just ended reach."""
        if self._held:
            self.scan.last_row = self._row
            self.scan.last_column = max(self.scan.last_column, self._held)
            if not self.scan.reach.holds(self._row, self._held) and len(self.scan.far) < _MOST_FAR:
                self.scan.far.append((self._row, self._held))
            self._held = 0

    def _prove_number(self) -> None:
        if not _number(self._said) or not math.isfinite(number := float(self._said)):
            raise self._broken()
        if number < 0:
            self.scan.negative[self._row, self._column] = number

    def _prove_text(self) -> None:
        if not 0 <= int(self._said) < self._texts:
            raise self._broken()

    def _prove_boolean(self) -> None:
        if self._said not in {"0", "1"}:
            raise self._broken()

    def _note_error(self) -> None:
        self.scan.errors[self._row, self._column] = self._said

    def _merge(self, attributes: dict[str, str]) -> None:
        self.scan.merged.append(Area.parse(attributes["ref"]))

    def _open_filter(self, attributes: dict[str, str]) -> None:
        self._filter = Area.parse(attributes["ref"])

    def _use_filter(self, _: dict[str, str]) -> None:
        if self._filter:
            self.scan.filters.append(self._filter)
            self._filter = None

    def _read_properties(self, attributes: dict[str, str]) -> None:
        self.scan.filtered = attributes.get("filterMode") in _TRUE

    def _broken(self) -> Exception:
        return damaged(self._parts.path, f"{self.scan.name}, {self._row}")


def _as_it_stands() -> None:
    """Any text is a text."""
