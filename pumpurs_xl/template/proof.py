"""The proof of a stamped file: apart from the filled cells and the moved rows, it is the template.

It reads the finished bytes as a stranger would: the zip, its checksums, its XML, and a count of what it holds.
"""

from itertools import pairwise

from pumpurs_xl.template.file.xml_tree import check_well_formed
from pumpurs_xl.template.file.zip_parts import Part, read_zip
from pumpurs_xl.template.sheet_counts import (
    SheetCounts,
    count_features,
    count_merges,
    count_texts,
    row_numbers,
    split_sheet,
    text_numbers,
)
from pumpurs_xl.template.stamp import Template
from pumpurs_xl.template.workbook_parts import mentions
from pumpurs_xl.values.refusal import Refusal


class Unproven(Refusal):
    """A stamped file is not what it must be; it must not be published."""

    def __init__(self, part: str) -> None:
        super().__init__(
            lv=f"Izveidotajā failā daļa {part} neatbilst veidnei, tāpēc fails nav derīgs. Ziņojiet izstrādātājiem.",
            en=f"The part {part} of the stamped file differs from the template. Tell the developers.",
        )


def prove(template: Template, stamped: bytes) -> None:
    """Proves a stamped file against its template; Unproven names the first part that differs."""
    try:
        parts = read_zip(stamped)
    except Refusal:
        raise Unproven(template.name) from None
    _prove_parts(template, parts)
    strings = template.strings
    texts = count_texts(parts[strings.part].content()) if strings else 0
    for sheet in template.sheets:
        if not _is_sheet_sound(parts[sheet.part].content(), template.counts[sheet.part], texts):
            raise Unproven(sheet.part)


def _prove_parts(template: Template, parts: dict[str, Part]) -> None:
    """Every part of the form is there, and each that a claim does not write byte for byte; the others are sound XML."""
    changed = template.changed_parts
    for name in parts.keys() ^ set(template.parts):
        raise Unproven(name)
    for name, _ in mentions(parts.values()) ^ set(template.mentions):
        raise Unproven(name)
    for name, part in template.untouched.items():
        if parts[name] != part:
            raise Unproven(name)
    for name in changed:
        content = parts[name].content()
        if b"${" in content:
            raise Unproven(name)
        try:
            if not name.endswith(".vml"):
                check_well_formed(content, name)
        except Refusal:
            raise Unproven(name) from None


def _is_sheet_sound(content: bytes, expected: SheetCounts, texts: int) -> bool:
    """Whether a sheet has its rows in order, no more than the added ones, and all that the template's has."""
    before, cells, after = split_sheet(content)
    rows = row_numbers(cells)
    added = len(rows) - expected.rows
    # Each line repeats the merges of its block; how the added rows fall to two blocks, the file does not say.
    of_blocks = expected.block_merges
    merges = count_merges(after) - expected.other_merges - sum(of_blocks)
    least, most = (added * min(of_blocks), added * max(of_blocks)) if of_blocks else (0, 0)
    return (
        (added >= 0 if of_blocks else added == 0)
        and all(row < following for row, following in pairwise(rows))
        and rows[-1:] == [expected.last_row + added]
        and count_features(before + after) == expected.features
        and least <= merges <= most
        and max(text_numbers(cells), default=-1) < texts
    )
