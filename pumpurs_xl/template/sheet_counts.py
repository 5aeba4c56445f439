"""How much a sheet holds, counted from its bytes alone: what the proof of a stamped file compares.

A stamped sheet is counted without the tree by which the template's was compiled, so that a fault there cannot hide
itself here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Sheet

_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row r="(\d+)"')
_MERGE = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']\$?[A-Za-z]+\$?(\d+):\$?[A-Za-z]+\$?(\d+)["']""")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_SHARED_TEXT = re.compile(rb' t="s"><(?:\w+:)?v>(\d+)<')
_FEATURE = re.compile(
    rb"<(?:\w+:)?(conditionalFormatting|cfRule|dataValidation|hyperlink|drawing|legacyDrawing|tablePart|ext)[\s>/]"
)


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """Rows, merges of each block row, other merges, and how many there are of each feature."""

    rows: int
    last_row: int
    block_merges: tuple[int, ...]
    other_merges: int
    features: dict[bytes, int]


def count_sheet(sheet: Sheet, blocks: Collection[int]) -> SheetCounts:
    """The counts of a template's sheet, which has these block rows."""
    before, cells, after = split_sheet(sheet.root.source.encode())
    merges = [(int(top), int(bottom)) for top, bottom in _MERGE.findall(after)]
    of_blocks = tuple(merges.count((block, block)) for block in blocks)
    last_row = max((row.number for row in sheet.rows), default=0)
    features = count_features(before + after)
    return SheetCounts(
        len(_ROW.findall(cells)) - sheet.left_out, last_row, of_blocks, len(merges) - sum(of_blocks), features
    )


def split_sheet(content: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the cells, the cells, and what follows them."""
    before, _, rest = content.partition(b"sheetData")
    cells, _, after = rest.rpartition(b"sheetData")
    return before, cells, after


def count_features(content: bytes) -> dict[bytes, int]:
    """How many there are of each element that a claim never multiplies."""
    found = _FEATURE.findall(content)
    return {name: found.count(name) for name in set(found)}


def row_numbers(cells: bytes) -> list[int]:
    """The numbers of the rows, in the order of the file."""
    return [int(number) for number in _ROW_NUMBER.findall(cells)]


def count_merges(content: bytes) -> int:
    """How many merged areas of several cells there are."""
    return len(_MERGE.findall(content))


def text_numbers(cells: bytes) -> list[int]:
    """The shared texts that cells refer to."""
    return [int(number) for number in set(_SHARED_TEXT.findall(cells))]


def count_texts(content: bytes) -> int:
    """How many texts a table of shared texts holds."""
    return len(_TEXT.findall(content))
