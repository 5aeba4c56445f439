"""Template: a claim template compiled once, stamped many times.

What a number of lines decides (where rows stand, how formulas read) is laid out once and kept; a claim then renders
its own values between the fixed texts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import localcontext

from pumpurs_xl.template.calculation.engine import EXACT, Calculation, Grid
from pumpurs_xl.template.cell_writer import NewStrings, Numbers
from pumpurs_xl.template.file.xml_tree import decode, parse
from pumpurs_xl.template.file.zip_parts import Part, Records, compress_part, write_zip
from pumpurs_xl.template.placeholders import BLOCKS, Value
from pumpurs_xl.template.row_shift import Layout, Piece, Shift, render
from pumpurs_xl.template.sheet.compiler import CompiledSheet
from pumpurs_xl.template.sheet.row_renderer import Renderer, Stamping, missing_value
from pumpurs_xl.template.sheet.styles import Styles, read_styles
from pumpurs_xl.template.sheet_counts import SheetCounts
from pumpurs_xl.template.workbook_parts import SharedStrings, WorkbookPart
from pumpurs_xl.values.a1 import LAST_ROW
from pumpurs_xl.values.language import Both
from pumpurs_xl.values.refusal import Refusal

_MOST_FRAMES = 64


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a number of lines decides, kept for the next claim with as many.

    `workbook`: the workbook part as it is, and asking Excel to compute.
    """

    sheets: Sequence[tuple[str, list[str | Renderer]]]
    parts: Sequence[Part]
    workbook: tuple[Part, Part]


@dataclass(slots=True, repr=False)
class Template:
    """A compiled template. `keys`: where each placeholder stands ("Lapa!B5"); `notes`: what its author should know.

    `active`: what in it reaches out of the file or runs; whoever stamps it has said that it may (`refuse_active`).
    The other fields are what compiling found: parts by name, sheets by their key, the title in lower case. `parts` and
    `mentions` are those of the form itself, by which a stamped file is proved.
    """

    name: str
    keys: dict[str, str]
    notes: tuple[Both, ...]
    active: tuple[Both, ...]
    untouched: Mapping[str, Part]
    records: Records
    sheets: Sequence[CompiledSheet]
    followers: Mapping[str, Sequence[Piece]]
    workbook: WorkbookPart
    strings: SharedStrings | None
    grid: Grid
    titles: Mapping[str, str]
    counts: Mapping[str, SheetCounts]
    parts: Collection[str]
    mentions: Collection[tuple[str, bytes]]
    since_1904: bool
    _frames: dict[tuple[int, ...], Frame] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(default_factory=dict)
    _styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        styles = next((part for name, part in self.untouched.items() if name.endswith("/styles.xml")), None)
        self._styles = read_styles(parse(decode(styles.content(), styles.name), styles.name)) if styles else Styles()

    def stamp(self, values: Mapping[str, Value], blocks: Mapping[str, Sequence[Mapping[str, Value]]]) -> bytes:
        """The stamped file. `blocks` holds the lines of "rinda" and, where the template has it, "diena".

        Money is a Decimal, a day a date. Refusal: a value is missing, or is one that no cell can hold (the cell is
        named); more lines than a sheet has rows.
        """
        for key, place in self.keys.items():
            if key not in values and not key.startswith(tuple(f"{block}." for block in BLOCKS)):
                raise missing_value(key, place)
        lines = {block: blocks.get(block, ()) for block in BLOCKS}
        frame = self._frame(tuple(len(lines[block.name]) for block in self.grid.blocks))
        new = NewStrings(self.strings.count, self.strings.prefix) if self.strings else None
        with localcontext(EXACT):
            calculation = Calculation(self.grid, values, lines, since_1904=self.since_1904)
            stamping = Stamping(values, lines, calculation, new, self._numbers, self._styles, self.since_1904)
            parts = []
            for name, entries in frame.sheets:
                texts = (entry if isinstance(entry, str) else entry(stamping) for entry in entries)
                parts.append(compress_part(name, "".join(texts).encode()))
        if self.strings and new is not None:
            table = f"{self.strings.head}{new.xml()}{self.strings.tail}"
            parts.append(compress_part(self.strings.part, table.encode()))
        return write_zip(self.records, [*parts, frame.workbook[stamping.recalculate], *frame.parts])

    @property
    def changed_parts(self) -> set[str]:
        """The parts that may differ from the template."""
        strings = {self.strings.part} if self.strings else set()
        return {sheet.part for sheet in self.sheets} | self.followers.keys() | strings | {self.workbook.name}

    def _frame(self, counts: tuple[int, ...]) -> Frame:
        if counts not in self._frames:
            if len(self._frames) >= _MOST_FRAMES:
                self._frames.clear()
            self._frames[counts] = self._lay_out(counts)
        return self._frames[counts]

    def _lay_out(self, counts: tuple[int, ...]) -> Frame:
        """The parts of a file with so many lines in each block."""
        shifts: dict[str, Shift] = {}
        for block, count in zip(self.grid.blocks, counts, strict=True):
            before = shifts.get(block.sheet, Shift()).blocks
            shifts[block.sheet] = Shift((*before, (block.row, max(count, 1))))
        for sheet, shift in shifts.items():
            if max(self.grid.sheets[sheet]) + sum(height - 1 for _, height in shift.blocks) > LAST_ROW:
                title = self.titles[sheet]
                raise Refusal(
                    lv=f"Pārskatā ir vairāk rindu, nekā ietilpst lapā “{title}”. Sadaliet pārskatu.",
                    en=f"The claim has more lines than fit on the sheet “{title}”. Split the claim.",
                )
        layout, workbook = Layout(shifts), self.workbook
        plain = workbook.untouched or compress_part(workbook.name, render(workbook.plain, layout).encode())
        asking = compress_part(workbook.name, render(workbook.recalculating, layout).encode())
        return Frame(
            sheets=[(sheet.part, sheet.lay_out(layout)) for sheet in self.sheets],
            parts=[compress_part(part, render(pieces, layout).encode()) for part, pieces in self.followers.items()],
            workbook=(plain, asking),
        )
