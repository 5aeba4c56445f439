"""KO, consultations (konsultācijas) by the eight specialists of the programme (S 1).

Hours are those typed, else told by the clock in lessons as long as the settings say. They cost money
only where Likmes has a rate per hour: no source for one is known.
"""

from datetime import date
from decimal import Decimal

from pumpurs_xl.model.column import Clock, Day, FilledAmount, Listed, Listing, Number, Text, column
from pumpurs_xl.programme import SPECIALISTS
from pumpurs_xl.support.support_type import RateKind, SupportRow, Terms, support_type
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

    day: Day = column("Datums", help="Konsultācijas diena.")
    start: Clock = column("Sākums", help="Laiks, piemēram, 14:30.", width=8)
    end: Clock = column("Beigas", help="Laiks, piemēram, 15:10.", width=8)
    stated_hours: Number | None = column("Stundas", default=None, help="Tukšs = pēc sākuma un beigām.", width=8)
    specialist: Text = column("Speciālists", help="Speciālista vārds, uzvārds.", width=20)
    specialist_kind: Text = column("Speciālista veids", choices=SPECIALISTS, help="Viens no astoņiem.", width=22)
    subject: Text | None = column(
        "Mācību priekšmets", optional=True, default=None, help="Ja konsultē pedagogs.", width=18
    )
    topic: Text | None = column("Temats", optional=True, default=None, help="Par ko konsultācija.", width=20)
    mode: Listed[Mode] = column("Norise", help="klātienē vai attālināti.")
    proof: Listed[Proof] = column("Apliecinājums", help="Kā izglītojamais apliecinājis.", width=14)
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
        return self.day

    @property
    def minutes(self) -> int:
        """How long the session lasted by the clock."""
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute

    def hours(self, terms: Terms) -> Decimal:
        """Lessons given, to two decimals."""
        return cents(Decimal(self.minutes) / terms.lesson_minutes) if self.stated_hours is None else self.stated_hours

    def cost(self, terms: Terms) -> Decimal:
        rate = terms.rate("KO", RateKind.PER_HOUR, self.day)
        return self.hours(terms) * rate if rate else Decimal(0)


CONSULTATIONS = support_type(
    "KO",
    both("Konsultācijas", "Consultations"),
    Consultation,
    form=both("Konsultāciju kopsavilkums", "Summary of consultations"),
    help="Viena rinda katrai konsultācijai.",
    prices=(RateKind.PER_HOUR,),
)
