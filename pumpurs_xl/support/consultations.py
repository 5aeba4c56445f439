"""KO, consultations (konsultācijas) by the eight specialists of the programme (S 1).

Hours are those typed, else told by the clock in lessons as long as the settings say. They cost money
only where Likmes has a rate per hour: no source for one is known.

>>> from types import SimpleNamespace
>>> terms = SimpleNamespace(lesson_minutes=Decimal(40), rate=lambda *_: Decimal("12.50"))
>>> session = Consultation.model_construct(day=date(2023, 2, 6), start=time(14, 0), end=time(15, 0))
>>> session.hours(terms), session.actual(terms)
(Decimal('1.50'), Decimal('18.75'))
"""

from datetime import date, time
from decimal import Decimal

from pumpurs_xl.model.column import Clock, Day, FilledAmount, Listed, Listing, Number, Text, column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.programme import SPECIALISTS
from pumpurs_xl.support.support_type import Count, RateKind, SupportRow, SupportType, Terms
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import cents


class Mode(Listing):
    """Where the session was held."""

    ON_SITE = "klātienē"
    REMOTE = "attālināti"


class Proof(Listing):
    """How the learner confirmed it (letter of October 2020, S 18)."""

    SIGNATURE = "paraksts"
    MAIL = "e-pasts"
    JOURNAL = "e-žurnāls"


class Consultation(SupportRow):
    """One session with a specialist."""

    day: Day = column("Datums", help="Konsultācijas diena.", example=date(2023, 2, 6))
    start: Clock = column(
        "Sākums",
        help="Laiks, piemēram, 14:30.",
        width=8,
        form=FormCell("Laiks (no – līdz)", "{start} – {end}", 7, centred=True),
        example=time(14, 0),
    )
    end: Clock = column("Beigas", help="Laiks, piemēram, 15:10.", width=8, example=time(14, 40))
    stated_hours: Number | None = column(
        "Stundas",
        default=None,
        help="Tukšs = pēc sākuma un beigām.",
        width=8,
        limit=Limit.ABOVE_0,
        form=FormCell(text="{hours}", width=5, adds_up=True),
    )
    specialist: Text = column(
        "Speciālists",
        help="Speciālista vārds, uzvārds.",
        width=20,
        form=FormCell("Speciālists, tā veids", "{specialist}, {specialist_kind}", 18),
        example="Ilze Paraudziņa",
    )
    specialist_kind: Text = column(
        "Speciālista veids",
        choices=tuple(SPECIALISTS),
        help="Viens no astoņiem.",
        width=22,
        example="psihologs",
    )
    subject: Text | None = column(
        "Mācību priekšmets",
        optional=True,
        default=None,
        help="Ja konsultē pedagogs.",
        width=18,
        form=FormCell("Temats, mācību priekšmets", "{topic}\n{subject}", 16),
    )
    topic: Text | None = column("Temats", optional=True, default=None, help="Par ko konsultācija.", width=20)
    mode: Listed[Mode] = column("Norise", help="klātienē vai attālināti.", example="klātienē")
    proof: Listed[Proof] = column(
        "Apliecinājums",
        help="Kā izglītojamais apliecinājis.",
        width=14,
        form=FormCell("Apliecinājums, datums", "{proof} {confirmed}", 10),
        example="paraksts",
    )
    confirmed: Day | None = column("Apliecināts", default=None, help="Tukšs = tajā pašā dienā.")
    amount: FilledAmount = column(
        "Summa, EUR",
        default=None,
        formula=(
            'IF([IAP ID]="","",ROUND(IF([Stundas]="",ROUND(ROUND(([Beigas]-[Sākums])*1440,0)/pumpurs_stunda,2),'
            "[Stundas])*{rate},2))"
        ),
        help="Stundas × likme par stundu, ja tā noteikta.",
    )

    @property
    def service_day(self) -> date:
        """The day of the session."""
        return self.day

    @property
    def minutes(self) -> int:
        """How long the session lasted by the clock."""
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute

    def hours(self, terms: Terms) -> Decimal:
        """Lessons given, to two decimals."""
        return cents(Decimal(self.minutes) / terms.lesson_minutes) if self.stated_hours is None else self.stated_hours

    def cost(self, terms: Terms) -> Decimal:
        """Hours × the rate per hour in force; 0 where there is none."""
        rate = terms.rate("KO", RateKind.PER_HOUR, self.day)
        return self.hours(terms) * rate if rate else Decimal(0)


CONSULTATIONS = SupportType(
    code="KO",
    title=both("Konsultācijas", "Consultations"),
    row=Consultation,
    form=both("Konsultāciju kopsavilkums", "Summary of consultations"),
    help="Viena rinda katrai konsultācijai.",
    price=RateKind.PER_HOUR,
    count=Count("hours", "Stundas, arī no laikiem aprēķinātās", lambda session, terms: session.hours(terms)),
)
