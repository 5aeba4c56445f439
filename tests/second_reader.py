"""The second reader: openpyxl reads a workbook, too, and each cell in which it reads another value is told.

Where the two may differ for a reason, the reason stands here; any other difference is a fault of one of them.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pumpurs_xl import Refusal, check, read
from pumpurs_xl.hosts.file.guard import scan
from pumpurs_xl.hosts.file.guard.names import unescape
from pumpurs_xl.hosts.file.guard.sheet import SheetScan
from pumpurs_xl.model.cell import Cell, ErrorValue, NoValue
from pumpurs_xl.values.a1 import address

_NEAR = timedelta(milliseconds=2)


class Difference(NamedTuple):
    """A cell that the two read differently."""

    sheet: str
    cell: str
    ours: Cell
    theirs: Any


def differences(path: Path) -> tuple[int, list[Difference]]:
    """How many cells both readers read of all sheets of a workbook, and those in which they differ without a reason."""
    other = openpyxl.load_workbook(path, data_only=True)
    count, found = 0, []
    for sheet in scan(path).sheets:
        theirs = other[sheet.name] if sheet.name in other.sheetnames else None
        if isinstance(theirs, Worksheet):
            cells = _of_both(sheet, theirs)
            count += len(cells)
            found += [difference for difference in cells if not _alike(difference.ours, difference.theirs)]
    return count, found


def untold_differences(content: bytes, path: Path) -> list[Difference]:
    """Of a workbook, written to the path: the cells in which the two differ and of which a check tells nothing.

    None where the program refuses the file: nothing is read from it then.
    """
    path.write_bytes(content)
    try:
        told = {(finding.place.sheet, finding.place.cell) for finding in check(read(path))}
    except Refusal:
        return []
    return [each for each in differences(path)[1] if (each.sheet, _address(each)) not in told]


def _address(difference: Difference) -> str:
    row, column = map(int, difference.cell[1:].split("C"))
    return address(row, column)


def _of_both(sheet: SheetScan, theirs: Worksheet) -> list[Difference]:
    """The cells in which either reader found something; those out of reach were not kept."""
    kept = {place: cell for place, cell in theirs._cells.items() if sheet.reach.holds(*place)}  # noqa: SLF001 # its own rows make empty cells
    ours = {
        (row, column): value
        for row, values in sheet.rows.items()
        for column, value in enumerate(values, start=1)
        if value is not None
    }
    merged = {place for area in sheet.merged for place in _under(area, ours)}
    return [
        Difference(sheet.name, f"R{row}C{column}", ours.get((row, column)), _said(kept.get((row, column))))
        for row, column in sorted({*ours, *kept} - merged)
    ]


def _under(area: Any, places: Any) -> list[tuple[int, int]]:
    """Cells under a merged one, which openpyxl does not give."""
    return [place for place in places if area.holds(*place) and place != area[:2]]


def _said(cell: Any) -> Any:
    return ErrorValue(str(cell.value)) if cell is not None and cell.data_type == "e" else getattr(cell, "value", None)


def _alike(ours: Cell, theirs: Any) -> bool:
    """Whether the two say the same, or differ for a reason that is known."""
    if isinstance(ours, NoValue):
        return theirs is None  # openpyxl keeps nothing of a formula without a value
    if isinstance(ours, str):
        # escapes that openpyxl leaves, and blanks at the ends of a text that does not ask for them
        return isinstance(theirs, str) and unescape(theirs).strip() == ours.strip()
    if isinstance(ours, float) and not isinstance(theirs, bool | int | float):
        # a number below 0 or beyond the year 9999 in a format of dates, which is no date to us
        return (ours < 0 or ours > 2_000_000) and (
            theirs is None or isinstance(theirs, datetime | date | time | timedelta | ErrorValue)
        )
    if isinstance(ours, date | time | timedelta):
        return _same_moment(ours, theirs)
    if ours is None:
        return theirs is None or (isinstance(theirs, str) and not theirs.strip())
    return bool(ours == theirs) and (type(ours) is bool) == (type(theirs) is bool)


def _same_moment(ours: Any, theirs: Any) -> bool:
    """To the millisecond: a finer one is noise of the number, and each reader rounds it in its own way."""
    ours, theirs = (_moment(each) for each in (ours, theirs))
    return type(ours) is type(theirs) and abs(ours - theirs) <= _NEAR


def _moment(value: Any) -> Any:
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value
