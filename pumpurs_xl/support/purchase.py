"""What the purchases for one learner have in common: quantity × price on a document.

A price may have up to four decimals; the row is rounded once.
"""

from datetime import date
from decimal import Decimal

from pumpurs_xl.model.column import Day, FilledAmount, Number, Text, UnitPrice, column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.support.support_type import SupportRow, Terms


class Goods(SupportRow):
    """Things bought for one learner."""

    day: Day = column("Datums", help="Pirkuma datums, kā dokumentā.", example=date(2023, 2, 6))
    item: Text = column("Prece", help="Kas nopirkts.", width=24, example="Piezīmju grāmata")
    unit: Text | None = column(
        "Mērvienība", optional=True, default=None, help="gab., kompl., pāris …", form=FormCell("Mērv.")
    )
    quantity: Number = column("Daudzums", help="Lielāks par 0.", example=2.0)
    price: UnitPrice = column(
        "Cena, EUR",
        help="Vienas vienības cena ar PVN; līdz 4 cipariem aiz komata.",
        limit=Limit.CORRECTABLE,
        example=1.25,
    )
    document: Text | None = column(
        "Dokumenta Nr.", default=None, help="Rēķina vai čeka numurs, kā lapā Rēķini.", width=16, example="R-1"
    )
    received: Day = column("Saņemts", help="Kad izglītojamais preci saņēma.", example=date(2023, 2, 7))
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula='IF(OR([Daudzums]="",[Cena, EUR]=""),"",ROUND([Daudzums]*[Cena, EUR],2))',
        help="Daudzums × cena; aizpildās pati.",
    )

    @property
    def service_day(self) -> date:
        """The day of purchase."""
        return self.day

    def cost(self, terms: Terms) -> Decimal:
        """Quantity × price."""
        return self.quantity * self.price
