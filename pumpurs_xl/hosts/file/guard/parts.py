"""Parts: what a workbook file is packed of, each read whole and proved against its checksum."""

import codecs
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from pumpurs_xl.hosts.file.guard.refusals import (
    damaged_file,
    not_a_workbook,
    strict_format,
    too_much_inside,
    with_password,
)

LARGEST_PART = 320 * 1024 * 1024
LARGEST_TEXTS = 96 * 1024 * 1024
LARGEST_SUM = 512 * 1024 * 1024
MOST_PARTS = 5_000
_CHUNK = 1 << 18
_PLAIN_ENCODINGS = {None, "utf-8", "ascii"}
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"

Start = Callable[[str, dict[str, str]], object]
"""What takes the start of an XML element: its name and its attributes."""
Text = Callable[[str], object]
"""What takes the end of an element by its name, or a text."""


class Parts:
    """The parts of one workbook file.

    `unusual` names the parts whose XML is valid but written so that the reader of values would lose
    some of it (another encoding, comments or raw sections between the cells).
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.unusual: set[str] = set()
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = tuple(self._zip.namelist())
        self._refuse_packing(self._zip.infolist())
        if "[Content_Types].xml" not in self.names or not any(name.startswith("xl/") for name in self.names):
            raise not_a_workbook(path)

    def _refuse_packing(self, entries: list[zipfile.ZipInfo]) -> None:
        if any(entry.flag_bits & 1 for entry in entries):
            raise with_password(self.path)
        unsafe = any(name.startswith("/") or ".." in name.split("/") or set(name) & set("\\:\0") for name in self.names)
        if unsafe or len({name.casefold() for name in self.names}) != len(self.names):
            raise damaged_file(self.path)
        for entry in entries:
            texts = entry.filename == "xl/sharedStrings.xml"
            if entry.file_size > (LARGEST_TEXTS if texts else LARGEST_PART):
                raise too_much_inside(self.path, entry.filename)
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_SUM:
            raise too_much_inside(self.path, f"{len(entries)}")

    def stream(self, name: str) -> Iterator[bytes]:
        """The part's bytes; at its end the checksum is proved."""
        with self._zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk

    def parse(
        self, name: str, *, start: Start | None = None, end: Text | None = None, text: Text | None = None
    ) -> None:
        """Streams an XML part; elements are named by namespace, a space and their own name."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        self._watch(parser, name)
        for chunk in self.stream(name):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _watch(self, parser: expat.XMLParserType, name: str) -> None:
        """Refuses a document type; notes what the reader of values would lose."""

        def refuse(*_: object) -> None:
            raise damaged_file(self.path, name)

        def note(*_: object) -> None:
            self.unusual.add(name)

        def read_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
            if (codecs.lookup(encoding).name if encoding else None) not in _PLAIN_ENCODINGS:
                note()

        parser.StartDoctypeDeclHandler = refuse
        parser.XmlDeclHandler = read_declaration
        parser.StartCdataSectionHandler = parser.CommentHandler = parser.ProcessingInstructionHandler = note

    def prove(self, left_out: set[str]) -> None:
        """Reads every other part once: its checksum, and its XML."""
        for name in self.names:
            if name in left_out or name.endswith("/"):
                continue
            if name.endswith((".xml", ".rels")):
                self.parse(name)
            else:
                for _ in self.stream(name):
                    pass

    def refuse_strict(self, root: str) -> None:
        """Refuses the strict form of the format, by the name of the first element of a part."""
        if root.startswith(_STRICT):
            raise strict_format(self.path)
