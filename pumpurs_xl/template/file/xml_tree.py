"""The XML of a part as a tree whose elements know their places in the text: what is not edited stays to the letter.

ElementTree and lxml write a part anew, with other prefixes, quotes and spaces; here an edit replaces a stretch of
the text. The names of known vocabularies are written with one prefix each, whatever prefix the file uses;
the spreadsheet's own elements have none.

>>> root = parse('<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="3"/>', "a part")
>>> root.name, root.get("r"), root.prefix
('row', '3', 'x:')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from pumpurs_xl.template.row_shift import Piece, join_texts, render
from pumpurs_xl.values.refusal import Refusal

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_VOCABULARIES = {
    MAIN: "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr:",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14:",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm:",
}
_DEEPEST = 200  # nothing that Excel writes is nested half as deep
_STRICT = "http://purl.oclc.org/ooxml/"
_TAG = re.compile(
    r"""<(?:(?P<close>/)?(?P<name>[^\s/>!?]+)(?P<attributes>(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?P<empty>/)?>"""
    r"""|!--.*?-->|\?.*?\?>|(?P<cdata>!\[CDATA\[))""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def unescape(text: str) -> str:
    """What an XML text says, its entities resolved."""
    return _ENTITY.sub(lambda hit: _NAMED[hit[3]] if hit[3] else chr(int(hit[1]) if hit[1] else int(hit[2], 16)), text)


def escape(text: str) -> str:
    """The text as XML, in an element or an attribute; a user's `${` never looks like a placeholder."""
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("${", "&#36;{")):
        if plain in text:
            text = text.replace(plain, entity)
    return text


def escape_pieces(pieces: list[Piece]) -> Piece:
    """The text that the pieces make, as XML."""
    return lambda layout: escape(render(pieces, layout))


@dataclass(slots=True)
class Attribute:
    """The value of an attribute, and where it stands in the text: [start, end), without its quotes."""

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

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, as ElementTree's `get`."""
        attribute = self.attributes.get(name)
        return attribute.value if attribute else default

    def is_on(self, name: str, default: str = "0") -> bool:
        """Whether an attribute that says yes or no says yes."""
        return self.get(name, default) in {"1", "true"}

    @property
    def relation_id(self) -> str:
        """The value of `r:id`, whatever its prefix."""
        return next((attribute.value for name, attribute in self.attributes.items() if name.endswith(":id")), "")

    @property
    def markup(self) -> str:
        """The element as it stands in the file."""
        return self.source[self.start : self.end]

    @property
    def text(self) -> str:
        """The text of an element without children."""
        return unescape(self.source[self.inner : self.close])

    def find(self, name: str) -> "Element | None":
        """The first child of this name, as ElementTree's `find`."""
        return next((child for child in self.children if child.name == name), None)

    def descendants(self, name: str) -> Iterator["Element"]:
        """All elements of this name below this one, itself included."""
        return (element for element in self.walk() if element.name == name)

    def walk(self) -> Iterator["Element"]:
        """The element and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def attribute_text(self, *without: str) -> str:
        """The attributes as written, but for some."""
        result = ""
        for name, attribute in self.attributes.items():
            if name not in without:
                value = self.source[attribute.start : attribute.end]
                quote = "'" if '"' in value else '"'
                result += f" {name}={quote}{value}{quote}"
        return result


def check_well_formed(data: bytes, part: str) -> None:
    """Refuses a part that is no XML, or that declares a document type."""
    parser = expat.ParserCreate()

    def no_doctype(*_: object) -> None:
        raise _damage(part)

    parser.StartDoctypeDeclHandler = no_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError):  # LookupError: an encoding that does not exist
        raise _damage(part) from None


def decode(data: bytes, part: str) -> str:
    """The text of a part; only UTF-8 is read, as every known program writes."""
    check_well_formed(data, part)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _damage(part) from None


def parse(text: str, part: str) -> Element:
    """The tree of a well-formed part."""
    root = Element("", "", text, 0)
    open_elements = [root]
    namespaces: list[dict[str, str]] = [{}]
    for tag in _TAG.finditer(text):
        if tag["cdata"]:
            raise _damage(part)
        if tag["close"]:
            element = open_elements.pop()
            element.close, element.end = tag.start(), tag.end()
            namespaces.pop()
        elif tag["name"]:
            element, known = _open_element(tag, text, namespaces[-1])
            open_elements[-1].children.append(element)
            if len(open_elements) > _DEEPEST:
                raise _damage(part)
            if not tag["empty"]:
                open_elements.append(element)
                namespaces.append(known)
    if len(open_elements) != 1 or len(root.children) != 1:
        raise _damage(part)
    return root.children[0]


def _open_element(tag: re.Match[str], text: str, known: dict[str, str]) -> tuple[Element, dict[str, str]]:
    """The element that a tag opens, and the namespaces that hold within it."""
    attributes = {}
    for found in _ATTRIBUTE.finditer(text, tag.start("attributes"), tag.end("attributes")):
        group = 2 if found[2] is not None else 3
        attributes[found[1]] = Attribute(unescape(found[group]), found.start(group), found.end(group))
    own = {name.removeprefix("xmlns"): held.value for name, held in attributes.items() if name[:5] == "xmlns"}
    known = {**known, **own} if own else known
    prefix, _, local = tag["name"].rpartition(":")
    namespace = known.get(f":{prefix}" if prefix else "", "")
    name = _VOCABULARIES.get(namespace, f"{namespace} ") + local
    element = Element(name, f"{prefix}:" if prefix else "", text, tag.start(), attributes)
    element.inner = element.close = element.end = tag.end()
    return element, known


def is_strict(text: str) -> bool:
    """Whether the part is written in the Strict form of the format, which few programs read."""
    return _STRICT in text[:2000]


@dataclass(slots=True)
class Edits:
    """Stretches of a text, and what comes there instead."""

    text: str
    changes: list[tuple[int, int, list[Piece]]] = field(default_factory=list)

    def replace(self, start: int, end: int, *pieces: Piece) -> None:
        """Puts the pieces where the text has [start, end)."""
        self.changes.append((start, end, list(pieces)))

    def pieces(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """The text of [start, end) with all edits made."""
        result: list[Piece] = []
        end = len(self.text) if end is None else end
        inside = [change for change in self.changes if start <= change[0] and change[1] <= end]
        for first, last, new in sorted(inside, key=lambda change: change[:2]):
            result += [self.text[start:first], *new]
            start = last
        return join_texts([*result, self.text[start:end]])


def _damage(part: str) -> Refusal:
    return Refusal(
        lv=f"Faila daļa {part} ir bojāta. Atveriet veidni programmā Excel un saglabājiet to vēlreiz.",
        en=f"The part {part} of the file is damaged. Open the template in Excel and save it again.",
    )
