"""NM, accommodation (naktsmītnes): a place in a dormitory, by the month or a part of it.

A stay within one month costs the monthly price × the share of the month, less the discount; where the
share is empty, the days of the stay over the days of the month.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from pumpurs_xl.model.column import Amount, Day, FilledAmount, Number, Percent, Text, column
from pumpurs_xl.support.support_type import RateKind, SupportRow, Terms, support_type
from pumpurs_xl.values.language import both
from pumpurs_xl.values.month import Month


class Stay(SupportRow):
    """A stay in a dormitory within one month."""

    start: Day = column("No", help="Pirmā diena.")
    end: Day = column("Līdz", help="Pēdējā diena, ieskaitot.")
    place: Text | None = column("Vietas veids", default=None, help="Kā cenrādī (lapā Likmes).", width=16)
    monthly_price: Amount = column("Cena mēnesī, EUR", help="Vietas cena mēnesī pēc cenrāža.")
    share: Number | None = column("Mēneša daļa", default=None, help="No 0 līdz 1; tukšs = pēc dienām.")
    discount: Percent | None = column("Atlaide, %", default=None, help="0–100; tukšs = nav.")
    document: Text | None = column("Dokumenta Nr.", default=None, help="Rēķina numurs, kā lapā Rēķini.", width=16)
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
        return self.start

    @property
    def service_days(self) -> Iterable[date]:
        return [self.start + timedelta(n) for n in range((self.end - self.start).days + 1)]

    def day_field(self, day: date) -> str:
        return "start" if day == self.start else "end"

    def cost(self, terms: Terms) -> Decimal:
        after_discount = self.monthly_price * (100 - (self.discount or 0))
        if self.share is not None:
            return after_discount * self.share / 100
        days = (self.end - self.start).days + 1
        return after_discount * days / (Month.of(self.start).last.day * 100)


ACCOMMODATION = support_type(
    "NM",
    both("Naktsmītnes", "Accommodation"),
    Stay,
    form=both("Naktsmītņu izdevumu kopsavilkums", "Summary of accommodation costs"),
    help="Vieta dienesta viesnīcā: viena rinda katram mēnesim.",
    day_formula="[No]",
    prices=(RateKind.MONTH_PRICE,),
)
