"""NM of the sample school: places in its dormitory by the month, and the dormitory's bill of each month."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pumpurs_xl.values.money import cents
from pumpurs_xl.values.month import Month
from workbook.build.sample.papers import DORMITORY, Document
from workbook.build.sample.plans import SamplePlan
from workbook.build.sample.year import Cells

PRICES = {
    "vienvietīga": Decimal("30.00"),
    "divvietīga": Decimal("25.00"),
    "trīsvietīga": Decimal("20.00"),
}
"""EUR a month by the sort of place."""

_HALF_MONTH = (55, Month(2023, 3))  # a learner who shared the month's place with another


def stays(plans: Iterable[SamplePlan]) -> tuple[list[Cells], list[Cells]]:
    """The rows of Naktsmītnes and the dormitory's bills."""
    rows = [_stay(plan, month) for plan in plans if "NM" in plan.needs for month in plan.months]
    rows.sort(key=lambda row: Month.of(row["No"]))
    sums: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["Dokumenta Nr."], Month.of(row["No"]).last] += _cost(row)
    bills = [
        Document("rēķins", number, day, DORMITORY, "Naktsmītnes").row(amount) for (number, day), amount in sums.items()
    ]
    return rows, bills


def _stay(plan: SamplePlan, month: Month) -> Cells:
    start, end = max(plan.start, month.first), min(plan.last, month.last)
    place = tuple(PRICES)[plan.person.number % 3]
    return {
        "IAP ID": plan.id,
        "No": start,
        "Līdz": end,
        "Vietas veids": place,
        "Cena mēnesī, EUR": PRICES[place],
        "Mēneša daļa": Decimal("0.5") if (plan.person.number, month) == _HALF_MONTH else None,
        "Atlaide, %": 50 if plan.person.has_status(start) else None,
        "Dokumenta Nr.": f"DV-{month}",
    }


def _cost(row: Cells) -> Decimal:
    price = row["Cena mēnesī, EUR"] * (100 - (row["Atlaide, %"] or 0)) / 100
    if row["Mēneša daļa"]:
        return cents(price * row["Mēneša daļa"])
    nights = (row["Līdz"] - row["No"]).days + 1
    return cents(price * nights / Month.of(row["No"]).last.day)
