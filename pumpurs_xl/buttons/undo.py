"""Atsaukt: taking back what a button did, cell by cell: a cell that was changed since is left alone and counted."""

from dataclasses import dataclass

from pumpurs_xl.hosts.excel.live_cells import Content, Grid, put, read, read_back, runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook, refuse_host_errors
from pumpurs_xl.hosts.excel.record import Dressed, Record, Resized, Written

Cells = dict[tuple[int, int], Content]
"""What cells hold, by row and column counted from the first of a block, which is 0, 0."""


@dataclass
class Undone:
    """How many cells were put back, and how many were left as the user has changed them since."""

    restored: int = 0
    left: int = 0


def take_back(live: LiveWorkbook, record: Record) -> Undone:
    """Undoes the steps of a record, the last one first."""
    undone, sheets = Undone(), frozenset(live.book.sheet_names)
    for step in reversed(record.steps):
        if isinstance(step, Resized):
            _resize_back(live, step, undone)
        elif isinstance(step, Dressed):
            if step.sheet in sheets:
                _dress_back(live, step)
        elif step.sheet in sheets:
            _write_back(live, step, undone)
        else:
            undone.left += len(list(step.changes()))
    return undone


def _write_back(live: LiveWorkbook, step: Written, undone: Undone) -> None:
    """Puts back the cells of a block that still hold what the button wrote."""
    changes = list(step.changes())
    with refuse_host_errors(step.sheet):
        now = read(live.block(step.sheet, step.row, step.column, len(step.before), len(step.before[0])))
        back = {
            (row - step.row, column - step.column): was
            for row, column, was, became in changes
            if now[row - step.row][column - step.column] == became
        }
        if back:
            _restore(live, step, now, back)
    undone.restored += len(back)
    undone.left += len(changes) - len(back)


def _dress_back(live: LiveWorkbook, step: Dressed) -> None:
    """Gives a cell back its number format, unless the user has chosen another since."""
    with refuse_host_errors(step.sheet):
        cell = live.block(step.sheet, step.row, step.column, 1, 1)
        if cell.number_format == step.format_after:
            cell.number_format = step.format_before


def _restore(live: LiveWorkbook, step: Written, now: Grid, back: Cells) -> None:
    """Writes cells back by their place in the block.

    In one call, with what the others hold now; but a text must not be written once more, for the spreadsheet
    program may take it for something else: where one of the others is a text, stretch by stretch.
    """

    def write(row: int, column: int, grid: Grid) -> None:
        cells = live.block(step.sheet, step.row + row, step.column + column, len(grid), len(grid[0]))
        put(cells, grid)
        read_back(cells, grid)

    others = (cell for down, row in enumerate(now) for across, cell in enumerate(row) if (down, across) not in back)
    if not any(isinstance(cell.value, str) for cell in others):
        grid = [[back.get((down, across), cell) for across, cell in enumerate(row)] for down, row in enumerate(now)]
        write(0, 0, grid)
        return
    for column in sorted({across for _, across in back}):
        for stretch in runs(sorted(down for down, across in back if across == column)):
            write(stretch[0], column, [[back[down, column]] for down in stretch])


def _resize_back(live: LiveWorkbook, step: Resized, undone: Undone) -> None:
    """Gives the table its rows of before; rows that were added stay where the user has typed into them."""
    table = live.tables.get(step.table)
    if table is None or table.length != step.after:
        undone.left += 1
        return
    with refuse_host_errors(table.sheet):
        if step.after > step.before:
            added = table.body(step.before + 1)
            if any(cell.value is not None for row in read(added) for cell in row):
                undone.left += 1
                return
            added.clear_contents()
        live.tables[step.table] = table.resize(step.before)
