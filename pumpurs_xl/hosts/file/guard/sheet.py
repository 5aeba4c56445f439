"""A sheet streamed once: its values, what they alone do not tell, and a stop at a cell that cannot be true."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pumpurs_xl.hosts.file.guard.cell_value import Content, value_of
from pumpurs_xl.hosts.file.guard.names import MAIN
from pumpurs_xl.hosts.file.guard.outline import SheetPart
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file
from pumpurs_xl.hosts.file.guard.sheet_xml import SheetXml
from pumpurs_xl.hosts.file.guard.sweep import NotPlain, RawCell, shared_number, sweep
from pumpurs_xl.hosts.file.guard.watch import Watch
from pumpurs_xl.model.cell import Cell, NoValue
from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area, column_number

_MERGED, _FILTER, _FILTERED, _SHEET = (
    f"{MAIN} {tag}" for tag in ("mergeCell", "autoFilter", "filterColumn", "sheetPr")
)
_COLUMN, _DEFAULTS = (f"{MAIN} {tag}" for tag in ("col", "sheetFormatPr"))
_MOST_FAR = 1_000  # more would tell nobody more
_TRUE = {"1", "true"}
_NO_VALUE = NoValue()
_SAME_AGAIN = 1_000  # rows, or cells of a row, between two looks at how many there are
_THIN, _NARROW = 3.0, 0.5
"""Points of a row, and letters of a column, up to which nobody sees that it is there."""


@dataclass
class SheetScan:
    """What one sheet holds; rows and columns counted from 1."""

    name: str
    state: str
    reach: Area
    rows: dict[int, list[Cell]] = field(default_factory=dict)  # those with a value, each from the first column on
    formulas: "dict[int, array[int]]" = field(default_factory=dict)  # column -> rows, ascending
    hidden: "array[int]" = field(default_factory=lambda: array("I"))
    hidden_columns: set[int] = field(default_factory=set)
    watch: Watch = field(default_factory=Watch)
    filters: list[Area] = field(default_factory=list)  # areas of active filters
    filtered: bool = False  # a filter over the whole sheet
    merged: list[Area] = field(default_factory=list)
    far: list[tuple[int, int]] = field(default_factory=list)  # the last value of a row, where beyond reach

    def hidden_by_hand(self) -> frozenset[int]:
        """Hidden rows that no filter hides."""
        if self.filtered and not self.filters:
            return frozenset()
        left = self.hidden[:]
        for area in self.filters:
            del left[bisect_left(left, area.first_row) : bisect_right(left, area.last_row)]
        return frozenset(left)


def scan_sheet(
    parts: Parts, sheet: SheetPart, content: Content, reach: Area, new_watch: Callable[[], Watch]
) -> SheetScan:
    """Streams a sheet; what lies beyond `reach` is told by its place, not kept: no table lies there."""

    def reader() -> _SheetReader:
        return _SheetReader(parts.path, SheetScan(sheet.name, sheet.state, reach, watch=new_watch()), content)

    if not sheet.part:
        return reader().scan
    try:
        return _read(parts, sheet, reader(), plain=True)
    except NotPlain:  # what was counted up to here stays counted: it took its time
        return _read(parts, sheet, reader(), plain=False)


def _read(parts: Parts, sheet: SheetPart, reader: "_SheetReader", *, plain: bool) -> SheetScan:
    xml = SheetXml(parts, reader.counted, sheet.name, take_row=reader.take_row, note=reader.note)
    parser = parts.parser(sheet.part, start=xml.start_element, end=xml.end_element, text=xml.add_text)
    if plain:
        sweep(parts, sheet.part, parser, xml)
    else:
        for chunk in parts.stream(sheet.part):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    reader.counted.prove(sheet.name)
    return reader.scan


class _SheetReader:
    """Takes the rows of a sheet as they come, and what stands beside them."""

    def __init__(self, path: Path, scan: SheetScan, content: Content) -> None:
        self.scan, self.counted = scan, content.counted
        self._path, self._content = path, content
        self._height = "15"  # of a row that says none
        self._columns: dict[str, int] = {}
        self._row = 0
        self._filter: Area | None = None

    def take_row(self, attributes: dict[str, str], cells: list[RawCell]) -> None:
        """Keeps the values of a row; notes formulas, and where a value lies beyond reach."""
        row = self._start_row(attributes, len(cells))
        if not cells:
            return
        try:
            self._keep_row(row, *self._values(row, cells))
        except (ValueError, LookupError) as fault:
            raise damaged_file(self._path, f"{self.scan.name}, {row}") from fault

    def _values(self, row: int, cells: list[RawCell]) -> tuple[int, list[Cell]]:
        """The last column that holds a value, and the values from the first column on as far as they are in reach."""
        written, columns, formulas, content = str(row), self._columns, self.scan.formulas, self._content
        watch, wanted = self.scan.watch, self.scan.watch.wanted
        last_column = self.scan.reach.last_column
        values: list[Cell] = []
        column = held = count = 0
        for letters, number, style, kind, formula, formula_text, mark, said in cells:
            place = (columns.get(letters) or self._learn_column(letters)) if letters else column + 1
            if not column < place <= LAST_COLUMN or (letters and number != written):
                raise ValueError(letters)
            column = place
            if column in wanted:
                if style in wanted[column]:
                    watch.note_style(row, column, style)
                if formula:
                    watch.note_formula(row, column, formula_text.strip(), shared_number(formula))
            value = value_of(style, kind, said, content) if mark else None
            if formula:
                formulas.setdefault(column, array("I")).append(row)
                if value is None and not (mark and kind == "str"):
                    value = _NO_VALUE
            if value is not None:
                held = column
                count += 1
                if column <= last_column:
                    values.extend([None] * (column - 1 - len(values)))
                    values.append(value)
        self.counted.values += count
        return held, values

    def _keep_row(self, row: int, held: int, values: list[Cell]) -> None:
        if not held:
            return
        within = row <= self.scan.reach.last_row
        if within and values:
            self.scan.rows[row] = values
            self.counted.grid += len(values)
        if not (within and held <= self.scan.reach.last_column) and len(self.scan.far) < _MOST_FAR:
            self.scan.far.append((row, held))

    def _start_row(self, attributes: dict[str, str], cells: int) -> int:
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= LAST_ROW:
            raise damaged_file(self._path, f"{self.scan.name}, {row}")
        self._row = row
        if attributes.get("hidden") in _TRUE or float(attributes.get("ht", self._height)) <= _THIN:
            self.scan.hidden.append(row)
        self.counted.rows += 3 if cells else 1
        self.counted.cells += cells
        if self.counted.rows % _SAME_AGAIN < 3 or cells > _SAME_AGAIN:
            self.counted.prove(self.scan.name)
        return row

    def _learn_column(self, letters: str) -> int:
        """The column of letters not met before."""
        if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):
            raise ValueError(letters)
        self._columns[letters] = column_number(letters)
        return self._columns[letters]

    def note(self, tag: str, attributes: dict[str, str]) -> None:
        """Notes what stands beside the cells: merged areas, filters, hidden columns."""
        if tag == _MERGED:
            self.counted.merged += 1
            self.counted.prove(self.scan.name)
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
