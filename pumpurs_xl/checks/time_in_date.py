"""V52: a date is a day without a time.

Latviski: Datums ir diena bez laika.

A time of day beside a date is a warning with the day as its fix: it hides in the cell, and comparing such dates fails.

Piemērs: šūnā ir 06.02.2023. 14:30, bet redzams tikai datums.

Source: Excel stores a date as the number of a day and a time of day as the fraction behind it.
"""

from collections.abc import Iterator
from datetime import datetime, time
from functools import cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.checks.shared.stored_value import stored_value
from pumpurs_xl.model.row import Row
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.finding import Finding, Fix, warning
from pumpurs_xl.values.language import both

_DATES = {"datums", "mēnesis"}


@on_rows("V52", WARNING)
def check(book: Book) -> Iterator[Finding]:
    timed = {name for name, table in book.tables.items() if _has_times(table)}
    for row in (row for row in book.all_rows if row.origin.table.spec.name in timed):
        for name in _dates(type(row)):
            value = stored_value(row, name)
            if isinstance(value, datetime) and value.time() != time() and row.readable(name):
                place = row.at(name)
                yield warning(
                    place,
                    both("Datumam pievienots pulksteņa laiks.", "A time of day stands beside the date."),
                    both("Atstājiet tikai datumu.", "Keep the date alone."),
                    Fix(str(place.cell), value.date(), lossless=False),
                )


def _has_times(table: Table) -> bool:
    """Whether any cell holds a date with a time: few tables do, and the rows of the others need no look."""
    return any(isinstance(cell, datetime) for cells in table.raw.rows for cell in cells)


@cache
def _dates(row_type: type[Row]) -> tuple[str, ...]:
    return tuple(column.field for column in row_type.columns() if column.kind.name in _DATES)
