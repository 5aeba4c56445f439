"""The parts that every stamped file shares: the workbook part, the table of texts, and no calculation chain."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pumpurs_xl.template.file.workbook import TYPES, Workbook, relations_part
from pumpurs_xl.template.file.xml_tree import Edits, Element
from pumpurs_xl.template.file.zip_parts import Part, compress_part
from pumpurs_xl.template.row_shift import Piece

_MENTION = re.compile(rb"<(?:\w+:)?(?:Relationship|Override|Default)\b[^>]*>")
_BEFORE_SETTINGS = ("definedNames", "externalReferences", "functionGroups", "sheets")


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """The template's table of texts, open at its end for those of a claim; placeholders are emptied."""

    part: str
    head: str
    tail: str
    count: int
    prefix: str


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """The workbook part: as it is, and asking Excel to compute on opening; `untouched` where no name moves."""

    name: str
    plain: Sequence[Piece]
    recalculating: Sequence[Piece]
    untouched: Part | None


def drop_calculation_chain(workbook: Workbook) -> Iterator[Part]:
    """The template's parts without the list of formula cells, which Excel builds anew, and without its mentions."""
    chains = set(workbook.find_parts(workbook.part, "calcChain"))
    for name, part in workbook.parts.items():
        if chains and name in {TYPES, relations_part(workbook.part)}:
            root = workbook.tree(name)
            edits = Edits(root.source)
            for element in root.children:
                if element.get("PartName").lstrip("/") in chains or element.get("Type").endswith("/calcChain"):
                    edits.replace(element.start, element.end)
            yield compress_part(name, "".join(map(str, edits.pieces())).encode())
        elif name not in chains:
            yield part


def mentions(parts: Iterable[Part]) -> set[tuple[str, bytes]]:
    """What the list of types and the relations of a file say of its parts, the calculation chain left out."""
    return {(part.name, found) for part in parts for found in _mentions_in(part)}


@lru_cache(maxsize=1024)
def _mentions_in(part: Part) -> tuple[bytes, ...]:
    if part.name != TYPES and not part.name.endswith(".rels"):
        return ()
    return tuple(found for found in _MENTION.findall(part.content()) if b"calcChain" not in found)


def prepare_workbook_part(workbook: Workbook, moved: Sequence[Piece] | None) -> WorkbookPart:
    """The workbook part as it is (`moved`: with its names moved), and one that asks Excel to compute on opening."""
    plain: Sequence[Piece] = [workbook.root.source] if moved is None else moved
    recalculating = [_ask_to_compute(piece, workbook.root) if isinstance(piece, str) else piece for piece in plain]
    return WorkbookPart(workbook.part, plain, recalculating, workbook.parts[workbook.part] if moved is None else None)


def _ask_to_compute(text: str, root: Element) -> str:
    """The piece of the workbook part with the wish to be computed, if its place is in this piece."""
    settings = root.find("calcPr")
    if settings:
        asking = f'<{settings.prefix}calcPr{settings.attribute_text("fullCalcOnLoad")} fullCalcOnLoad="1"/>'
        return text.replace(settings.markup, asking)
    before = next(found for name in _BEFORE_SETTINGS if (found := root.find(name)))
    end = root.source[before.close : before.end] or before.markup
    return text.replace(end, f'{end}<{before.prefix}calcPr fullCalcOnLoad="1"/>')


def open_strings(workbook: Workbook) -> SharedStrings | None:
    """The table of texts, open for more; None where the template keeps its texts in the cells."""
    if not workbook.strings:
        return None
    root = workbook.tree(workbook.strings_part)
    edits = Edits(root.source)
    edits.replace(root.start, root.inner, f"<{root.prefix}sst{root.attribute_text('count', 'uniqueCount')}>")
    for string in workbook.strings:
        if "${" in string.markup:
            edits.replace(string.inner, string.close, f"<{string.prefix}t/>")
    last = workbook.strings[-1].end
    head = "".join(map(str, edits.pieces(0, last)))
    return SharedStrings(workbook.strings_part, head, root.source[last:], len(workbook.strings), root.prefix)
