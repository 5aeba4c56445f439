"""Repairs in the open workbook: what can be put right there, and putting it right."""

from collections import defaultdict
from collections.abc import Sequence

from pumpurs_xl.book import SPECS, build
from pumpurs_xl.buttons.repairs import Repair, of_findings, of_headings, of_texts
from pumpurs_xl.hosts.excel.live_cells import runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.inspection import inspect
from pumpurs_xl.values.a1 import position


def proposed(live: LiveWorkbook) -> list[Repair]:
    """Headings first: while one is misspelt, the rows cannot be read."""
    source = live.read()
    headings = list(of_headings(SPECS, source.tables))
    if headings:
        return headings
    book = build(source)
    found = of_findings(inspect(book).findings, {table.spec.sheet: table.raw for table in book.tables.values()})
    by_cell = {(repair.sheet, repair.cell): repair for repair in (*of_texts(book.tables.values()), *found)}
    return list(by_cell.values())


def apply(live: LiveWorkbook, repairs: Sequence[Repair]) -> None:
    """Writes the new values, those under each other in one block."""
    columns: dict[tuple[str, int], dict[int, object]] = defaultdict(dict)
    for repair in repairs:
        row, column = position(repair.cell)
        columns[repair.sheet, column][row] = repair.new
    for (sheet, column), rows in columns.items():
        for stretch in runs(sorted(rows)):
            live.write(sheet, stretch[0], column, [[rows[row]] for row in stretch])
