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
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.consultations import SPECIALISTS, Consultation
from pumpurs_xl.values.language import Both, Language, both, counted
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month, Semester
from pumpurs_xl.values.refusal import Refusal

# A cell that names none of the eight may hold a person's name: it is counted, never printed.
_OTHER = both("cits speciālists", "other specialist")


@dataclass(frozen=True)
class TypeFigures:
    """One support type in the semester; `eligible` in EUR."""

    support_type: SupportType
    learners: int
    rows: int
    eligible: Decimal


@dataclass(frozen=True)
class SpecialistFigures:
    """The consultations of one kind of specialist: sessions, and how many lessons they lasted."""

    specialist: Both
    sessions: int
    lessons: Decimal


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
    project_number: str
    project_title: str
    plans: int
    learners: int
    eligible: Decimal
    types: tuple[TypeFigures, ...]
    specialists: tuple[SpecialistFigures, ...]
    months: tuple[MonthFigures, ...]
    held: int

    @property
    def title(self) -> Both:
        return both(f"Atbalsts izglītojamajiem {semester_when(self).lv}", f"Support in {semester_when(self).en}")

    def text(self, language: Language) -> str:
        """The semester in sentences, one a line."""
        return "\n".join((*sentences(self, language), *_held(self, language)))


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
    return Report(
        semester=semester,
        school=settings.school if settings.readable("school") else None,
        project_number=settings.usable("project_number"),
        project_title=settings.usable("project_title"),
        plans=found.plans,
        learners=found.total.learners,
        eligible=found.total.eligible,
        types=tuple(TypeFigures(e.support_type, e.sums.learners, e.sums.rows, e.sums.eligible) for e in found.types),
        specialists=tuple(_specialists(inspection.book, items)),
        months=tuple(_months(semester, items)),
        held=sum(each.held_errors.rows + each.held_postponed.rows for each in found.types),
    )


def _specialists(book: Book, items: Iterable[Compensation]) -> Iterator[SpecialistFigures]:
    """Those who held sessions, in the order of the programme."""
    lessons: dict[Both, list[Decimal]] = defaultdict(list)
    for item in items:
        if isinstance(item.row, Consultation):
            lessons[SPECIALISTS.get(item.row.specialist_kind.casefold(), _OTHER)].append(item.row.hours(book))
    for specialist in (*SPECIALISTS.values(), _OTHER):
        if specialist in lessons:
            own = lessons[specialist]
            yield SpecialistFigures(specialist, len(own), sum(own, ZERO))


def _months(semester: Semester, items: Iterable[Compensation]) -> Iterator[MonthFigures]:
    eligible: dict[Month, Decimal] = defaultdict(lambda: ZERO)
    for item in items:
        eligible[item.row.claimed] += item.eligible
    return (MonthFigures(month, eligible[month]) for month in semester.months)


def semester_when(report: Report) -> Both:
    """The semester as a time: 2022./2023. mācību gada 2. semestrī."""
    semester = report.semester
    return both(f"{semester.year}./{semester.year + 1}. mācību gada {semester.number}. semestrī", semester.en)


def sentences(report: Report, language: Language) -> Iterator[str]:
    """What may be published: the plans and learners, each support type that was given, the consultations."""
    yield _opening(report).say(language)
    yield from (_type_sentence(each).say(language) for each in report.types if each.rows)
    if report.specialists:
        yield _consultations(report.specialists).say(language)


def _opening(report: Report) -> Both:
    when, eur = semester_when(report), _eur(report.eligible)
    place = both(f" ({report.school})", f" ({report.school})") if report.school else both("", "")
    plans = counted(
        report.plans, "individuālais atbalsta plāns", "individuālie atbalsta plāni", "individuālo atbalsta plānu"
    )
    lv = counted(report.learners, "izglītojamais", "izglītojamie", "izglītojamo")
    return both(
        f"{when.lv[:1].upper()}{when.lv[1:]}{place.lv} bija spēkā {plans}. Atbalstu saņēma {lv}, kopā {eur.lv}.",
        f"In {when.en}{place.en}: {_english(report.plans, 'individual support plan')} in force. "
        f"{_english(report.learners, 'learner')} received support, {eur.en} in total.",
    )


def _type_sentence(each: TypeFigures) -> Both:
    title = each.support_type.title
    lv = counted(each.learners, "izglītojamais", "izglītojamie", "izglītojamo")
    en = _english(each.learners, "learner")
    eur = _eur(each.eligible)
    if not each.eligible:
        return both(f"{title.lv}: atbalstu saņēma {lv}.", f"{title.en}: {en} received support.")
    return both(
        f"{title.lv}: atbalstu saņēma {lv}, kopā {eur.lv}.", f"{title.en}: {en} received support, {eur.en} in total."
    )


def _consultations(specialists: Iterable[SpecialistFigures]) -> Both:
    each = [_sessions(one) for one in specialists]
    return both(
        f"Konsultācijas pa speciālistiem: {'; '.join(one.lv for one in each)}.",
        f"Consultations by specialist: {'; '.join(one.en for one in each)}.",
    )


def _sessions(one: SpecialistFigures) -> Both:
    lv = counted(one.sessions, "konsultācija", "konsultācijas", "konsultāciju")
    return both(
        f"{one.specialist.lv} – {lv} ({lessons(one.lessons, 'lv')}\u00a0st.)",
        f"{one.specialist.en} – {_english(one.sessions, 'consultation')} ({lessons(one.lessons, 'en')} lessons)",
    )


def lessons(number: Decimal, language: Language) -> str:
    """A number of lessons as printed: 52,5 in Latvian."""
    return str(format_decimal(number, format="#,##0.##", locale=language))


def _held(report: Report, language: Language) -> Iterator[str]:
    """Told to the one who makes the report, not to the public."""
    if report.held:
        rows = counted(report.held, "rinda", "rindas", "rindu")
        yield both(
            f"Vēl nav ieskaitīts: {rows} (kļūda vai atzīme “Atlikts”). Pirms publicēšanas pārbaudiet darbgrāmatu.",
            f"Not counted yet: {_english(report.held, 'row')} (an error or postponed). Check the workbook first.",
        ).say(language)


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
        "types": [_type_json(each, language) for each in report.types],
        "consultations": [_specialist_json(each, language) for each in report.specialists],
        "months": [{"month": str(each.month), "eligible": f"{each.eligible:.2f}"} for each in report.months],
        "held": report.held,
        "text": report.text(language),
    }


def _type_json(each: TypeFigures, language: Language) -> dict[str, Any]:
    own = {"learners": each.learners, "rows": each.rows, "eligible": f"{each.eligible:.2f}"}
    return {"code": each.support_type.code, "title": each.support_type.title.say(language), **own}


def _specialist_json(each: SpecialistFigures, language: Language) -> dict[str, Any]:
    name = each.specialist.say(language)
    return {"specialist": name, "sessions": each.sessions, "lessons": f"{each.lessons:.2f}"}
