"""The workbook part and its tables: which sheets there are, what stands where, and by what name."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pumpurs_xl.hosts.file.guard.door import damaged, not_a_workbook
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.values.a1 import Area

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class TablePart:
    """An Excel table as its part declares it: its area with headings and, where it has one, a totals row."""

    name: str
    sheet: str
    area: Area
    headings: tuple[str, ...]
    heading_rows: int = 1
    totals_rows: int = 0
    filtered: bool = False

    @property
    def body(self) -> range:
        """The numbers of its body rows."""
        return range(self.area.first_row + self.heading_rows, self.area.last_row - self.totals_rows + 1)


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: its name, its state (visible, hidden, veryHidden) and the part that holds its cells."""

    name: str
    state: str
    part: str


@dataclass
class Outline:
    """What the workbook part tells: sheets in order, and the names defined for the whole workbook."""

    sheets: list[SheetPart] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def outline(parts: Parts) -> Outline:
    """The sheets and names of the workbook."""
    part = _target(parts, "_rels/.rels", "/officeDocument")
    if not part.endswith(".xml") or part not in parts.names:
        raise not_a_workbook(parts.path)
    linked = {key: (kind, target) for key, kind, target in _relations(parts, part)}
    reader = _OutlineReader(parts, linked)
    parts.parse(part, opened=reader.opened, closed=reader.closed, text=reader.text)
    names = [sheet.name.casefold() for sheet in reader.outline.sheets]
    if not names or len(set(names)) != len(names):
        raise damaged(parts.path, part)
    return reader.outline


class _OutlineReader:
    def __init__(self, parts: Parts, linked: dict[str, tuple[str, str]]) -> None:
        self.outline = Outline()
        self._parts, self._linked = parts, linked
        self._name, self._formula = "", ""

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.outline.sheets:
            self._parts.refuse_strict(tag)
        if tag == f"{MAIN} sheet":
            kind, part = self._linked[attributes[_LINKED]]
            if kind.endswith("/worksheet"):  # a chart on a sheet of its own has no cells
                sheet = SheetPart(attributes["name"], attributes.get("state", "visible"), part)
                self.outline.sheets.append(sheet)
        elif tag == f"{MAIN} definedName" and "localSheetId" not in attributes:
            self._name, self._formula = attributes["name"], ""

    def text(self, text: str) -> None:
        self._formula += text

    def closed(self, tag: str) -> None:
        if tag == f"{MAIN} definedName" and self._name:
            self.outline.names[self._name] = self._formula
            self._name = ""


def tables(parts: Parts, sheet: SheetPart) -> list[TablePart]:
    """The Excel tables on a sheet."""
    return [
        _TableReader(parts, sheet.name, target).table
        for _, kind, target in _relations(parts, sheet.part)
        if kind.endswith("/table")
    ]


class _TableReader:
    def __init__(self, parts: Parts, sheet: str, part: str) -> None:
        self._root: dict[str, str] = {}
        self._headings: list[str] = []
        self._filtered = False
        parts.parse(part, opened=self._opened)
        root, area = self._root, Area.parse(self._root["ref"])
        rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
        name = root.get("displayName") or root["name"]
        self.table = TablePart(name, sheet, area, tuple(self._headings), *rows, filtered=self._filtered)
        if not self._headings or len(self._headings) != area.last_column - area.first_column + 1:
            raise damaged(parts.path, part)

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{MAIN} table":
            self._root = attributes
        elif tag == f"{MAIN} tableColumn":
            self._headings.append(unescaped(attributes["name"]))
        elif tag == f"{MAIN} filterColumn":
            self._filtered = True


def unescaped(text: str) -> str:
    """A text whose control characters are written _x000A_ in the file."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _relations(parts: Parts, part: str) -> list[tuple[str, str, str]]:
    """What a part is linked to: key, kind and the other part."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    return list(_read_relations(parts, relations, folder)) if relations in parts.names else []


def _read_relations(parts: Parts, relations: str, folder: str) -> Iterator[tuple[str, str, str]]:
    found: list[dict[str, str]] = []
    parts.parse(relations, opened=lambda _, attributes: found.append(attributes))
    for link in found[1:]:
        if link.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, link["Target"])).lstrip("/")
        if link["Type"].endswith(("/worksheet", "/table")) and target not in parts.names:
            raise damaged(parts.path, target)
        yield link["Id"], link["Type"], target


def _target(parts: Parts, relations: str, kind: str) -> str:
    if relations not in parts.names:
        raise damaged(parts.path, relations)
    found = [target for _, type_, target in _read_relations(parts, relations, "") if type_.endswith(kind)]
    return found[0] if found else ""
