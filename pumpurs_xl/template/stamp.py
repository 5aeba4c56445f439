"""Template: a claim template compiled once, stamped many times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import localcontext
from itertools import chain

from pumpurs_xl.template.calculation.engine import EXACT, Calculation, Grid
from pumpurs_xl.template.file.xml_tree import Element, decode, parse
from pumpurs_xl.template.file.zip_parts import Bundle, Part, packed, written
from pumpurs_xl.template.placeholders import BLOCKS, Value
from pumpurs_xl.template.row_shift import Layout, Piece, Shift, render
from pumpurs_xl.template.sheet.cell_writer import Cells, Numbers, Strings
from pumpurs_xl.template.sheet.compiler import Draft
from pumpurs_xl.template.sheet.row_renderer import Lines, Look, Looks, Rendered, Stamping, missing
from pumpurs_xl.template.sheet_counts import Census
from pumpurs_xl.values.a1 import LAST_ROW
from pumpurs_xl.values.language import Both
from pumpurs_xl.values.refusal import Refusal

_LAYOUTS_KEPT = 64


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """The template's table of texts, open at its end; placeholders are emptied."""

    part: str
    head: str
    tail: str
    count: int
    prefix: str


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a number of lines decides, kept for the next claim with as many."""

    layout: Layout
    sheets: Sequence[tuple[str, list[str | Rendered]]]
    parts: Sequence[Part]
    workbook: tuple[Part, Part]


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """The workbook part: as it is, and asking Excel to compute on opening."""

    name: str
    plain: Sequence[Piece]
    recalculating: Sequence[Piece]
    untouched: Part | None


@dataclass(slots=True, repr=False)
class Template:
    """A compiled template. `keys`: where each placeholder stands ("Lapa!B5"); `notes`: what only Excel can compute."""

    name: str
    keys: dict[str, str]
    notes: tuple[Both, ...]
    raw: Mapping[str, Part]
    bundle: Bundle
    sheets: Sequence[Draft]
    followers: Sequence[tuple[str, Sequence[Piece]]]
    workbook: WorkbookPart
    strings: SharedStrings | None
    grid: Grid
    titles: Mapping[str, str]
    census: Mapping[str, Census]
    since_1904: bool
    _frames: dict[tuple[int, ...], Frame] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(default_factory=dict)
    _looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        styles = next((part for name, part in self.raw.items() if name.endswith("/styles.xml")), None)
        self._looks = _read_looks(parse(decode(styles.content(), styles.name), styles.name)) if styles else Looks()

    def stamp(self, values: Mapping[str, Value], blocks: Mapping[str, Sequence[Mapping[str, Value]]]) -> bytes:
        """The stamped file. `blocks` holds the lines of "rinda" and, where the template has it, "diena".

        Refusal: a value is missing, or is one that no cell can hold; the cell is named.
        """
        self._check_values(values)
        lines = {block: blocks.get(block, ()) for block in BLOCKS}
        frame = self._frame(tuple(len(lines[block.name]) for block in self.grid.blocks))
        with localcontext(EXACT):
            return self._written(frame, values, lines)

    @property
    def written_parts(self) -> set[str]:
        """The parts that may differ from the template."""
        strings = {self.strings.part} if self.strings else set()
        changed = {draft.part for draft in self.sheets} | {part for part, _ in self.followers}
        return changed | strings | {self.workbook.name}

    def _check_values(self, values: Mapping[str, Value]) -> None:
        own = tuple(f"{block}." for block in BLOCKS)
        for key, place in self.keys.items():
            if key not in values and not key.startswith(own):
                raise missing(key, place)

    def _written(self, frame: Frame, values: Mapping[str, Value], lines: Mapping[str, Lines]) -> bytes:
        strings = Strings(self.strings.count, self.strings.prefix) if self.strings else None
        stamping = self._stamping(values, lines, strings)
        parts = [packed(part, _rendered(skeleton, stamping)) for part, skeleton in frame.sheets]
        if self.strings and strings is not None:
            table = f"{self.strings.head}{strings.xml()}{self.strings.tail}"
            parts.append(packed(self.strings.part, table.encode()))
        parts.append(frame.workbook[stamping.recalculate])
        return written(self.bundle, chain(parts, frame.parts))

    def _stamping(self, values: Mapping[str, Value], lines: Mapping[str, Lines], strings: Strings | None) -> Stamping:
        calculation = Calculation(self.grid, values, lines, since_1904=self.since_1904)
        known: dict[str, Cells] = {}

        def cells(prefix: str) -> Cells:
            if prefix not in known:
                inner = self.strings.prefix if self.strings else prefix
                numbers = self._numbers.setdefault(prefix, Numbers())
                known[prefix] = Cells(strings, numbers, prefix, inner, since_1904=self.since_1904)
            return known[prefix]

        return Stamping(values, lines, calculation, cells, self._looks)

    def _frame(self, counts: tuple[int, ...]) -> Frame:
        if counts not in self._frames:
            if len(self._frames) >= _LAYOUTS_KEPT:
                self._frames.clear()
            self._frames[counts] = self._laid_out(self.layout(counts))
        return self._frames[counts]

    def layout(self, counts: tuple[int, ...]) -> Layout:
        """How the rows move for so many lines in each block."""
        shifts: dict[str, Shift] = {}
        for block, count in zip(self.grid.blocks, counts, strict=True):
            before = shifts.get(block.sheet, Shift()).blocks
            shifts[block.sheet] = Shift((*before, (block.row, max(count, 1))))
            self._check_room(block.sheet, shifts[block.sheet])
        return Layout(shifts)

    def _check_room(self, sheet: str, shift: Shift) -> None:
        bottom = max(self.grid.sheets[sheet])
        if bottom + sum(height - 1 for _, height in shift.blocks) > LAST_ROW:
            raise Refusal(
                lv=f"Pārskatā ir vairāk rindu, nekā ietilpst lapā “{self.titles[sheet]}”. Sadaliet pārskatu.",
                en=f"The claim has more lines than fit on the sheet “{self.titles[sheet]}”. Split the claim.",
            )

    def _laid_out(self, layout: Layout) -> Frame:
        followers = [packed(part, render(pieces, layout).encode()) for part, pieces in self.followers]
        workbook = self.workbook
        plain = workbook.untouched or packed(workbook.name, render(workbook.plain, layout).encode())
        asking = packed(workbook.name, render(workbook.recalculating, layout).encode())
        sheets = [(draft.part, draft.skeleton(layout)) for draft in self.sheets]
        return Frame(layout, sheets, followers, (plain, asking))


def _read_looks(styles: Element) -> Looks:
    """The formats of cells; the first font is that of the style Normal, whose digits measure the columns."""
    fonts = [font for table in styles.children if table.name == "fonts" for font in table.children]
    formats = [xf for table in styles.children if table.name == "cellXfs" for xf in table.children]
    return Looks([_look(xf, fonts) for xf in formats], _digit(fonts[0]) if fonts else 5.25)


def _digit(font: Element) -> float:
    """How wide a digit of a font is: Excel counts in whole pixels of three quarters of a point."""
    name = font.find("name")
    width = 0.507 if name and name.get("val").startswith(("Calibri", "Aptos")) else 0.556
    return 0.75 * round(width * _number(font, "sz", 11) / 0.75)


def _look(xf: Element, fonts: Sequence[Element]) -> Look:
    number = int(xf.get("fontId") or 0)
    font = fonts[number] if number < len(fonts) else None
    bold = font.find("b") if font else None
    turned = xf.find("alignment")
    if font is None or turned is None or turned.get("textRotation", "0") != "0":
        return Look()
    wraps = turned.get("wrapText") in {"1", "true"}
    is_bold = bold is not None and bold.get("val", "1") in {"1", "true"}
    return Look(wraps, _number(font, "sz", 11), is_bold, int(turned.get("indent") or 0))


def _number(element: Element, name: str, default: float) -> float:
    found = element.find(name)
    return float(found.get("val")) if found else default


def _rendered(skeleton: Sequence[str | Rendered], stamping: Stamping) -> bytes:
    return "".join(part if isinstance(part, str) else part(stamping) for part in skeleton).encode()
