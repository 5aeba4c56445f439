"""The sweep: the rows of a sheet in the plain form that Excel, LibreOffice and our writer produce.

In that form a row is its attributes and cells, a cell is an address, a format, a type, at most one formula and at most
one value, and nothing else stands between them: no other element or namespace, no comment, no character by its number.
Such bytes mean one thing to any reader, so one pass of a regular expression, several times faster than an XML parser,
reads them. All that does not look so in every byte is left to the parser.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Protocol
from xml.parsers import expat

from pumpurs_xl.hosts.file.guard.parts import Parts

RawCell = tuple[str, str, str, str, str, str, str, str]
"""Letters and row of the address, number of the format, type, start of the formula, formula, start of the value, value.

Each is "" where it is missing.
"""
_OPENING, _CLOSING = "<sheetData>", "</sheetData>"
_LONGEST = 1 << 22  # letters of what stands before the rows, and of one row
_ATTRIBUTES = r'(?: [A-Za-z_][\w:.]*+="[^"<&]*+")*+'
_SAID = r"[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_CELL = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]*+)"(?: s="([0-9]++)")?+(?: t="(str|s|n|b|e|d)")?+(?:/>|>'
    rf"(?:(<f{_ATTRIBUTES})(?:/>|>({_SAID})</f>))?+(?:(<v)(?:/>|>({_SAID})</v>))?+</c>)"
)
_cells = re.compile(_CELL, re.ASCII).findall
_row = re.compile(rf"<row({_ATTRIBUTES})(?:/>|>((?:{re.sub(r'[(](?![?])', '(?:', _CELL)})*+)</row>)", re.ASCII).match
_attributes = re.compile(r' ([\w:.]+)="([^"]*)"', re.ASCII).findall
_CONTROLS = bytes({*range(32)} - {9, 10})
_NO_LETTERS = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # the last two are no characters at all
_PLAIN_ENCODINGS = {"utf-8", "ascii"}


class NotPlain(Exception):
    """The sheet is not in the plain form."""


class Rows(Protocol):
    """What takes a sheet row by row."""

    take_row: Callable[[dict[str, str], list[RawCell]], None]

    @property
    def in_rows(self) -> bool:
        """Whether the parser stands between two rows."""


def sweep(parts: Parts, name: str, parser: expat.XMLParserType, rows: Rows) -> None:
    """Sweeps the rows of a sheet; what stands before and after them goes through the parser.

    Raises NotPlain where the sheet does not look so, perhaps after some rows.
    """
    parser.XmlDeclHandler = _refuse_encoding
    try:
        pieces = codecs.iterdecode(_plain_pieces(parts, name), "utf-8")
        text = _sweep_rows(_head(pieces, parser, rows), pieces, rows)
        for piece in chain((text,), pieces):
            parser.Parse(piece)
    except UnicodeDecodeError as fault:
        raise NotPlain from fault
    parser.Parse("", True)


def _plain_pieces(parts: Parts, name: str) -> Iterator[bytes]:
    """The bytes of a sheet, as long as they hold no letter that XML forbids or changes."""
    ending = b"?>\r\n"  # of the line before the sheet, as Excel writes it
    for piece in parts.stream(name):
        looked_at = piece.replace(ending, b"", 1) if ending in piece[:256] else piece
        if len(looked_at.translate(None, _CONTROLS)) < len(looked_at) or any(no in piece for no in _NO_LETTERS):
            raise NotPlain
        yield piece


def _head(pieces: Iterator[str], parser: expat.XMLParserType, rows: Rows) -> str:
    """Parses up to the first row; the text from there on."""
    text = ""
    while _OPENING not in text:
        text = _longer(text, pieces)
    head, opening, text = text.partition(_OPENING)
    parser.Parse(head + opening)
    if not rows.in_rows:
        raise NotPlain
    return text


def _sweep_rows(text: str, pieces: Iterator[str], rows: Rows) -> str:
    """Takes all rows; the text after them."""
    start = 0
    while not text.startswith(_CLOSING, start):
        if row := _row(text, start):
            rows.take_row(dict(_attributes(row[1])), _cells_of(row[2]))
            start = row.end()
        else:
            text, start = _longer(text[start:], pieces), 0
    return text[start:]


def _longer(text: str, pieces: Iterator[str]) -> str:
    """The text with the next piece of the sheet."""
    piece = next(pieces, "")
    if not piece or len(text) > _LONGEST:
        raise NotPlain
    return text + piece


def _cells_of(row: str | None) -> list[RawCell]:
    cells: list[RawCell] = _cells(row or "")
    if row and "&" in row:
        return [cell if "&" not in cell[5] + cell[7] else _unescaped(cell) for cell in cells]
    return cells


def _unescaped(cell: RawCell) -> RawCell:
    return (*cell[:5], _unescape(cell[5]), cell[6], _unescape(cell[7]))


def _unescape(text: str) -> str:
    text = text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'")
    return text.replace("&amp;", "&")


def shared_number(formula: str) -> str | None:
    """The number under which formulas share a text, from the start of one (`<f t="shared" si="3"`); None without."""
    return dict(_attributes(formula)).get("si")


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _PLAIN_ENCODINGS:
        raise NotPlain
