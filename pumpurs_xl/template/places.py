"""Where the placeholders of a template stand, and which rows repeat."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pumpurs_xl.template.file.cells import Cell
from pumpurs_xl.template.file.workbook import Sheet, Source
from pumpurs_xl.template.placeholders import BLOCKS, Filling, filling
from pumpurs_xl.template.row_shift import Block, BlockRows
from pumpurs_xl.values.a1 import Area
from pumpurs_xl.values.refusal import Refusal

_REMEMBERED = re.compile(r"<c:(num|str|multiLvlStr)Cache>.*?</c:\1Cache>", re.DOTALL)  # a chart's copy of its cells


@dataclass(slots=True)
class Places:
    """The filled cells by sheet, row and column; where each key stands first; the blocks in order."""

    fillings: dict[str, dict[tuple[int, int], Filling]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    @property
    def rows(self) -> BlockRows:
        by_sheet: dict[str, list[int]] = {}
        for block in self.blocks:
            by_sheet.setdefault(block.sheet, []).append(block.row)
        return BlockRows(by_sheet)


def find_places(source: Source, keys: Collection[str]) -> Places:
    """All placeholders of the template; refused where one is unknown, misplaced, or no row repeats."""
    places = Places()
    for sheet in source.sheets:
        places.fillings[sheet.key] = _fillings(sheet, keys, places.keys, source.strings_prefix)
        places.blocks.extend(_blocks(sheet, places.fillings[sheet.key]))
    if not any(block.name == BLOCKS[0] for block in places.blocks):
        raise Refusal(
            lv="nav nevienas rindas ar ${rinda.…}. Ierakstiet vietturus rindā, kurai jāatkārtojas.",
            en="there is no row with ${rinda.…}. Type the placeholders into the row that repeats.",
        )
    for part in source.parts:
        _check_outside_cells(source, part)
    return places


def _fillings(
    sheet: Sheet, keys: Collection[str], used: dict[str, str], prefix: str | None
) -> dict[tuple[int, int], Filling]:
    found = {}
    merged = [Area.parse_loosely(element.get("ref")) for element in sheet.root.descendants("mergeCell")]
    for cell in (cell for row in sheet.rows for cell in row.cells):
        place = f"{sheet.title}!{cell.name}"
        filled = (
            filling(cell.string, keys, place, sheet.root.prefix if prefix is None else prefix) if cell.string else None
        )
        if filled:
            _check_visible(cell, merged, place)
            found[cell.row, cell.column] = filled
            for key in filled.keys:
                used.setdefault(key, place)
    return found


def _check_visible(cell: Cell, merged: Sequence[Area], place: str) -> None:
    for area in merged:
        if area.holds(cell.row, cell.column) and (area.first_column, area.first_row) != (cell.column, cell.row):
            raise Refusal(
                lv=f"{place}: vietturi sedz apvienotās šūnas {area}. Ierakstiet to pirmajā no tām.",
                en=f"{place}: the placeholder is covered by the merged cells {area}. Type it into the first.",
            )


def _blocks(sheet: Sheet, fillings: dict[tuple[int, int], Filling]) -> list[Block]:
    hidden = {row.number for row in sheet.rows if row.element.get("hidden") in {"1", "true"}}
    found: dict[str, int] = {}
    for (row, _), filled in sorted(fillings.items(), key=lambda item: item[0]):
        for name in {key.partition(".")[0] for key in filled.keys} & set(BLOCKS):
            taken = row in found.values() and found.get(name) != row
            if found.setdefault(name, row) != row or taken or row in hidden:
                raise _bad_row(f"{sheet.title}, {row}. rinda", name)
    return [Block(name, sheet.key, row) for name, row in sorted(found.items(), key=lambda item: item[1])]


def _bad_row(place: str, block: str) -> Refusal:
    return Refusal(
        lv=f"{place}: ${{{block}.…}} var būt tikai vienā redzamā lapas rindā, bez cita bloka vietturiem tajā.",
        en=f"{place}: ${{{block}.…}} may stand in one visible row of a sheet only, without those of another block.",
    )


def _check_outside_cells(source: Source, part: str) -> None:
    """Only cells are filled: a placeholder in a text box, a note or a page header would stay as it is."""
    if not part.startswith("xl/") or part == source.strings_part or not part.endswith((".xml", ".vml")):
        return
    text = source.parts[part].content().decode("utf-8", "replace")
    text = _REMEMBERED.sub("", text)
    sheet = next((sheet for sheet in source.sheets if sheet.part == part), None)
    if sheet:
        text = sheet.data.source[: sheet.data.start] + sheet.data.source[sheet.data.end :]
    if "${" in text:
        raise Refusal(
            lv=f"daļā {part} ir vietturis ārpus šūnām. Vietturi darbojas tikai šūnās; pārvietojiet to.",
            en=f"the part {part} has a placeholder outside the cells. Move it into a cell.",
        )
