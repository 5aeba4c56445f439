r"""Placeholders: `${partneris}` typed into a cell; where they stand, which rows repeat, what a value looks like there.

A cell that is exactly one placeholder takes the typed value; in the middle of a text a value stands as people write it.

>>> format_value(Decimal("31732.17")), format_value(date(2023, 2, 28)), format_value(None), format_value(7)
('31\xa0732,17', '28.02.2023.', '', '7')
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from pumpurs_xl.template.file.cells import text_runs
from pumpurs_xl.template.file.workbook import Sheet, Workbook
from pumpurs_xl.template.file.xml_tree import Element, escape
from pumpurs_xl.template.row_shift import Block, BlockRows
from pumpurs_xl.template.slips import check_outside_cells, nearest
from pumpurs_xl.values.a1 import Area, address
from pumpurs_xl.values.money import cents, euro
from pumpurs_xl.values.refusal import Refusal

Value = str | int | Decimal | date | None
BLOCKS = ("rinda", "diena")
_PLACEHOLDER = re.compile(r"\$\{([^{}$]*)\}")
_EXCEL_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")


@dataclass(frozen=True, slots=True)
class Filling:
    """The text of a cell that holds placeholders: texts and keys in turn, as XML and as a person reads it."""

    markup: tuple[str, ...]
    plain: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def only_key(self) -> str | None:
        """The key of a cell that is exactly one placeholder: it takes the typed value."""
        return self.keys[0] if len(self.keys) == 1 and not any(self.plain) else None

    def text(self, values: Mapping[str, Value]) -> str:
        """The text with its values, as a person reads it."""
        return _interleave(self.plain, [format_value(values[key]) for key in self.keys])

    def xml(self, values: Mapping[str, Value]) -> str:
        """The text with its values, as the inside of a shared string."""
        return _interleave(self.markup, [escape_text(format_value(values[key])) for key in self.keys])


@dataclass(slots=True)
class Placeholders:
    """The cells to fill by sheet, row and column; where each key stands first ("Lapa!B5"); the blocks in order."""

    fillings: dict[str, dict[tuple[int, int], Filling]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    @property
    def block_rows(self) -> BlockRows:
        """The rows that repeat."""
        by_sheet: dict[str, list[int]] = {}
        for block in self.blocks:
            by_sheet.setdefault(block.sheet, []).append(block.row)
        return BlockRows(by_sheet)


def find_placeholders(workbook: Workbook, keys: Collection[str]) -> Placeholders:
    """All placeholders of the template; Refusal where one is unknown or misplaced, or no row repeats."""
    result = Placeholders()
    for sheet in workbook.sheets:
        fillings = _fillings(sheet, keys, workbook.strings_prefix)
        result.fillings[sheet.key] = fillings
        for (row, column), filling in fillings.items():
            for key in filling.keys:
                result.keys.setdefault(key, f"{sheet.title}!{address(row, column)}")
        result.blocks.extend(_blocks(sheet, fillings))
    if not any(block.name == BLOCKS[0] for block in result.blocks):
        raise Refusal(
            lv="nav nevienas rindas ar ${rinda.…}. Ierakstiet vietturus rindā, kurai jāatkārtojas.",
            en="there is no row with ${rinda.…}. Type the placeholders into the row that repeats.",
        )
    check_outside_cells(workbook)
    return result


def _fillings(sheet: Sheet, keys: Collection[str], strings_prefix: str | None) -> dict[tuple[int, int], Filling]:
    found = {}
    merges = [Area.parse_loosely(element.get("ref")) for element in sheet.root.descendants("mergeCell")]
    for cell in (cell for row in sheet.rows for cell in row.cells):
        place, prefix = f"{sheet.title}!{cell.name}", sheet.root.prefix if strings_prefix is None else strings_prefix
        filling = parse_filling(cell.string, keys, place, prefix) if cell.string else None
        if filling:
            found[cell.row, cell.column] = filling
            for area in merges:
                if area.holds(cell.row, cell.column) and area[:2] != (cell.row, cell.column):
                    raise Refusal(
                        lv=f"{place}: vietturi sedz apvienotās šūnas {area}. Ierakstiet to pirmajā no tām.",
                        en=f"{place}: the placeholder is covered by the merged cells {area}. Type it into the first.",
                    )
    return found


def _blocks(sheet: Sheet, fillings: dict[tuple[int, int], Filling]) -> list[Block]:
    """The blocks of a sheet by their rows; each in one visible row, which no other block shares."""
    hidden = {row.number for row in sheet.rows if row.element.is_on("hidden")}
    found: dict[str, int] = {}
    for (row, _), filling in sorted(fillings.items(), key=lambda item: item[0]):
        for name in {key.partition(".")[0] for key in filling.keys} & set(BLOCKS):
            is_shared = row in found.values() and found.get(name) != row
            if found.setdefault(name, row) != row or is_shared or row in hidden:
                place = f"{sheet.title}, {row}. rinda"
                raise Refusal(
                    lv=f"{place}: ${{{name}.…}} var būt tikai vienā redzamā lapas rindā, "
                    "bez cita bloka vietturiem tajā.",
                    en=f"{place}: ${{{name}.…}} may stand in one visible row of a sheet only, "
                    "without those of another block.",
                )
    return [Block(name, sheet.key, row) for name, row in sorted(found.items(), key=lambda item: item[1])]


def parse_filling(string: Element, keys: Collection[str], place: str, prefix: str) -> Filling | None:
    """The placeholders of a shared or inline string; None where it has none. `prefix` is that of its new place.

    Refusal: an unknown key, and a placeholder that is broken or spread over differently formatted letters.
    """
    markup, plain, found = [""], [""], []
    end = string.inner
    for run in text_runs(string):
        markup[-1] += string.source[end : run.start] + f'<{run.prefix}t xml:space="preserve">'
        literals_and_keys = _PLACEHOLDER.split(run.text)
        for literal, key in zip_longest(literals_and_keys[::2], literals_and_keys[1::2]):
            markup[-1] += escape(literal)
            plain[-1] += literal
            if key is not None:
                found.append(_require_key(key.strip(), keys, place))
                markup.append("")
                plain.append("")
        markup[-1] += f"</{run.prefix}t>"
        end = run.end
    if "${" in "".join(plain):
        raise Refusal(
            lv=f"{place}: vietturis nav pabeigts vai tā burti ir dažādi formatēti. Ierakstiet šūnas tekstu no jauna.",
            en=f"{place}: a placeholder is unfinished or its letters are formatted differently. Type the cell anew.",
        )
    markup[-1] += string.source[end : string.close]
    tags = re.compile(f"(</?){string.prefix}(?=\\w)")
    return (
        Filling(tuple(tags.sub(rf"\g<1>{prefix}", text) for text in markup), tuple(plain), tuple(found))
        if found
        else None
    )


def _require_key(key: str, keys: Collection[str], place: str) -> str:
    """The key itself; Refusal with the closest known one where it is unknown."""
    if key in keys:
        return key
    near = nearest(key, keys)
    raise Refusal(
        lv=f"{place}: vietturis ${{{key}}} nav zināms. "
        + (f"Tuvākais zināmais ir ${{{near}}}; labojiet šūnas tekstu." if near else "Visi vietturi ir rokasgrāmatā."),
        en=f"{place}: the placeholder ${{{key}}} is unknown. "
        + (f"The closest is ${{{near}}}; correct the cell's text." if near else "The handbook lists all of them."),
    )


def _interleave(texts: tuple[str, ...], values: list[str]) -> str:
    return "".join(text + value for text, value in zip(texts, [*values, ""], strict=True))


@lru_cache(maxsize=4096)
def format_value(value: Value) -> str:
    """The value in the middle of a text: money as 31 732,17, a date as 28.02.2023."""
    if isinstance(value, Decimal):
        return euro(value) if value == cents(value) else f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y.}"
    return "" if value is None else str(value)


def escape_text(text: str) -> str:
    """The text inside a cell's string: what Excel would take for an escape of its own is escaped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(_EXCEL_ESCAPE.sub(r"_x005F\g<0>", text) if "_x" in text else text)
