"""NM, accommodation (naktsmītnes): a place in a dormitory, by the month or a part of it.

A stay within one month costs the monthly price × the share of the month, less the discount; where the
share is empty, the days of the stay over the days of the month.

>>> stay = Stay.model_construct(start=date(2023, 2, 1), end=date(2023, 2, 14), monthly_price=Decimal("25.00"))
>>> stay.actual(terms=None)
Decimal('12.50')
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from pumpurs_xl.model.column import Amount, Day, FilledAmount, Number, Percent, Text, column
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.support.support_type import RateKind, SupportRow, SupportType, Terms
from pumpurs_xl.values.language import both
from pumpurs_xl.values.month import Month


class Stay(SupportRow):
    """A stay in a dormitory within one month."""

    start: Day = column("No", help="Pirmā diena.", example=date(2023, 2, 1))
    end: Day = column("Līdz", help="Pēdējā diena, ieskaitot.", example=date(2023, 2, 28))
    place: Text | None = column("Vietas veids", default=None, help="Kā cenrādī (lapā Likmes).", width=16)
    monthly_price: Amount = column(
        "Cena mēnesī, EUR", help="Vietas cena mēnesī pēc cenrāža.", limit=Limit.CORRECTABLE, example=25.0
    )
    share: Number | None = column("Mēneša daļa", default=None, help="No 0 līdz 1; tukšs = pēc dienām.")
    discount: Percent | None = column("Atlaide, %", default=None, help="0–100; tukšs = nav.")
    document: Text | None = column(
        "Dokumenta Nr.", default=None, help="Rēķina numurs, kā lapā Rēķini.", width=16, example="R-1"
    )
    order: Text | None = column("Rīkojuma Nr.", default=None, help="Praksei: direktora rīkojums.")
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula=(
            'IF(OR([No]="",[Līdz]="",[Cena mēnesī, EUR]=""),"",ROUND([Cena mēnesī, EUR]*(100-[Atlaide, %])*'
            'IF([Mēneša daļa]="",([Līdz]-[No]+1)/(DAY(EOMONTH([No],0))*100),[Mēneša daļa]/100),2))'
        ),
        help="Cena × mēneša daļa − atlaide; aizpildās pati.",
    )

    @property
    def service_day(self) -> date:
        """The first day of the stay."""
        return self.start

    @property
    def service_days(self) -> Iterable[date]:
        """Each day of the stay, the last one included."""
        return [self.start + timedelta(n) for n in range((self.end - self.start).days + 1)]

    def day_field(self, day: date) -> str:
        """No for the first day, Līdz for the others."""
        return "start" if day == self.start else "end"

    def cost(self, terms: Terms) -> Decimal:
        """The monthly price × the share of the month, less the discount."""
        after_discount = self.monthly_price * (100 - (self.discount or 0))
        if self.share is not None:
            return after_discount * self.share / 100
        days = (self.end - self.start).days + 1
        return after_discount * days / (Month.of(self.start).last.day * 100)

    @classmethod
    def cells_of_month(cls, terms: Terms, first: date, last: date, before: Self | None) -> dict[str, Any]:
        """The place of the month before with new dates, at the list's price; where it has none, at the old one."""
        names = ("place", "discount", "monthly_price")
        carried = {name: getattr(before, name) if before and before.readable(name) else None for name in names}
        listed = terms.rate("NM", RateKind.MONTH_PRICE, first, carried["place"])
        if listed is not None:
            carried["monthly_price"] = listed
        return {"start": first, "end": last, **carried}


ACCOMMODATION = SupportType(
    code="NM",
    title=both("Naktsmītnes", "Accommodation"),
    row=Stay,
    form=both("Naktsmītņu izdevumu kopsavilkums", "Summary of accommodation costs"),
    help="Vieta dienesta viesnīcā: viena rinda katram mēnesim.",
    day_formula="[No]",
    price=RateKind.MONTH_PRICE,
    monthly=both("piešķirtas naktsmītnes", "grants accommodation"),
)
