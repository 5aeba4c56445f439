"""V47: values stand inside the tables, where the program reads them.

Latviski: Vērtības ir tabulās, kur programma tās lasa.

A row under a table, which did not grow to take it in, is a warning, with its EUR where it is one of support: it is read
by nobody. A value far away from the table is an info.

Piemērs: zem tabulas pēdējās rindas ierakstīta vēl viena biļete – brīdinājums.

Source: stray cells and tables that did not grow (programme practice).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import INFO, WARNING, on_rows
from pumpurs_xl.checks.shared.support_types import ROW_TYPES, money_outside
from pumpurs_xl.model.row import Origin
from pumpurs_xl.model.table import StrayCell
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Finding, Place, info, warning
from pumpurs_xl.values.language import both, counted

_UNDER = (
    both("Šī rinda ir zem tabulas: programma to nelasa.", "This row is under the table: it is not read."),
    both(
        "Velciet tabulas apakšējo labo stūri līdz šai rindai vai pārrakstiet rindu tabulā.",
        "Drag the table's lower right corner down to this row, or move the row into the table.",
    ),
)
_DELETE = both("Ja tā nav vajadzīga, izdzēsiet to.", "Delete it if it is not needed.")


@on_rows("V47", WARNING, INFO)
def check(book: Book) -> Iterator[Finding]:
    by_row = sorted(book.source.stray, key=lambda stray: (stray.sheet, stray.under, stray.row, stray.column))
    for _, group in groupby(by_row, key=lambda stray: (stray.sheet, stray.under, stray.row)):
        first, *others = cells = list(group)
        place = Place(first.sheet, address(first.row, first.column), first.row)
        if first.under:
            yield warning(replace(place, stake=_money(cells, book)), *_UNDER)
            continue
        lv = f" (un vēl {counted(len(others), 'šūnā', 'šūnās', 'šūnās')})" if others else ""
        en = f" (and {len(others)} more)" if others else ""
        problem = both(
            f"Vērtība{lv} ir tālu no tabulas: programma to nelasa.", f"A value{en} far from the table: it is not read."
        )
        yield info(place, problem, _DELETE)


def _money(cells: Sequence[StrayCell], book: Book) -> Decimal | None:
    """EUR of a row under a table of support, were it one of its rows; None where that cannot be told."""
    row_type = ROW_TYPES.get(cells[0].under)
    if row_type is None:
        return None
    table = book.tables[cells[0].under]
    values = {each.column: each.value for each in cells}
    typed = {name: values[at] for name, at in table.places.items() if values.get(at) is not None}
    return money_outside(row_type.read(typed, Origin(table, cells[0].row)), book)
