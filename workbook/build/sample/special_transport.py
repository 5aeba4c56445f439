"""ST of the sample school: two learners who are driven, one paid by kilometres, one by the carrier's sum."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pumpurs_xl.values.money import cents
from pumpurs_xl.values.month import Month
from workbook.build.sample.learners import SCHOOL_TOWN
from workbook.build.sample.papers import CARRIER, Document
from workbook.build.sample.plans import SamplePlan
from workbook.build.sample.year import Cells

PER_KM = Decimal("0.35")
_KILOMETRES, _FARE = Decimal("18.4"), Decimal("12.50")
_EVERY = 5  # of the days at school, so that a learner is driven about once a week


def rides(plans: Sequence[SamplePlan]) -> tuple[list[Cells], list[Cells]]:
    """The rows of Speciālais transports and the carrier's invoices, one a month for both learners."""
    rows, documents = [], []
    driven = [plan for plan in plans if "ST" in plan.needs]
    for month in sorted({month for plan in driven for month in plan.months}):
        document = Document("rēķins", f"PP-{month}/8", month.last, CARRIER, "Speciālais transports")
        own = [ride for plan in driven if month in plan.months for ride in _rides(plan, month, document.number)]
        rows += sorted(own, key=lambda row: row["Datums"])
        costs = (ride.get("Summa pēc dokumenta, EUR") or cents(ride["Kilometri"] * PER_KM) for ride in own)
        documents.append(document.row(sum(costs, Decimal(0))))
    return rows, documents


def _rides(plan: SamplePlan, month: Month, document: str) -> Iterator[Cells]:
    by_distance = plan.person.number % 2 == 0 and plan.person.number < 50
    paid = {"Kilometri": _KILOMETRES} if by_distance else {"Summa pēc dokumenta, EUR": _FARE}
    for day in plan.days_at_school(month)[::_EVERY]:
        yield {
            "IAP ID": plan.id,
            "Datums": day,
            "Maršruts no": f"{plan.person.home}, mājas",
            "Maršruts līdz": f"{SCHOOL_TOWN}, skola",
            **paid,
            "Pārvadātājs": CARRIER.name,
            "Dokumenta Nr.": document,
            "Pamatojums": "kustību traucējumi, ārsta atzinums",
        }
