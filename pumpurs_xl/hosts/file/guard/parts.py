"""Parts: what a workbook file is packed of, each read whole and proved against its checksum."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from pumpurs_xl.hosts.file.guard.refusals import damaged_file, not_a_workbook, too_much_inside, with_password

_MB = 1024 * 1024
LARGEST_PART = 320 * _MB
LARGEST_SUM = 512 * _MB
LARGEST_OUTLINE = 48 * _MB
"""Of all parts together that are read for their structure: workbook, relations, tables, styles."""
MOST_PARTS = 5_000
DEEPEST = 256
"""Elements in each other; a sheet has some ten."""
HIGHEST_RATIO = 200
"""Bytes out of one packed byte. Rows of equal formatted cells give up to 150; only a bomb gives more."""
_ENTRY = b"PK\x01\x02"
_CHUNK = 1 << 18

Start = Callable[[str, dict[str, str]], object]
"""What takes the start of an XML element: its name and its attributes."""
Text = Callable[[str], object]
"""What takes the end of an element by its name, or a text."""


class Parts:
    """The parts of one workbook file."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        if data.count(_ENTRY) > 2 * MOST_PARTS:
            raise too_much_inside(path, f"> {MOST_PARTS}")
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in entries}  # as some programs part folders
        self.names = tuple(self._entries)
        self._by_folded = {name.casefold(): name for name in self.names}
        self._outline = 0  # bytes read of parts that tell the structure
        self._refuse_packing(entries)
        if "[Content_Types].xml" not in self.names or not any(name.endswith(".rels") for name in self.names):
            raise not_a_workbook(path)

    def _refuse_packing(self, entries: list[zipfile.ZipInfo]) -> None:
        if any(entry.flag_bits & 1 for entry in entries):
            raise with_password(self.path)
        unsafe = any(name.startswith("/") or ".." in name.split("/") or set(name) & set(":\0") for name in self.names)
        if unsafe or len(self._by_folded) != len(entries):
            raise damaged_file(self.path)
        for entry in entries:
            inflated = entry.file_size > _MB and entry.file_size > HIGHEST_RATIO * entry.compress_size
            if inflated or entry.file_size > LARGEST_PART:
                raise too_much_inside(self.path, entry.filename)
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_SUM:
            raise too_much_inside(self.path, f"{len(entries)}")

    def find(self, name: str) -> str | None:
        """The part of that name, whatever the case of its letters; None where there is none."""
        return self._by_folded.get(name.casefold())

    def size(self, name: str) -> int:
        """The bytes of a part, unpacked."""
        return self._entries[name].file_size

    def stream(self, name: str) -> Iterator[bytes]:
        """The part's bytes; at its end the checksum is proved."""
        with self._zip.open(self._entries[name]) as part:
            while chunk := part.read(_CHUNK):
                yield chunk

    def parser(self, name: str, *, start: Start, end: Text, text: Text | None) -> expat.XMLParserType:
        """A parser for an XML part; it names elements by namespace, a space and their own name.

        A document type is refused: no spreadsheet program writes one.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text, parser.buffer_size = True, 1 << 16
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text

        def refuse(*_: object) -> None:
            raise damaged_file(self.path, name)

        parser.StartDoctypeDeclHandler = refuse
        return parser

    def parse(self, name: str, *, start: Start, end: Text | None = None, text: Text | None = None) -> None:
        """Streams an XML part through such a parser; elements too deep in each other are refused."""
        depth = 0

        def start_element(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise damaged_file(self.path, name)
            start(tag, attributes)

        def end_element(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end:
                end(tag)

        parser = self.parser(name, start=start_element, end=end_element, text=text)
        for chunk in self.stream(name):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def parse_outline(self, name: str, *, start: Start, end: Text | None = None, text: Text | None = None) -> None:
        """Streams a part that tells the structure of the workbook; all of them together are no large ones."""
        self._outline += self.size(name)
        if self._outline > LARGEST_OUTLINE:
            raise too_much_inside(self.path, name)
        self.parse(name, start=start, end=end, text=text)

    def prove(self, left_out: set[str]) -> None:
        """Reads every other part once, for its checksum; a document type is refused there, too."""
        for name in self.names:
            if name in left_out or name.endswith("/"):
                continue
            for piece in self.stream(name):
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in piece:
                    raise damaged_file(self.path, name)
