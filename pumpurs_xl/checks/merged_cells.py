"""V45: cells inside a table are not merged.

Latviski: Šūnas tabulas iekšienē nav apvienotas.

A merged cell shows one value for several cells, but only its first one holds it. Each row of the merge has a finding.
A merge over whole rows leaves them nothing to say: it has one finding, for those rows are in no claim.

Piemērs: šūnas B5:B6 ir apvienotas, un 6. rindai IAP ID nav – kļūda abās rindās.

Source: what is shown for several rows is stored for one.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.places import place_in
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import problems
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.a1 import Area
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both

Merge = tuple[int, int, int, int]
_UNMERGE = both("Atvienojiet šūnas un ierakstiet vērtību katrā rindā.", "Unmerge and enter the value in each row.")


@on_rows("V45", ERROR)
def check(book: Book) -> Iterator[Finding]:
    found: list[Finding] = []
    for table in (table for table in book.tables.values() if table.raw.merges):
        filled = {number for number, _ in table.values()}
        for merge in table.raw.merges:
            numbers = [number for number in range(merge[0], merge[2] + 1) if number in filled]
            found += [_finding(table, merge, number) for number in numbers] or _swallowed(table, merge)
    yield from found
    rows = {(finding.place.table, finding.place.row) for finding in found}
    for row, problem in problems(book.faulty_rows, "merged_away"):
        place = row.at(problem.field)
        if (place.table, place.row) not in rows:
            yield error(place, both("Šūna ir apvienota ar citu.", "The cell is merged with another."), _UNMERGE)


def _finding(table: Table, merge: Merge, number: int) -> Finding:
    """A finding in one row of the merge, at its first column that the program knows."""
    first_column, last_column = merge[1], merge[3]
    known = [column for column in table.places.values() if first_column <= column <= last_column]
    return error(
        place_in(table, number, min(known, default=first_column)),
        both(f"Šūnas {Area(*merge)} ir apvienotas.", f"The cells {Area(*merge)} are merged."),
        _UNMERGE,
    )


def _swallowed(table: Table, merge: Merge) -> list[Finding]:
    """The finding of a merge whose rows say nothing any more; none where it hides no typed cell or is empty."""
    rows = [number for number in range(merge[0], merge[2] + 1) if number in table.numbers]
    lost = [number for number in rows if number not in table.total_rows]
    typed = {table.places[name] for name in table.places if not table.spec.by_field[name].filled}
    if not lost or not typed.intersection(range(merge[1] + 1, merge[3] + 1)) or _is_empty(table, merge):
        return []
    one, span = len(lost) == 1, f"{lost[0]}–{lost[-1]}"
    lv = (
        f"rindu {lost[0]} nevar nolasīt, un pārskatā tās nav"
        if one
        else f"rindas {span} nevar nolasīt, un pārskatā to nav"
    )
    en = f"row {lost[0]} cannot be read and is" if one else f"rows {span} cannot be read and are"
    problem = both(
        f"Šūnas {Area(*merge)} ir apvienotas: {lv}.", f"The cells {Area(*merge)} are merged: {en} in no claim."
    )
    return [error(place_in(table, lost[0], max(merge[1], table.raw.first_column)), problem, _UNMERGE)]


def _is_empty(table: Table, merge: Merge) -> bool:
    """Whether the cell that the merge shows is one of the table's and holds nothing."""
    row, column = merge[0], merge[1] - table.raw.first_column
    return row in table.numbers and column >= 0 and table.raw.rows[row - table.raw.header_row - 1][column] is None
