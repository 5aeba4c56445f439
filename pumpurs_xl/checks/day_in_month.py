"""V16: meals are served on days that the month has.

Latviski: Ēdināšana ir dienās, kas mēnesī ir.

Piemērs: februāra rindā ir summa 30. dienas slejā – kļūda.

Source: the calendar.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rule import ERROR, on_each
from pumpurs_xl.support.catering import DAY_FIELDS, Meals
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_each("V16", Meals, ERROR)
def check(row: Meals, _: Book) -> Iterator[Finding]:
    beyond = range(row.served_month.last.day + 1, 32)
    served = [DAY_FIELDS[day] for day in beyond if row.readable(DAY_FIELDS[day]) and getattr(row, DAY_FIELDS[day])]
    if served:
        at, several = list_cells([row.cell(name) for name in served]), len(served) > 1
        what = both("Šādu dienu", "such days") if several else both("Šādas dienas", "such day")
        yield error(
            row.at(served[0]),
            both(f"{what.lv} šajā mēnesī nav: {at.lv}.", f"The month has no {what.en}: {at.en}."),
            both("Pārrakstiet summu pareizajā dienā vai mēnesī.", "Move the amount to the right day or month."),
        )
