"""V14: the actual cost that the sheet shows is the one that the program computes from the row.

Latviski: Faktiskie izdevumi lapā ir tādi paši, kā programma aprēķina no rindas.

Where they differ by half a cent or more, the program's own figure is used and a person must look. V43 finds a formula
that was overwritten.

Piemērs: 2 × 1,25 EUR, bet slejā “Summa, EUR” ir 3,00 – brīdinājums; pārskatā ieraksta 2,50.

Source: the sheet's formula and the program share nothing, so that each checks the other.
"""

from collections.abc import Iterator
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.raw_cells import is_overwritten, raw_value
from pumpurs_xl.checks.shared.rule import WARNING, on_each
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import euro, exact

HALF_A_CENT = Decimal("0.005")


@on_each("V14", SupportRow, WARNING)
def check(row: SupportRow, book: Book) -> Iterator[Finding]:
    table, name = row.origin.table, row.amount_field
    shown = raw_value(row, name)
    if not isinstance(shown, float) or not table.spec.by_field[name].formula or is_overwritten(table, row.number, name):
        return
    actual = row.actual(book)
    if abs(exact(shown) - actual) >= HALF_A_CENT:
        yield warning(
            row.at(name),
            both(
                f"Šūnā ir cita summa, nekā sanāk no rindas: {euro(actual)} EUR.",
                f"The cell shows another amount than the row comes to: {euro(actual, 'en')} EUR.",
            ),
            both(
                "Pārrēķiniet darbgrāmatu (Ctrl+Alt+F9) un saglabājiet; pārskatā ieraksta programmas summu.",
                "Recalculate the workbook (Ctrl+Alt+F9) and save it; claims use the program's amount.",
            ),
        )
