"""Taking back what a button did, cell by cell: a cell that was changed since is left alone and counted."""

from dataclasses import dataclass

from pumpurs_xl.hosts.excel.live_cells import Content, Grid, put, read, runs, settled
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook, told
from pumpurs_xl.hosts.excel.record import Record, Resized, Written

Cells = dict[tuple[int, int], Content]


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
        elif step.sheet in sheets:
            _write_back(live, step, undone)
        else:
            undone.left += len(list(step.changed()))
    return undone


def _write_back(live: LiveWorkbook, step: Written, undone: Undone) -> None:
    changed = list(step.changed())
    with told(step.sheet):
        block = live.block(step.sheet, step.row, step.column, len(step.before), len(step.before[0]))
        now = read(block)
        back = {
            (row - step.row, column - step.column): was
            for row, column, was, became in changed
            if now[row - step.row][column - step.column] == became
        }
        _put_back(live, step, now, back)
    undone.restored += len(back)
    undone.left += len(changed) - len(back)


def _put_back(live: LiveWorkbook, step: Written, now: Grid, back: Cells) -> None:
    """In one block where nothing else in it could suffer from being written once more, else stretch by stretch."""
    others = (cell for down, row in enumerate(now) for across, cell in enumerate(row) if (down, across) not in back)
    if not back:
        return
    if not any(isinstance(cell.value, str) for cell in others):
        grid = [[back.get((down, across), cell) for across, cell in enumerate(row)] for down, row in enumerate(now)]
        _restore(live, step.sheet, step.row, step.column, grid)
        return
    for column in sorted({across for _, across in back}):
        for stretch in runs(sorted(down for down, across in back if across == column)):
            grid = [[back[down, column]] for down in stretch]
            _restore(live, step.sheet, step.row + stretch[0], step.column + column, grid)


def _restore(live: LiveWorkbook, sheet: str, row: int, column: int, grid: Grid) -> None:
    cells = live.block(sheet, row, column, len(grid), len(grid[0]))
    put(cells, grid)
    settled(cells, grid)


def _resize_back(live: LiveWorkbook, step: Resized, undone: Undone) -> None:
    """Rows that were added leave the table again, unless the user has typed into them."""
    table = live.tables.get(step.table)
    if table is None or table.length != step.after:
        undone.left += 1
        return
    with told(table.sheet):
        if step.after > step.before:
            added = table.body(step.before + 1)
            if any(cell.value is not None for row in read(added) for cell in row):
                undone.left += 1
                return
            added.clear_contents()
        live.tables[step.table] = table.resized(step.before)
