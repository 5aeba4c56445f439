"""What hangs on a sheet in parts of its own: drawings, notes, tables, charts, and the workbook's names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Sheet, Source, relations_part
from pumpurs_xl.template.file.xml_tree import Edits, Element
from pumpurs_xl.template.formula.translator import Home, named, outside, understood
from pumpurs_xl.template.row_shift import BlockRows, Layout, Piece, Shift, moved, still
from pumpurs_xl.template.sheet.features import escaping
from pumpurs_xl.values.a1 import Area
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


@dataclass(frozen=True, slots=True)
class Attachments:
    """The parts that change with the layout: their names, and their texts as pieces."""

    source: Source
    blocks: BlockRows

    def parts(self) -> Iterator[tuple[str, list[Piece]]]:
        """Every part that moves; refused is one that nobody here knows how to move."""
        found = [*self._of_sheets(), *self._charts(), (self.source.workbook_part, self._names())]
        yield from ((part, pieces) for part, pieces in found if not still(pieces))

    def _of_sheets(self) -> Iterator[tuple[str, list[Piece]]]:
        for sheet in self.source.sheets:
            if not self.blocks.on(sheet.key):
                continue
            for relation in self.source.relations(sheet.part).values():
                if relation.kind not in _KNOWN:
                    raise _unmoved(relation.target)
                move = _MOVERS.get(relation.kind)
                if move and relation.target in self.source.parts:
                    yield relation.target, move(self, sheet, relation.target)

    def drawing(self, sheet: Sheet, part: str) -> list[Piece]:
        """Pictures and text boxes below the block move; one that spans it grows if it moves and sizes with cells."""
        root = self.source.tree(part)
        edits = Edits(root.source)
        if any(True for _ in root.all("xdr:absoluteAnchor")):
            raise _unmoved(part)
        for anchor in root.walk():
            if anchor.name in {"xdr:twoCellAnchor", "xdr:oneCellAnchor"}:
                self._anchor(sheet, anchor, edits, part)
        self._links(sheet, part)
        return edits.pieces()

    def _anchor(self, sheet: Sheet, anchor: Element, edits: Edits, part: str) -> None:
        start, end = anchor.find("xdr:from"), anchor.find("xdr:to")
        top = start.find("xdr:row") if start else None
        if top is None:
            raise _unmoved(part)
        first = int(top.text) + 1
        self._zero_row(edits, top, sheet, lambda layout: layout.on(sheet.key).first(first) - first)
        bottom = end.find("xdr:row") if end else None
        if bottom:
            follow = first if anchor.get("editAs", "twoCell") != "twoCell" else int(bottom.text) + 1
            self._zero_row(edits, bottom, sheet, lambda layout: layout.on(sheet.key).first(follow) - follow)
        for shape in anchor.walk():
            held = shape.attributes.get("textlink")
            if held and held.value:
                home = Home(sheet.key, 0, part)
                pieces = outside(understood(held.value, part), home, self.blocks)
                if not still(pieces):
                    edits.replace(held.start, held.end, escaping(pieces))

    def _zero_row(self, edits: Edits, element: Element, sheet: Sheet, down: Callable[[Layout], int]) -> None:
        row = int(element.text)
        if self.blocks.moves(sheet.key, row + 1):
            edits.replace(element.inner, element.close, lambda layout: str(row + down(layout)))

    def _links(self, sheet: Sheet, part: str) -> None:
        """A shape's link to a cell stands in the relations; one that would have to move is refused."""
        for relation in self.source.relations(part).values():
            if relation.target.startswith("#") and "!" in relation.target:
                home = Home(sheet.key, 0, relations_part(part))
                if not still(outside(understood(relation.target[1:], home.place), home, self.blocks)):
                    raise _unmoved(home.place)

    def vml(self, sheet: Sheet, part: str) -> list[Piece]:
        """Notes and form controls of the older drawing format; a note goes with its cell."""
        text = self.source.parts[part].content().decode("utf-8", "surrogateescape")
        edits = Edits(text)
        for held in _VML_OBJECT.finditer(text):
            if _VML_FORMULA.search(held[0]):
                raise _unmoved(part)
            self._vml_object(sheet, edits, held.start(), held[0])
        return edits.pieces()

    def _vml_object(self, sheet: Sheet, edits: Edits, start: int, text: str) -> None:
        anchor, cell = _VML_ANCHOR.search(text), _VML_ROW.search(text)
        numbers = [part.strip() for part in anchor[2].split(",")] if anchor else []
        if anchor and len(numbers) == 8:
            follow = (int(cell[2]) if cell else int(numbers[2])) + 1
            place = start + anchor.start(2), start + anchor.end(2)
            if self.blocks.moves(sheet.key, follow):
                edits.replace(*place, lambda layout: _vml_moved(numbers, layout.on(sheet.key).first(follow) - follow))
        if cell and self.blocks.moves(sheet.key, int(cell[2]) + 1):
            row = int(cell[2]) + 1
            place = start + cell.start(2), start + cell.end(2)
            edits.replace(*place, lambda layout: str(layout.on(sheet.key).first(row) - 1))

    def notes(self, sheet: Sheet, part: str) -> list[Piece]:
        """The cells that notes stand at; a note of the block stays at its first line."""
        return self._referring(sheet, part, {"comment", "threadedComment"}, _kept)

    def table(self, sheet: Sheet, part: str) -> list[Piece]:
        """A table below the block moves; one that holds the block grows."""
        root = self.source.tree(part)
        area = Area.parse_loosely(root.get("ref"))
        totals = area.last_row if int(root.get("totalsRowCount", "0")) else 0
        if {area.first_row, totals} & set(self.blocks.on(sheet.key)):
            raise _unmoved(part)
        if any(name in element.name for element in root.walk() for name in ("olumnFormula", "RowFormula")):
            self._check_table_formulas(sheet, root, part)
        return self._referring(sheet, part, {"table", "autoFilter", "sortState", "sortCondition"}, moved)

    def _check_table_formulas(self, sheet: Sheet, root: Element, part: str) -> None:
        for element in root.walk():
            if element.name in {"calculatedColumnFormula", "totalsRowFormula"}:
                home = Home(sheet.key, 0, part)
                if not still(outside(understood(element.text, part), home, self.blocks)):
                    raise _unmoved(part)

    def control(self, _: Sheet, part: str) -> list[Piece]:
        """A form control linked to cells would need its own care."""
        if _CONTROL_FORMULA.search(self.source.text(part)):
            raise _unmoved(part)
        return []

    def _referring(self, sheet: Sheet, part: str, names: set[str], move: Callable[..., Area]) -> list[Piece]:
        root = self.source.tree(part)
        edits = Edits(root.source)
        for element in root.walk():
            held = element.attributes.get("ref") if element.name in names else None
            if held and self.blocks.moves(sheet.key, Area.parse_loosely(held.value).last_row):
                edits.replace(held.start, held.end, _moved_area(Area.parse_loosely(held.value), sheet.key, move))
        return edits.pieces()

    def _charts(self) -> Iterator[tuple[str, list[Piece]]]:
        """A chart's ranges follow their cells; its copy of their values goes, Excel reads them anew."""
        for part in self.source.parts:
            if "/pivotCacheDefinition" in part and self._pivots(part):
                raise _unmoved(part)
            if "/charts/" in part and part.endswith(".xml"):
                root = self.source.tree(part)
                edits = Edits(root.source)
                for element in root.walk():
                    self._series(element, part, edits)
                yield part, edits.pieces()

    def _series(self, element: Element, part: str, edits: Edits) -> None:
        formula = element.find("c:f")
        if formula is None:
            return
        pieces = named(understood(formula.text, part), Home("", 0, part), self.blocks)
        if still(pieces) and "${" not in element.markup:
            return
        edits.replace(formula.inner, formula.close, escaping(pieces))
        for remembered in element.children:
            if remembered.name in {"c:numCache", "c:strCache", "c:multiLvlStrCache"}:
                edits.replace(remembered.start, remembered.end)

    def _pivots(self, part: str) -> bool:
        found = self.source.tree(part).all("worksheetSource")
        return any(self.blocks.on(element.get("sheet").casefold()) for element in found)

    def _names(self) -> list[Piece]:
        """Defined names, print areas and print titles."""
        edits = Edits(self.source.workbook.source)
        for element in self.source.names:
            local = element.get("localSheetId")
            sheet = self.source.titles[int(local)].casefold() if local else ""
            home = Home(sheet, 0, element.get("name"))
            pieces = named(understood(element.text, home.place), home, self.blocks)
            if not still(pieces):
                edits.replace(element.inner, element.close, escaping(pieces))
        return edits.pieces()


_MOVERS: dict[str, Callable[[Attachments, Sheet, str], list[Piece]]] = {
    "drawing": Attachments.drawing,
    "vmlDrawing": Attachments.vml,
    "comments": Attachments.notes,
    "threadedComment": Attachments.notes,
    "table": Attachments.table,
    "ctrlProp": Attachments.control,
}


def _kept(area: Area, shift: Shift) -> Area:
    return area._replace(first_row=shift.first(area.first_row), last_row=shift.first(area.last_row))


def _moved_area(area: Area, sheet: str, move: Callable[..., Area]) -> Piece:
    return lambda layout: str(move(area, layout.on(sheet)))


def _vml_moved(numbers: list[str], down: int) -> str:
    rows = {2, 6}
    return ", ".join(str(int(text) + down) if at in rows else text for at, text in enumerate(numbers))


def _unmoved(part: str) -> Refusal:
    return Refusal(
        lv=f"Faila daļu {part} nevar pārvietot līdz ar rindām. Izdzēsiet to no veidnes vai novietojiet citā lapā.",
        en=f"The part {part} of the file cannot move with the rows. Delete it or put it on another sheet.",
    )
