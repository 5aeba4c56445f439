"""ED, catering (ēdināšana): what the meals of each day cost, with VAT.

One row per learner and month with a cell a day, as on the caterer's daily list
"Ēdināšanas izdevumu kopsavilkums" (form 1 of Rīgas Valsts tehnikums, S 7).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from pumpurs_xl.model.column import Amount, FilledAmount, FilledNumber, FirstDay, Text, column
from pumpurs_xl.support.support_type import RateKind, SupportRow, Terms, support_type
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import cents
from pumpurs_xl.values.month import Month

DAY_FIELDS = {number: f"day_{number}" for number in range(1, 32)}


class Served(SupportRow):
    """The month comes before its days in the sheet."""

    served_month: FirstDay = column("Mēnesis", help="Mēneša pirmais datums.", width=13)


def _day_columns() -> dict[str, Any]:
    help_text = "Cik maksā šīs dienas ēdināšana, EUR ar PVN; tukšs = nav."
    return {
        name: (Amount | None, column(str(number), default=None, help=help_text, width=5.5))
        for number, name in DAY_FIELDS.items()
    }


if TYPE_CHECKING:
    ServedDays = Served
else:
    ServedDays = create_model("ServedDays", __base__=Served, **_day_columns())


class Meals(ServedDays):
    """A month's meals of one learner."""

    days: FilledNumber = column(
        "Dienas",
        default=None,
        formula='IF([IAP ID]="","",COUNT({table}[[#This Row],[1]:[31]]))',
        help="Dienu skaits; aizpildās pats.",
        width=8,
    )
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula='IF([IAP ID]="","",ROUND(SUM({table}[[#This Row],[1]:[31]]),2))',
        help="Dienu summa; aizpildās pati.",
    )
    document: Text | None = column("Dokumenta Nr.", default=None, help="Rēķina numurs, kā lapā Rēķini.", width=16)
    order: Text | None = column("Rīkojuma Nr.", default=None, help="Praksei: direktora rīkojums.")

    @property
    def service_day(self) -> date:
        return self.served_month.first

    @property
    def by_day(self) -> dict[int, Decimal]:
        """What each day's meals cost, days without meals left out."""
        served = {number: getattr(self, name) for number, name in DAY_FIELDS.items()}
        return {number: amount for number, amount in served.items() if amount is not None}

    @cached_property
    def service_days(self) -> Iterable[date]:
        days = _days_of(self.served_month)
        return tuple(days[number - 1] for number in self.by_day if number <= len(days))

    def day_field(self, day: date) -> str:
        return DAY_FIELDS[day.day]

    def parts(self, terms: Terms) -> Iterable[tuple[date, Decimal]]:
        days = _days_of(self.served_month)
        return [(days[min(number, len(days)) - 1], cents(amount)) for number, amount in self.by_day.items()]


@lru_cache(maxsize=64)
def _days_of(month: Month) -> tuple[date, ...]:
    return tuple(month.days)


CATERING = support_type(
    "ED",
    both("Ēdināšana", "Catering"),
    Meals,
    form=both("Ēdināšanas izdevumu kopsavilkums", "Summary of catering costs"),
    help="Viena rinda izglītojamajam mēnesī; dienas slejā – cik maksā tās dienas ēdināšana.",
    day_formula="[Mēnesis]",
    ceilings=(RateKind.DAY, RateKind.MONTH, RateKind.SEMESTER),
    prices=(RateKind.DAY_PRICE,),
)
