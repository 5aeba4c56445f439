"""What follows the rows of a sheet besides its cells: merges, formats, validations, links, breaks, sparklines."""

from collections.abc import Callable
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Sheet
from pumpurs_xl.template.file.xml_tree import Attribute, Edits, Element, escaped
from pumpurs_xl.template.formula.translator import Home, anchored, line_text, named, outside, understood
from pumpurs_xl.template.row_shift import BlockRows, Layout, Piece, laid_out, moved, still
from pumpurs_xl.values.a1 import Area
from pumpurs_xl.values.refusal import Refusal

_KNOWN = {
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "autoFilter", "sortState", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "tableParts", "extLst",
    "mc:AlternateContent",
}  # fmt: skip
_KNOWN_EXTENSIONS = frozenset(
    f"x14:{name}"
    for name in (
        "id",
        "conditionalFormattings",
        "dataValidations",
        "sparklineGroups",
        "protectedRanges",
        "ignoredErrors",
    )
)
_AREAS = {
    "dimension": "ref", "autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "hyperlink": "ref",
    "protectedRange": "sqref", "ignoredError": "sqref", "conditionalFormatting": "sqref", "dataValidation": "sqref",
    "cellWatch": "r", "x14:protectedRange": "sqref", "x14:ignoredError": "sqref",
}  # fmt: skip
_CELLS = {"sheetView": ("topLeftCell",), "pane": ("topLeftCell",), "selection": ("activeCell", "sqref")}
_ANCHORED = {"conditionalFormatting", "dataValidation", "x14:conditionalFormatting", "x14:dataValidation"}
_FORMULAS = {"formula", "formula1", "formula2", "xm:f"}


@dataclass(frozen=True, slots=True)
class Follower:
    """Rewrites one sheet so that everything but its cells follows the rows."""

    sheet: Sheet
    blocks: BlockRows
    edits: Edits

    def run(self) -> None:
        """Notes the edits; refused is what nobody here knows how to move."""
        for child in self.sheet.root.children:
            if self.rows and child.name not in _KNOWN:
                raise self._unknown(child.name)
            if child.name != "sheetData":
                self._walk(child, None)

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(self.blocks.on(self.sheet.key))

    def _walk(self, element: Element, base: Area | None) -> None:
        if element.name in _ANCHORED:
            base = self._base(element)
        if element.name == "ext" and self.rows:
            self._check_extension(element)
        if element.name == "x14:sparkline" and self._sparkline(element):
            return
        self._special(element)
        self._areas(element)
        if element.name in _FORMULAS:
            self._formula(element, base)
        for child in element.children:
            self._walk(child, base)

    def _special(self, element: Element) -> None:
        match element.name:
            case "mergeCells":
                self._merges(element)
            case "rowBreaks":
                self._row_breaks(element)
            case "pane":
                self._pane(element)
            case "hyperlink":
                self._link(element)
            case "cfvo":
                self._value_object(element)
            case "xdr:row":
                self._anchor_row(element)

    def _areas(self, element: Element) -> None:
        if element.name in _AREAS and self.rows:
            self._area_attribute(element, _AREAS[element.name], self._grown)
        for attribute in _CELLS.get(element.name, ()) if self.rows else ():
            self._area_attribute(element, attribute, self._first)
        if element.name == "xm:sqref" and self.rows:
            self.edits.replace(element.inner, element.close, self._moving(element.text, self._grown))

    def _area_attribute(self, element: Element, name: str, move: Callable[[Area, Layout], Area]) -> None:
        held = element.attributes.get(name)
        if held:
            self.edits.replace(held.start, held.end, self._moving(held.value, move))

    def _moving(self, text: str, move: Callable[[Area, Layout], Area]) -> Piece:
        areas = [self._area(part) for part in text.split()]
        if not any(self.blocks.moves(self.sheet.key, area.last_row) for area in areas):
            return text
        return lambda layout: " ".join(str(move(area, layout)) for area in areas)

    def _area(self, text: str) -> Area:
        try:
            return Area.parse_loosely(text)
        except ValueError:
            raise self._unknown(text) from None

    def _grown(self, area: Area, layout: Layout) -> Area:
        return moved(area, layout.on(self.sheet.key))

    def _first(self, area: Area, layout: Layout) -> Area:
        shift = layout.on(self.sheet.key)
        return area._replace(first_row=shift.first(area.first_row), last_row=shift.first(area.last_row))

    def _base(self, element: Element) -> Area:
        """The area whose first cell the formulas of a format or validation are read from."""
        found = next(element.all("xm:sqref"), None)
        areas = [self._area(part) for part in (found.text if found else element.get("sqref")).split()]
        if not areas:
            raise self._unknown(element.name)
        return Area(min(area.first_row for area in areas), 0, max(area.last_row for area in areas), 0)

    def _formula(self, element: Element, base: Area | None) -> None:
        place = self._place(base.first_row if base else 0)
        formula = understood(element.text, place)
        home = Home(self.sheet.key, base.first_row if base else 0, place)
        if base:
            pieces = anchored(formula, home, self.blocks, one_row=base.first_row == base.last_row)
        else:
            pieces = outside(formula, home, self.blocks, grow=True)
        if not still(pieces):
            self.edits.replace(element.inner, element.close, escaping(pieces))

    def _sparkline(self, element: Element) -> bool:
        """A sparkline in the block repeats for each line."""
        place, source = next(element.all("xm:sqref"), None), next(element.all("xm:f"), None)
        area = self._area(place.text) if place else None
        if not place or not source or not area or area.first_row not in self.rows:
            return False
        home = Home(self.sheet.key, area.first_row, self._place(area.first_row))
        formula = understood(source.text, home.place)

        def text(layout: Layout) -> str:
            shift = layout.on(self.sheet.key)
            lines = []
            for row in range(shift.first(area.first_row), shift.last(area.first_row) + 1):
                edits = Edits(element.source)
                edits.replace(source.inner, source.close, escaped(line_text(formula, home, layout, row)))
                edits.replace(place.inner, place.close, str(area._replace(first_row=row, last_row=row)))
                lines.append(laid_out(edits.pieces(element.start, element.end), layout))
            return "".join(lines)

        self.edits.replace(element.start, element.end, text)
        return True

    def _merges(self, element: Element) -> None:
        """A merge in the block repeats for each line; one that holds rows around the block grows."""
        areas = [self._area(child.get("ref")) for child in element.children]
        moving = [area for area in areas if self.blocks.moves(self.sheet.key, area.last_row)]
        if not moving:
            return
        for area in moving:
            if area.first_row != area.last_row and {area.first_row, area.last_row} & set(self.rows):
                raise self._half_merged(area)
        name = f"{element.prefix}mergeCell"

        def text(layout: Layout) -> str:
            merged = [new for area in areas for new in self._merged(area, layout)]
            cells = "".join(f'<{name} ref="{area}"/>' for area in merged)
            return f'<{name}s count="{len(merged)}">{cells}</{name}s>'

        self.edits.replace(element.start, element.end, text)

    def _merged(self, area: Area, layout: Layout) -> list[Area]:
        if area.first_row not in self.rows:
            return [self._grown(area, layout)]
        shift = layout.on(self.sheet.key)
        rows = range(shift.first(area.first_row), shift.last(area.first_row) + 1)
        return [area._replace(first_row=row, last_row=row) for row in rows]

    def _break(self, element: Element) -> None:
        """A page break below a row moves with it; below the block, it stays below the last line."""
        held = element.attributes.get("id")
        if held and held.value.isdecimal() and self.blocks.moves(self.sheet.key, int(held.value)):
            row = int(held.value)
            self.edits.replace(held.start, held.end, lambda layout: str(layout.on(self.sheet.key).last(row)))

    def _row_breaks(self, element: Element) -> None:
        for child in element.children:
            self._break(child)

    def _pane(self, element: Element) -> None:
        frozen = element.get("state") in {"frozen", "frozenSplit"}
        if frozen and self.rows and float(element.get("ySplit", "0")) >= min(self.rows):
            raise Refusal(
                lv=f"{self.sheet.title}: atkārtojamā rinda ir iesaldēta augšdaļā. Atceliet rūšu iesaldēšanu zem tās.",
                en=f"{self.sheet.title}: the repeated row is frozen at the top. Unfreeze the panes below it.",
            )

    def _link(self, element: Element) -> None:
        if self._area(element.get("ref")).first_row in self.rows:
            raise Refusal(
                lv=f"{self.sheet.title}!{element.get('ref')}: saite atkārtojamā rindā netiek atbalstīta. Noņemiet to.",
                en=f"{self.sheet.title}!{element.get('ref')}: a link in the repeated row is not supported. Remove it.",
            )
        held = element.attributes.get("location")
        if held and "!" in held.value:
            place = f"{self.sheet.title}!{element.get('ref')}"
            self._attribute(held, outside(understood(held.value, place), Home(self.sheet.key, 0, place), self.blocks))

    def _value_object(self, element: Element) -> None:
        """A limit of a data bar or colour scale may be a formula of fixed cells."""
        held = element.attributes.get("val")
        if held and "$" in held.value:
            place = self._place(0)
            self._attribute(held, named(understood(held.value, place), Home(self.sheet.key, 0, place), self.blocks))

    def _attribute(self, held: Attribute, pieces: list[Piece]) -> None:
        if not still(pieces):
            self.edits.replace(held.start, held.end, escaping(pieces))

    def _anchor_row(self, element: Element) -> None:
        """A control's anchor counts rows from 0."""
        if self.rows:
            row = int(element.text) + 1
            self.edits.replace(
                element.inner, element.close, lambda layout: str(layout.on(self.sheet.key).first(row) - 1)
            )

    def _check_extension(self, element: Element) -> None:
        for child in element.children:
            if child.name not in _KNOWN_EXTENSIONS:
                raise self._unknown(child.name.rpartition(" ")[2])

    def _place(self, row: int) -> str:
        return f"{self.sheet.title}, {row}. rinda" if row else self.sheet.title

    def _unknown(self, what: str) -> Refusal:
        return Refusal(
            lv=f"{self.sheet.title}: daļu {what} ({self.sheet.part}) nevar pārvietot līdz ar rindām. Izdzēsiet to.",
            en=f"{self.sheet.title}: the part {what} ({self.sheet.part}) cannot move with the rows. Delete it.",
        )

    def _half_merged(self, area: Area) -> Refusal:
        return Refusal(
            lv=f"{self.sheet.title}!{area}: apvienotās šūnas ietver atkārtojamo rindu un citu rindu. Sadaliet tās.",
            en=f"{self.sheet.title}!{area}: merged cells hold the repeated row and another row. Unmerge them.",
        )


def escaping(pieces: list[Piece]) -> Piece:
    """A formula as it stands in XML."""
    return lambda layout: escaped(laid_out(pieces, layout))
