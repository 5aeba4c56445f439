"""V15: meals are served on the working days of the group's calendar.

Latviski: Ēdināšana ir grupas kalendāra darba dienās.

A public holiday is an error, any other day without lessons a warning; a working day that the state swapped
for another is a warning, since the swap binds no school. `darbdiena` in Kalendārs makes a day fine. In
practice a weekend is fine and a holiday a warning.

Piemērs: ēdināšana 1. maijā ir kļūda, bet sestdienā – brīdinājums, ja vien tā Kalendārā nav darbdiena.

Source: working days S 7; the school's own calendar S 21; holidays and swapped days S 24.
"""

from collections.abc import Iterator
from datetime import date

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_each
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.tables.calendar import public_holiday
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.language import both

_SWAPPED = "pārcelta"
_WHAT = {
    (ERROR, False): both("valsts svētku dienā", "a public holiday"),
    (ERROR, True): both("valsts svētku dienās", "public holidays"),
    (WARNING, False): both("dienā, kad grupai nav mācību", "a day without lessons"),
    (WARNING, True): both("dienās, kad grupai nav mācību", "days without lessons"),
}


@on_each("V15", Meals, ERROR, WARNING)
def check(row: Meals, book: Book) -> Iterator[Finding]:
    group = book.group_of(row)
    weights = {day: _weight(day, book, group) for day in row.service_days}
    for severity in (ERROR, WARNING):
        days = [day for day, weight in weights.items() if weight is severity]
        if days:
            at, what = list_cells([row.cell(row.day_field(day)) for day in days]), _WHAT[severity, len(days) > 1]
            yield Finding(
                severity,
                row.at(row.day_field(days[0])),
                both(f"Ēdināšana {what.lv}: {at.lv}.", f"Meals on {what.en}: {at.en}."),
                both(
                    "Izdzēsiet šīs summas vai, ja grupa tajā laikā mācījās, ierakstiet lapā Kalendārs darbdienu.",
                    "Clear these amounts or, if the group was taught then, enter a working day in the sheet Kalendārs.",
                ),
            )


def _weight(day: date, book: Book, group: str | None) -> Severity | None:
    """How grave meals on this day are; None where they are to be expected."""
    if book.calendar.is_working(day, group):
        return None
    holiday = public_holiday(day)
    if book.calendar.practice(day, group):
        return WARNING if holiday else None
    return ERROR if holiday and _SWAPPED not in holiday else WARNING
