"""Compiling a claim template: everything is read and checked once; what cannot be stamped is refused.

A refusal names the template and the cell or the part, so that whoever typed the placeholders can mend it.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from pumpurs_xl.template.active_content import find_active
from pumpurs_xl.template.calculation.analysis import Analysis, analyze_formulas
from pumpurs_xl.template.file.workbook import Workbook
from pumpurs_xl.template.file.zip_parts import zip_records
from pumpurs_xl.template.placeholders import Placeholders, find_placeholders
from pumpurs_xl.template.related_parts import moving_parts
from pumpurs_xl.template.sheet.compiler import CompiledSheet, compile_sheet
from pumpurs_xl.template.sheet_counts import count_sheet
from pumpurs_xl.template.slips import find_slips
from pumpurs_xl.template.stamp import Template
from pumpurs_xl.template.workbook_parts import drop_calculation_chain, mentions, open_strings, prepare_workbook_part
from pumpurs_xl.values.refusal import Refusal


def compile_template(path: Path | bytes, keys: Collection[str], name: str = "") -> Template:
    """The template made ready for stamping. `keys`: every placeholder that may stand in it.

    Refusal: not a workbook, an unknown placeholder, no repeated row, or something that cannot follow the rows.
    """
    shown_name = name or (path.name if isinstance(path, Path) else "veidne.xlsx")
    try:
        return _compile(Workbook(_read(path)), keys, shown_name)
    except Refusal as refusal:
        sentence = refusal.message
        raise Refusal(
            lv=f"Veidne “{shown_name}”: {sentence.lv}", en=f"Template “{shown_name}”: {sentence.en}"
        ) from None
    except Exception as malformed:  # whatever XML that is no form's makes the readers raise
        raise Refusal(
            lv=f"Veidne “{shown_name}” ir bojāta. Atveriet to programmā Excel un saglabājiet vēlreiz.",
            en=f"Template “{shown_name}” is damaged. Open it in Excel and save it again.",
        ) from malformed


def _read(path: Path | bytes) -> bytes:
    try:
        return path if isinstance(path, bytes) else path.read_bytes()
    except OSError:
        raise Refusal(
            lv="failu nevar atvērt. Pārbaudiet, vai tas ir norādītajā vietā un nav atvērts citur.",
            en="the file cannot be opened. Check that it is where you said and not open elsewhere.",
        ) from None


def _compile(workbook: Workbook, keys: Collection[str], name: str) -> Template:
    placeholders = find_placeholders(workbook, keys)
    for sheet in workbook.sheets:
        if placeholders.block_rows.on(sheet.key):
            sheet.leave_out_end()
    analysis = analyze_formulas(workbook, placeholders)
    sheets = list(_compile_sheets(workbook, placeholders, analysis))
    followers = moving_parts(workbook, placeholders.block_rows)
    moved_workbook = followers.pop(workbook.part, None)
    strings = open_strings(workbook)
    rewritten = {sheet.part for sheet in sheets} | followers.keys() | {workbook.part, strings.part if strings else ""}
    kept = {part.name: part for part in drop_calculation_chain(workbook)}
    untouched = {name: part for name, part in kept.items() if name not in rewritten}
    return Template(
        name=name,
        keys=placeholders.keys,
        notes=(*dict.fromkeys(find_slips(workbook, keys)), *analysis.notes()),
        active=find_active(workbook),
        untouched=untouched,
        records=zip_records(untouched.values()),
        sheets=sheets,
        followers=followers,
        workbook=prepare_workbook_part(workbook, moved_workbook),
        strings=strings,
        grid=analysis.grid,
        titles={sheet.key: sheet.title for sheet in workbook.sheets},
        counts={sheet.part: count_sheet(sheet, placeholders.block_rows.on(sheet.key)) for sheet in workbook.sheets},
        parts=kept.keys(),
        mentions=mentions(workbook.parts.values()),
        since_1904=workbook.since_1904,
    )


def _compile_sheets(workbook: Workbook, placeholders: Placeholders, analysis: Analysis) -> Iterator[CompiledSheet]:
    """The sheets that a claim changes; the others stay byte for byte."""
    for sheet in workbook.sheets:
        formulas, fillings = analysis.rewritten_on(sheet.key), placeholders.fillings[sheet.key]
        compiled = compile_sheet(sheet, analysis.grid, placeholders.block_rows, fillings, formulas)
        if compiled:
            yield compiled
