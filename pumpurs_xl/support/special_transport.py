"""ST, special transport (speciālais transports): by the carrier's document, else kilometres × rate."""

from datetime import date
from decimal import Decimal

from pumpurs_xl.model.column import Amount, Day, FilledAmount, Number, Text, UnitPrice, column
from pumpurs_xl.support.support_type import RateKind, SupportRow, Terms, support_type
from pumpurs_xl.values.language import both


class Ride(SupportRow):
    """A ride by special transport."""

    day: Day = column("Datums", help="Brauciena datums.")
    origin_place: Text = column("Maršruts no", help="Kur brauciens sākas.", width=16)
    destination: Text = column("Maršruts līdz", help="Kur brauciens beidzas.", width=16)
    kilometres: Number | None = column("Kilometri", default=None, help="Nobrauktie kilometri.")
    rate: UnitPrice | None = column("Likme, EUR/km", default=None, help="Tukšs = likme no lapas Likmes.")
    document_amount: Amount | None = column(
        "Summa pēc dokumenta, EUR", default=None, help="Ja aizpildīta, lieto to, nevis km × likme."
    )
    carrier: Text = column("Pārvadātājs", help="Kas veda.", width=20)
    document: Text | None = column("Dokumenta Nr.", default=None, help="Rēķina numurs, kā lapā Rēķini.", width=16)
    reason: Text = column("Pamatojums", help="Kāpēc vajadzīgs speciālais transports.", width=24)
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
        return self.day

    def cost(self, terms: Terms) -> Decimal:
        if self.document_amount is not None:
            return self.document_amount
        rate = terms.rate("ST", RateKind.PER_KM, self.day) if self.rate is None else self.rate
        return (self.kilometres or Decimal(0)) * (rate or Decimal(0))


SPECIAL_TRANSPORT = support_type(
    "ST",
    both("Speciālais transports", "Special transport"),
    Ride,
    form=both("Speciālā transporta izdevumu kopsavilkums", "Summary of special transport costs"),
    help="Viena rinda katram braucienam.",
    prices=(RateKind.PER_KM,),
)
