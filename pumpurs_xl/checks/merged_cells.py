"""V45: cells inside a table are not merged.

Latviski: Šūnas tabulas iekšienē nav apvienotas.

A merged cell shows one value for several rows, but only its first row holds it. Each row of the merge has a finding.

Piemērs: šūnas B5:B6 ir apvienotas, un 6. rindai IAP ID nav – kļūda abās rindās.

Source: what is shown for several rows is stored for one.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.places import place_in
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import problems
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.a1 import address
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
            found += [_finding(table, merge, number) for number in range(merge[0], merge[2] + 1) if number in filled]
    yield from found
    rows = {(finding.place.sheet, finding.place.row) for finding in found}
    for row, problem in problems(book.faulty_rows, "merged_away"):
        place = row.at(problem.field)
        if (place.sheet, place.row) not in rows:
            yield error(place, both("Šūna ir apvienota ar citu.", "The cell is merged with another."), _UNMERGE)


def _finding(table: Table, merge: Merge, number: int) -> Finding:
    """A finding in one row of the merge, at its first column that the program knows."""
    first_row, first_column, last_row, last_column = merge
    known = [column for column in table.places.values() if first_column <= column <= last_column]
    area = f"{address(first_row, first_column)}:{address(last_row, last_column)}"
    return error(
        place_in(table, number, min(known, default=first_column)),
        both(f"Šūnas {area} ir apvienotas.", f"The cells {area} are merged."),
        _UNMERGE,
    )
