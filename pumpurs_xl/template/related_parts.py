"""The parts that hang on a sheet and follow its rows: drawings, notes, tables, controls, charts, defined names.

A part of a kind that is not known here passes if it names no cell, else it is refused where its sheet has a repeated
row. Each part comes back as pieces: its text where nothing moves, and a function of the layout where something does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Relation, Sheet, Workbook
from pumpurs_xl.template.file.xml_tree import Attribute, Edits, Element, escape_pieces
from pumpurs_xl.template.formula.translator import Home, read_formula, translate, translate_name
from pumpurs_xl.template.row_shift import BlockRows, Layout, Piece, Shift, is_fixed
from pumpurs_xl.template.strangers import cannot_move, names_cells, stays_behind
from pumpurs_xl.values.a1 import Area
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

_KNOWN = {
    "drawing", "vmlDrawing", "comments", "threadedComment", "table", "hyperlink", "printerSettings", "image",
    "customProperty", "ctrlProp", "oleObject", "package",
}  # fmt: skip
_VML_ANCHOR = re.compile(r"(<(?:\w+:)?Anchor>)([\s\d,.\-]*)(</)")
_VML_ROW = re.compile(r"(<(?:\w+:)?Row>)\s*(\d+)\s*(</)")
_VML_OBJECT = re.compile(r"<((?:\w+:)?ClientData)\b.*?</\1>", re.DOTALL)
_VML_FORMULA = re.compile(r"<(?:\w+:)?Fmla(?:Link|Range|Group|Pict|Txbx)>[^<]*\d")
_CONTROL_FORMULA = re.compile(r"""\bfmla(?:Link|Range|Group|Txbx)\s*=\s*["'][^"']*\d""")


def moving_parts(workbook: Workbook, blocks: BlockRows) -> dict[str, list[Piece]]:
    """The parts that change with the number of lines, by name; Refusal for one that cannot follow the rows."""
    mover = _PartMover(workbook, blocks)
    found = [*mover.parts_of_sheets(), *mover.charts(), (workbook.part, mover.defined_names())]
    return {part: pieces for part, pieces in found if not is_fixed(pieces)}


@dataclass(frozen=True, slots=True)
class _PartMover:
    workbook: Workbook
    blocks: BlockRows

    def parts_of_sheets(self) -> Iterator[tuple[str, list[Piece]]]:
        for sheet in self.workbook.sheets:
            relations = self.workbook.relations(sheet.part) if self.blocks.on(sheet.key) else {}
            for relation in relations.values():
                if relation.kind not in _KNOWN and self.names_cells(relation):
                    raise cannot_move(sheet.title, relation.kind)
                move = _MOVERS.get(relation.kind)
                if move and relation.target in self.workbook.parts:
                    yield relation.target, move(self, sheet, relation.target)

    def names_cells(self, relation: Relation) -> bool:
        """Whether a part of a kind that is unknown here names a cell; one that is no XML is a picture or the like."""
        part = relation.target
        return part in self.workbook.parts and part.endswith(".xml") and names_cells(self.workbook.tree(part))

    def drawing(self, sheet: Sheet, part: str) -> list[Piece]:
        """Pictures and text boxes below the block move; one that spans it grows if it moves and sizes with cells."""
        root = self.workbook.tree(part)
        edits = Edits(root.source)
        for anchor in root.walk():
            if anchor.name in {"xdr:twoCellAnchor", "xdr:oneCellAnchor"}:
                self.anchor(sheet, anchor, edits)
        for relation in self.workbook.relations(part).values():
            if relation.target.startswith("#") and "!" in relation.target:
                link = both(f"attēla vai formas saite uz {relation.target[1:]}", f"a link to {relation.target[1:]}")
                self.check_fixed(relation.target[1:], sheet, link)
        return edits.pieces()

    def anchor(self, sheet: Sheet, anchor: Element, edits: Edits) -> None:
        """The corners of a picture or text box, and the cell that its text may come from."""
        start, end = anchor.find("xdr:from"), anchor.find("xdr:to")
        top = start.find("xdr:row") if start else None
        bottom = end.find("xdr:row") if end else None
        if top is None:
            raise ValueError(anchor.name)
        first = int(top.text) + 1
        moves_only = anchor.get("editAs", "twoCell") != "twoCell"
        for corner in (top, bottom):
            if corner:
                self.corner(sheet, corner, first if moves_only else int(corner.text) + 1, edits)
        for shape in anchor.walk():
            link = shape.attributes.get("textlink")
            if link and link.value:
                home = Home(sheet.key, 0, f"{sheet.title}, {link.value}")
                pieces = translate(read_formula(link.value, home.place), home, self.blocks)
                if not is_fixed(pieces):
                    edits.replace(link.start, link.end, escape_pieces(pieces))

    def corner(self, sheet: Sheet, element: Element, leader: int, edits: Edits) -> None:
        """The row of a corner, counted from 0, which goes down as far as the row that it follows."""
        row = int(element.text)
        if self.blocks.moves(sheet.key, row + 1):
            edits.replace(
                element.inner, element.close, lambda layout: str(row + layout.on(sheet.key).first(leader) - leader)
            )

    def vml(self, sheet: Sheet, part: str) -> list[Piece]:
        """Notes and form controls of the older drawing format; a note goes with its cell."""
        text = self.workbook.parts[part].content().decode("utf-8", "surrogateescape")
        edits = Edits(text)
        for shape in _VML_OBJECT.finditer(text):
            if _VML_FORMULA.search(shape[0]):
                raise cannot_move(sheet.title, "ctrlProp")
            self.vml_shape(sheet, edits, shape.start(), shape[0])
        return edits.pieces()

    def vml_shape(self, sheet: Sheet, edits: Edits, start: int, text: str) -> None:
        """The row of a note's cell, and the corners of its shape; rows are counted from 0."""
        anchor, cell = _VML_ANCHOR.search(text), _VML_ROW.search(text)
        numbers = [part.strip() for part in anchor[2].split(",")] if anchor else []
        if anchor and len(numbers) == 8:
            row = (int(cell[2]) if cell else int(numbers[2])) + 1

            def move_anchor(layout: Layout) -> str:
                down = layout.on(sheet.key).first(row) - row
                return ", ".join(str(int(text) + down) if at in {2, 6} else text for at, text in enumerate(numbers))

            if self.blocks.moves(sheet.key, row):
                edits.replace(start + anchor.start(2), start + anchor.end(2), move_anchor)
        if cell and self.blocks.moves(sheet.key, int(cell[2]) + 1):
            own = int(cell[2]) + 1
            edits.replace(
                start + cell.start(2), start + cell.end(2), lambda layout: str(layout.on(sheet.key).first(own) - 1)
            )

    def notes(self, sheet: Sheet, part: str) -> list[Piece]:
        """The cells that notes stand at; a note of the block stays at its first line."""
        return self.areas(sheet, part, {"comment", "threadedComment"}, Shift.move)

    def table(self, sheet: Sheet, part: str) -> list[Piece]:
        """A table below the block moves; one that holds the block grows."""
        root = self.workbook.tree(part)
        area = Area.parse_loosely(root.get("ref"))
        totals = area.last_row if int(root.get("totalsRowCount", "0")) else 0
        name = root.get("displayName")
        if {area.first_row, totals} & set(self.blocks.on(sheet.key)):
            raise Refusal(
                lv=f"lapā “{sheet.title}” atkārtojas tabulas “{name}” virsrakstu vai kopsummas rinda. "
                "Ierakstiet vietturus rindā starp tām.",
                en=f"on the sheet “{sheet.title}” the row of headings or of totals of the table “{name}” repeats. "
                "Type the placeholders into a row between them.",
            )
        for element in root.walk():
            if element.name in {"calculatedColumnFormula", "totalsRowFormula"}:
                formula = both(f"tabulas “{name}” formula {element.text}", f"the formula {element.text} of a table")
                self.check_fixed(element.text, sheet, formula)
        return self.areas(sheet, part, {"table", "autoFilter", "sortState", "sortCondition"}, Shift.grow)

    def control(self, sheet: Sheet, part: str) -> list[Piece]:
        """A form control linked to cells is refused: it would need its own care."""
        if _CONTROL_FORMULA.search(self.workbook.text(part)):
            raise cannot_move(sheet.title, "ctrlProp")
        return []

    def areas(self, sheet: Sheet, part: str, names: set[str], move: Callable[[Shift, Area], Area]) -> list[Piece]:
        """The part with the areas (`ref`) of the named elements moved."""
        root = self.workbook.tree(part)
        edits = Edits(root.source)

        def replace(reference: Attribute, area: Area) -> None:
            edits.replace(reference.start, reference.end, lambda layout: str(move(layout.on(sheet.key), area)))

        for element in root.walk():
            reference = element.attributes.get("ref") if element.name in names else None
            if reference:
                area = Area.parse_loosely(reference.value)
                if self.blocks.moves(sheet.key, area.last_row):
                    replace(reference, area)
        return edits.pieces()

    def charts(self) -> Iterator[tuple[str, list[Piece]]]:
        """A chart's ranges follow their cells; its copy of their values goes, Excel reads them anew."""
        for part in self.workbook.parts:
            if "/pivotCacheDefinition" in part:
                for element in self.workbook.tree(part).descendants("worksheetSource"):
                    if self.blocks.on(element.get("sheet").casefold()):
                        raise stays_behind(
                            element.get("sheet"),
                            both("rakurstabulas (PivotTable) datu apgabals", "the source of a pivot table"),
                        )
            if "/charts/" in part and part.endswith(".xml"):
                root = self.workbook.tree(part)
                edits = Edits(root.source)
                for element in root.walk():
                    self.series(element, edits)
                yield part, edits.pieces()

    def series(self, element: Element, edits: Edits) -> None:
        formula = element.find("c:f")
        if formula is None:
            return
        home = Home("", 0, formula.text)
        pieces = translate_name(read_formula(formula.text, home.place), home, self.blocks)
        if is_fixed(pieces) and "${" not in element.markup:
            return
        edits.replace(formula.inner, formula.close, escape_pieces(pieces))
        for cache in element.children:
            if cache.name in {"c:numCache", "c:strCache", "c:multiLvlStrCache"}:
                edits.replace(cache.start, cache.end)

    def defined_names(self) -> list[Piece]:
        """The workbook part with its defined names, print areas and print titles moved."""
        edits = Edits(self.workbook.root.source)
        for element in self.workbook.names:
            local = element.get("localSheetId")
            if local and int(local) >= len(self.workbook.titles):
                raise ValueError(local)
            sheet = self.workbook.titles[int(local)].casefold() if local else ""
            home = Home(sheet, 0, element.get("name").removeprefix("_xlnm."))
            pieces = translate_name(read_formula(element.text, home.place), home, self.blocks)
            if not is_fixed(pieces):
                edits.replace(element.inner, element.close, escape_pieces(pieces))
        return edits.pieces()

    def check_fixed(self, formula: str, sheet: Sheet, thing: Both) -> None:
        """Refuses a formula that would have to move but stands where it is not rewritten."""
        tokens = read_formula(formula, f"{sheet.title}, {formula}")
        if not is_fixed(translate(tokens, Home(sheet.key, 0, f"{sheet.title}, {formula}"), self.blocks)):
            raise stays_behind(sheet.title, thing)


_MOVERS: dict[str, Callable[[_PartMover, Sheet, str], list[Piece]]] = {
    "drawing": _PartMover.drawing,
    "vmlDrawing": _PartMover.vml,
    "comments": _PartMover.notes,
    "threadedComment": _PartMover.notes,
    "table": _PartMover.table,
    "ctrlProp": _PartMover.control,
}
