"""V11: no support is given while it is suspended (“atbalsts pārtraukts” in Kalendārs).

Latviski: Kamēr atbalsts ir pārtraukts (lapa Kalendārs), to nesniedz.

Piemērs: Kalendārā no 12. līdz 31. martam atbalsts ir pārtraukts, bet konsultācija ierakstīta 20. martā – kļūda.

Source: all support was interrupted in the emergency of March 2020 (S 19).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rule import ERROR, on_each
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.calendar import DayKind
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_each("V11", SupportRow, ERROR)
def check(row: SupportRow, book: Book) -> Iterator[Finding]:
    group = book.group_of(row)
    fields = [row.day_field(day) for day in row.service_days if book.calendar.suspension(day, group)]
    if fields:
        at = list_cells([row.cell(name) for name in dict.fromkeys(fields)])
        yield error(
            row.at(fields[0]),
            both(f"Šajā laikā atbalsts bija pārtraukts: {at.lv}.", f"Support was suspended then: {at.en}."),
            both(
                f"Izdzēsiet šos izdevumus vai izlabojiet periodu “{DayKind.SUSPENDED}” lapā Kalendārs.",
                f"Clear these costs, or correct the period “{DayKind.SUSPENDED}” in the sheet Kalendārs.",
            ),
        )
