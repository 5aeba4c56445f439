"""TR, public transport (sabiedriskais transports): tickets from home to school or practice and back.

A season ticket counts by the first day it is valid. Source of the purpose: the programme's page (S 1).

>>> season = {"kind": TicketKind.SEASON, "day": date(2023, 1, 30), "valid_from": date(2023, 2, 1)}
>>> ticket = Ticket.model_construct(**season, paid=Decimal("44.00"))
>>> ticket.service_day, ticket.actual(terms=None)
(datetime.date(2023, 2, 1), Decimal('44.00'))
"""

from datetime import date
from decimal import Decimal
from functools import cached_property

from pumpurs_xl.model.column import Amount, Day, Listed, Listing, Percent, Text, column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.support.support_type import SupportRow, SupportType, Terms
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

    day: Day = column("Datums", help="Brauciena vai pirkuma datums.", example=date(2023, 2, 6))
    origin_place: Text = column(
        "Maršruts no",
        help="Kur brauciens sākas.",
        width=16,
        form=FormCell("Maršruts (no – līdz)", "{origin_place} – {destination}", 15),
        example="Preiļi",
    )
    destination: Text = column("Maršruts līdz", help="Kur brauciens beidzas.", width=16, example="Rīga")
    purpose: Listed[Purpose] = column(
        "Mērķis",
        help="mācības vai prakse.",
        form=FormCell("Mērķis, rīkojums", "{purpose} {order}", 8),
        example="mācības",
    )
    kind: Listed[TicketKind] = column(
        "Biļetes veids",
        help="vienreizēja vai abonements.",
        width=14,
        form=FormCell("Biļetes veids, Nr.", "{kind}\n{ticket}", 11),
        example="vienreizēja",
    )
    ticket: Text | None = column("Biļetes Nr.", default=None, help="Kā uz biļetes; var būt tukšs.", width=14)
    valid_from: Day | None = column(
        "Derīga no",
        default=None,
        help="Abonementam: pirmā derīguma diena.",
        form=FormCell("Derīguma periods", "{valid_from} – {valid_to}", 12, centred=True),
    )
    valid_to: Day | None = column("Derīga līdz", default=None, help="Abonementam: pēdējā derīguma diena.")
    concession: Percent | None = column(
        "Atvieglojums, %",
        default=None,
        help="0–100; tukšs = nav.",
        limit=Limit.PERCENT,
        form=FormCell("Atviegl., %"),
    )
    paid: Amount = column(
        "Samaksāts, EUR", help="Cena ar atvieglojumu, kā uz biļetes.", limit=Limit.CORRECTABLE, example=3.5
    )
    order: Text | None = column("Rīkojuma Nr.", default=None, help="Praksei: direktora rīkojums.")
    paid_out: Day | None = column(
        "Izmaksāts", optional=True, default=None, help="Kad nauda izmaksāta izglītojamajam.", form=None
    )

    @property
    def is_season(self) -> bool:
        """Whether it is good for many trips."""
        return self.kind is TicketKind.SEASON

    @cached_property
    def service_day(self) -> date:
        """The day of the trip; of a season ticket the first day on which it is valid."""
        return self.valid_from or self.day if self.is_season else self.day

    def day_field(self, day: date) -> str:
        """Datums, or Derīga no of a season ticket that says it."""
        return "valid_from" if self.is_season and self.valid_from else "day"

    def cost(self, terms: Terms) -> Decimal:
        """What was paid for the ticket."""
        return self.paid


TRANSPORT = SupportType(
    code="TR",
    title=both("Transports", "Public transport"),
    row=Ticket,
    form=both("Transporta izdevumu kopsavilkums", "Summary of transport costs"),
    help="Sabiedriskā transporta biļetes: viena rinda katrai biļetei.",
    day_formula=f'IF(AND([Biļetes veids]="{TicketKind.SEASON}",[Derīga no]<>""),[Derīga no],[Datums])',
)
