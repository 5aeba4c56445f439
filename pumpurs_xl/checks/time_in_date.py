"""V52: a date is a day without a time.

Latviski: Datums ir diena bez laika.

A time of day beside a date is a warning with the day as its fix: it hides in the cell, and comparing such dates fails.

Piemērs: šūnā ir 06.02.2023. 14:30, bet redzams tikai datums.

Source: Excel stores a date as the number of a day and a time of day as the fraction behind it.
"""

from collections.abc import Iterator
from datetime import datetime, time

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import input_fields
from pumpurs_xl.checks.shared.raw_cells import raw_value
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.values.finding import Finding, Fix, warning
from pumpurs_xl.values.language import both


@on_rows("V52", WARNING)
def check(book: Book) -> Iterator[Finding]:
    with_times = {  # few tables hold a date with a time, and the rows of the others need no look
        name
        for name, table in book.tables.items()
        if any(isinstance(cell, datetime) for cells in table.raw.rows for cell in cells)
    }
    for row in (row for row in book.all_rows if row.origin.table.spec.name in with_times):
        for name in input_fields(type(row), "datums", "mēnesis"):
            value = raw_value(row, name)
            if isinstance(value, datetime) and value.time() != time() and row.readable(name):
                place = row.at(name)
                yield warning(
                    place,
                    both("Datumam pievienots pulksteņa laiks.", "A time of day stands beside the date."),
                    both("Atstājiet tikai datumu.", "Keep the date alone."),
                    Fix(str(place.cell), value.date(), lossless=False),
                )
