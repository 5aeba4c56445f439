"""V45: cells inside a table are not merged.

Latviski: Šūnas tabulas iekšienē nav apvienotas.

A merged cell shows one value for several rows, but only its first row holds it. Told at each row of the merge.

Piemērs: šūnas B5:B6 ir apvienotas, un 6. rindai IAP ID nav – kļūda abās rindās.

Source: what is shown for several rows is stored for one.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import problems
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Finding, Place, error
from pumpurs_xl.values.language import both

Merge = tuple[int, int, int, int]
_UNMERGE = both("Atvienojiet šūnas un ierakstiet vērtību katrā rindā.", "Unmerge and enter the value in each row.")


@on_rows("V45", ERROR)
def check(book: Book) -> Iterator[Finding]:
    found = [finding for table in book.tables.values() for finding in _of_merges(table)]
    yield from found
    told = {(finding.place.sheet, finding.place.row) for finding in found}
    for row, problem in problems(book.faulty_rows, "merged_away"):
        place = row.at(problem.field)
        if (place.sheet, place.row) not in told:
            yield error(place, both("Šūna ir apvienota ar citu.", "The cell is merged with another."), _UNMERGE)


def _of_merges(table: Table) -> Iterator[Finding]:
    filled = {number for number, _ in table.values()} if table.raw.merges else set()
    for merge in table.raw.merges:
        yield from (_finding(table, merge, row) for row in range(merge[0], merge[2] + 1) if row in filled)


def _finding(table: Table, merge: Merge, number: int) -> Finding:
    first_row, first_column, last_row, last_column = merge
    names = {column: name for name, column in table.places.items()}
    column = next((each for each in range(first_column, last_column + 1) if each in names), first_column)
    area = f"{address(first_row, first_column)}:{address(last_row, last_column)}"
    place = Place(table.spec.sheet, address(number, column), number)
    return error(
        table.at(number, names[column]) if column in names else place,
        both(f"Šūnas {area} ir apvienotas.", f"The cells {area} are merged."),
        _UNMERGE,
    )
