"""V49: a period ends after it starts, and one rate is in force at a time.

Latviski: Periods beidzas pēc tā sākuma, un vienlaikus spēkā ir viena likme.

Periods are those of plans, rates, absences, the calendar, season tickets and learners' statuses.

Piemērs: divi mēneša griesti ēdināšanai ir spēkā vienlaikus – kļūda abās rindās.

Source: an old month keeps the rate of its time; two rates in force at once would give it two amounts.
"""

from collections.abc import Iterator
from datetime import date

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_overlaps, group_rows
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import Row
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both

_ENDS: dict[type[Row], tuple[str, str]] = {Ticket: ("valid_from", "valid_to"), Learner: ("status_from", "status_to")}


@on_rows("V49", ERROR)
def check(book: Book) -> Iterator[Finding]:
    dated: list[Row] = [*book.plans, *book.rates, *book.absences, *book.calendar_periods, *book.learners]
    yield from check_rows([*dated, *rows_of(book, Ticket)], book, _backwards)
    rates = (rate for rate in book.rates if rate.readable("start", "end") and _span(rate)[0] < _span(rate)[1])
    for same in group_rows(rates, by=lambda rate: rate.key).values():
        for rate, met in find_overlaps(same, _span).items():
            at = list_other_cells([rate, *met], rate, "start")
            yield error(
                rate.at("start"),
                both(
                    f"Vienlaikus spēkā ir vēl cita šāda likme: {at.lv}.",
                    f"Another such rate is in force at once: {at.en}.",
                ),
                both(
                    "Ierakstiet vecajai likmei “Spēkā līdz” un jaunajai “Spēkā no”.",
                    "Enter “Spēkā līdz” for the old rate and “Spēkā no” for the new one.",
                ),
            )


def _backwards(row: Row, _: Book) -> Iterator[Finding]:
    first, last = _ENDS.get(type(row), ("start", "end"))
    start, end = getattr(row, first), getattr(row, last)
    if start and end and end < start:
        yield error(
            row.at(last),
            both("Periods beidzas, pirms tas sākas.", "The period ends before it starts."),
            both("Izlabojiet datumus.", "Correct the dates."),
        )


def _span(rate: Rate) -> tuple[int, int]:
    """The number of the first day in force and that of the day after the last one."""
    return (rate.start or date.min).toordinal(), (rate.end or date.max).toordinal() + 1
