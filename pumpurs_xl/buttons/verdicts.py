"""Verdicts: what a check writes into the workbook: a word beside each row, and the list Pārbaude.

What a person wrote beside a finding (Izskatīts, Paskaidrojums) stays with it from check to check, and lapses
when the row changes: it is kept by a fingerprint of what is typed in the row.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pumpurs_xl.inspection import Inspection
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.table import RawTable, Table
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.findings import IN_ORDER, WEIGHTS
from pumpurs_xl.tables.findings import SPEC as LIST
from pumpurs_xl.values.a1 import split_cell
from pumpurs_xl.values.finding import Finding, Severity

FINGERPRINT = "_saturs"
"""A hidden column of the list: the row as it was when a person marked the finding as looked at."""
ROW_MARK = "_rinda"
"""The hidden last column of every table: the row's number when it was last checked."""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person wrote beside a finding."""

    mark: Cell
    reason: Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: the finding, the row it stands at as a fingerprint, and what a person wrote."""

    finding: Finding
    fingerprint: str
    seen: Seen

    @property
    def is_seen(self) -> bool:
        return bool(self.seen.mark)


def row_verdicts(inspection: Inspection) -> dict[SupportRow, str]:
    """What stands in the column Pārbaude of each row: its gravest findings by code, or that it is in order."""
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in inspection.findings:
        found[finding.place.sheet, finding.place.row or 0].append(finding)
    rows = (row for _, row in inspection.book.support_rows)
    return {row: _verdict(found.get((row.sheet, row.number), ())) for row in rows}


def _verdict(findings: Sequence[Finding]) -> str:
    for severity in (Severity.ERROR, Severity.WARNING):
        codes = sorted({finding.code for finding in findings if finding.severity is severity})
        if codes:
            return f"{WEIGHTS[severity]}: {', '.join(codes)}"
    return IN_ORDER


def lines(inspection: Inspection, before: RawTable | None) -> list[Line]:
    """The list in the order of the findings, with what stood beside the same findings in the list before."""
    kept = dict(_kept(before)) if before else {}
    prints = _Fingerprints(inspection)
    return [_line(finding, prints.of(finding), kept) for finding in inspection.findings]


Key = tuple[str, str, str, str]


def _line(finding: Finding, fingerprint: str, kept: Mapping[Key, Seen]) -> Line:
    key = finding.code, finding.place.sheet, split_cell(finding.place.cell or "")[0], fingerprint
    return Line(finding, fingerprint, kept.get(key, Seen(None, None)))


def _kept(before: RawTable) -> Iterator[tuple[Key, Seen]]:
    """What a person wrote, by what the finding is about, wherever its row stands now."""
    table = Table.match(LIST, before)
    fingerprints = before.headings.index(FINGERPRINT) if FINGERPRINT in before.headings else None
    for number, cells in zip(table.numbers, before.rows, strict=True):
        code, sheet, cell = (str(table.value(number, name) or "") for name in ("code", "place_sheet", "place_cell"))
        seen = Seen(table.value(number, "seen"), table.value(number, "reason"))
        if (seen.mark or seen.reason) and fingerprints is not None:
            yield (code, sheet, split_cell(cell)[0], str(cells[fingerprints] or "")), seen


class _Fingerprints:
    """The rows of a book by sheet and number, each as one short text of what is typed in it."""

    def __init__(self, inspection: Inspection) -> None:
        self._tables = {table.spec.sheet: table for table in inspection.book.tables.values()}

    def of(self, finding: Finding) -> str:
        table = self._tables.get(finding.place.sheet)
        if table is None or finding.place.row is None or finding.place.row not in table.numbers:
            return ""
        return fingerprint(table, finding.place.row)


def fingerprint(table: Table, number: int) -> str:
    """The typed cells of a row as a short text that tells nothing of them."""
    typed = (name for name in table.places if not table.spec.by_field[name].filled)
    said = "\x1f".join(_said(table.value(number, name)) for name in sorted(typed))
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


def _said(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def link(finding: Finding, table: Table) -> str:
    """The formula that leads to the finding's cell, also after its row has moved; it shows the cell's address."""
    place = finding.place
    sheet = table.raw.sheet.replace("'", "''")
    target = f"#'{sheet}'!{split_cell(place.cell or '')[0]}"
    first = table.raw.header_row
    moved = f"IFERROR(MATCH({place.row},{table.spec.name}[{ROW_MARK}],0)+{first},{place.row})"
    return f'=HYPERLINK("{target}"&{moved},"{place.cell}")'


def linked_cell(formula: str) -> str | None:
    """The cell that such a formula shows."""
    shown = re.search(r'"([A-Z]+[0-9]+)"\)$', formula)
    return shown[1] if shown else None


def cells_of(line: Line, tables: Mapping[str, Table]) -> dict[str, Any]:
    """The line by field of the list, as it is written into the workbook."""
    finding, place = line.finding, line.finding.place
    table = tables.get(place.sheet)
    linked = table is not None and place.cell is not None and place.row is not None and ROW_MARK in table.raw.headings
    return {
        "weight": WEIGHTS[finding.severity],
        "code": finding.code,
        "place_sheet": place.sheet,
        "place_cell": link(finding, table) if linked and table else place.cell,
        "problem": finding.problem.lv,
        "remedy": finding.remedy.lv,
        "stake": None if place.stake is None else float(place.stake),
        "seen": line.seen.mark,
        "reason": line.seen.reason,
    }


def counts(found: Iterable[Line]) -> dict[Severity, int]:
    """How many findings of each weight a person has still to look at."""
    waiting = [line for line in found if not line.is_seen]
    return {severity: sum(line.finding.severity is severity for line in waiting) for severity in Severity}
