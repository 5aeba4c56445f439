"""Names in a formula made into the cells that they mean: the column of a table, a defined name.

>>> _parse("Rindas[[#Totals],[EUR]]"), _parse("Rindas[EUR '[bez PVN']]"), _parse("[[No]:[Līdz]]")
(('Rindas', ['#totals'], ['EUR']), ('Rindas', [], ['EUR [bez PVN]']), ('', [], ['No', 'Līdz']))
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pumpurs_xl.template.file.workbook import Table, Workbook
from pumpurs_xl.template.file.xml_tree import Element
from pumpurs_xl.template.formula.tokenizer import End, NoFormula, Reference, Token, tokenize
from pumpurs_xl.template.formula.translator import Home
from pumpurs_xl.template.row_shift import BlockRows

_ITEM = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_ESCAPE = re.compile(r"'(.)")
_LETTER = re.compile(r"_x([0-9A-Fa-f]{4})_")


def resolve_names(tokens: Sequence[Token], home: Home, workbook: Workbook, blocks: BlockRows) -> list[Token]:
    """The formula with its names as references to cells; a name that means something else stays as it is."""
    return [_resolve(token, home, workbook, blocks) for token in tokens]


def _resolve(token: Token, home: Home, workbook: Workbook, blocks: BlockRows) -> Token:
    reference = None
    if token.kind == "table" or token.text.casefold() in workbook.tables:
        reference = _cells_of_table(token.text, home, workbook)
    elif token.kind == "name" and "!" not in token.text:
        reference = _cells_of_name(token.text, home, workbook, blocks)
    return Token("reference", token.text, reference) if reference else token


def _parse(text: str) -> tuple[str, list[str], list[str]]:
    """The name of the table, the special parts asked for in lower case, and the columns."""
    name, _, inner = text.partition("[")
    inner = inner.removesuffix("]")
    items = _ITEM.findall(inner) if inner.startswith("[") else [inner] if inner else []
    plain = [_ESCAPE.sub(r"\1", item) for item in items if not item.startswith("#")]
    return name, [item.lower() for item in items if item.startswith("#")], plain


def _cells_of_table(text: str, home: Home, workbook: Workbook) -> Reference | None:
    """The cells of a structured reference; None where it does not say which, or names what is not there."""
    name, parts, columns = _parse(text)
    table = workbook.tables.get(name.casefold()) if name else _table_around(home, workbook)
    headings = [_fold(heading) for heading in table.headings] if table else []
    if table is None or len(columns) > 2 or any(_fold(column) not in headings for column in columns):
        return None
    rows = _rows(table, parts, home)
    if not rows:
        return None
    places = [table.area.first_column + headings.index(_fold(column)) for column in columns]
    first, last = (min(places), max(places)) if places else (table.area.first_column, table.area.last_column)
    this_row = parts == ["#this row"]
    ends = [End(column, True, row, not this_row) for column, row in zip((first, last), rows, strict=True)]
    is_one = first == last and rows[0] == rows[1] and parts in (["#this row"], ["#totals"], ["#headers"])
    return Reference("", table.sheet, ends[0], None if is_one else ends[1])


def _rows(table: Table, parts: Sequence[str], home: Home) -> tuple[int, int] | None:
    """The first and the last row of the parts of a table that are asked for."""
    top, bottom = table.area.first_row, table.area.last_row
    body = top + table.heading_rows, bottom - table.totals_rows
    if parts == ["#this row"]:
        return (home.row, home.row) if home.sheet == table.sheet and body[0] <= home.row <= body[1] else None
    if parts == ["#all"]:
        return top, bottom
    if parts == ["#headers"]:
        return (top, body[0] - 1) if table.heading_rows else None
    if parts == ["#totals"]:
        return (body[1] + 1, bottom) if table.totals_rows else None
    return body if parts in ([], ["#data"]) else None


def _table_around(home: Home, workbook: Workbook) -> Table | None:
    """The only table whose rows hold the formula, where a formula names none."""
    near = [table for table in workbook.tables.values() if table.sheet == home.sheet]
    around = [table for table in near if table.area.first_row <= home.row <= table.area.last_row]
    return around[0] if len(around) == 1 else None


def _fold(heading: str) -> str:
    """A heading as formulas find it: whatever the case, with the line breaks that XML writes as _x000a_."""
    return _LETTER.sub(lambda found: chr(int(found[1], 16)), heading).casefold()


def _cells_of_name(text: str, home: Home, workbook: Workbook, blocks: BlockRows) -> Reference | None:
    """The cells of a defined name that means one range; one cell of a block stands for all its lines."""
    found = [element for element in workbook.names if element.get("name").casefold() == text.casefold()]
    local = [each for each in found if each.get("localSheetId") and _sheet_of(each, workbook) == home.sheet]
    element = next(iter(local or [each for each in found if not each.get("localSheetId")]), None)
    try:
        tokens = tokenize(element.text) if element else ()
    except NoFormula:
        return None
    reference = tokens[0].reference if len(tokens) == 1 else None
    if reference is None or not reference.sheet or not all(end.row_fixed and end.row for end in reference.ends):
        return None
    in_block = reference.last is None and reference.first.row in blocks.on(reference.sheet)
    return replace(reference, last=reference.first) if in_block else reference


def _sheet_of(name: Element, workbook: Workbook) -> str:
    return workbook.titles[int(name.get("localSheetId"))].casefold()
