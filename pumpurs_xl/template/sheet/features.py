"""What a sheet has besides its cells: merges, formats, validations, links, breaks, sparklines, panes.

Their areas and formulas follow the rows. What is not known here to follow is refused once the sheet has a repeated
row, for a claim with a format on the wrong rows would be worse than none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Sheet
from pumpurs_xl.template.file.xml_tree import Attribute, Edits, Element, escape, escape_pieces
from pumpurs_xl.template.formula.translator import (
    Home,
    read_formula,
    translate,
    translate_line,
    translate_name,
    translate_rule,
)
from pumpurs_xl.template.row_shift import BlockRows, Layout, Piece, Shift, is_fixed, render
from pumpurs_xl.template.strangers import cannot_move, names_cells
from pumpurs_xl.values.a1 import Area, address
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
_GROWING_AREAS = {
    "dimension": "ref", "autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "hyperlink": "ref",
    "protectedRange": "sqref", "ignoredError": "sqref", "conditionalFormatting": "sqref", "dataValidation": "sqref",
    "cellWatch": "r", "x14:protectedRange": "sqref", "x14:ignoredError": "sqref",
}  # fmt: skip
_MoveArea = Callable[[Shift, Area], Area]
_AREAS: dict[str, tuple[tuple[str, _MoveArea], ...]] = {
    **{name: ((attribute, Shift.grow),) for name, attribute in _GROWING_AREAS.items()},
    "sheetView": (("topLeftCell", Shift.move),),
    "selection": (("activeCell", Shift.move), ("sqref", Shift.move)),
}
_MAY_STAY = {"dimension", "sheetView", "selection", "pane", "ignoredError", "x14:ignoredError", "cellWatch"}
"""What harms nobody where its area cannot be read: it stays as it is."""
_RULES = {"conditionalFormatting", "dataValidation", "x14:conditionalFormatting", "x14:dataValidation"}
_FORMULAS = {"formula", "formula1", "formula2", "xm:f"}


def move_features(sheet: Sheet, blocks: BlockRows, edits: Edits) -> None:
    """Notes the edits by which everything but the cells of a sheet follows the rows; Refusal for what cannot."""
    mover = _FeatureMover(sheet, blocks, edits)
    for child in sheet.root.children:
        if blocks.on(sheet.key) and child.name not in _KNOWN and names_cells(child):
            raise cannot_move(sheet.title, child.name)
        if child.name in _KNOWN - {"sheetData"}:
            mover.walk(child, None)


@dataclass(frozen=True, slots=True)
class _FeatureMover:
    sheet: Sheet
    blocks: BlockRows
    edits: Edits

    @property
    def rows(self) -> tuple[int, ...]:
        """The block rows of the sheet."""
        return tuple(self.blocks.on(self.sheet.key))

    def walk(self, element: Element, rule: tuple[int, int] | None) -> None:
        """Moves an element and all below it; `rule`: the rows of the format or validation that it belongs to."""
        if element.name in _RULES:
            rule = self.rule_rows(element)
            if rule is None:
                return
        if element.name == "x14:sparkline" and self.repeat_sparkline(element):
            return
        if element.name in _MOVERS:
            _MOVERS[element.name](self, element)
        if self.rows:
            self.move_areas(element)
        if element.name in _FORMULAS:
            self.translate_formula(element, rule)
        for child in element.children:
            self.walk(child, rule)

    def extension(self, element: Element) -> None:
        """What newer versions of Excel add to a sheet; refused where it is unknown and names cells."""
        for child in element.children if self.rows else ():
            if child.name not in _KNOWN_EXTENSIONS and names_cells(child):
                raise cannot_move(self.sheet.title, child.name)

    def rule_rows(self, element: Element) -> tuple[int, int] | None:
        """The first and last row of a format or validation, whose formulas are read from the first; None for none."""
        own = next(element.descendants("xm:sqref"), None)
        areas = [self.area(part, element) for part in (own.text if own else element.get("sqref")).split()]
        return (min(area.first_row for area in areas), max(area.last_row for area in areas)) if areas else None

    def translate_formula(self, element: Element, rule: tuple[int, int] | None) -> None:
        first, last = rule or (0, 0)
        home = Home(self.sheet.key, first, self.place(first))
        formula = read_formula(element.text, home.place)
        if rule:
            pieces = translate_rule(formula, home, self.blocks, one_row=first == last)
        else:
            pieces = translate(formula, home, self.blocks, grow=True)
        if not is_fixed(pieces):
            self.edits.replace(element.inner, element.close, escape_pieces(pieces))

    def move_areas(self, element: Element) -> None:
        """The areas that an element names: most grow with the block, the cursor and the view only move."""
        for name, move in _AREAS.get(element.name, ()):
            attribute = element.attributes.get(name)
            if attribute:
                self.edits.replace(attribute.start, attribute.end, self.move_text(attribute.value, element, move))
        if element.name == "xm:sqref":
            self.edits.replace(element.inner, element.close, self.move_text(element.text, element, Shift.grow))

    def move_text(self, text: str, element: Element, move: _MoveArea) -> Piece:
        try:
            areas = [self.area(part, element) for part in text.split()]
        except Refusal:
            if element.name in _MAY_STAY:
                return text
            raise
        if not any(self.blocks.moves(self.sheet.key, area.last_row) for area in areas):
            return text
        return lambda layout: " ".join(str(move(layout.on(self.sheet.key), area)) for area in areas)

    def repeat_sparkline(self, element: Element) -> bool:
        """A sparkline in the block repeats for each line; False for one that stands elsewhere."""
        place, source = next(element.descendants("xm:sqref"), None), next(element.descendants("xm:f"), None)
        area = self.area(place.text, element) if place else None
        if not place or not source or not area or area.first_row not in self.rows:
            return False
        home = Home(self.sheet.key, area.first_row, self.place(area.first_row))
        formula = read_formula(source.text, home.place)

        def text(layout: Layout) -> str:
            shift = layout.on(self.sheet.key)
            lines = []
            for row in range(shift.first(area.first_row), shift.last(area.first_row) + 1):
                edits = Edits(element.source)
                edits.replace(source.inner, source.close, escape(translate_line(formula, home, layout, row)))
                edits.replace(place.inner, place.close, str(area._replace(first_row=row, last_row=row)))
                lines.append(render(edits.pieces(element.start, element.end), layout))
            return "".join(lines)

        self.edits.replace(element.start, element.end, text)
        return True

    def merges(self, element: Element) -> None:
        """A merge in the block repeats for each line; one that holds rows around the block grows."""
        areas = [self.area(child.get("ref"), child) for child in element.children]
        moving = [area for area in areas if self.blocks.moves(self.sheet.key, area.last_row)]
        for area in moving:
            if area.first_row != area.last_row and {area.first_row, area.last_row} & set(self.rows):
                raise Refusal(
                    lv=f"{self.sheet.title}!{area}: apvienotās šūnas ietver atkārtojamo rindu un citu rindu. "
                    "Sadaliet tās.",
                    en=f"{self.sheet.title}!{area}: merged cells hold the repeated row and another row. Unmerge them.",
                )
        name = f"{element.prefix}mergeCell"

        def text(layout: Layout) -> str:
            shift = layout.on(self.sheet.key)
            merges: list[Area] = []
            for area in areas:
                if area.first_row in self.rows:
                    lines = range(shift.first(area.first_row), shift.last(area.first_row) + 1)
                    merges += (area._replace(first_row=row, last_row=row) for row in lines)
                else:
                    merges.append(shift.grow(area))
            cells = "".join(f'<{name} ref="{area}"/>' for area in merges)
            return f'<{name}s count="{len(merges)}">{cells}</{name}s>'

        if moving:
            self.edits.replace(element.start, element.end, text)

    def row_breaks(self, element: Element) -> None:
        """A page break below a row moves with it; below the block, it stays below the last line."""
        for child in element.children:
            number = child.get("id")
            if number.isdecimal() and self.blocks.moves(self.sheet.key, int(number)):
                self.move_row(child.attributes["id"], int(number))

    def move_row(self, attribute: Attribute, row: int) -> None:
        self.edits.replace(attribute.start, attribute.end, lambda layout: str(layout.on(self.sheet.key).last(row)))

    def pane(self, element: Element) -> None:
        """Frozen rows end above the block, for a screenful of frozen lines could not be scrolled."""
        split, corner = element.attributes.get("ySplit"), element.attributes.get("topLeftCell")
        block, above = min(self.rows, default=0), Area.parse_loosely(self.view.get("topLeftCell") or "A1").first_row
        is_frozen = split is not None and element.get("state") in {"frozen", "frozenSplit"}
        if split is None or not is_frozen or not block or float(split.value) + above <= block:
            if corner and self.rows:
                self.edits.replace(corner.start, corner.end, self.move_text(corner.value, element, Shift.move))
            return
        if block <= above:
            raise Refusal(
                lv=f"lapā “{self.sheet.title}” atkārtojamā rinda ir iesaldēta kā augšējā. Atceliet iesaldēšanu: "
                "Skats > Iesaldēt rūtis > Atsaldēt rūtis.",
                en=f"on the sheet “{self.sheet.title}” the repeated row is frozen as the top one. Unfreeze it: "
                "View > Freeze Panes > Unfreeze Panes.",
            )
        self.edits.replace(split.start, split.end, str(block - above))
        if corner:
            column = Area.parse_loosely(corner.value).first_column
            self.edits.replace(corner.start, corner.end, address(block, column))

    @property
    def view(self) -> Element:
        """The view of the sheet that its panes belong to."""
        return next(self.sheet.root.descendants("sheetView"))

    def hyperlink(self, element: Element) -> None:
        """A link in the block holds for all lines, as one that is given to several cells at once."""
        place = f"{self.sheet.title}!{element.get('ref')}"
        location = element.attributes.get("location")
        if location and "!" in location.value:
            formula = read_formula(location.value, place)
            self.replace(location, translate(formula, Home(self.sheet.key, 0, place), self.blocks, grow=True))

    def limit(self, element: Element) -> None:
        """A limit of a data bar or colour scale may be a formula of fixed cells."""
        value = element.attributes.get("val")
        if value and "$" in value.value:
            home = Home(self.sheet.key, 0, self.place(0))
            self.replace(value, translate_name(read_formula(value.value, home.place), home, self.blocks))

    def replace(self, attribute: Attribute, pieces: list[Piece]) -> None:
        if not is_fixed(pieces):
            self.edits.replace(attribute.start, attribute.end, escape_pieces(pieces))

    def anchor_row(self, element: Element) -> None:
        """A control's anchor counts rows from 0."""
        row = int(element.text) + 1 if self.rows else 0
        if row:
            key = self.sheet.key
            self.edits.replace(element.inner, element.close, lambda layout: str(layout.on(key).first(row) - 1))

    def area(self, text: str, element: Element) -> Area:
        try:
            return Area.parse_loosely(text)
        except ValueError:
            raise cannot_move(self.sheet.title, element.name) from None

    def place(self, row: int) -> str:
        return f"{self.sheet.title}, {row}. rinda" if row else self.sheet.title


_MOVERS: dict[str, Callable[[_FeatureMover, Element], None]] = {
    "ext": _FeatureMover.extension,
    "mergeCells": _FeatureMover.merges,
    "rowBreaks": _FeatureMover.row_breaks,
    "pane": _FeatureMover.pane,
    "hyperlink": _FeatureMover.hyperlink,
    "cfvo": _FeatureMover.limit,
    "xdr:row": _FeatureMover.anchor_row,
}
