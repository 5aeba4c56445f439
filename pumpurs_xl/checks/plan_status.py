"""V08: the status of the plan (IAP) allows costs on the day of service.

Latviski: IAP statuss pakalpojuma dienā pieļauj izdevumus.

Errors: Projekts, Saskaņošanā, Neaktīvs, and Apturēts after the day of the stop. Warnings: Pārskatīšanā and a status
that the program does not know, since their names may change.

Piemērs: IAP vēl tiek saskaņots – slejā Atlikts ierakstiet “IAP saskaņošanā”, un rinda gaidīs.

Source: statuses of the funder's database (IAP-12, S 10).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_each
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.plans import DRAFT, IN_AGREEMENT, IN_REVISION, INACTIVE, STATUSES, SUSPENDED, PlanDates
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both


@on_each("V08", SupportRow, ERROR, WARNING)
def check(row: SupportRow, book: Book) -> Iterator[Finding]:
    plan = book.plan_of(row)
    if plan is None:
        return
    if plan.status in {DRAFT, IN_AGREEMENT}:
        yield _not_yet(row, plan.status)
    elif plan.status == INACTIVE:
        yield _inactive(row)
    elif plan.status == SUSPENDED:
        yield from _after_the_stop(row, plan)
    elif plan.status == IN_REVISION or plan.status not in STATUSES:
        yield _doubtful(row)


def _not_yet(row: SupportRow, status: str) -> Finding:
    return error(
        row.at("plan_id"),
        both(
            f"IAP statuss ir “{status}”: izdevumi vēl nav attiecināmi.",
            f"The plan's status is “{status}”: no costs yet.",
        ),
        both(
            "Ierakstiet slejā Atlikts: IAP saskaņošanā. Kad IAP apstiprināts, mainiet statusu lapā IAP.",
            "Enter in the column Atlikts: IAP saskaņošanā. Once it is agreed, change the status in the sheet IAP.",
        ),
    )


def _inactive(row: SupportRow) -> Finding:
    return error(
        row.at("plan_id"),
        both("IAP ir neaktīvs: tam nevar būt izdevumu.", "The plan is inactive: it can have no costs."),
        both("Izlabojiet IAP ID vai statusu lapā IAP.", "Correct the IAP ID, or the status in the sheet IAP."),
    )


def _after_the_stop(row: SupportRow, plan: PlanDates) -> Iterator[Finding]:
    if plan.suspended_from is None:
        yield error(
            row.at("plan_id"),
            both("IAP ir apturēts, bet nav zināms, no kuras dienas.", "The plan is suspended, from when is unknown."),
            both(
                "Ierakstiet datumu lapas IAP slejā “Apturēts no”.", "Enter the day in “Apturēts no” of the sheet IAP."
            ),
        )
        return
    late = list(dict.fromkeys(row.day_field(day) for day in row.service_days if day > plan.suspended_from))
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


def _doubtful(row: SupportRow) -> Finding:
    return warning(
        row.at("plan_id"),
        both(
            "IAP tiek pārskatīts, vai tā statuss programmai nav zināms.",
            "The plan is under revision, or its status is unknown to the program.",
        ),
        both(
            "Pārbaudiet IKVD datubāzē, vai izdevumi ir atļauti; ja nav, aizpildiet sleju Atlikts.",
            "Check in the funder's database whether costs are allowed; if not, fill in the column Atlikts.",
        ),
    )
