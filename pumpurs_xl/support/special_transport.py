"""ST, special transport (speciālais transports): by the carrier's document, else kilometres × rate.

>>> by_distance = Ride.model_construct(day=date(2023, 2, 6), kilometres=Decimal("18.4"), rate=Decimal("0.35"))
>>> by_distance.actual(terms=None)
Decimal('6.44')
>>> Ride.model_construct(day=date(2023, 2, 6), document_amount=Decimal("12.50")).actual(terms=None)
Decimal('12.50')
"""

from datetime import date
from decimal import Decimal

from pumpurs_xl.model.column import Amount, Day, FilledAmount, Number, Text, UnitPrice, column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.support.support_type import RateKind, SupportRow, SupportType, Terms
from pumpurs_xl.values.language import both


class Ride(SupportRow):
    """A ride by special transport."""

    day: Day = column("Datums", help="Brauciena datums.", example=date(2023, 2, 6))
    origin_place: Text = column(
        "Maršruts no",
        help="Kur brauciens sākas.",
        width=16,
        form=FormCell("Maršruts (no – līdz)", "{origin_place} – {destination}", 15),
        example="Preiļi",
    )
    destination: Text = column("Maršruts līdz", help="Kur brauciens beidzas.", width=16, example="Rīga")
    kilometres: Number | None = column("Kilometri", default=None, help="Nobrauktie kilometri.", limit=Limit.ABOVE_0)
    rate: UnitPrice | None = column(
        "Likme, EUR/km", default=None, help="Tukšs = likme no lapas Likmes.", limit=Limit.ABOVE_0
    )
    document_amount: Amount | None = column(
        "Summa pēc dokumenta, EUR",
        default=None,
        help="Ja aizpildīta, lieto to, nevis km × likme.",
        limit=Limit.CORRECTABLE,
        example=20.0,
    )
    carrier: Text = column(
        "Pārvadātājs",
        help="Kas veda.",
        width=20,
        form=FormCell("Pārvadātājs, dokumenta Nr.", "{carrier}\n{document}", 16),
        example="SIA Parauga pārvadātājs",
    )
    document: Text | None = column(
        "Dokumenta Nr.", default=None, help="Rēķina numurs, kā lapā Rēķini.", width=16, example="R-1"
    )
    reason: Text = column(
        "Pamatojums", help="Kāpēc vajadzīgs speciālais transports.", width=24, example="kustību traucējumi"
    )
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula=(
            'IF([IAP ID]="","",ROUND(IF([Summa pēc dokumenta, EUR]<>"",[Summa pēc dokumenta, EUR],'
            'N([Kilometri])*IF([Likme, EUR/km]="",{rate},[Likme, EUR/km])),2))'
        ),
        help="Dokumenta summa vai km × likme; aizpildās pati.",
    )

    @property
    def service_day(self) -> date:
        """The day of the ride."""
        return self.day

    def cost(self, terms: Terms) -> Decimal:
        """The document's sum; without one kilometres × the rate of the row, else of the sheet Likmes."""
        if self.document_amount is not None:
            return self.document_amount
        rate = terms.rate("ST", RateKind.PER_KM, self.day) if self.rate is None else self.rate
        return (self.kilometres or Decimal(0)) * (rate or Decimal(0))


SPECIAL_TRANSPORT = SupportType(
    code="ST",
    title=both("Speciālais transports", "Special transport"),
    row=Ride,
    form=both("Speciālā transporta izdevumu kopsavilkums", "Summary of special transport costs"),
    help="Viena rinda katram braucienam.",
    price=RateKind.PER_KM,
)
