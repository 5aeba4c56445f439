"""ED, catering (ēdināšana): what the meals of each day cost, with VAT.

One row per learner and month with a cell a day, as on the caterer's daily list
"Ēdināšanas izdevumu kopsavilkums" (form 1 of Rīgas Valsts tehnikums, S 7).

>>> meals = Meals.model_construct(served_month=Month(2023, 2), day_6=Decimal("3.50"), day_7=Decimal("4.20"))
>>> meals.actual(terms=None), len(meals.by_day)
(Decimal('7.70'), 2)
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Self

from pumpurs_xl.model.column import Amount, FilledAmount, FilledNumber, FirstDay, Text, column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.support.support_type import Count, RateKind, SupportRow, SupportType, Terms
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import cents
from pumpurs_xl.values.month import Month

DAY_FIELDS = {number: f"day_{number}" for number in range(1, 32)}
MealCost = Amount | None


def _day(number: int, example: float | None = None) -> Any:
    """The column of a day; the claim form has a list of the days instead."""
    help_text = "Cik maksā šīs dienas ēdināšana, EUR ar PVN; tukšs = nav."
    return column(str(number), default=None, help=help_text, width=5.5, limit=Limit.ABOVE_0, form=None, example=example)


class Meals(SupportRow):
    """A month's meals of one learner."""

    day_fields = tuple(DAY_FIELDS.values())

    served_month: FirstDay = column(
        "Mēnesis", help="Mēneša pirmais datums.", width=13, form=None, example=date(2023, 2, 1)
    )
    day_1: MealCost = _day(1)
    day_2: MealCost = _day(2)
    day_3: MealCost = _day(3)
    day_4: MealCost = _day(4)
    day_5: MealCost = _day(5)
    day_6: MealCost = _day(6, example=3.5)
    day_7: MealCost = _day(7, example=3.5)
    day_8: MealCost = _day(8)
    day_9: MealCost = _day(9)
    day_10: MealCost = _day(10)
    day_11: MealCost = _day(11)
    day_12: MealCost = _day(12)
    day_13: MealCost = _day(13)
    day_14: MealCost = _day(14)
    day_15: MealCost = _day(15)
    day_16: MealCost = _day(16)
    day_17: MealCost = _day(17)
    day_18: MealCost = _day(18)
    day_19: MealCost = _day(19)
    day_20: MealCost = _day(20)
    day_21: MealCost = _day(21)
    day_22: MealCost = _day(22)
    day_23: MealCost = _day(23)
    day_24: MealCost = _day(24)
    day_25: MealCost = _day(25)
    day_26: MealCost = _day(26)
    day_27: MealCost = _day(27)
    day_28: MealCost = _day(28)
    day_29: MealCost = _day(29)
    day_30: MealCost = _day(30)
    day_31: MealCost = _day(31)
    days: FilledNumber = column(
        "Dienas",
        default=None,
        formula='IF([IAP ID]="","",COUNT({table}[[#This Row],[1]:[31]]))',
        help="Dienu skaits; aizpildās pats.",
        width=8,
        form=FormCell(text="{days}", width=6, number_format="#,##0", adds_up=True),
    )
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula='IF([IAP ID]="","",ROUND(SUM({table}[[#This Row],[1]:[31]]),2))',
        help="Dienu summa; aizpildās pati.",
    )
    document: Text | None = column(
        "Dokumenta Nr.", default=None, help="Rēķina numurs, kā lapā Rēķini.", width=16, example="R-1"
    )
    order: Text | None = column("Rīkojuma Nr.", default=None, help="Praksei: direktora rīkojums.")

    @property
    def service_day(self) -> date:
        """The first day of the month."""
        return self.served_month.first

    @property
    def by_day(self) -> dict[int, Decimal]:
        """What each day's meals cost, days without meals left out."""
        served = {number: getattr(self, name) for number, name in DAY_FIELDS.items()}
        return {number: amount for number, amount in served.items() if amount is not None}

    @cached_property
    def service_days(self) -> Iterable[date]:
        """The days with meals; a day that the month has not is left out."""
        days = _days_of(self.served_month)
        return tuple(days[number - 1] for number in self.by_day if number <= len(days))

    def day_field(self, day: date) -> str:
        """The cell of the day."""
        return DAY_FIELDS[day.day]

    def parts(self, terms: Terms) -> Iterable[tuple[date, Decimal]]:
        """The meals of each day; those of a day that the month has not count on its last one."""
        days = _days_of(self.served_month)
        return [(days[min(number, len(days)) - 1], cents(amount)) for number, amount in self.by_day.items()]

    @classmethod
    def cells_of_month(cls, terms: Terms, first: date, last: date, before: Self | None) -> dict[str, Any]:
        """The month alone: its days are filled as meals are served."""
        return {"served_month": first.replace(day=1)}


@lru_cache(maxsize=64)
def _days_of(month: Month) -> tuple[date, ...]:
    return tuple(month.days)


CATERING = SupportType(
    code="ED",
    title=both("Ēdināšana", "Catering"),
    row=Meals,
    form=both("Ēdināšanas izdevumu kopsavilkums", "Summary of catering costs"),
    help="Viena rinda izglītojamajam mēnesī; dienas slejā – cik maksā tās dienas ēdināšana.",
    day_formula="[Mēnesis]",
    ceilings=(RateKind.DAY, RateKind.MONTH, RateKind.SEMESTER),
    price=RateKind.DAY_PRICE,
    monthly=both("piešķirta ēdināšana", "grants catering"),
    daily_list=True,
    count=Count("days", "Dienas", lambda meals, _: len(meals.by_day)),
)
