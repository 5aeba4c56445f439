"""The parts that every stamped file shares: the workbook part, the table of texts, no calculation chain."""

from collections.abc import Iterator, Sequence

from pumpurs_xl.template.file.workbook import TYPES, Source, relations_part
from pumpurs_xl.template.file.xml_tree import Edits, Element
from pumpurs_xl.template.file.zip_parts import Part, packed
from pumpurs_xl.template.row_shift import Piece
from pumpurs_xl.template.stamp import SharedStrings, WorkbookPart

_BEFORE_SETTINGS = ("definedNames", "externalReferences", "functionGroups", "sheets")


def without_calculation_chain(source: Source) -> Iterator[Part]:
    """The template's parts, but for the list of formula cells, which Excel builds anew; its mentions go too."""
    chains = set(source.related(source.workbook_part, "calcChain"))
    relations = relations_part(source.workbook_part)
    for name, part in source.parts.items():
        if name in chains:
            continue
        if chains and name in {TYPES, relations}:
            yield packed(name, _without_mentions(source, name, chains).encode())
        else:
            yield part


def _without_mentions(source: Source, name: str, chains: set[str]) -> str:
    root = source.tree(name)
    edits = Edits(root.source)
    for element in root.children:
        if element.get("PartName").lstrip("/") in chains or element.get("Type").endswith("/calcChain"):
            edits.replace(element.start, element.end)
    return "".join(str(piece) for piece in edits.pieces())


def workbook_part(source: Source, moved: Sequence[Piece] | None) -> WorkbookPart:
    """The workbook part as it is, and one that asks Excel to compute everything on opening."""
    name, text = source.workbook_part, source.workbook.source
    plain: Sequence[Piece] = [text] if moved is None else moved
    asking = [_asking(piece, source.workbook) if isinstance(piece, str) else piece for piece in plain]
    return WorkbookPart(name, plain, asking, source.parts[name] if moved is None else None)


def _asking(text: str, workbook: Element) -> str:
    """The piece of the workbook part with the wish to be computed, if its place is in this piece."""
    settings = workbook.find("calcPr")
    if settings:
        asking = f'<{settings.prefix}calcPr{settings.attribute_text("fullCalcOnLoad")} fullCalcOnLoad="1"/>'
        return text.replace(settings.markup, asking)
    before = next(found for name in _BEFORE_SETTINGS if (found := workbook.find(name)))
    end = workbook.source[before.close : before.end] or before.markup
    return text.replace(end, f'{end}<{before.prefix}calcPr fullCalcOnLoad="1"/>')


def open_strings(source: Source) -> SharedStrings | None:
    """The table of texts, open for more; None where the template keeps its texts in the cells."""
    if not source.strings:
        return None
    root = source.tree(source.strings_part)
    edits = Edits(root.source)
    for attribute in ("count", "uniqueCount"):
        held = root.attributes.get(attribute)
        if held:
            edits.replace(held.start - len(attribute) - 3, held.end + 1)
    for element in source.strings:
        if "${" in element.source[element.start : element.end]:
            edits.replace(element.inner, element.close, f"<{element.prefix}t/>")
    last = source.strings[-1].end
    head, tail = edits.pieces(0, last), root.source[last:]
    return SharedStrings(source.strings_part, "".join(map(str, head)), tail, len(source.strings), root.prefix)
