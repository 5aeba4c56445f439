"""The template's workbook as read: its sheets, shared texts, defined names, tables, and the links between its parts.

Only an ordinary .xlsx is read: no macro workbook, no signatures, not the Strict form of the format.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pumpurs_xl.template.file.cells import Row, read_rows
from pumpurs_xl.template.file.xml_tree import Element, decode, is_strict, parse
from pumpurs_xl.template.file.zip_parts import Part, read_zip
from pumpurs_xl.values.a1 import LAST_ROW, Area
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

TYPES = "[Content_Types].xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OTHER_KINDS = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": both("darbgrāmata ar makro (.xlsm)", "a macro workbook"),
    "application/vnd.ms-excel.template.macroEnabled.main+xml": both("veidne ar makro (.xltm)", "a macro template"),
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": both("pievienojumprogramma (.xlam)", "an add-in"),
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main": both("binārā darbgrāmata (.xlsb)", "a binary workbook"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": both(
        "Excel veidne (.xltx)", "an Excel template (.xltx)"
    ),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; `kind` is the last word of its type (drawing, table, comments, ...)."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Sheet:
    """A worksheet of the template, with its rows and the tree of its part; `left_out` of its rows are not written."""

    title: str
    part: str
    root: Element
    rows: list[Row] = field(default_factory=list)
    left_out: int = 0

    @property
    def key(self) -> str:
        """Its title in lower case, by which formulas and layouts find it."""
        return self.title.casefold()

    @property
    def data(self) -> Element:
        """The element that holds its rows."""
        found = self.root.find("sheetData")
        if found is None:
            raise _not_ordinary()
        return found

    def leave_out_end(self) -> None:
        """Leaves out the rows without a value by which LibreOffice and gnumeric mark where a sheet ends."""
        while self.rows and self.rows[-1].number > LAST_ROW // 2 and self.rows[-1].is_empty:
            self.rows.pop()
            self.left_out += 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the key of its sheet, all its cells, how many of their rows are headings or totals, its headings."""

    sheet: str
    area: Area
    heading_rows: int
    totals_rows: int
    headings: Sequence[str]


class Workbook:
    """A template file. `part` is the name of its workbook part, `root` the tree of it; other parts are read on demand.

    Refusal: the file is no workbook, is damaged, or is not an ordinary one.
    """

    def __init__(self, data: bytes) -> None:
        self.parts: dict[str, Part] = read_zip(data)
        self._names = {name.casefold(): name for name in self.parts}
        self._trees: dict[str, Element] = {}
        self.part = self._find_part()
        self.root = self.tree(self.part)
        self.titles = [element.get("name") for element in self.root.descendants("sheet")]
        self.strings_part = next(self.find_parts(self.part, "sharedStrings"), "")
        texts = self.tree(self.strings_part).children if self.strings_part else []
        self.strings = [child for child in texts if child.name == "si"]
        self.sheets = list(self._read_sheets())

    def text(self, part: str) -> str:
        """The text of a part."""
        return decode(self.parts[part].content(), part)

    def tree(self, part: str) -> Element:
        """The tree of a part, parsed once."""
        if part not in self._trees:
            text = self.text(part)
            if is_strict(text):
                raise _is_another_kind(both("stingrā “Strict” formāta darbgrāmata", "a workbook in the Strict format"))
            self._trees[part] = parse(text, part)
        return self._trees[part]

    def sheet_with(self, part: str) -> "Sheet | None":
        """The sheet that a part is, or hangs on; None where it belongs to the whole file."""
        return next(
            (
                sheet
                for sheet in self.sheets
                if sheet.part == part or any(each.target == part for each in self.relations(sheet.part).values())
            ),
            None,
        )

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part, by their identifiers; targets are names of parts, or URLs where external."""
        name = relations_part(part)
        found = {}
        for element in self.tree(name).descendants("Relationship") if name in self.parts else ():
            is_external = element.get("TargetMode") == "External"
            target = element.get("Target")
            if not is_external and not target.startswith("#"):
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                target = self._names.get(target.casefold(), target)
            kind = element.get("Type").rpartition("/")[2]
            found[element.get("Id")] = Relation(element.get("Id"), kind, target, is_external)
        return found

    def find_parts(self, part: str, kind: str) -> Iterator[str]:
        """The parts of this kind that a part links to."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target in self.parts:
                yield relation.target

    @cached_property
    def since_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        settings = self.root.find("workbookPr")
        return settings is not None and settings.is_on("date1904")

    @cached_property
    def names(self) -> list[Element]:
        """The defined names."""
        return list(self.root.descendants("definedName"))

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables, by their names in lower case."""
        return {
            self.tree(part).get("displayName").casefold(): _read_table(sheet, self.tree(part))
            for sheet in self.sheets
            for part in self.find_parts(sheet.part, "table")
        }

    @property
    def strings_prefix(self) -> str | None:
        """The prefix of the shared texts' elements; None where the texts stand in the cells."""
        return self.tree(self.strings_part).prefix if self.strings else None

    def _find_part(self) -> str:
        if TYPES not in self.parts or "_rels/.rels" not in self.parts:
            raise _not_ordinary()
        part = next(self.find_parts("", "officeDocument"), "")
        kind = self.content_type(part)
        if kind in _OTHER_KINDS:
            raise _is_another_kind(_OTHER_KINDS[kind])
        if kind != _WORKBOOK:
            raise _not_ordinary()
        if any(name.startswith("_xmlsignatures/") for name in self.parts):
            raise Refusal(
                lv="failam ir ciparparaksts, kas pēc aizpildīšanas vairs nebūtu derīgs. "
                "Noņemiet to programmā Excel (Fails > Informācija > Skatīt parakstus) un saglabājiet veidni vēlreiz.",
                en="the file has a digital signature, which filling it in would break. "
                "Remove it in Excel (File > Info > View Signatures) and save the template again.",
            )
        return part

    def content_type(self, part: str) -> str:
        """What a part is, by its own mention in the list of types or else by the ending of its name (ECMA-376-2)."""
        root = self.tree(TYPES)
        own = (
            element.get("ContentType")
            for element in root.descendants("Override")
            if element.get("PartName").lstrip("/").casefold() == part.casefold()
        )
        ending = part.rpartition(".")[2].casefold()
        common = (
            element.get("ContentType")
            for element in root.descendants("Default")
            if element.get("Extension").casefold() == ending
        )
        return next(own, next(common, ""))

    def _read_sheets(self) -> Iterator[Sheet]:
        """The worksheets, in the order of their tabs; sheets of charts are none."""
        relations = self.relations(self.part)
        for element in self.root.descendants("sheet"):
            relation = relations.get(element.relation_id)
            if relation is None or relation.target not in self.parts:
                raise _not_ordinary()
            if relation.kind == "worksheet":
                sheet = Sheet(element.get("name"), relation.target, self.tree(relation.target))
                if sheet.root.name != "worksheet":
                    raise _not_ordinary()
                sheet.rows = read_rows(sheet.data, self.strings, sheet.title)
                yield sheet


def _read_table(sheet: Sheet, root: Element) -> Table:
    headings = [column.get("name") for column in root.descendants("tableColumn")]
    heading_rows, totals_rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    return Table(sheet.key, Area.parse_loosely(root.get("ref")), heading_rows, totals_rows, headings)


def relations_part(part: str) -> str:
    """The name of the part that holds another part's links."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _is_another_kind(kind: Both) -> Refusal:
    return Refusal(
        lv=f"fails ir {kind.lv}. Saglabājiet to programmā Excel kā parastu darbgrāmatu: "
        "Fails > Saglabāt kā > Excel darbgrāmata (.xlsx).",
        en=f"the file is {kind.en}. Save it in Excel as an ordinary workbook: File > Save As > Excel Workbook (.xlsx).",
    )


def _not_ordinary() -> Refusal:
    return Refusal(
        lv="failā nav veselas Excel darbgrāmatas. Atveriet to programmā Excel un saglabājiet kā .xlsx.",
        en="the file holds no sound Excel workbook. Open it in Excel and save it as .xlsx.",
    )
