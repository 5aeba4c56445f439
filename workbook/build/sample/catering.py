"""ED of the sample school: a canteen with a menu of three offers a day, and its invoice of each month.

In the second semester whole meals are left out until what is eligible is the published sum, to the cent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pumpurs_xl.values.month import Month
from workbook.build.sample.dice import Dice
from workbook.build.sample.papers import CATERER, Document
from workbook.build.sample.plans import SamplePlan
from workbook.build.sample.year import FIRST, SECOND, TAUGHT, Cells, days

CEILING, CEILING_FROM = Decimal("70.00"), date(2022, 10, 1)
PUBLISHED = Decimal("31732.17")
"""Eligible EUR of the second semester (S 1)."""

_OFFERS = (range(280, 311), range(335, 376), range(390, 421))  # second course; full lunch; with a dessert; in cents
_HABITS = (98, 80, 70, 65, 65, 60, 55, 45)  # how often a learner eats, in per cent of the days at school
_CHEAPEST, _DEAREST = Decimal("2.80"), Decimal("4.20")

Menu = dict[date, tuple[Decimal, ...]]


@dataclass(frozen=True)
class MonthOfMeals:
    """What one learner ate in one month."""

    plan: str
    month: Month
    prices: dict[date, Decimal]

    @property
    def sum(self) -> Decimal:
        """What the meals cost, EUR."""
        return sum(self.prices.values(), Decimal(0))

    @property
    def eligible(self) -> Decimal:
        """What of it stays under the month's ceiling, EUR."""
        return min(self.sum, CEILING) if self.month.first >= CEILING_FROM else self.sum

    @property
    def document(self) -> str:
        """The number of the caterer's invoice of the month."""
        return f"PE-{self.month}/17"

    def row(self) -> Cells:
        """The line of the sheet Ēdināšana."""
        served = {str(day.day): price for day, price in sorted(self.prices.items())}
        return {"IAP ID": self.plan, "Mēnesis": self.month.first, **served, "Dokumenta Nr.": self.document}


def meals(plans: Iterable[SamplePlan]) -> tuple[list[Cells], list[Cells]]:
    """The rows of Ēdināšana and the caterer's invoices."""
    dice = Dice("meals")
    open_days = [day for semester in (FIRST, SECOND) for day in days(*TAUGHT[semester])]
    menu = {day: tuple(Decimal(dice.pick(offer)) / 100 for offer in _OFFERS) for day in open_days}
    months = [each for plan in plans if "ED" in plan.needs for each in _months(plan, menu, dice)]
    _leave_out([each for each in months if each.month.semester == SECOND], dice)
    months.sort(key=lambda each: each.month)
    return [each.row() for each in months], list(_invoices(months))


def _months(plan: SamplePlan, menu: Menu, dice: Dice) -> Iterator[MonthOfMeals]:
    often, offer = dice.pick(_HABITS), dice.pick((0, 1, 1, 2))
    for month in plan.months:
        at_school = plan.days_at_school(month)
        chosen = [day for day in at_school if dice.chance(often)] or at_school[:1]
        if chosen:
            yield MonthOfMeals(plan.id, month, {day: menu[day][offer] for day in chosen})


def _leave_out(months: Sequence[MonthOfMeals], dice: Dice) -> None:
    """At most one meal of a month under the ceiling, first any, then three that come to what is left."""
    candidates = dice.shuffled(
        (each, dice.pick(sorted(each.prices))) for each in months if each.sum < CEILING and len(each.prices) > 4
    )
    excess = sum((each.eligible for each in months), -PUBLISHED)
    while excess > 3 * _DEAREST:
        each, day = candidates.pop()
        excess -= each.prices.pop(day)
    third = (excess / 3).quantize(Decimal("0.01"))
    for price in (third, third, excess - 2 * third):
        candidate = next((each, day) for each, day in candidates if each.prices[day] == price)
        candidates.remove(candidate)
        del candidate[0].prices[candidate[1]]


def _invoices(months: Iterable[MonthOfMeals]) -> Iterator[Cells]:
    """One invoice a month for all learners; the first semester's were also for others than the project."""
    sums: dict[Month, Decimal] = defaultdict(Decimal)
    numbers = {}
    for each in months:
        sums[each.month] += each.sum
        numbers[each.month] = each.document
    for month, amount in sums.items():
        others = Decimal("1284.60") if month.semester == FIRST else Decimal(0)
        yield Document("rēķins", numbers[month], month.last, CATERER, "Ēdināšana").row(amount, others)
