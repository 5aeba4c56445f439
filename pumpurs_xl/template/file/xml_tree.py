"""XML as text with places: what nobody changes stays to the letter.

The names of known vocabularies are written with one prefix each, whatever prefix the file uses;
the spreadsheet's own elements have none.

>>> root = parse('<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="3"/>', "a part")
>>> root.name, root.get("r"), root.prefix
('row', '3', 'x:')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from pumpurs_xl.template.row_shift import Piece, joined
from pumpurs_xl.values.refusal import Refusal

_VOCABULARIES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr:",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14:",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm:",
}
_STRICT = "http://purl.oclc.org/ooxml/"
_TAG = re.compile(
    r"""<(?:(?P<close>/)?(?P<name>[^\s/>!?]+)(?P<attributes>(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?P<empty>/)?>"""
    r"""|!--.*?-->|\?.*?\?>|(?P<cdata>!\[CDATA\[))""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def unescaped(text: str) -> str:
    """What the XML text says."""
    return _ENTITY.sub(lambda hit: _NAMED[hit[3]] if hit[3] else chr(int(hit[1]) if hit[1] else int(hit[2], 16)), text)


def escaped(text: str) -> str:
    """The text as XML, in an element or an attribute; a user's `${` never looks like a placeholder."""
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("${", "&#36;{")):
        if plain in text:
            text = text.replace(plain, entity)
    return text


@dataclass(slots=True)
class Attribute:
    """A value and where it stands in the text."""

    value: str
    start: int
    end: int


@dataclass(slots=True)
class Element:
    """An element and where it stands: [start, inner) is its opening tag, [close, end) its closing one."""

    name: str
    prefix: str
    source: str = field(repr=False)
    start: int
    attributes: dict[str, Attribute] = field(default_factory=dict)
    inner: int = 0
    close: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    def get(self, attribute: str, default: str = "") -> str:
        found = self.attributes.get(attribute)
        return found.value if found else default

    @property
    def relation(self) -> str:
        """The value of `r:id`, whatever its prefix."""
        return next((held.value for name, held in self.attributes.items() if name.endswith(":id")), "")

    @property
    def markup(self) -> str:
        return self.source[self.start : self.end]

    @property
    def inner_markup(self) -> str:
        return self.source[self.inner : self.close]

    @property
    def text(self) -> str:
        """The text of an element without children."""
        return unescaped(self.inner_markup)

    def find(self, name: str) -> "Element | None":
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator["Element"]:
        """All elements below this one that have the name."""
        return (element for element in self.walk() if element.name == name)

    def walk(self) -> Iterator["Element"]:
        """The element and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def attribute_text(self, *without: str) -> str:
        """The attributes as written, but for some."""
        kept = (
            f' {name}="{self.source[held.start : held.end]}"'
            if '"' not in self.source[held.start : held.end]
            else f" {name}='{self.source[held.start : held.end]}'"
            for name, held in self.attributes.items()
            if name not in without
        )
        return "".join(kept)


def well_formed(data: bytes, part: str) -> None:
    """Refuses a part that is no XML, or brings a document type of its own."""
    parser = expat.ParserCreate()

    def no_doctype(*_: object) -> None:
        raise _damaged(part)

    parser.StartDoctypeDeclHandler = no_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError):  # LookupError: an encoding that does not exist
        raise _damaged(part) from None


def decoded(data: bytes, part: str) -> str:
    """The text of a part; only UTF-8 is read, as every known program writes."""
    well_formed(data, part)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _damaged(part) from None


def parse(text: str, part: str) -> Element:
    """The tree of a well-formed part."""
    root = Element("", "", text, 0)
    open_elements = [root]
    spaces: list[dict[str, str]] = [{}]
    for hit in _TAG.finditer(text):
        if hit["cdata"]:
            raise _damaged(part)
        if not hit["name"]:
            continue
        if hit["close"]:
            _closed(open_elements.pop(), hit)
            spaces.pop()
            continue
        element, known = _opened(hit, text, spaces[-1])
        open_elements[-1].children.append(element)
        if not hit["empty"]:
            open_elements.append(element)
            spaces.append(known)
    if len(open_elements) != 1 or len(root.children) != 1:
        raise _damaged(part)
    return root.children[0]


def _closed(element: Element, hit: re.Match[str]) -> None:
    element.close, element.end = hit.start(), hit.end()


def _opened(hit: re.Match[str], text: str, known: dict[str, str]) -> tuple[Element, dict[str, str]]:
    attributes = {}
    for found in _ATTRIBUTE.finditer(text, hit.start("attributes"), hit.end("attributes")):
        group = 2 if found[2] is not None else 3
        attributes[found[1]] = Attribute(unescaped(found[group]), found.start(group), found.end(group))
    spaces = {name.removeprefix("xmlns"): held.value for name, held in attributes.items() if name[:5] == "xmlns"}
    known = {**known, **spaces} if spaces else known
    prefix, _, local = hit["name"].rpartition(":")
    space = known.get(f":{prefix}" if prefix else "", "")
    written = f"{prefix}:" if prefix else ""
    element = Element(_VOCABULARIES.get(space, f"{space} ") + local, written, text, hit.start(), attributes)
    element.inner = element.close = element.end = hit.end()
    return element, known


def is_strict(text: str) -> bool:
    """Whether the part is written in the Strict form of the format, which few programs read."""
    return _STRICT in text[:2000]


@dataclass(slots=True)
class Edits:
    """Places of a text and what comes there instead."""

    text: str
    places: list[tuple[int, int, list[Piece]]] = field(default_factory=list)

    def replace(self, start: int, end: int, *pieces: Piece) -> None:
        self.places.append((start, end, list(pieces)))

    def pieces(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """The text between two places with all edits made."""
        result: list[Piece] = []
        end = len(self.text) if end is None else end
        inside = [place for place in self.places if start <= place[0] and place[1] <= end]
        for first, last, new in sorted(inside, key=lambda place: place[:2]):
            result += [self.text[start:first], *new]
            start = last
        return joined([*result, self.text[start:end]])


def _damaged(part: str) -> Refusal:
    return Refusal(
        lv=f"Faila daļa {part} ir bojāta. Atveriet veidni programmā Excel un saglabājiet to vēlreiz.",
        en=f"The part {part} of the file is damaged. Open the template in Excel and save it again.",
    )
