"""Compiling a claim template: everything is read and checked once; what cannot be stamped is refused.

A refusal names the template and the cell or the part, so that whoever typed the placeholders can mend it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pumpurs_xl.template.calculation.analysis import Formulas, read_formulas
from pumpurs_xl.template.file.workbook import Source
from pumpurs_xl.template.file.zip_parts import bundled
from pumpurs_xl.template.places import Places, find_places
from pumpurs_xl.template.related_parts import moving_parts
from pumpurs_xl.template.row_shift import Piece
from pumpurs_xl.template.sheet.compiler import Draft, Drafter
from pumpurs_xl.template.sheet_counts import Census, census
from pumpurs_xl.template.stamp import Template
from pumpurs_xl.template.workbook_parts import open_strings, without_calculation_chain, workbook_part
from pumpurs_xl.values.refusal import Refusal


def compile_template(path: Path | bytes, keys: Collection[str], name: str = "") -> Template:
    """The template made ready for stamping. `keys`: every placeholder that may stand in it.

    Refusal: not a workbook, an unknown placeholder, no repeated row, or something that cannot follow the rows.
    """
    called = name or (path.name if isinstance(path, Path) else "veidne.xlsx")
    try:
        return _compiled(Source(_read(path)), keys, called)
    except Refusal as refusal:
        told = refusal.message
        raise Refusal(lv=f"Veidne “{called}”: {told.lv}", en=f"Template “{called}”: {told.en}") from None
    except ValueError as malformed:  # a number or an address in the file's XML that is none
        raise Refusal(
            lv=f"Veidne “{called}” ir bojāta. Atveriet to programmā Excel un saglabājiet vēlreiz.",
            en=f"Template “{called}” is damaged. Open it in Excel and save it again.",
        ) from malformed


def _read(path: Path | bytes) -> bytes:
    if isinstance(path, bytes):
        return path
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal(
            lv="failu nevar atvērt. Pārbaudiet, vai tas ir norādītajā vietā un nav atvērts citur.",
            en="the file cannot be opened. Check that it is where you said and not open elsewhere.",
        ) from None


def _compiled(source: Source, keys: Collection[str], name: str) -> Template:
    places = find_places(source, keys)
    formulas = read_formulas(source, places)
    changed = _changed(source, places, formulas)
    raw = {part.name: part for part in without_calculation_chain(source) if part.name not in changed.names}
    return Template(
        name=name,
        keys=places.keys,
        notes=formulas.notes(),
        raw=raw,
        bundle=bundled(raw.values()),
        sheets=changed.sheets,
        followers=changed.followers,
        workbook=workbook_part(source, changed.workbook),
        strings=open_strings(source),
        grid=formulas.grid,
        titles={sheet.key: sheet.title for sheet in source.sheets},
        census=_census(source, places),
        since_1904=source.since_1904,
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    """The parts that are written anew in each claim."""

    sheets: list[Draft]
    followers: list[tuple[str, list[Piece]]]
    workbook: list[Piece] | None
    names: set[str]


def _changed(source: Source, places: Places, formulas: Formulas) -> _Changed:
    sheets = _drafts(source, places, formulas)
    moving = moving_parts(source, places.rows)
    workbook = moving.pop(source.workbook_part, None)
    names = {draft.part for draft in sheets} | moving.keys() | {source.workbook_part, source.strings_part}
    return _Changed(sheets, list(moving.items()), workbook, names)


def _drafts(source: Source, places: Places, formulas: Formulas) -> list[Draft]:
    """The sheets that a claim changes; the others stay byte for byte."""
    anew = set(formulas.written_anew())
    drafts = []
    for sheet in source.sheets:
        active = {place[1:]: formulas.standing[place] for place in anew if place[0] == sheet.key}
        drafter = Drafter(sheet, formulas.grid, places.rows, places.fillings[sheet.key], active)
        drafts.append(drafter.draft())
    return [
        draft for draft, sheet in zip(drafts, source.sheets, strict=True) if list(draft.entries) != [sheet.root.source]
    ]


def _census(source: Source, places: Places) -> dict[str, Census]:
    return {
        sheet.part: census(
            sheet.root.source.encode(),
            max((row.number for row in sheet.rows), default=0),
            places.rows.on(sheet.key),
        )
        for sheet in source.sheets
    }
