"""A count of what a sheet's part holds, taken from its bytes alone: what the proof of a stamped file compares."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row r="(\d+)"')
_MERGE = re.compile(rb'mergeCell [^>]*?ref="[A-Z]+(\d+):[A-Z]+(\d+)"')
_SHARED = re.compile(rb' t="s"><(?:\w+:)?v>(\d+)<')
_COUNTED = re.compile(
    rb"<(?:\w+:)?(conditionalFormatting|cfRule|dataValidation|hyperlink|drawing|legacyDrawing|tablePart|ext)[\s>/]"
)


@dataclass(frozen=True, slots=True)
class Census:
    """Rows, merges of each block row, other merges, and how many there are of what never multiplies."""

    rows: int
    last_row: int
    block_merges: tuple[int, ...]
    other_merges: int
    counts: dict[bytes, int]


def census(content: bytes, last_row: int, blocks: Collection[int]) -> Census:
    """The count of a template's sheet, which holds these block rows."""
    before, cells, after = sections(content)
    merges = [(int(top), int(bottom)) for top, bottom in _MERGE.findall(after)]
    of_blocks = tuple(merges.count((block, block)) for block in blocks)
    rows = len(_ROW.findall(cells))
    return Census(rows, last_row, of_blocks, len(merges) - sum(of_blocks), counted(before + after))


def sections(content: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the cells, the cells, and what follows them."""
    before, _, rest = content.partition(b"sheetData")
    cells, _, after = rest.rpartition(b"sheetData")
    return before, cells, after


def counted(content: bytes) -> dict[bytes, int]:
    """How many there are of each element that a claim never multiplies."""
    found = _COUNTED.findall(content)
    return {name: found.count(name) for name in set(found)}


def row_numbers(cells: bytes) -> list[int]:
    return [int(number) for number in _ROW_NUMBER.findall(cells)]


def merge_count(content: bytes) -> int:
    return len(_MERGE.findall(content))


def text_numbers(cells: bytes) -> list[int]:
    """The shared texts that cells refer to."""
    return [int(number) for number in set(_SHARED.findall(cells))]
