"""V61: no sheet holds a copy of a table whose rows nobody reads.

Latviski: Darbgrāmatā nav otras tabulas ar tiem pašiem virsrakstiem.

The program reads each table once, by its name. Rows in a copied sheet (“Ēdināšana (2)”), in a second table or in cells
that were pasted elsewhere with their headings are in no sum and no claim. A copy without rows is not told.

Piemērs: lapā “Transports (2)” ir vēl viena tabula ar transporta virsrakstiem un 12 biļetēm – brīdinājums.

Source: damage by hand (programme practice).
"""

from collections.abc import Iterator
from decimal import Decimal

from pumpurs_xl.book import SPECS, Book
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.checks.shared.support_types import ROW_TYPES, money_outside
from pumpurs_xl.model.known_headings import known_by_headings
from pumpurs_xl.model.row import read_rows
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Finding, Place, warning
from pumpurs_xl.values.language import both, counted


@on_rows("V61", WARNING)
def check(book: Book) -> Iterator[Finding]:
    read = {id(table.raw) for table in book.tables.values()}
    for raw in (*book.source.tables.values(), *book.source.blocks):
        copy = None if id(raw) in read else known_by_headings(raw, SPECS)
        rows = sum(1 for _ in copy.values()) if copy else 0
        if copy and rows:
            yield _finding(copy, rows, book)


def _finding(copy: Table, rows: int, book: Book) -> Finding:
    own = book.tables[copy.spec.name].raw.sheet
    place = Place(copy.raw.sheet, address(copy.raw.header_row, copy.raw.first_column), stake=_money(copy, book))
    problem = both(
        f"Šeit ir lapas “{own}” tabulas kopija, un tajā ir {counted(rows, 'rinda', 'rindas', 'rindu')}, "
        "ko programma nelasa.",
        f"Here is a copy of the table of the sheet “{own}”; {rows} of its rows are not read.",
    )
    remedy = both(
        f"Rindas, kas jāskaita, pārceliet tabulā lapā “{own}”; kopiju izdzēsiet.",
        f"Move the rows that should count to the table on the sheet “{own}”; delete the copy.",
    )
    return warning(place, problem, remedy)


def _money(copy: Table, book: Book) -> Decimal | None:
    """EUR of its rows of support, as far as they can be read; None where the table holds no such rows."""
    row_type = ROW_TYPES.get(copy.spec.name)
    if row_type is None:
        return None
    stakes = (money_outside(row, book) for row in read_rows(row_type, copy))
    return sum((stake for stake in stakes if stake is not None), Decimal("0.00"))
