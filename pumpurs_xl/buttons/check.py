"""Pārbaudīt: the findings as the list Pārbaude, and a verdict beside each row.

What a person wrote beside a finding (Izskatīts, Paskaidrojums) stays with it from check to check and lapses
when its row changes: the list keeps a fingerprint of what is typed in the row.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.buttons.findings_list import link, read_list, tables_by_sheet
from pumpurs_xl.hosts.excel.live_cells import Content, runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.table import RawTable, Table
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables.findings import FINGERPRINT, IN_ORDER, ROW_MARK, WEIGHTS
from pumpurs_xl.tables.findings import SPEC as LIST
from pumpurs_xl.values.a1 import split_cell
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.language import counted
from pumpurs_xl.values.money import ZERO, euro

_DIGITS = 16
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person wrote beside a finding: the mark Izskatīts and the Paskaidrojums."""

    mark: Cell = None
    reason: Cell = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: the finding, the fingerprint of its row, and what a person wrote beside it."""

    finding: Finding
    fingerprint: str
    answer: Answer


Key = tuple[str, str, str, str]
"""What an answer is about, wherever its row stands now: code, table or sheet, letters of the column, fingerprint of
the row."""


def write_check(live: LiveWorkbook, inspection: Inspection) -> list[Line]:
    """Writes the list, the verdict of each row and where each row stood; the calls do not grow with the rows."""
    lines = list_lines(inspection, read_list(live))
    _write_list(live, lines, inspection.book)
    _write_verdicts(live, inspection)
    for name in (name for name in inspection.book.tables if name in live.tables):
        table = live.tables[name]
        _write_column(live, name, ROW_MARK, [table.header_row + number for number in range(1, table.length + 1)])
    return lines


def list_lines(inspection: Inspection, before: RawTable) -> list[Line]:
    """The lines in the order of the findings, with what a person wrote beside the same ones in the list before."""
    tables = inspection.book.tables
    answers = dict(_answers(before, tables_by_sheet((each.raw.sheet, each.spec) for each in tables.values())))
    lines = []
    for finding in inspection.findings:
        place = finding.place
        typed = fingerprint(tables.get(place.table), place.row)
        key = finding.code, place.table or place.sheet, split_cell(place.cell or "")[0], typed
        lines.append(Line(finding, typed, answers.get(key, Answer())))
    return lines


def _answers(before: RawTable, tables: Mapping[str, str]) -> Iterator[tuple[Key, Answer]]:
    """What a person wrote in a list, by the table of the sheet; nothing where its hidden column is lost."""
    if FINGERPRINT not in before.headings:
        return
    table, typed = Table.match(LIST, before), before.headings.index(FINGERPRINT)
    for number, cells in zip(table.numbers, before.rows, strict=True):
        answer = Answer(table.value(number, "seen"), table.value(number, "reason"))
        if answer.mark or answer.reason:
            code, sheet, cell = (str(table.value(number, name) or "") for name in ("code", "place_sheet", "place_cell"))
            yield (code, tables.get(sheet, sheet), split_cell(cell)[0], str(cells[typed] or "")), answer


def fingerprint(table: Table | None, number: int | None) -> str:
    """The typed cells of a row as a short text that tells nothing of them; empty for what is no row of a table."""
    if table is None or number is None or number not in table.numbers:
        return ""
    fields = sorted(field for field in table.places if not table.spec.by_field[field].filled)
    cells = (table.value(number, field) for field in fields)
    texts = (cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell) for cell in cells)
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:_DIGITS]


def _write_list(live: LiveWorkbook, lines: Sequence[Line], book: Book) -> None:
    live.resize(LIST.name, max(len(lines), _LEAST_ROWS))
    table = live.tables[LIST.name]
    rows = [_row(line, book.tables) for line in lines]
    columns = {
        table.column(heading): heading for heading in (*(column.heading for column in LIST.columns), FINGERPRINT)
    }
    for stretch in runs(sorted(columns.keys() - {0})):
        block = [[row[columns[column]] for column in stretch] for row in rows]
        block += [[None] * len(stretch)] * (table.length - len(block))
        live.write(table.sheet, table.header_row + 1, stretch[0], block)


def _row(line: Line, tables: Mapping[str, Table]) -> dict[str, Any]:
    """A line by heading, as it is written into the workbook."""
    finding, place = line.finding, line.finding.place
    table = tables.get(place.table)
    linked = table is not None and place.cell is not None and place.row is not None and ROW_MARK in table.raw.headings
    cells = {
        "weight": WEIGHTS[finding.severity],
        "code": finding.code,
        "place_sheet": place.sheet,
        "place_cell": link(finding, table) if linked and table else place.cell,
        "problem": finding.problem.lv,
        "remedy": finding.remedy.lv,
        "stake": None if place.stake is None else float(place.stake),
        "seen": line.answer.mark,
        "reason": line.answer.reason,
    }
    return {LIST.by_field[field].heading: cell for field, cell in cells.items()} | {FINGERPRINT: line.fingerprint}


def _write_verdicts(live: LiveWorkbook, inspection: Inspection) -> None:
    """Writes the column Pārbaude of every sheet of support."""
    found: dict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in inspection.findings:
        found[finding.place.table, finding.place.row].append(finding)
    for support_type in SUPPORT_TYPES:
        table = inspection.book.tables[support_type.table.name]
        if "status" not in table.places:
            continue
        heading = table.raw.headings[table.places["status"] - table.raw.first_column]
        beside = {
            row.number: verdict(found[support_type.table.name, row.number], inspection.causes.get(row))
            for row in inspection.book.rows(support_type)
        }
        _write_column(live, table.spec.name, heading, [beside.get(number) for number in table.numbers])


def verdict(findings: Sequence[Finding], cause: Finding | None = None) -> str:
    """What stands beside a row: the codes of its gravest findings, or that it is in order.

    `cause` is the error elsewhere that holds the row.
    """
    together = [*findings, cause] if cause else findings
    for severity in (Severity.ERROR, Severity.WARNING):
        codes = sorted({finding.code for finding in together if finding.severity is severity})
        if codes:
            return f"{WEIGHTS[severity]}: {', '.join(codes)}"
    return IN_ORDER


def _write_column(live: LiveWorkbook, name: str, heading: str, values: Sequence[Any]) -> None:
    """Writes the body of a column unless it says the same already; does nothing where the column is lost."""
    table = live.tables[name]
    if not (column := table.column(heading)):
        return
    before = table.contents(heading)
    if before != [[Content.of(value)] for value in values]:
        live.write(table.sheet, table.header_row + 1, column, [[value] for value in values], before)


def describe_check(lines: Sequence[Line], inspection: Inspection) -> str:
    """How many findings of each weight a person has still to look at, and how much money the errors hold up."""
    waiting = [line.finding for line in lines if not line.answer.mark]
    number = {severity: sum(finding.severity is severity for finding in waiting) for severity in Severity}
    errors = counted(number[Severity.ERROR], "kļūda", "kļūdas", "kļūdu")
    warnings = counted(number[Severity.WARNING], "brīdinājums", "brīdinājumi", "brīdinājumu")
    infos = counted(number[Severity.INFO], "ziņa", "ziņas", "ziņu")
    if all(line.finding.severity is not Severity.ERROR for line in lines):
        return f"Kļūdu nav. {warnings.capitalize()} un {infos} lapā Pārbaude."
    held = (row for rows in inspection.accounts.errors.values() for row in rows)
    at_stake = f" ({euro(eur)} EUR)" if (eur := sum((row.stake(inspection.book) or ZERO for row in held), ZERO)) else ""
    return f"{errors.capitalize()}{at_stake}, {warnings}, {infos}. Spiediet Nākamā, lai tās apskatītu."
