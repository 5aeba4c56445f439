"""Which formulas of a template change when it is filled: those that read a filled cell, near or far."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pumpurs_xl.template.file.workbook import Source
from pumpurs_xl.template.formula.tokenizer import NoFormula, Token, tokenize
from pumpurs_xl.template.formula.translator import Home
from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area

Place = tuple[str, int, int]
_BY_TEXT = {"INDIRECT", "OFFSET"}
_CONSTANTS = {"TRUE", "FALSE"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A formula and the cell it stands in."""

    place: Place
    formula: tuple[Token, ...]
    home: Home


def affected(formulas: Sequence[Standing], filled: Iterable[Place], source: Source) -> set[Place]:
    """The places of all formulas whose value a claim may change."""
    changing = set(filled)
    stamped = {sheet for sheet, _, _ in changing}
    waiting = [(standing, list(_reads(standing, source, stamped))) for standing in formulas]
    found: set[Place] = set()
    grew = True
    while grew:
        now = {standing.place for standing, areas in waiting if _touches(areas, changing)}
        waiting = [(standing, areas) for standing, areas in waiting if standing.place not in now]
        found |= now
        changing |= now
        grew = bool(now)
    return found


def _touches(areas: Sequence[tuple[str, Area]], changing: set[Place]) -> bool:
    return any(sheet == place[0] and area.holds(place[1], place[2]) for sheet, area in areas for place in changing)


def _reads(standing: Standing, source: Source, stamped: set[str]) -> Iterator[tuple[str, Area]]:
    whole = standing.home.sheet, Area(1, 1, LAST_ROW, LAST_COLUMN)
    for token in standing.formula:
        if token.reference:
            yield token.reference.sheet or standing.home.sheet, token.reference.area
        elif token.kind == "table":
            yield _table(token.text, source) or whole
        elif token.kind == "name" and token.text.upper() not in _CONSTANTS:
            yield from _named(token.text, source)
        elif token.kind == "function" and token.text.upper() in _BY_TEXT and standing.home.sheet in stamped:
            yield whole


def _table(text: str, source: Source) -> tuple[str, Area] | None:
    found = source.tables.get(text.partition("[")[0].casefold())
    return (found[0], Area.parse_loosely(found[1])) if found else None


def _named(text: str, source: Source) -> Iterator[tuple[str, Area]]:
    """The cells of a defined name, as far as it names cells itself."""
    name = text.rpartition("!")[2].casefold()
    for element in source.names:
        if element.get("name").casefold() == name:
            try:
                found = tokenize(element.text)
            except NoFormula:
                continue
            yield from ((token.reference.sheet, token.reference.area) for token in found if token.reference)
