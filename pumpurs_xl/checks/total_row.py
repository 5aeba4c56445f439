"""V46: no row inside a table adds up the others.

Latviski: Tabulas iekšienē nav rindas, kas saskaita pārējās.

Such a row (“Kopā” and numbers) would count the money twice in the sheet's formulas; the program leaves it out and asks
to delete it. Totals stand in Kopsavilkums.

Piemērs: tabulas pēdējā rindā ir “Kopā” un 123,45 – kļūda.

Source: damage by hand (programme practice).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.places import place_in
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_rows("V46", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for table in book.tables.values():
        for number in sorted(table.total_rows):
            cells = table.raw.rows[number - table.raw.header_row - 1]
            texts = (at for at, cell in enumerate(cells, start=table.raw.first_column) if isinstance(cell, str))
            yield error(
                place_in(table, number, next(texts)),
                both("Tabulā ir kopsummas rinda.", "The table has a total row."),
                both(
                    "Izdzēsiet šo rindu: kopsummas ir lapā Kopsavilkums.",
                    "Delete this row: totals stand in the sheet Kopsavilkums.",
                ),
            )
