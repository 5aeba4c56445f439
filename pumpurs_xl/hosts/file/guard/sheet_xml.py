"""A sheet through the XML parser: the rows of one that is not in the plain form, and what stands beside the rows.

A row is handed on as the sweep hands it on. What is of another format (namespace) is passed over; what this format
does not allow, such as two values in one cell, is damage.
"""

from collections.abc import Callable

from pumpurs_xl.hosts.file.guard.limits import Counted
from pumpurs_xl.hosts.file.guard.names import MAIN
from pumpurs_xl.hosts.file.guard.outline import refuse_root
from pumpurs_xl.hosts.file.guard.parts import DEEPEST, Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file
from pumpurs_xl.hosts.file.guard.sweep import RawCell
from pumpurs_xl.hosts.file.guard.texts import SEEN_THROUGH, TextReader, is_foreign

_DATA, _ROW, _CELL, _FORMULA, _VALUE, _INLINE = (f"{MAIN} {tag}" for tag in ("sheetData", "row", "c", "f", "v", "is"))
_PLACE_OF = {_ROW: _DATA, _CELL: _ROW, _FORMULA: _CELL, _VALUE: _CELL, _INLINE: _CELL}
"""The element in which each of these may stand, and nowhere else."""
_SAME_AGAIN = 256  # elements between two looks at how many there are


class SheetXml:
    """Takes the elements of a sheet as they come."""

    def __init__(
        self,
        parts: Parts,
        counted: Counted,
        sheet: str,
        take_row: Callable[[dict[str, str], list[RawCell]], None],
        note: Callable[[str, dict[str, str]], None],
    ) -> None:
        self.take_row = take_row
        self._note, self._parts, self._counted, self._sheet = note, parts, counted, sheet
        self._open: list[str] = []  # the elements of this format that are open
        self._skipped = 0  # elements open, from a foreign one on
        self._has_data = False
        self._row: dict[str, str] = {}
        self._cells: list[RawCell] = []
        self._cell: dict[str, str] = {}
        self._formula: dict[str, str] = {}
        self._said: list[str] | None = None  # where the letters go
        self._parts_of_cell: dict[str, str] = {}  # formula, value and text of the cell
        self._inline: TextReader | None = None

    @property
    def in_rows(self) -> bool:
        """Whether the parser stands between two rows."""
        return self._open[-1:] == [_DATA] and not self._skipped

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        self._counted.elements += 1
        if not self._counted.elements % _SAME_AGAIN:
            self._counted.prove(self._sheet)
        if len(self._open) + self._skipped > DEEPEST:
            raise self._damage()
        if not self._open:
            refuse_root(self._parts, tag, "worksheet")
        if self._inline:
            self._inline.start_element(tag, attributes)
        elif self._skipped or is_foreign(tag):
            self._skipped += 1
        elif tag not in SEEN_THROUGH:
            self._start(tag, attributes)
            self._open.append(tag)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _PLACE_OF and (self._open[-1] != _PLACE_OF[tag] or tag in self._parts_of_cell):
            raise self._damage()
        if tag == _CELL:
            self._cell = attributes
            self._parts_of_cell.clear()
        elif tag in {_VALUE, _FORMULA}:
            self._parts_of_cell[tag] = ""
            self._said = []
            if tag == _FORMULA:
                self._formula = attributes
        elif tag == _INLINE:
            self._inline = TextReader()
        elif tag == _ROW:
            self._row, self._cells = attributes, []
        elif tag == _DATA and self._has_data:
            raise self._damage()
        else:
            self._has_data = self._has_data or tag == _DATA
            self._note(tag, attributes)

    def add_text(self, text: str) -> None:
        if self._inline:
            self._inline.add_text(text)
        elif self._said is not None and not self._skipped:
            self._said.append(text)

    def end_element(self, tag: str) -> None:
        if self._inline and tag != _INLINE:
            self._inline.end_element(tag)
        elif self._skipped:
            self._skipped -= 1
        elif tag not in SEEN_THROUGH:
            self._open.pop()
            self._end(tag)

    def _end(self, tag: str) -> None:
        if tag in {_VALUE, _FORMULA}:
            self._parts_of_cell[tag] = "".join(self._said or ())
            self._said = None
        elif tag == _INLINE and self._inline:
            self._parts_of_cell[tag] = self._inline.take()
            self._inline = None
        elif tag == _CELL:
            self._end_cell()
        elif tag == _ROW:
            self.take_row(self._row, self._cells)

    def _end_cell(self) -> None:
        kind, reference, parts = self._cell.get("t", ""), self._cell.get("r", ""), self._parts_of_cell
        letters = reference.rstrip("0123456789")
        said = parts.get(_VALUE, "")
        if kind == "inlineStr":  # a value beside the text says nothing more
            if said and _INLINE not in parts:
                raise self._damage()
            said = parts.get(_INLINE, "")
        elif _INLINE in parts and _VALUE not in parts:
            raise self._damage()
        formula = ""
        if _FORMULA in parts:
            formula = f'<f si="{self._formula["si"]}"' if "si" in self._formula else "<f"
        mark = "<v" if _VALUE in parts or _INLINE in parts else ""
        place = letters, reference[len(letters) :], self._cell.get("s", ""), kind
        self._cells.append((*place, formula, parts.get(_FORMULA, ""), mark, said))

    def _damage(self) -> Exception:
        return damaged_file(self._parts.path, f"{self._sheet}, {self._row.get('r', '')}")
