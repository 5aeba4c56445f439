"""V62: each table has its name.

Latviski: Katrai tabulai ir savs nosaukums.

A table that was renamed, or made anew, is known by its headings and read. So are the cells that another program (Google
Sheets) left without their table, down to the last row with a value. Formulas, buttons and drop-downs need the table, so
it is told how to make it again. Where headings are missing, or could mean several tables, the workbook is refused.

Piemērs: lapas “Ēdināšana” tabulu sauc “Table5”, nevis “tED” – brīdinājums.

Source: what other programs do to a workbook (programme practice).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.a1 import Area, address
from pumpurs_xl.values.finding import Finding, Place, warning
from pumpurs_xl.values.language import Both, both


@on_rows("V62", WARNING)
def check(book: Book) -> Iterator[Finding]:
    for table in book.tables.values():
        raw, name = table.raw, table.spec.name
        if raw.name != name:
            place = Place(raw.sheet, address(raw.header_row, raw.first_column))
            yield warning(place, *(_renamed(raw.name, name) if raw.name else _lost(table)))


def _renamed(now: str, name: str) -> tuple[Both, Both]:
    return (
        both(f"Šīs tabulas nosaukums ir “{now}”, nevis “{name}”.", f"This table is called “{now}”, not “{name}”."),
        both(
            f"Iezīmējiet šūnu tabulā un cilnē “Tabulas noformējums” ierakstiet nosaukumu {name}.",
            f"Select a cell of it and enter the name {name} on the tab “Table Design”.",
        ),
    )


def _lost(table: Table) -> tuple[Both, Both]:
    raw, name = table.raw, table.spec.name
    last_row, last_column = raw.header_row + len(raw.rows), raw.first_column + len(raw.headings) - 1
    area = Area(raw.header_row, raw.first_column, last_row, last_column)
    return (
        both(
            f"Tabulas {name} te vairs nav, kāda programma to ir pazaudējusi; rindas nolasītas pēc virsrakstiem.",
            f"The table {name} is gone, some program has dropped it; its rows are read by the headings.",
        ),
        both(
            f"Ņemiet kopiju, kas saglabāta programmā Excel, vai iezīmējiet {area}, spiediet Ctrl+T (ar virsrakstiem) "
            f"un cilnē “Tabulas noformējums” ierakstiet nosaukumu {name}.",
            f"Take a copy saved by Excel, or select {area}, press Ctrl+T (with headers) and enter the name {name} "
            "on the tab “Table Design”.",
        ),
    )
