"""TR of the sample school: tickets home from the dormitory, daily trips, season tickets, trips to practice.

Nobody travels at the project's cost in December 2022, and one ticket of February is claimed in April.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from pumpurs_xl.values.month import Month
from workbook.build.sample.dice import Dice
from workbook.build.sample.learners import NEAR, SCHOOL_TOWN
from workbook.build.sample.plans import SamplePlan
from workbook.build.sample.year import Cells, days, practice

_FARES = {
    "Ogre": Decimal("2.10"),
    "Jelgava": Decimal("2.25"),
    "Sigulda": Decimal("2.70"),
    "Tukums": Decimal("3.05"),
    "Bauska": Decimal("3.60"),
    "Aizkraukle": Decimal("4.00"),
    "Limbaži": Decimal("4.20"),
    "Cēsis": Decimal("4.30"),
    "Talsi": Decimal("5.20"),
    "Madona": Decimal("6.60"),
    "Preiļi": Decimal("8.30"),
    "Rēzekne": Decimal("8.90"),
}
"""EUR one way between the town and the school's."""

_SEASON = Decimal("44.00")
_WITHOUT_TRIPS = Month(2022, 12)
_DAYS_A_MONTH = 5
_LATE = (Month(2023, 2), Month(2023, 4))  # travelled, claimed


def trips(plans: Iterable[SamplePlan]) -> list[Cells]:
    """The rows of Transports by day, each ticket with a number of its own."""
    dice = Dice("trips")
    travelling = [plan for plan in plans if "TR" in plan.needs]
    tickets = [ticket for plan in travelling for ticket in _tickets(plan, dice)]
    tickets.sort(key=lambda ticket: ticket["Datums"])
    for number, ticket in enumerate(tickets, start=104_233):
        ticket |= {"Biļetes Nr.": f"AB-{number:07}", "Izmaksāts": _payment_day(Month.of(ticket["Datums"]))}
    late = next(row for row in tickets if Month.of(row["Datums"]) == _LATE[0] and row["Mērķis"] == "mācības")
    late |= {
        "Pārskata mēnesis": _LATE[1].first,
        "Piezīmes": "biļete iesniegta aprīlī",
        "Izmaksāts": _payment_day(_LATE[1]),
    }
    return tickets


def _payment_day(month: Month) -> date:
    return month.next.first.replace(day=15)


def _tickets(plan: SamplePlan, dice: Dice) -> Iterator[Cells]:
    months = [month for month in plan.months if month != _WITHOUT_TRIPS]
    if plan.person.home == SCHOOL_TOWN:
        yield from _to_practice(plan)
    elif plan.person.home not in NEAR:
        yield from (ticket for month in months for ticket in _weekends(plan, month, dice))
    elif plan.person.home == "Tukums":
        yield from (_season(plan, month) for month in months)
    else:
        for day in (day for month in months for day in dice.shuffled(plan.days_at_school(month))[:_DAYS_A_MONTH]):
            yield _ticket(plan, day, (plan.person.home, SCHOOL_TOWN))
            yield _ticket(plan, day, (SCHOOL_TOWN, plan.person.home))


def _weekends(plan: SamplePlan, month: Month, dice: Dice) -> Iterator[Cells]:
    """Home on two Fridays and back on the Sundays, where lessons go on."""
    at_school = plan.days_at_school(month)
    fridays = [day for day in at_school if day.weekday() == 4 and day + timedelta(3) in at_school]
    for friday in dice.shuffled(fridays)[:2]:
        yield _ticket(plan, friday, (SCHOOL_TOWN, plan.person.home))
        yield _ticket(plan, friday + timedelta(2), (plan.person.home, SCHOOL_TOWN))


def _season(plan: SamplePlan, month: Month) -> Cells:
    start = max(plan.start, month.first)
    return _ticket(plan, start, (plan.person.home, SCHOOL_TOWN)) | {
        "Biļetes veids": "abonements",
        "Derīga no": start,
        "Derīga līdz": month.last,
        "Samaksāts, EUR": _SEASON,
    }


def _to_practice(plan: SamplePlan) -> Iterator[Cells]:
    """There on Mondays and back on Fridays, by the director's order."""
    for day in days(plan.start, plan.last):
        period = practice(day, plan.person.group)
        if period and period.place and day.weekday() in {0, 4} and day not in plan.away:
            there = (SCHOOL_TOWN, period.place)
            ticket = _ticket(plan, day, there if day.weekday() == 0 else there[::-1])
            yield ticket | {"Mērķis": "prakse", "Rīkojuma Nr.": period.order}


def _ticket(plan: SamplePlan, day: date, route: tuple[str, str]) -> Cells:
    fare = next(_FARES[place] for place in route if place != SCHOOL_TOWN)
    concession = 50 if "daudzbērnu" in plan.person.status and plan.person.has_status(day) else 0
    return {
        "IAP ID": plan.id,
        "Datums": day,
        "Maršruts no": route[0],
        "Maršruts līdz": route[1],
        "Mērķis": "mācības",
        "Biļetes veids": "vienreizēja",
        "Atvieglojums, %": concession or None,
        "Samaksāts, EUR": (fare * (100 - concession) / 100).quantize(Decimal("0.01")),
    }
