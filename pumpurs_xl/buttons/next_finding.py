"""Nākamā, Iepriekšējā: from cell to cell along the list Pārbaude, as far as nobody has looked at it yet."""

from collections import defaultdict
from dataclasses import dataclass

from pumpurs_xl.book import SPECS
from pumpurs_xl.buttons.findings_list import read_list, tables_by_sheet
from pumpurs_xl.hosts.excel.live_workbook import LiveTable, LiveWorkbook
from pumpurs_xl.model.table import Table
from pumpurs_xl.tables.findings import ROW_MARK
from pumpurs_xl.tables.findings import SPEC as LIST
from pumpurs_xl.values.a1 import position, split_cell


@dataclass(frozen=True, slots=True)
class Stop:
    """One cell that the list names, where it stands now, with all that is said of it; no cell means the whole sheet."""

    sheet: str
    cell: str
    sentences: tuple[str, ...]

    def is_at(self, sheet: str, rows: range, columns: range) -> bool:
        """Whether the selection begins in this cell."""
        if not self.cell or sheet != self.sheet or not rows:
            return False
        return position(self.cell) == (rows[0], columns[0])


def stops(live: LiveWorkbook) -> list[Stop]:
    """The cells that nobody has looked at yet, in the order of the list."""
    listed = Table.match(LIST, read_list(live))
    sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number in listed.numbers:
        sheet, cell = listed.value(number, "place_sheet"), listed.value(number, "place_cell")
        if isinstance(sheet, str) and not listed.value(number, "seen"):
            weight, code, problem, remedy = (
                listed.value(number, field) for field in ("weight", "code", "problem", "remedy")
            )
            sentences[sheet, str(cell or "")].append(f"{weight} {code}: {problem} {remedy}")
    known = [(live.tables[spec.name].sheet, spec) for spec in SPECS if spec.name in live.tables]
    tables = {sheet: live.tables[name] for sheet, name in tables_by_sheet(known).items()}
    moved = {sheet: _rows_by_mark(tables[sheet]) for sheet in {sheet for sheet, _ in sentences} & tables.keys()}
    found = []
    for (sheet, cell), said in sentences.items():
        shown = tables[sheet].sheet if sheet in tables else sheet  # the user may have renamed it
        column, row = split_cell(cell)
        found.append(Stop(shown, f"{column}{moved.get(sheet, {}).get(row, row)}" if row else cell, tuple(said)))
    return found


def _rows_by_mark(table: LiveTable) -> dict[int, int]:
    """Where each row of a table stands now, by its number when it was checked."""
    if ROW_MARK not in table.headings:
        return {}
    marks = [row[0].value for row in table.contents(ROW_MARK)]
    return {
        int(mark): number
        for number, mark in enumerate(marks, start=table.header_row + 1)
        if isinstance(mark, float) and mark
    }


def walk(live: LiveWorkbook, step: int) -> str:
    """Goes `step` cells on from the selected one, round the ends of the list; tells where it is and what is wrong."""
    waiting = stops(live)
    if not waiting:
        return "Sarakstā nav neviena neapskatīta ieraksta. Ja grāmata nav pārbaudīta, spiediet Pārbaudīt."
    selection = live.selection
    here = [at for at, stop in enumerate(waiting) if stop.is_at(*selection)]
    start = here[0] if here else -1 if step > 0 else 0
    at = (start + step) % len(waiting)
    stop = waiting[at]
    live.go(stop.sheet, stop.cell or "A1")
    place = f"{stop.sheet}!{stop.cell}" if stop.cell else stop.sheet
    return f"{at + 1}. no {len(waiting)} – {place}\n" + "\n".join(stop.sentences)
