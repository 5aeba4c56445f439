"""TR, public transport (sabiedriskais transports): tickets from home to school or practice and back.

A season ticket counts by the first day it is valid. Source of the purpose: the programme's page (S 1).
"""

from datetime import date
from decimal import Decimal
from functools import cached_property

from pumpurs_xl.model.column import Amount, Day, Listed, Listing, Percent, Text, column
from pumpurs_xl.support.support_type import SupportRow, Terms, support_type
from pumpurs_xl.values.language import both


class TicketKind(Listing):
    """What the ticket is good for."""

    SINGLE = "vienreizēja"
    SEASON = "abonements"


class Purpose(Listing):
    """Where the trip leads."""

    STUDIES = "mācības"
    PRACTICE = "prakse"


class Ticket(SupportRow):
    """A single ticket or a season ticket."""

    amount_field = "paid"

    day: Day = column("Datums", help="Brauciena vai pirkuma datums.")
    origin_place: Text = column("Maršruts no", help="Kur brauciens sākas.", width=16)
    destination: Text = column("Maršruts līdz", help="Kur brauciens beidzas.", width=16)
    purpose: Listed[Purpose] = column("Mērķis", help="mācības vai prakse.")
    kind: Listed[TicketKind] = column("Biļetes veids", help="vienreizēja vai abonements.", width=14)
    ticket: Text | None = column("Biļetes Nr.", default=None, help="Kā uz biļetes; var būt tukšs.", width=14)
    valid_from: Day | None = column("Derīga no", default=None, help="Abonementam: pirmā derīguma diena.")
    valid_to: Day | None = column("Derīga līdz", default=None, help="Abonementam: pēdējā derīguma diena.")
    concession: Percent | None = column("Atvieglojums, %", default=None, help="0–100; tukšs = nav.")
    paid: Amount = column("Samaksāts, EUR", help="Cena ar atvieglojumu, kā uz biļetes.")
    order: Text | None = column("Rīkojuma Nr.", default=None, help="Praksei: direktora rīkojums.")
    paid_out: Day | None = column("Izmaksāts", optional=True, default=None, help="Kad nauda izmaksāta izglītojamajam.")

    @property
    def is_season(self) -> bool:
        return self.kind is TicketKind.SEASON

    @cached_property
    def service_day(self) -> date:
        return self.valid_from or self.day if self.is_season else self.day

    def day_field(self, day: date) -> str:
        return "valid_from" if self.is_season and self.valid_from else "day"

    def cost(self, terms: Terms) -> Decimal:
        return self.paid


TRANSPORT = support_type(
    "TR",
    both("Transports", "Public transport"),
    Ticket,
    form=both("Transporta izdevumu kopsavilkums", "Summary of transport costs"),
    help="Sabiedriskā transporta biļetes: viena rinda katrai biļetei.",
    day_formula=f'IF(AND([Biļetes veids]="{TicketKind.SEASON}",[Derīga no]<>""),[Derīga no],[Datums])',
)
