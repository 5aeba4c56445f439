"""Formulas whose cells move: what each reference becomes when rows are added, and what cannot be moved.

Three kinds of formula move differently: one that stands in a cell outside the block, one in the block
itself (it repeats for each line), and one that belongs to an area (conditional format, validation, name).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pumpurs_xl.template.formula.tokenizer import End, NoFormula, Reference, Token, tokens
from pumpurs_xl.template.row_shift import BlockRows, Layout, Piece, joined
from pumpurs_xl.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Home:
    """Where a formula stands: its sheet in lower case, its row, and how to name the place to a person."""

    sheet: str
    row: int
    place: str


def understood(formula: str, place: str) -> tuple[Token, ...]:
    """The tokens of the formula; refused where it cannot be read or names several sheets at once."""
    try:
        found = tokens(formula)
    except NoFormula:
        raise _not_moved(place) from None
    if any(token.kind == "span" for token in found) or _names_cells_by_text(found):
        raise _not_moved(place)
    if any(token.kind == "text" and "${" in token.text for token in found):
        raise Refusal(
            lv=f"{place}: vietturis ir formulas tekstā. Ierakstiet vietturi citā šūnā un atsaucieties uz to.",
            en=f"{place}: a placeholder stands in a formula. Type it into another cell and refer to that.",
        )
    return found


def _names_cells_by_text(formula: Sequence[Token]) -> bool:
    return any(
        token.kind == "function"
        and token.text.upper() == "INDIRECT"
        and formula[at + 2].kind == "text"
        and any(letter.isdigit() for letter in formula[at + 2].text)
        for at, token in enumerate(formula[:-2])
    )


def outside(formula: Sequence[Token], home: Home, blocks: BlockRows, *, grow: bool = False) -> list[Piece]:
    """A formula outside the block: every reference follows its cells.

    One cell of the block is refused, or becomes all its lines where the formula is a picture's range (`grow`).
    """
    for reference in _moving(formula, home, blocks):
        sheet = reference.sheet or home.sheet
        if not grow and reference.last is None and reference.first.row in blocks.on(sheet):
            raise _one_cell_of_many(home.place, reference)
    return _pieces(formula, home, blocks, grow=grow)


def named(formula: Sequence[Token], home: Home, blocks: BlockRows) -> list[Piece]:
    """A defined name or a chart's range: a single cell of the block becomes all its lines."""
    for reference in _moving(formula, home, blocks):
        if not all(end.row_fixed for end in (reference.first, reference.last) if end):
            raise _not_moved(home.place)
    return _pieces(formula, home, blocks, grow=True)


def anchored(formula: Sequence[Token], home: Home, blocks: BlockRows, *, one_row: bool) -> list[Piece]:
    """A formula read from each cell of an area that begins on the home's row.

    A relative row is a distance: it must stay the same for every row of the area.
    """
    level = blocks.above(home.sheet, home.row)
    still_one = one_row and home.row not in blocks.on(home.sheet)
    for reference in _moving(formula, home, blocks):
        sheet = reference.sheet or home.sheet
        loose = [end for end in (reference.first, reference.last) if end and not end.row_fixed]
        same = all(blocks.above(sheet, end.row) == level for end in loose) and sheet == home.sheet
        if loose and not same and not (still_one and len(loose) == len(_ends(reference))):
            raise _not_moved(home.place)
    return joined(
        [
            _anchored_piece(token.reference, home, blocks, keep=not still_one) if token.reference else token.text
            for token in formula
        ]
    )


def _anchored_piece(reference: Reference, home: Home, blocks: BlockRows, *, keep: bool) -> Piece:
    """Relative ends keep their distance to the area's first row; fixed ones follow their cells."""
    sheet = reference.sheet or home.sheet

    def text(layout: Layout) -> str:
        shift = layout.on(sheet)
        ends = [reference.first.at(shift.first(reference.first.row))]
        if reference.last:
            grows = reference.last.row_fixed or not keep
            moved = shift.last if grows else shift.first
            ends.append(reference.last.at(moved(reference.last.row)))
        return reference.lead + ":".join(ends)

    return text if blocks.moves(sheet, reference.bottom) else text(Layout())


def in_block(formula: Sequence[Token], home: Home, blocks: BlockRows) -> None:
    """Refuses a formula of the block that cannot be repeated for each line."""
    level = blocks.above(home.sheet, home.row)
    for reference in (token.reference for token in formula if token.reference):
        sheet = reference.sheet or home.sheet
        for end in _ends(reference):
            if end.row and not end.row_fixed and not _repeats(end, sheet, home, blocks, level):
                raise _needs_dollar(home.place, reference)
        elsewhere = sheet != home.sheet or reference.first.row != home.row
        if reference.last is None and elsewhere and reference.first.row in blocks.on(sheet):
            raise _one_cell_of_many(home.place, reference)


def _repeats(end: End, sheet: str, home: Home, blocks: BlockRows, level: int) -> bool:
    if sheet != home.sheet:
        return not blocks.on(sheet)
    return end.row <= home.row and blocks.above(sheet, end.row) == level


def line_text(formula: Sequence[Token], home: Home, layout: Layout, row: int) -> str:
    """The formula of one line, which stands on this row of the stamped sheet."""
    down = row - home.row
    return "".join(
        _line_reference(token.reference, home, layout, down) if token.reference else token.text for token in formula
    )


def _line_reference(reference: Reference, home: Home, layout: Layout, down: int) -> str:
    shift = layout.on(reference.sheet or home.sheet)
    text = _line_end(reference.first, shift.first(reference.first.row), down)
    if reference.last is None:
        return reference.lead + text
    return f"{reference.lead}{text}:{_line_end(reference.last, shift.last(reference.last.row), down)}"


def _line_end(end: End, moved: int, down: int) -> str:
    return end.at(moved if end.row_fixed else end.row + down)


def line_is_local(formula: Sequence[Token], home: Home, blocks: BlockRows) -> bool:
    """Whether a line's formula depends on its row alone, whatever the number of lines."""
    return not any(
        end.row_fixed and blocks.moves(token.reference.sheet or home.sheet, end.row)
        for token in formula
        if token.reference
        for end in _ends(token.reference)
    )


def slides(formula: Sequence[Token], home: Home) -> bool:
    """Whether a formula of the block looks, without a $, further up than the line before."""
    return any(
        0 < end.row < home.row - 1 and not end.row_fixed
        for token in formula
        if token.reference
        for end in _ends(token.reference)
    )


def _ends(reference: Reference) -> list[End]:
    return [end for end in (reference.first, reference.last) if end]


def _moving(formula: Sequence[Token], home: Home, blocks: BlockRows) -> list[Reference]:
    return [
        token.reference
        for token in formula
        if token.reference and blocks.moves(token.reference.sheet or home.sheet, token.reference.bottom)
    ]


def _pieces(formula: Sequence[Token], home: Home, blocks: BlockRows, *, grow: bool) -> list[Piece]:
    return joined(
        [_piece(token.reference, home, blocks, grow=grow) if token.reference else token.text for token in formula]
    )


def _piece(reference: Reference, home: Home, blocks: BlockRows, *, grow: bool) -> Piece:
    sheet = reference.sheet or home.sheet
    last = reference.last
    if last is None and grow and reference.first.row in blocks.on(sheet):
        last = reference.first

    def text(layout: Layout) -> str:
        shift = layout.on(sheet)
        start = reference.first.at(shift.first(reference.first.row))
        end = last.at(shift.last(last.row)) if last else ""
        return f"{reference.lead}{start}:{end}" if end and (reference.last or end != start) else reference.lead + start

    return text if blocks.moves(sheet, reference.bottom) else text(Layout())


def _not_moved(place: str) -> Refusal:
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
