"""A sheet streamed once: what its values alone do not tell, and a stop at a cell that cannot be true."""

import math
import re
from array import array
from dataclasses import dataclass, field

from pumpurs_xl.hosts.file.guard.outline import MAIN, SheetPart
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file
from pumpurs_xl.hosts.file.guard.watch import Watch
from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area, column_number

_CELL, _VALUE, _FORMULA, _INLINE, _ROW = (f"{MAIN} {tag}" for tag in ("c", "v", "f", "is", "row"))
_MERGED, _FILTER, _FILTERED, _SHEET = (
    f"{MAIN} {tag}" for tag in ("mergeCell", "autoFilter", "filterColumn", "sheetPr")
)
_COLUMN, _DEFAULTS = (f"{MAIN} {tag}" for tag in ("col", "sheetFormatPr"))
_number = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII).fullmatch
_plain_number = re.compile(r"\d{1,20}(?:\.\d+)?", re.ASCII).fullmatch
_MOST_FAR = 1_000  # more would tell nobody more
_TRUE = {"1", "true"}
_THIN, _NARROW = 3.0, 0.5
"""Points of a row, and letters of a column, up to which nobody sees that it is there."""


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
    hidden_columns: set[int] = field(default_factory=set)
    watch: Watch = field(default_factory=Watch)
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


def scan_sheet(parts: Parts, sheet: SheetPart, texts: int, reach: Area, watch: Watch) -> SheetScan:
    """Streams a sheet whose cells may point at so many shared texts; no table lies beyond `reach`."""
    reader = _SheetReader(parts, SheetScan(sheet.name, sheet.state, sheet.part, reach, watch=watch), texts)
    parts.parse(sheet.part, start=reader.start_element, end=reader.end_element, text=reader.add_text)
    reader.end_row()
    return reader.scan


class _SheetReader:
    """Takes the elements of a sheet as they come."""

    def __init__(self, parts: Parts, scan: SheetScan, texts: int) -> None:
        self.scan = scan
        self._parts, self._texts = parts, texts
        self._watched = scan.watch.wanted
        self._height = "15"  # of a row that says none
        self._shared: str | None = None
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._held = 0  # the last column of the row that holds a value
        self._row_text = self._type = self._text = ""
        self._formula = False  # one stands in the cell, its value has not come yet
        self._filter: Area | None = None

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _VALUE:
            self._text = ""
        elif tag == _CELL:
            self._type = attributes.get("t", "n")
            reference = attributes.get("r", "")
            column = self._columns.get(reference.removesuffix(self._row_text)) or self._learn_column(reference)
            if column <= self._column:
                raise self._damage()
            self._column = column
            if column in self._watched and attributes.get("s") in self._watched[column]:
                self.scan.watch.note_style(self._row, column, attributes["s"])
        elif tag == _FORMULA:
            self._formula, self._shared, self._text = True, attributes.get("si"), ""
            self.scan.formulas.setdefault(self._column, array("I")).append(self._row)
        elif tag == _INLINE:
            self._held, self._formula = self._column, False
        elif tag == _ROW:
            self._start_row(attributes)
        else:
            self._note(tag, attributes)

    def add_text(self, text: str) -> None:
        self._text += text

    def end_element(self, tag: str) -> None:
        if tag == _VALUE:
            if self._text or self._type == "str":
                if self._type != "n" or not _plain_number(self._text):
                    self._prove_value()
                self._held, self._formula = self._column, False
        elif tag == _FORMULA and self._column in self._watched:
            self.scan.watch.note_formula(self._row, self._column, self._text.strip(), self._shared)
        elif self._formula and tag == _CELL:
            self.scan.without_value.add((self._row, self._column))
            self._formula = False

    def _learn_column(self, reference: str) -> int:
        """The column of letters not met before; a cell without an address follows the one before."""
        name = reference.removesuffix(self._row_text)
        if not reference:
            return self._column + 1
        if not (name.isascii() and name.isalpha() and name.isupper()) or column_number(name) > LAST_COLUMN:
            raise self._damage()
        self._columns[name] = column_number(name)
        return self._columns[name]

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.end_row()
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= LAST_ROW:
            raise self._damage()
        self._row, self._row_text, self._column = row, str(row), 0
        if attributes.get("hidden") in _TRUE or float(attributes.get("ht", self._height)) <= _THIN:
            self.scan.hidden.append(row)

    def end_row(self) -> None:
        """Notes how far the values of the row just ended reach."""
        if self._held:
            self.scan.last_row = self._row
            self.scan.last_column = max(self.scan.last_column, self._held)
            if not self.scan.reach.holds(self._row, self._held) and len(self.scan.far) < _MOST_FAR:
                self.scan.far.append((self._row, self._held))
            self._held = 0

    def _prove_value(self) -> None:
        """Stops at a value that its type does not allow; notes errors and negative numbers."""
        sound = True
        if self._type == "s":
            sound = 0 <= int(self._text) < self._texts
        elif self._type == "n":
            number = float(self._text) if _number(self._text) else math.nan
            sound = math.isfinite(number)
            if number < 0:
                self.scan.negative[self._row, self._column] = number
        elif self._type == "b":
            sound = self._text in {"0", "1"}
        elif self._type == "e":
            self.scan.errors[self._row, self._column] = self._text
        else:
            sound = self._type in {"str", "d"}
        if not sound:
            raise self._damage()

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        """Notes what stands beside the cells: merged areas, filters, hidden columns."""
        if tag == _MERGED:
            self.scan.merged.append(Area.parse(attributes["ref"]))
        elif tag == _FILTER:
            self._filter = Area.parse(attributes["ref"])
        elif tag == _FILTERED and self._filter:
            self.scan.filters.append(self._filter)
            self._filter = None
        elif tag == _COLUMN and (attributes.get("hidden") in _TRUE or float(attributes.get("width", "9")) <= _NARROW):
            last = min(int(attributes["max"]), self.scan.reach.last_column)
            self.scan.hidden_columns.update(range(int(attributes["min"]), last + 1))
        elif tag == _DEFAULTS and attributes.get("customHeight") in _TRUE:
            self._height = attributes.get("defaultRowHeight", self._height)
        elif tag == _SHEET:
            self.scan.filtered = attributes.get("filterMode") in _TRUE

    def _damage(self) -> Exception:
        return damaged_file(self._parts.path, f"{self.scan.name}, {self._row}")
