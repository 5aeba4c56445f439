"""A plain copy of a workbook for the reader of values, where the file itself would make it stumble.

python-calamine ends the whole process on a value in the last corner of a sheet, fails on the younger error
values (#SPILL!), and loses values in XML that is valid but unusual. The copy says the same in the usual way,
without those cells; the guard tells about them itself.
"""

import io
import zipfile
from collections.abc import Callable
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.values.a1 import Area, address

Wanted = Callable[[int, int], bool]
"""Whether the cell of a row and column goes into the copy."""


def plain_copy(parts: Parts, wanted: dict[str, Wanted]) -> bytes:
    """The workbook again; of the sheets whose parts are named in `wanted` only some cells."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as copy:
        for name in parts.names:
            if name in wanted or name in parts.unusual:
                copy.writestr(name, _Echo(parts, name, wanted.get(name)).xml())
            elif name.endswith((".xml", ".rels")):
                copy.writestr(name, b"".join(parts.stream(name)))
    return whole.getvalue()


class _Echo:
    """Says an XML part again in UTF-8, with every cell's address written out."""

    def __init__(self, parts: Parts, name: str, wanted: Wanted | None) -> None:
        self._parts, self._name, self._wanted = parts, name, wanted
        self._markup: list[str] = []
        self._row = self._column = 0
        self._depth = 0  # of elements, inside a cell that is left out

    def xml(self) -> bytes:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start_element, self.end_element
        parser.CharacterDataHandler = self.add_text
        for chunk in self._parts.stream(self._name):
            parser.Parse(chunk)
        parser.Parse(b"", True)
        return "".join(self._markup).encode()

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._depth or (self._wanted and name == "c" and not self._place(attributes, self._wanted)):
            self._depth += 1
            return
        if self._wanted and name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            attributes["r"] = str(self._row)
        self._markup.append(f"<{tag}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>")

    def _place(self, attributes: dict[str, str], wanted: Wanted) -> bool:
        """Writes out the address of a cell; whether it goes into the copy."""
        reference = attributes.get("r")
        self._column = Area.parse(reference).first_column if reference else self._column + 1
        attributes["r"] = address(self._row, self._column)
        return wanted(self._row, self._column)

    def end_element(self, tag: str) -> None:
        if self._depth:
            self._depth -= 1
        else:
            self._markup.append(f"</{tag}>")

    def add_text(self, text: str) -> None:
        if not self._depth:
            self._markup.append(escape(text, {"\r": "&#13;"}))
