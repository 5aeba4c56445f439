"""V10: support is given within the dates of the plan (IAP) and within the project's eligible period.

Latviski: Atbalsts sniegts IAP termiņā un projekta attiecināmības periodā.

A season ticket counts by its first day of validity. The eligible period is a setting: the programme was extended to
31.12.2023. V07 finds a plan of another semester, V08 a suspended one.

Piemērs: IAP ir līdz 31. maijam, bet ēdināšana ierakstīta arī 1. un 2. jūnijā – kļūda.

Source: plans S 10; the project's period S 1, S 4, S 8, S 11.
"""

from collections.abc import Iterator
from datetime import date

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rule import ERROR, on_each
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import Both, both

_PLAN = both("ārpus IAP termiņa", "outside the dates of the plan")
_CORRECT_PLAN = both(
    "Izlabojiet dienu vai IAP datumus lapā IAP.", "Correct the day, or the plan's dates in the sheet IAP."
)
_PROJECT = both("ārpus projekta attiecināmības perioda", "outside the project's eligible period")
_CORRECT_PROJECT = both(
    "Izlabojiet dienu; ja periods pagarināts, izlabojiet to lapā Iestatījumi.",
    "Correct the day; if the period was extended, correct it in the sheet Iestatījumi.",
)


@on_each("V10", SupportRow, ERROR)
def check(row: SupportRow, book: Book) -> Iterator[Finding]:
    settings, plan = book.settings, book.plan_of(row)
    days = list(row.service_days)
    beyond = _beyond(days, settings.eligible_from, settings.eligible_to)
    if beyond:
        yield _finding(row, beyond, _PROJECT, _CORRECT_PROJECT)
    elif plan and plan.semester == row.month.semester and plan.start <= plan.end:  # else V49 tells it
        unplanned = _beyond(days, plan.start, plan.end)
        if unplanned:
            yield _finding(row, unplanned, _PLAN, _CORRECT_PLAN)


def _beyond(days: list[date], first: date, last: date) -> list[date]:
    return [day for day in days if not first <= day <= last]


def _finding(row: SupportRow, days: list[date], what: Both, remedy: Both) -> Finding:
    fields = list(dict.fromkeys(row.day_field(day) for day in days))
    at = list_cells([row.cell(name) for name in fields])
    return error(
        row.at(fields[0]),
        both(f"Atbalsts sniegts {what.lv}: {at.lv}.", f"Support was given {what.en}: {at.en}."),
        remedy,
    )
