"""A workbook's parts as `repair_triggers` reads them, with lxml alone: no code of the package that wrote them."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from pumpurs_xl.values.a1 import Area

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NEW_FUNCTIONS = {
    "ARABIC",
    "BASE",
    "CEILING.MATH",
    "CONCAT",
    "DAYS",
    "FILTER",
    "FLOOR.MATH",
    "FORMULATEXT",
    "IFNA",
    "IFS",
    "ISFORMULA",
    "ISOWEEKNUM",
    "LAMBDA",
    "LET",
    "MAXIFS",
    "MINIFS",
    "NUMBERVALUE",
    "RANDARRAY",
    "SEQUENCE",
    "SHEET",
    "SHEETS",
    "SORT",
    "SORTBY",
    "STDEV.P",
    "STDEV.S",
    "SWITCH",
    "TEXTJOIN",
    "TOCOL",
    "UNICHAR",
    "UNICODE",
    "UNIQUE",
    "VSTACK",
    "XLOOKUP",
    "XMATCH",
    "XOR",
}
"""Those that a file must write with the prefix _xlfn."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINES = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+")
Node = Any


@dataclass
class Package:
    """A workbook's parts, their trees, and the links between them."""

    names: list[str]
    parts: dict[str, bytes]
    broken: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, data: bytes) -> "Package":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            return cls(names, {name: archive.read(name) for name in names})

    @cached_property
    def trees(self) -> dict[str, Node]:
        found = {}
        for name, data in self.parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    found[name] = etree.fromstring(data)
                except etree.XMLSyntaxError:
                    self.broken.append(name)
        return found

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the target of each internal link of a part, by its id."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        internal = [each for each in tree if each.get("TargetMode") != "External"] if tree is not None else []
        return {
            each.get("Id"): (
                each.get("Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target"))).lstrip("/"),
            )
            for each in internal
        }

    def linked(self, part: str, kind: str) -> list[str]:
        return [target for found, target in self.links(part).values() if found == kind and target in self.trees]

    @cached_property
    def workbook(self) -> str:
        return self.linked("", "officeDocument")[0]

    @cached_property
    def sheets(self) -> list[tuple[str, str]]:
        """The title and the part of each worksheet."""
        links = self.links(self.workbook)
        entries = [(each.get("name"), links.get(each.get(f"{LINK}id"))) for each in self.every("sheet")]
        return [
            (title, link[1]) for title, link in entries if link and link[0] == "worksheet" and link[1] in self.trees
        ]

    def every(self, name: str, part: str = "") -> list[Node]:
        return list(self.trees[part or self.workbook].iter(f"{MAIN}{name}"))

    @cached_property
    def texts(self) -> list[str]:
        parts = self.linked(self.workbook, "sharedStrings")
        return [plain_text(each) for each in self.every("si", parts[0])] if parts else []

    @cached_property
    def formats(self) -> Counter[str]:
        """How many formats of each kind the styles hold."""
        parts = self.linked(self.workbook, "styles")
        groups = self.trees[parts[0]] if parts else []
        return Counter({etree.QName(group).localname: len(group) for group in groups})


def plain_text(string: Node) -> str:
    return "".join(text.text or "" for text in string.iter(f"{MAIN}t") if text.getparent().tag != f"{MAIN}rPh")


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def meet(one: Area, other: Area) -> bool:
    return not (
        one.last_row < other.first_row
        or other.last_row < one.first_row
        or one.last_column < other.first_column
        or other.last_column < one.first_column
    )


def local_names(node: Node) -> list[str]:
    return [etree.QName(child).localname for child in node if isinstance(child.tag, str)]


def in_order(names: Iterable[str], order: list[str]) -> bool:
    places = [order.index(name) for name in names if name in order]
    return places == sorted(places)


def areas_of(text: str | None, what: str) -> Iterator[str]:
    """A trigger for each area that is none."""
    if not text:
        yield f"{what}: no area"
    for area in (text or "").split():
        try:
            Area.parse(area)
        except ValueError:
            if not _LINES.fullmatch(area):
                yield f"{what}: the area {area}"


def formula(text: str, where: str) -> Iterator[str]:
    """What no formula of a file may hold."""
    yield from (f"{where}: the formula {fault}: {text[:60]}" for fault in faults(text))


@cache
def faults(text: str) -> list[str]:
    bare = re.sub(r'"[^"]*"', '""', text)
    outside = re.sub(r"\[(?:[^\[\]]|\[[^\]]*\])*\]|\{[^}]*\}|'[^']*'", "", bare)
    depth = deepest = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    names = re.findall(r"(?<![\w.])([A-Z][A-Z0-9.]*)\(", bare)
    wrong = {
        "begins with =": text.startswith("="),
        "is too long": len(text) > 8192,
        "has brackets that do not close": bare.count("(") != bare.count(")"),
        "is nested too deep": deepest > 64,
        "holds [@": "[@" in bare,
        "has a semicolon between arguments": ";" in outside,
        "has a function without _xlfn.": bool(set(names) & NEW_FUNCTIONS),
    }
    return [what for what, found in wrong.items() if found]
