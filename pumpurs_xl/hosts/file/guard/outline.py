"""The outline of a workbook: its sheets, the tables on them, and the names defined for all of it.

Parts are found by their relations alone, whatever they are called.
"""

import posixpath
from dataclasses import dataclass, field

from pumpurs_xl.hosts.file.guard.names import MAIN, RELATION_ID, RELATIONS, STRICT, unescape
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import damaged_file, not_a_workbook, strict_format, too_much_inside
from pumpurs_xl.values.a1 import Area

MOST_SHEETS, MOST_TABLES = 255, 500
_ROOT = "_rels/.rels"
_TRUE = {"1", "true"}


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
    """A worksheet: its name, its state (visible, hidden, veryHidden) and the part that holds its cells.

    The part is "" where the workbook names none: such a sheet is empty.
    """

    name: str
    state: str
    part: str


@dataclass
class Outline:
    """What the workbook part tells: sheets in order, and the names defined for the whole workbook."""

    sheets: list[SheetPart] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    texts: str | None = None  # the parts of shared texts, of cell formats and of the colours
    styles: str | None = None
    theme: str | None = None
    from_1904: bool = False  # which of the two calendars day numbers are of
    manual: bool = False  # formulas are calculated when somebody says so


def read_outline(parts: Parts) -> Outline:
    """The sheets and names of the workbook."""
    if parts.find(_ROOT) is None:
        raise damaged_file(parts.path, _ROOT)
    documents = {target for _, relation, target in _links(parts, "") if relation.endswith("/officeDocument")}
    if len(documents) > 1:
        raise damaged_file(parts.path, _ROOT)
    part = next((name for target in documents if (name := parts.find(target))), None)
    if part is None or part.endswith(".bin"):
        raise not_a_workbook(parts.path)
    reader = _OutlineReader(parts, part)
    parts.parse_outline(part, start=reader.start_element, end=reader.end_element, text=reader.add_text)
    names = [sheet.name.casefold() for sheet in reader.outline.sheets]
    cells = [sheet.part for sheet in reader.outline.sheets if sheet.part]
    if not names or len(set(names)) != len(names) or len(set(cells)) != len(cells):
        raise damaged_file(parts.path, part)
    if len(names) > MOST_SHEETS:
        raise too_much_inside(parts.path, part)
    return reader.outline


class _OutlineReader:
    def __init__(self, parts: Parts, part: str) -> None:
        self._parts = parts
        self._path: list[str] = []
        self._links = {key: (relation, target) for key, relation, target in _links(parts, part)}
        themes = (target for relation, target in self._links.values() if relation.endswith("/theme"))
        self.outline = Outline(
            texts=self._linked("/sharedStrings"),
            styles=self._linked("/styles"),
            theme=parts.find(next(themes, "")),  # without it colours are the usual ones
        )
        self._name = ""
        self._formula: list[str] = []

    def _linked(self, kind: str) -> str | None:
        """The part of a kind of which there may be one."""
        targets = {target for relation, target in self._links.values() if relation.endswith(kind)}
        found = [self._parts.find(target) for target in targets]
        if len(found) > 1 or None in found:
            raise damaged_file(self._parts.path, next(iter(targets)))
        return found[0] if found else None

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._path:
            refuse_root(self._parts, tag, "workbook")
        self._path.append(tag)
        if self._path[1:] == [f"{MAIN} sheets", f"{MAIN} sheet"]:
            self._add_sheet(attributes)
        elif tag == f"{MAIN} workbookPr":
            self.outline.from_1904 = attributes.get("date1904") in _TRUE
        elif tag == f"{MAIN} definedName" and "localSheetId" not in attributes:
            self._name = attributes["name"]
            self._formula.clear()
        elif tag == f"{MAIN} calcPr":
            self.outline.manual = attributes.get("calcMode") == "manual"

    def _add_sheet(self, attributes: dict[str, str]) -> None:
        """A chart or macros on a sheet of their own have no cells that are read."""
        key = attributes[RELATION_ID]
        relation, target = self._links[key] if key else ("/worksheet", "")
        part = self._parts.find(target)
        if relation.endswith("/worksheet"):
            if key and part is None:
                raise damaged_file(self._parts.path, target)
            self.outline.sheets.append(SheetPart(attributes["name"], attributes.get("state", "visible"), part or ""))

    def add_text(self, text: str) -> None:
        if self._name:
            self._formula.append(text)

    def end_element(self, tag: str) -> None:
        self._path.pop()
        if tag == f"{MAIN} definedName" and self._name:
            self.outline.names[self._name] = "".join(self._formula)
            self._name = ""


def refuse_root(parts: Parts, tag: str, expected: str) -> None:
    """Refuses a part whose first element is another one than its relation promises, and the strict format."""
    if tag.startswith(STRICT):
        raise strict_format(parts.path)
    if tag != f"{MAIN} {expected}":
        raise not_a_workbook(parts.path) if expected == "workbook" else damaged_file(parts.path, tag.rpartition(" ")[2])


def tables_on(parts: Parts, sheet: SheetPart) -> list[TablePart]:
    """The Excel tables on a sheet."""
    links = _links(parts, sheet.part) if sheet.part else ()
    found = [target for _, relation, target in links if relation.endswith("/table")]
    if len(found) > MOST_TABLES:
        raise too_much_inside(parts.path, sheet.part)
    return [_read_table(parts, sheet.name, target) for target in found]


def _read_table(parts: Parts, sheet: str, target: str) -> TablePart:
    root: dict[str, str] = {}
    headings: list[str] = []
    tags: set[str] = set()
    part = parts.find(target)
    if part is None:
        raise damaged_file(parts.path, target)

    def start_element(tag: str, attributes: dict[str, str]) -> None:
        if not tags:
            refuse_root(parts, tag, "table")
            root.update(attributes)
        tags.add(tag)
        if tag == f"{MAIN} tableColumn":
            headings.append(unescape(attributes["name"]))

    parts.parse_outline(part, start=start_element)
    area = Area.parse(root["ref"])
    rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    if not headings or len(headings) != area.last_column - area.first_column + 1 or not {*rows} <= {0, 1}:
        raise damaged_file(parts.path, part)
    name = root.get("displayName") or root["name"]
    return TablePart(name, sheet, area, tuple(headings), *rows, filtered=f"{MAIN} filterColumn" in tags)


def _links(parts: Parts, part: str) -> list[tuple[str, str, str]]:
    """What a part is linked to inside the file: key, relation and the other part; "" is the file itself."""
    folder, name = posixpath.split(part)
    relations = parts.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    links: dict[str, tuple[str, str, str]] = {}

    def start_element(tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{RELATIONS} Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            link = attributes["Id"], attributes["Type"], target
            if links.setdefault(link[0], link) != link:
                raise damaged_file(parts.path, relations or "")

    if relations:
        parts.parse_outline(relations, start=start_element)
    return list(links.values())
