"""What the purchases for one learner have in common: quantity × price on a document.

A price may have up to four decimals; the row is rounded once.
"""

from datetime import date
from decimal import Decimal

from pumpurs_xl.model.column import Day, FilledAmount, Number, Text, UnitPrice, column
from pumpurs_xl.support.support_type import SupportRow, Terms


class Goods(SupportRow):
    """Things bought for one learner."""

    item: Text = column("Prece", help="Kas nopirkts.", width=24)
    unit: Text | None = column("Mērvienība", optional=True, default=None, help="gab., kompl., pāris …")
    quantity: Number = column("Daudzums", help="Lielāks par 0.")
    price: UnitPrice = column("Cena, EUR", help="Vienas vienības cena ar PVN; līdz 4 cipariem aiz komata.")
    document: Text | None = column(
        "Dokumenta Nr.", default=None, help="Rēķina vai čeka numurs, kā lapā Rēķini.", width=16
    )
    received: Day = column("Saņemts", help="Kad izglītojamais preci saņēma.")
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula='IF(OR([Daudzums]="",[Cena, EUR]=""),"",ROUND([Daudzums]*[Cena, EUR],2))',
        help="Daudzums × cena; aizpildās pati.",
    )

    def cost(self, terms: Terms) -> Decimal:
        return self.quantity * self.price


class DatedGoods(SupportRow):
    """The day of purchase comes first in the sheet, before what a kind adds of its own."""

    day: Day = column("Datums", help="Pirkuma datums, kā dokumentā.")

    @property
    def service_day(self) -> date:
        return self.day
