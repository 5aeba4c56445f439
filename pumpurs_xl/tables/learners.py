"""Izglītojamie: the learners, once each. Other sheets link to them by ID, never by a typed name."""

import re
from datetime import date

from pumpurs_xl.model.column import Day, Listed, Listing, Text, YesNo, column
from pumpurs_xl.model.row import Row, spec

ORPHAN = "bārenis"
STATUSES = (ORPHAN, "trūcīgs", "maznodrošināts", "invaliditāte", "daudzbērnu ģimene")


class Education(Listing):
    """Grades 1-12 of general, courses 1-4 of vocational education (S 1, S 11)."""

    GENERAL = "vispārējā"
    VOCATIONAL = "profesionālā"


class Learner(Row):
    """One learner."""

    id: Text = column("ID", help="Jūsu piešķirts, piemēram, I001.", width=9)
    name: Text = column("Vārds", width=14)
    surname: Text = column("Uzvārds", width=18)
    personal_code: Text | None = column(
        "Personas kods",
        default=None,
        help="11 cipari kā teksts; vajadzīgs, ja tas jādrukā pārskatā.",
        width=15,
    )
    education: Listed[Education] = column("Izglītība", width=14)
    grade_text: Text = column("Klase/kurss", help="1–12 vai 1.–4. kurss.", width=12)
    group: Text | None = column("Grupa", default=None, width=11)
    home: Text | None = column(
        "Dzīvesvieta", optional=True, default=None, help="Pilsēta vai pagasts; salīdzina ar biļešu maršrutu.", width=18
    )
    status_text: Text | None = column(
        "Statuss", default=None, help=f"Ja vairāki, atdaliet ar semikolu: {'; '.join(STATUSES)}.", width=32
    )
    status_from: Day | None = column("Statuss spēkā no", default=None)
    status_to: Day | None = column("Statuss spēkā līdz", default=None)
    status_document: Text | None = column("Statusa dokuments", optional=True, default=None, width=18)
    free_lunch: YesNo | None = column(
        "Brīvpusdienas",
        choices=("jā", "nē"),
        default=None,
        help="jā, ja pusdienas apmaksā valsts vai pašvaldība.",
    )
    payee: Text | None = column("Maksājuma saņēmējs", optional=True, default=None, width=20)
    account: Text | None = column("Konta Nr.", optional=True, default=None, width=24)

    @property
    def full_name(self) -> str:
        """Surname first, as in the lists of a school."""
        return f"{self.surname} {self.name}"

    @property
    def grade(self) -> int | None:
        """The grade or course: 9 of `9.a`; None where the text tells none."""
        match = re.match(r"\d+", self.grade_text)
        return int(match[0]) if match else None

    @property
    def statuses(self) -> tuple[str, ...]:
        """The learner's statuses in small letters, as STATUSES lists them."""
        return tuple(part.strip().casefold() for part in (self.status_text or "").split(";") if part.strip())

    def status_valid(self, day: date) -> bool:
        """Whether a status of the learner holds on that day."""
        return bool(self.statuses) and (self.status_from or date.min) <= day <= (self.status_to or date.max)


SPEC = spec(
    "tIzglitojamie",
    "Izglītojamie",
    Learner,
    en="Learners",
    help="Viena rinda katram izglītojamajam. Pārējās lapas uz viņu atsaucas ar ID.",
)
NAME_FORMULA = (
    'IF([Izglītojamā ID]="","",IFERROR(INDEX(tIzglitojamie[Uzvārds],MATCH([Izglītojamā ID],tIzglitojamie[ID],0))'
    '&" "&INDEX(tIzglitojamie[Vārds],MATCH([Izglītojamā ID],tIzglitojamie[ID],0)),"?"))'
)
