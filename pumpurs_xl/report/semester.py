"""The semester report: what a school publishes about a semester, in sentences and figures.

It says what the rows that count add up to: learners, plans, EUR and consultations. Counts alone: no
learner and no specialist is named, so that the report may stand on a public page (domain 5.7).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from pumpurs_xl.book import Book
from pumpurs_xl.claims.totals import compensations_of, totals
from pumpurs_xl.compensation import Compensation
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.programme import SPECIALISTS
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.values.language import Both, Language, both, counted
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month, Semester
from pumpurs_xl.values.refusal import Refusal

_SPECIALISTS = {lv: both(lv, en) for lv, en in SPECIALISTS.items()}
# A cell that names none of the eight may hold a person's name: it is counted, never printed.
_OTHER = both("cits speciālists", "other specialist")
_CONSULTATIONS = both("Konsultācijas pa speciālistiem", "Consultations by specialist")
_LEARNERS = ("izglītojamais", "izglītojamie", "izglītojamo")


@dataclass(frozen=True)
class TypeFigures:
    """One support type in the semester; `eligible` in EUR."""

    support_type: SupportType
    learners: int
    rows: int
    eligible: Decimal

    @property
    def sentence(self) -> Both:
        """How many learners received it and, where money was claimed, how much."""
        title, eur = self.support_type.title, _eur(self.eligible)
        lv = f"{title.lv}: atbalstu saņēma {counted(self.learners, *_LEARNERS)}"
        en = f"{title.en}: {_english(self.learners, 'learner')} received support"
        if not self.eligible:
            return both(f"{lv}.", f"{en}.")
        return both(f"{lv}, kopā {eur.lv}.", f"{en}, {eur.en} in total.")


@dataclass(frozen=True)
class SpecialistFigures:
    """The consultations of one kind of specialist: sessions, and how many lessons they lasted."""

    specialist: Both
    sessions: int
    lessons: Decimal

    @property
    def phrase(self) -> Both:
        """The part of a sentence that tells of them: psihologs – 3 konsultācijas (4 st.)."""
        lv = counted(self.sessions, "konsultācija", "konsultācijas", "konsultāciju")
        en = _english(self.sessions, "consultation")
        return both(
            f"{self.specialist.lv} – {lv} ({lessons(self.lessons, 'lv')}\u00a0st.)",
            f"{self.specialist.en} – {en} ({lessons(self.lessons, 'en')} lessons)",
        )


@dataclass(frozen=True)
class MonthFigures:
    """EUR eligible in one month's claims."""

    month: Month
    eligible: Decimal


@dataclass(frozen=True)
class Report:
    """The figures of a semester. `learners` counts each person once; `held` are rows that do not count yet."""

    semester: Semester
    school: str | None
    project_number: str | None
    project_title: str | None
    plans: int
    learners: int
    eligible: Decimal
    types: tuple[TypeFigures, ...]
    specialists: tuple[SpecialistFigures, ...]
    months: tuple[MonthFigures, ...]
    held: int

    @property
    def title(self) -> Both:
        """The heading of the page."""
        return both(f"Atbalsts izglītojamajiem {self._when.lv}", f"Support in {self._when.en}")

    @property
    def opening(self) -> Both:
        """The first sentences: when, where, how many plans and learners, how much in total."""
        when, eur = self._when, _eur(self.eligible)
        place = f" ({self.school})" if self.school else ""
        plans = counted(
            self.plans, "individuālais atbalsta plāns", "individuālie atbalsta plāni", "individuālo atbalsta plānu"
        )
        learners = counted(self.learners, *_LEARNERS)
        return both(
            f"{when.lv[:1].upper()}{when.lv[1:]}{place} bija spēkā {plans}. Atbalstu saņēma {learners}, kopā {eur.lv}.",
            f"In {when.en}{place}: {_english(self.plans, 'individual support plan')} in force. "
            f"{_english(self.learners, 'learner')} received support, {eur.en} in total.",
        )

    @property
    def _when(self) -> Both:
        """The semester as a time: 2022./2023. mācību gada 2. semestrī."""
        year, number = self.semester.year, self.semester.number
        return both(f"{year}./{year + 1}. mācību gada {number}. semestrī", self.semester.en)

    def sentences(self, language: Language) -> Iterator[str]:
        """What may be published: the plans and learners, each support type that was given, the consultations."""
        yield self.opening.say(language)
        yield from (each.sentence.say(language) for each in self.types if each.rows)
        if self.specialists:
            phrases = "; ".join(each.phrase.say(language) for each in self.specialists)
            yield f"{_CONSULTATIONS.say(language)}: {phrases}."

    def text(self, language: Language) -> str:
        """The sentences, one a line; a last one, for the school alone, says what is not counted yet."""
        lines = list(self.sentences(language))
        if self.held:
            rows = counted(self.held, "rinda", "rindas", "rindu")
            waiting = both(
                f"Vēl nav ieskaitīts: {rows} (kļūda vai atzīme “Atlikts”). Pirms publicēšanas pārbaudiet darbgrāmatu.",
                f"Not counted yet: {_english(self.held, 'row')} (an error or postponed). Check the workbook first.",
            )
            lines.append(waiting.say(language))
        return "\n".join(lines)


def semester_report(inspection: Inspection, semester: Semester) -> Report:
    """The figures of what is claimed in the semester's months; raises Refusal where no row belongs to it."""
    if not any(inspection.knows(month) for month in semester.months):
        raise Refusal(
            lv=f"Darbgrāmatā nav nevienas rindas par {semester.lv.removesuffix('s')}. Pārbaudiet semestri.",
            en=f"The workbook has no row for {semester.en}. Check the semester.",
        )
    settings, found = inspection.book.settings, totals(inspection, semester)
    items = [
        item for support_type in SUPPORT_TYPES for item in compensations_of(inspection, support_type, semester.months)
    ]
    by_month: dict[Month, Decimal] = defaultdict(lambda: ZERO)
    for item in items:
        by_month[item.row.claimed] += item.eligible
    return Report(
        semester=semester,
        school=settings.school if settings.readable("school") else None,
        project_number=settings.printed_number,
        project_title=settings.known("project_title"),
        plans=found.plans,
        learners=found.total.learners,
        eligible=found.total.eligible,
        types=tuple(TypeFigures(e.support_type, e.sums.learners, e.sums.rows, e.sums.eligible) for e in found.types),
        specialists=tuple(_specialists(inspection.book, items)),
        months=tuple(MonthFigures(month, by_month[month]) for month in semester.months),
        held=sum(each.held_errors.rows + each.held_postponed.rows for each in found.types),
    )


def _specialists(book: Book, items: Iterable[Compensation]) -> Iterator[SpecialistFigures]:
    """The specialists who held sessions, in the order of the programme."""
    lessons: dict[Both, list[Decimal]] = defaultdict(list)
    for item in items:
        if isinstance(item.row, Consultation):
            lessons[_SPECIALISTS.get(item.row.specialist_kind.casefold(), _OTHER)].append(item.row.hours(book))
    for specialist in (*_SPECIALISTS.values(), _OTHER):
        if specialist in lessons:
            own = lessons[specialist]
            yield SpecialistFigures(specialist, len(own), sum(own, ZERO))


def lessons(number: Decimal, language: Language) -> str:
    """A number of lessons as printed: 52,5 in Latvian."""
    return str(format_decimal(number, format="#,##0.##", locale=language))


def _eur(amount: Decimal) -> Both:
    return both(f"{euro(amount, 'lv')}\u00a0EUR", f"{euro(amount, 'en')}\u00a0EUR")


def _english(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(report: Report, language: Language) -> dict[str, Any]:
    """The same figures for programs; EUR and lessons are texts with two decimals."""
    return {
        "semester": str(report.semester),
        "school": report.school,
        "project": {"number": report.project_number, "title": report.project_title},
        "plans": report.plans,
        "learners": report.learners,
        "eligible": f"{report.eligible:.2f}",
        "types": [
            {
                "code": each.support_type.code,
                "title": each.support_type.title.say(language),
                "learners": each.learners,
                "rows": each.rows,
                "eligible": f"{each.eligible:.2f}",
            }
            for each in report.types
        ],
        "consultations": [
            {
                "specialist": each.specialist.say(language),
                "sessions": each.sessions,
                "lessons": f"{each.lessons:.2f}",
            }
            for each in report.specialists
        ],
        "months": [{"month": str(each.month), "eligible": f"{each.eligible:.2f}"} for each in report.months],
        "held": report.held,
        "text": report.text(language),
    }
