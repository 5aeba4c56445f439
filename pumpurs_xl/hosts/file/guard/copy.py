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


def plain_copy(parts: Parts, wanted: dict[str, Wanted]) -> bytes:
    """The workbook again; `wanted` says for a sheet's part which cells (row, column) go into the copy."""
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
        self._said: list[str] = []
        self._row = self._column = self._skipped = 0

    def xml(self) -> bytes:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._opened, self._closed
        parser.CharacterDataHandler = self._text
        for chunk in self._parts.stream(self._name):
            parser.Parse(chunk)
        parser.Parse(b"", True)
        return "".join(self._said).encode()

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._skipped or (self._wanted and name == "c" and not self._place(attributes, self._wanted)):
            self._skipped += 1
            return
        if self._wanted and name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            attributes["r"] = str(self._row)
        self._said.append(f"<{tag}{''.join(f' {key}={quoteattr(said)}' for key, said in attributes.items())}>")

    def _place(self, attributes: dict[str, str], wanted: Wanted) -> bool:
        given = attributes.get("r")
        self._column = Area.parse(given).first_column if given else self._column + 1
        attributes["r"] = address(self._row, self._column)
        return wanted(self._row, self._column)

    def _closed(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._said.append(f"</{tag}>")

    def _text(self, text: str) -> None:
        if not self._skipped:
            self._said.append(escape(text, {"\r": "&#13;"}))
