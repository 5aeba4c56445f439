"""Formulas translated to where their cells go: what each reference becomes once the lines are inserted.

A formula in a cell outside the block follows its cells (`translate`); one in the block repeats for each line
(`translate_line`); one that belongs to an area, as that of a conditional format, is read from each cell of the area
(`translate_rule`); a defined name grows with the block (`translate_name`). What cannot be translated is refused with
its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pumpurs_xl.template.formula.tokenizer import NoFormula, Reference, Token, tokenize
from pumpurs_xl.template.row_shift import BlockRows, Layout, Piece, join_texts
from pumpurs_xl.values.refusal import Refusal

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a formula stands: its sheet in lower case, its row, and how to name the place to a person."""

    sheet: str
    row: int
    place: str


def read_formula(formula: str, place: str) -> tuple[Token, ...]:
    """The tokens of the formula; refused where it cannot be read, names several sheets at once, or cells by a text."""
    try:
        tokens = tokenize(formula)
    except NoFormula:
        raise _not_translatable(place) from None
    for at, token in enumerate(tokens):
        is_indirect = token.kind == "function" and token.text.upper() == "INDIRECT" and at + 2 < len(tokens)
        argument = tokens[at + 2] if is_indirect else token
        names_a_cell = is_indirect and argument.kind == "text" and any(map(str.isdigit, argument.text))
        if token.kind == "span" or names_a_cell:
            raise _not_translatable(place)
    if any(token.kind == "text" and "${" in token.text for token in tokens):
        raise Refusal(
            lv=f"{place}: vietturis ir formulas tekstā. Ierakstiet vietturi citā šūnā un atsaucieties uz to.",
            en=f"{place}: a placeholder stands in a formula. Type it into another cell and refer to that.",
        )
    return tokens


def translate(formula: Tokens, home: Home, blocks: BlockRows, *, grow: bool = False) -> list[Piece]:
    """A formula outside the block: every reference follows its cells.

    One cell of the block is refused; with `grow` it becomes all its lines, as a picture's range does.
    """
    for reference in _moving_references(formula, home, blocks):
        if not grow and reference.last is None and reference.first.row in blocks.on(reference.sheet or home.sheet):
            raise _one_cell_of_many(home.place, reference)
    return _follow(formula, home, blocks, grow=grow)


def translate_name(formula: Tokens, home: Home, blocks: BlockRows) -> list[Piece]:
    """A defined name or a chart's range: a single cell of the block becomes all its lines."""
    for reference in _moving_references(formula, home, blocks):
        if not all(end.row_fixed for end in reference.ends):
            raise _not_translatable(home.place)
    return _follow(formula, home, blocks, grow=True)


def translate_rule(formula: Tokens, home: Home, blocks: BlockRows, *, one_row: bool) -> list[Piece]:
    """A formula read from each cell of an area that begins on the home's row.

    A relative row is a distance: it must stay the same for every row of the area.
    """
    level = blocks.above(home.sheet, home.row)
    stays_one_row = one_row and home.row not in blocks.on(home.sheet)
    for reference in _moving_references(formula, home, blocks):
        sheet = reference.sheet or home.sheet
        relative = [end for end in reference.ends if not end.row_fixed]
        keeps_distance = sheet == home.sheet and all(blocks.above(sheet, end.row) == level for end in relative)
        if relative and not keeps_distance and not (stays_one_row and len(relative) == len(reference.ends)):
            raise _not_translatable(home.place)

    def at(reference: Reference, layout: Layout) -> str:
        shift = layout.on(reference.sheet or home.sheet)
        text = reference.lead + reference.first.at(shift.first(reference.first.row))
        if not reference.last:
            return text
        grows = reference.last.row_fixed or stays_one_row
        row = reference.last.row
        return f"{text}:{reference.last.at(shift.last(row) if grows else shift.first(row))}"

    return _pieces(formula, home, blocks, at)


def check_repeatable(formula: Tokens, home: Home, blocks: BlockRows) -> None:
    """Refuses a formula of the block that cannot be repeated for each line."""
    level = blocks.above(home.sheet, home.row)
    for reference in (token.reference for token in formula if token.reference):
        sheet = reference.sheet or home.sheet
        for end in reference.ends:
            if sheet == home.sheet:
                repeats = end.row <= home.row and blocks.above(sheet, end.row) == level
            else:
                repeats = not blocks.on(sheet)
            if end.row and not end.row_fixed and not repeats:
                raise _needs_dollar(home.place, reference)
        elsewhere = sheet != home.sheet or reference.first.row != home.row
        if reference.last is None and elsewhere and reference.first.row in blocks.on(sheet):
            raise _one_cell_of_many(home.place, reference)


def translate_line(formula: Tokens, home: Home, layout: Layout, row: int) -> str:
    """The formula of one line, which stands on this row of the stamped sheet."""
    down = row - home.row
    result = ""
    for token in formula:
        if reference := token.reference:
            shift = layout.on(reference.sheet or home.sheet)
            rows = [shift.first(reference.first.row), shift.last(reference.bottom)]
            ends = zip(reference.ends, rows, strict=False)
            cells = (end.at(fixed if end.row_fixed else end.row + down) for end, fixed in ends)
            result += reference.lead + ":".join(cells)
        else:
            result += token.text
    return result


def is_local(formula: Tokens, home: Home, blocks: BlockRows) -> bool:
    """Whether a line's formula depends on its row alone, whatever the number of lines."""
    return not any(
        end.row_fixed and blocks.moves(token.reference.sheet or home.sheet, end.row)
        for token in formula
        if token.reference
        for end in token.reference.ends
    )


def looks_far_up(formula: Tokens, home: Home) -> bool:
    """Whether a formula of the block looks, without a $, further up than the line before."""
    return any(
        0 < end.row < home.row - 1 and not end.row_fixed
        for token in formula
        if token.reference
        for end in token.reference.ends
    )


def _moving_references(formula: Tokens, home: Home, blocks: BlockRows) -> list[Reference]:
    return [
        token.reference
        for token in formula
        if token.reference and blocks.moves(token.reference.sheet or home.sheet, token.reference.bottom)
    ]


def _follow(formula: Tokens, home: Home, blocks: BlockRows, *, grow: bool) -> list[Piece]:
    """Each reference follows its cells; with `grow`, a single cell of the block becomes all its lines."""

    def at(reference: Reference, layout: Layout) -> str:
        sheet = reference.sheet or home.sheet
        shift = layout.on(sheet)
        text = reference.first.at(shift.first(reference.first.row))
        grows = grow and reference.first.row in blocks.on(sheet)
        last = reference.last or (reference.first if grows else None)
        end = last.at(shift.last(last.row)) if last else ""
        if end and (reference.last or end != text):
            text = f"{text}:{end}"
        return reference.lead + text

    return _pieces(formula, home, blocks, at)


def _pieces(formula: Tokens, home: Home, blocks: BlockRows, at: Callable[[Reference, Layout], str]) -> list[Piece]:
    """The formula with each reference as it reads in a layout; one that never moves is a text at once."""

    def piece(token: Token) -> Piece:
        reference = token.reference
        if reference is None:
            return token.text
        if not blocks.moves(reference.sheet or home.sheet, reference.bottom):
            return at(reference, Layout())
        return partial(at, reference)

    return join_texts(map(piece, formula))


def _not_translatable(place: str) -> Refusal:
    return Refusal(
        lv=f"{place}: šo formulu nevar pārvietot līdz ar rindām. Pierakstiet to vienkāršāk vai izdzēsiet.",
        en=f"{place}: this formula cannot move with the rows. Write it more simply or delete it.",
    )


def _one_cell_of_many(place: str, reference: Reference) -> Refusal:
    cell = reference.first.at(reference.first.row)
    whole = f"{cell}:{cell}"
    return Refusal(
        lv=f"{place}: formula norāda uz vienu atkārtojamās rindas šūnu {cell}. Rakstiet {whole} visām rindām.",
        en=f"{place}: the formula refers to one cell of the repeated row, {cell}. Write {whole} for all lines.",
    )


def _needs_dollar(place: str, reference: Reference) -> Refusal:
    cell = reference.first.at(reference.first.row)
    return Refusal(
        lv=f"{place}: atkārtojamās rindas formula nevar norādīt uz {cell}. Ielieciet $ pirms rindas numura.",
        en=f"{place}: a formula of the repeated row cannot refer to {cell}. Put $ before the row number.",
    )
