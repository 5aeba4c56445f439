"""Pārbaude in the open workbook: writing the list and the verdict beside each row, and walking along the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pumpurs_xl.book import SPECS, Book
from pumpurs_xl.buttons.verdicts import FINGERPRINT, ROW_MARK, Line, cells_of, lines, linked_cell, row_verdicts
from pumpurs_xl.hosts.excel.live_cells import Content, runs
from pumpurs_xl.hosts.excel.live_workbook import LiveTable, LiveWorkbook
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.model.table import RawTable, Table
from pumpurs_xl.tables.findings import SPEC as LIST
from pumpurs_xl.values.a1 import position, split_cell
from pumpurs_xl.values.refusal import Refusal

_LEAST_ROWS = 2


def write_check(live: LiveWorkbook, inspection: Inspection) -> list[Line]:
    """Writes the list, the verdict of each row, and where each row stood; the same number of calls for any length."""
    found = lines(inspection, _listed(live))
    _write_list(live, found, inspection.book)
    _write_verdicts(live, inspection)
    for name in (name for name in inspection.book.tables if name in live.tables):
        table = live.tables[name]
        _write_column(live, name, ROW_MARK, [table.header_row + number for number in range(1, table.length + 1)])
    return found


def _list(live: LiveWorkbook) -> LiveTable:
    if LIST.name not in live.tables:
        raise Refusal(
            lv=f"Darbgrāmatā trūkst lapas “{LIST.sheet}” ar tabulu {LIST.name}. Atjaunojiet to no kopijas.",
            en=f"The workbook lacks the sheet “{LIST.sheet}” with the table {LIST.name}. Restore it from a copy.",
        )
    return live.tables[LIST.name]


def _listed(live: LiveWorkbook) -> RawTable:
    """The list as it stands; a link that has not been worked out yet says its cell itself."""
    table = _list(live)
    links = table.contents(LIST.by_field["place_cell"].heading)
    place = table.headings.index(LIST.by_field["place_cell"].heading)
    rows = [list(row) for row in table.raw.rows]
    for row, [link] in zip(rows, links, strict=True):
        row[place] = row[place] or linked_cell(link.formula)
    return replace(table.raw, rows=rows)


def _write_list(live: LiveWorkbook, found: Sequence[Line], book: Book) -> None:
    live.resize(LIST.name, max(len(found), _LEAST_ROWS))
    tables = {table.spec.sheet: table for table in book.tables.values()}
    fields = {column.heading: column.field for column in LIST.columns}
    said = [{**cells_of(line, tables), FINGERPRINT: line.fingerprint} for line in found]
    table = live.tables[LIST.name]
    places = sorted(table.column(heading) for heading in (*fields, FINGERPRINT) if table.column(heading))
    for stretch in runs(places):
        headings = [table.headings[place - table.first_column] for place in stretch]
        block = [[cells[fields.get(heading, heading)] for heading in headings] for cells in said]
        block += [[None] * len(headings)] * (table.length - len(block))
        live.write(table.sheet, table.header_row + 1, stretch[0], block)


def _write_verdicts(live: LiveWorkbook, inspection: Inspection) -> None:
    verdicts = {(row.sheet, row.number): said for row, said in row_verdicts(inspection).items()}
    for rows in inspection.book.support:
        table = inspection.book.tables[f"t{rows}"]
        if "status" not in table.places:
            continue
        heading = table.raw.headings[table.places["status"] - table.raw.first_column]
        said = [verdicts.get((table.spec.sheet, number)) for number in table.numbers]
        _write_column(live, table.spec.name, heading, said)


def _write_column(live: LiveWorkbook, name: str, heading: str, values: Sequence[Any]) -> None:
    """The body of a column, where it says something else so far; a workbook that lost a hidden column goes without."""
    table = live.tables[name]
    if not (column := table.column(heading)):
        return
    before = table.contents(heading)
    if before != [[Content.of(value)] for value in values]:
        live.write(table.sheet, table.header_row + 1, column, [[value] for value in values], before)


@dataclass(frozen=True, slots=True)
class Stop:
    """One cell that the list names, with all that is said of it."""

    sheet: str
    cell: str
    said: tuple[str, ...]

    def is_at(self, sheet: str, rows: range, columns: range) -> bool:
        """Whether the selection begins in this cell."""
        if not self.cell or sheet != self.sheet or not rows:
            return False
        return position(self.cell) == (rows[0], columns[0])


def stops(live: LiveWorkbook) -> list[Stop]:
    """The cells of the list that nobody has looked at yet, in its order, where their rows stand now."""
    table = Table.match(LIST, _listed(live))
    found: dict[tuple[str, str], list[str]] = {}
    for number in table.numbers:
        sheet, cell = table.value(number, "place_sheet"), table.value(number, "place_cell")
        if isinstance(sheet, str) and not table.value(number, "seen"):
            weight, code, problem, remedy = (
                table.value(number, name) for name in ("weight", "code", "problem", "remedy")
            )
            found.setdefault((sheet, str(cell or "")), []).append(f"{weight} {code}: {problem} {remedy}")
    moved = _Moved(live)
    return [Stop(moved.sheet(sheet), moved.now(sheet, cell), tuple(said)) for (sheet, cell), said in found.items()]


class _Moved:
    """Where the rows of each sheet stand now that stood elsewhere when they were checked."""

    def __init__(self, live: LiveWorkbook) -> None:
        self._tables = {spec.sheet: live.tables[spec.name] for spec in SPECS if spec.name in live.tables}
        self._rows: dict[str, dict[int, int]] = {}

    def sheet(self, name: str) -> str:
        """What the user calls the sheet now."""
        return self._tables[name].sheet if name in self._tables else name

    def now(self, sheet: str, cell: str) -> str:
        column, checked = split_cell(cell)
        return f"{column}{self._of(sheet).get(checked, checked)}" if checked else cell

    def _of(self, sheet: str) -> dict[int, int]:
        if sheet not in self._rows:
            table = self._tables.get(sheet)
            self._rows[sheet] = _places(table) if table and ROW_MARK in table.headings else {}
        return self._rows[sheet]


def _places(table: LiveTable) -> dict[int, int]:
    marks = [row[0].value for row in table.contents(ROW_MARK)]
    return {
        int(mark): number
        for number, mark in enumerate(marks, start=table.header_row + 1)
        if isinstance(mark, float) and mark
    }
