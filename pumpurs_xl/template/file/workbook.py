"""The template as read: its sheets, texts, relations and defined names."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pumpurs_xl.template.file.cells import Row, read_rows
from pumpurs_xl.template.file.xml_tree import Element, decode, is_strict, parse
from pumpurs_xl.template.file.zip_parts import Part, read_package
from pumpurs_xl.values.refusal import Refusal

TYPES = "[Content_Types].xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Sheet:
    """A worksheet; `key` is its title in lower case, as formulas find it."""

    title: str
    part: str
    root: Element
    rows: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.title.casefold()

    @property
    def data(self) -> Element:
        found = self.root.find("sheetData")
        if found is None:
            raise _not_normal()
        return found


class Source:
    """A template file, its parts read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self.parts: dict[str, Part] = read_package(data)
        self._trees: dict[str, Element] = {}
        self.workbook_part = self._find_workbook()
        self.workbook = self.tree(self.workbook_part)
        self.titles, worksheets = self._worksheets()
        self.strings_part = self._target("sharedStrings")
        self.strings = [child for child in self._strings_root() if child.name == "si"]
        self.sheets = [self._read_sheet(title, part) for title, part in worksheets]

    def text(self, part: str) -> str:
        return decode(self.parts[part].content(), part)

    def tree(self, part: str) -> Element:
        if part not in self._trees:
            text = self.text(part)
            if is_strict(text):
                raise _not_normal()
            self._trees[part] = parse(text, part)
        return self._trees[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part, by their identifiers."""
        name = relations_part(part)
        if name not in self.parts:
            return {}
        found = (_relation(element, part) for element in self.tree(name).descendants("Relationship"))
        return {relation.id: relation for relation in found}

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts of this kind that a part links to."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target in self.parts:
                yield relation.target

    @cached_property
    def since_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        settings = self.workbook.find("workbookPr")
        return settings is not None and settings.get("date1904") in {"1", "true"}

    @cached_property
    def names(self) -> list[Element]:
        """The defined names."""
        return list(self.workbook.descendants("definedName"))

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, str]]:
        """The key of the sheet and the cells of each table, by its name in lower case."""
        return {
            self.tree(part).get("displayName").casefold(): (sheet.key, self.tree(part).get("ref"))
            for sheet in self.sheets
            for part in self.related(sheet.part, "table")
        }

    @property
    def strings_prefix(self) -> str | None:
        """The prefix of the shared texts' elements; None where the texts stand in the cells."""
        return self.tree(self.strings_part).prefix if self.strings else None

    def _find_workbook(self) -> str:
        if TYPES not in self.parts or "_rels/.rels" not in self.parts:
            raise _not_normal()
        part = next(self.related("", "officeDocument"), "")
        kinds = {
            support_type.get("PartName").lstrip("/"): support_type.get("ContentType")
            for support_type in self.tree(TYPES).descendants("Override")
        }
        signed = any(name.startswith("_xmlsignatures/") for name in self.parts)
        if kinds.get(part) != _WORKBOOK or signed:
            raise _not_normal()
        return part

    def _target(self, kind: str) -> str:
        return next(self.related(self.workbook_part, kind), "")

    def _worksheets(self) -> tuple[list[str], list[tuple[str, str]]]:
        relations = self.relations(self.workbook_part)
        titles, found = [], []
        for element in self.workbook.descendants("sheet"):
            relation = relations.get(element.relation_id)
            if relation is None or relation.target not in self.parts:
                raise _not_normal()
            titles.append(element.get("name"))
            if relation.kind == "worksheet":
                found.append((element.get("name"), relation.target))
        return titles, found

    def _strings_root(self) -> list[Element]:
        return self.tree(self.strings_part).children if self.strings_part else []

    def _read_sheet(self, title: str, part: str) -> Sheet:
        sheet = Sheet(title, part, self.tree(part))
        if sheet.root.name != "worksheet":
            raise _not_normal()
        sheet.rows = read_rows(sheet.data, self.strings, title)
        return sheet


def relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _relation(element: Element, part: str) -> Relation:
    external = element.get("TargetMode") == "External"
    target = element.get("Target")
    if not external and not target.startswith("#"):
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relation(element.get("Id"), element.get("Type").rpartition("/")[2], target, external)


def _not_normal() -> Refusal:
    return Refusal(
        lv="Fails nav parasta Excel darbgrāmata bez makro un parakstiem. Saglabājiet veidni kā .xlsx.",
        en="The file is not an ordinary Excel workbook without macros and signatures. Save it as .xlsx.",
    )
