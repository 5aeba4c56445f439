"""KO of the sample school: sessions with specialists of all eight sorts, confirmed on the same day.

A learner has one specialist in a semester, and a specialist one session at a time: nobody sits in two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from pumpurs_xl.values.month import Month, Semester
from workbook.build.sample.dice import Dice
from workbook.build.sample.plans import SamplePlan
from workbook.build.sample.year import FIRST, SECOND, TAUGHT, Cells, days

_SLOTS = ((time(14, 10), time(14, 50)), (time(15, 0), time(15, 40)), (time(15, 50), time(17, 10)))


@dataclass(frozen=True)
class Specialist:
    """A specialist who sees learners on one day of the week (0 is Monday)."""

    name: str
    kind: str
    weekday: int
    subject: str
    topics: tuple[str, ...]
    clients: int = 10


_SPECIALISTS = (
    Specialist("Aija Skaitliņa", "pedagogs", 0, "matemātika", ("procenti", "vienādojumi", "ģeometrija")),
    Specialist("Ilona Burtiņa", "pedagogs", 1, "latviešu valoda", ("pareizrakstība", "teksta izpratne")),
    Specialist("Vita Vārdiņa", "pedagogs", 2, "angļu valoda", ("darba intervija", "profesionālie termini")),
    Specialist("Sandra Lappusīte", "psihologs", 3, "", ("mācību motivācija", "eksāmenu stress")),
    Specialist("Guna Mapīte", "sociālais pedagogs", 4, "", ("kavējumi", "dienas režīms")),
    Specialist("Juris Rindiņš", "pedagoga palīgs", 0, "", ("mājasdarbu plānošana",)),
    Specialist("Maija Zīmulīte", "speciālās izglītības pedagogs", 1, "", ("lasīšanas stratēģijas",)),
    Specialist("Rita Otiņa", "surdotulks", 2, "", ("tulkojums zīmju valodā",), clients=2),
    Specialist("Uldis Papīriņš", "asistents", 3, "", ("pārvietošanās skolā",), clients=2),
    Specialist("Dina Punktiņa", "ergoterapeits", 4, "", ("darba vietas pielāgošana",), clients=2),
)


def sessions(plans: Sequence[SamplePlan]) -> list[Cells]:
    """The rows of Konsultācijas by day."""
    dice = Dice("sessions")
    rows = [row for semester in (FIRST, SECOND) for row in _sessions_of_semester(plans, semester, dice)]
    return sorted(rows, key=lambda row: (row["Datums"], row["Sākums"]))


def _sessions_of_semester(plans: Sequence[SamplePlan], semester: Semester, dice: Dice) -> Iterator[Cells]:
    clients = [plan for plan in plans if plan.semester == semester and "KO" in plan.needs]
    for number, specialist in enumerate(_SPECIALISTS):
        own = clients[number :: len(_SPECIALISTS)][: specialist.clients]
        weekly = (day for day in days(*TAUGHT[semester]) if day.weekday() == specialist.weekday)
        for week, day in enumerate(weekly):
            turn = week % len(own)
            yield from _sessions_of_day(specialist, day, own[turn:] + own[:turn], dice)


def _sessions_of_day(specialist: Specialist, day: date, waiting: Sequence[SamplePlan], dice: Dice) -> Iterator[Cells]:
    """One to three sessions; a teacher sometimes sees two learners together, on one topic."""
    there = [plan for plan in waiting if plan.start <= day <= plan.last and day in plan.days_at_school(Month.of(day))]
    together = specialist.subject and dice.chance(20)
    slots = _SLOTS[:1] * 2 if together else _SLOTS[: dice.pick((1, 1, 2, 3))]
    topic = dice.pick(specialist.topics)
    for plan, slot in zip(there, slots, strict=False):
        yield _session(plan, specialist, day, slot, dice) | {"Temats": topic}


def _session(plan: SamplePlan, specialist: Specialist, day: date, slot: tuple[time, time], dice: Dice) -> Cells:
    remote = dice.chance(8)
    return {
        "IAP ID": plan.id,
        "Datums": day,
        "Sākums": slot[0],
        "Beigas": slot[1],
        "Speciālists": specialist.name,
        "Speciālista veids": specialist.kind,
        "Mācību priekšmets": specialist.subject or None,
        "Norise": "attālināti" if remote else "klātienē",
        "Apliecinājums": dice.pick(("e-pasts", "e-žurnāls")) if remote else "paraksts",
        "Apliecināts": day if remote else None,
    }
