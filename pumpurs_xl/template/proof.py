"""The proof of a stamped file: apart from the filled cells and the moved rows, it is the template.

It reads the finished bytes as a stranger would: the zip, its checksums, its XML, and a count of what it holds.
"""

from itertools import pairwise

from pumpurs_xl.template.file.xml_tree import check_well_formed
from pumpurs_xl.template.file.zip_parts import Part, read_package
from pumpurs_xl.template.sheet_counts import Census, counted, merge_count, row_numbers, sections, text_numbers
from pumpurs_xl.template.stamp import Template
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
        parts = read_package(stamped)
    except Refusal:
        raise Unproven(template.name) from None
    _prove_untouched(template, parts)
    texts = _text_count(template, parts)
    for draft in template.sheets:
        _prove_sheet(draft.part, parts[draft.part].content(), template.census[draft.part], texts)


def _prove_untouched(template: Template, parts: dict[str, Part]) -> None:
    """Every part that a claim does not write is the template's, byte for byte; the others are sound XML."""
    written = template.written_parts
    for name in parts.keys() ^ (template.raw.keys() | written):
        raise Unproven(name)
    for name, part in template.raw.items():
        if parts[name] != part:
            raise Unproven(name)
    for name in written:
        _prove_xml(name, parts[name].content())


def _prove_xml(name: str, content: bytes) -> None:
    if b"${" in content:
        raise Unproven(name)
    if name.endswith(".vml"):
        return
    try:
        check_well_formed(content, name)
    except Refusal:
        raise Unproven(name) from None


def _text_count(template: Template, parts: dict[str, Part]) -> int:
    if template.strings is None:
        return 0
    return parts[template.strings.part].content().count(f"</{template.strings.prefix}si>".encode())


def _prove_sheet(name: str, content: bytes, expected: Census, texts: int) -> None:
    before, cells, after = sections(content)
    rows = row_numbers(cells)
    added = len(rows) - expected.rows
    sound = (
        added >= 0
        and all(row < following for row, following in pairwise(rows))
        and rows[-1:] == [expected.last_row + added]
        and counted(before + after) == expected.counts
        and _merges_fit(merge_count(after), added, expected)
        and max(text_numbers(cells), default=-1) < texts
    )
    if not sound:
        raise Unproven(name)


def _merges_fit(merges: int, added: int, expected: Census) -> bool:
    """Each line repeats the merges of its block; how the added rows fall to two blocks, the file does not say."""
    of_blocks = expected.block_merges
    extra = merges - expected.other_merges - sum(of_blocks)
    if not of_blocks:
        return extra == added == 0
    return added * min(of_blocks) <= extra <= added * max(of_blocks)
