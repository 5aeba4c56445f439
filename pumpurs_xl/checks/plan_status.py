"""V08: the status of the plan (IAP) allows costs on the day of service.

Latviski: IAP statuss pakalpojuma dienā pieļauj izdevumus.

Errors: Projekts, Saskaņošanā, Neaktīvs, and Apturēts after the day of the stop. Warnings: Pārskatīšanā and a status
that the program does not know, since their names may change.

Piemērs: IAP vēl tiek saskaņots – slejā Atlikts ierakstiet “IAP saskaņošanā”, un rinda gaidīs.

Source: statuses of the funder's database (IAP-12, S 10).
"""

from collections.abc import Iterator
from datetime import date

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_each
from pumpurs_xl.programme import DRAFT, FUNDER, IN_AGREEMENT, IN_REVISION, INACTIVE, PLAN_STATUSES, SUSPENDED
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both

_POSTPONE = both(
    "Ierakstiet slejā Atlikts: IAP saskaņošanā. Kad IAP apstiprināts, mainiet statusu lapā IAP.",
    "Enter in the column Atlikts: IAP saskaņošanā. Once it is agreed, change the status in the sheet IAP.",
)
_INACTIVE = (
    both("IAP ir neaktīvs: tam nevar būt izdevumu.", "The plan is inactive: it can have no costs."),
    both("Izlabojiet IAP ID vai statusu lapā IAP.", "Correct the IAP ID, or the status in the sheet IAP."),
)
_DOUBTFUL = (
    both(
        "IAP tiek pārskatīts, vai tā statuss programmai nav zināms.",
        "The plan is under revision, or its status is unknown to the program.",
    ),
    both(
        f"Pārbaudiet {FUNDER} datubāzē, vai izdevumi ir atļauti; ja nav, aizpildiet sleju Atlikts.",
        "Check in the funder's database whether costs are allowed; if not, fill in the column Atlikts.",
    ),
)
_NO_STOP = (
    both("IAP ir apturēts, bet nav zināms, no kuras dienas.", "The plan is suspended, from when is unknown."),
    both("Ierakstiet datumu lapas IAP slejā “Apturēts no”.", "Enter the day in “Apturēts no” of the sheet IAP."),
)


@on_each("V08", SupportRow, ERROR, WARNING)
def check(row: SupportRow, book: Book) -> Iterator[Finding]:
    plan = book.plan_of(row)
    if plan is None:
        return
    status, place = plan.status, row.at("plan_id")
    if status in {DRAFT, IN_AGREEMENT}:
        problem = both(
            f"IAP statuss ir “{status}”: izdevumi vēl nav attiecināmi.",
            f"The plan's status is “{status}”: no costs yet.",
        )
        yield error(place, problem, _POSTPONE)
    elif status == INACTIVE:
        yield error(place, *_INACTIVE)
    elif status == SUSPENDED:
        yield from _suspension(row, plan.suspended_from)
    elif status == IN_REVISION or status not in PLAN_STATUSES:
        yield warning(place, *_DOUBTFUL)


def _suspension(row: SupportRow, stop: date | None) -> Iterator[Finding]:
    if stop is None:
        yield error(row.at("plan_id"), *_NO_STOP)
        return
    late = list(dict.fromkeys(row.day_field(day) for day in row.service_days if day > stop))
    if late:
        at = list_cells([row.cell(name) for name in late])
        yield error(
            row.at(late[0]),
            both(
                f"Atbalsts sniegts pēc IAP apturēšanas: {at.lv}.", f"Support was given after the plan's stop: {at.en}."
            ),
            both(
                "Izdzēsiet šos izdevumus vai izlabojiet apturēšanas dienu lapā IAP.",
                "Clear these costs, or correct the day of the stop in the sheet IAP.",
            ),
        )
