"""The outline of a workbook: its sheets, the tables on them, and the names defined for all of it."""

import posixpath
import re
from dataclasses import dataclass, field

from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file, not_a_workbook
from pumpurs_xl.values.a1 import Area

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_ROOT = "_rels/.rels"
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
    manual: bool = False  # formulas are calculated when somebody says so
    beside: dict[str, str] = field(default_factory=dict)  # what the workbook is linked to (styles, theme) -> its part


def read_outline(parts: Parts) -> Outline:
    """The sheets and names of the workbook."""
    if _ROOT not in parts.names:
        raise damaged_file(parts.path, _ROOT)
    part = next((target for _, relation, target in _links(parts, "") if relation.endswith("/officeDocument")), "")
    if not part.endswith(".xml") or part not in parts.names:
        raise not_a_workbook(parts.path)
    links = {key: (relation, target) for key, relation, target in _links(parts, part)}
    reader = _OutlineReader(parts, links)
    reader.outline.beside = {relation.rpartition("/")[2]: target for relation, target in links.values()}
    parts.parse(part, start=reader.start_element, end=reader.end_element, text=reader.add_text)
    names = [sheet.name.casefold() for sheet in reader.outline.sheets]
    if not names or len(set(names)) != len(names):
        raise damaged_file(parts.path, part)
    return reader.outline


class _OutlineReader:
    def __init__(self, parts: Parts, links: dict[str, tuple[str, str]]) -> None:
        self.outline = Outline()
        self._parts, self._links = parts, links
        self._name, self._formula = "", ""

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.outline.sheets:
            self._parts.refuse_strict(tag)
        if tag == f"{MAIN} sheet":
            relation, part = self._links[attributes[_LINK]]
            if relation.endswith("/worksheet"):  # a chart on a sheet of its own has no cells
                sheet = SheetPart(attributes["name"], attributes.get("state", "visible"), part)
                self.outline.sheets.append(sheet)
        elif tag == f"{MAIN} definedName" and "localSheetId" not in attributes:
            self._name, self._formula = attributes["name"], ""
        elif tag == f"{MAIN} calcPr":
            self.outline.manual = attributes.get("calcMode") == "manual"

    def add_text(self, text: str) -> None:
        self._formula += text

    def end_element(self, tag: str) -> None:
        if tag == f"{MAIN} definedName" and self._name:
            self.outline.names[self._name] = self._formula
            self._name = ""


def tables_on(parts: Parts, sheet: SheetPart) -> list[TablePart]:
    """The Excel tables on a sheet."""
    links = _links(parts, sheet.part)
    return [_read_table(parts, sheet.name, target) for _, relation, target in links if relation.endswith("/table")]


def _read_table(parts: Parts, sheet: str, part: str) -> TablePart:
    root: dict[str, str] = {}
    headings: list[str] = []
    tags: set[str] = set()

    def start_element(tag: str, attributes: dict[str, str]) -> None:
        tags.add(tag)
        if tag == f"{MAIN} table":
            root.update(attributes)
        elif tag == f"{MAIN} tableColumn":
            headings.append(unescape(attributes["name"]))

    parts.parse(part, start=start_element)
    area = Area.parse(root["ref"])
    rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    if not headings or len(headings) != area.last_column - area.first_column + 1:
        raise damaged_file(parts.path, part)
    name = root.get("displayName") or root["name"]
    return TablePart(name, sheet, area, tuple(headings), *rows, filtered=f"{MAIN} filterColumn" in tags)


def unescape(text: str) -> str:
    """A text whose control characters are written _x000A_ in the file."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _links(parts: Parts, part: str) -> list[tuple[str, str, str]]:
    """What a part is linked to inside the file: key, relation and the other part; "" is the file itself."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    elements: list[dict[str, str]] = []
    if relations in parts.names:
        parts.parse(relations, start=lambda _, attributes: elements.append(attributes))
    links = []
    for link in elements[1:]:
        if link.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, link["Target"])).lstrip("/")
        if link["Type"].endswith(("/worksheet", "/table")) and target not in parts.names:
            raise damaged_file(parts.path, target)
        links.append((link["Id"], link["Type"], target))
    return links
