"""V33: a learner sits in one session at a time, and a specialist gives one.

Rows with the same times, specialist and topic are one session with a group: that is fine. A session may
start when another ends.

Piemērs: izglītojamajam 6. februārī ir konsultācijas 14.00–14.40 un 14.20–15.00 – brīdinājums abās rindās.

Source: the consultation record names learner, specialist and time (S 18).
"""

from collections import defaultdict
from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import grouped, others, overlapping, rows_of
from pumpurs_xl.checks.shared.rule import on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.model.cell import plain
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import Both, both


@on_accounts("V33")
def check(book: Book, accounts: Accounts) -> Iterator[Finding]:
    sessions = [each for each in rows_of(Consultation)(book) if each in accounts.compensations]
    of_learners = _clashes_of_learners(book, sessions)
    of_specialists = _clashes_of_specialists(sessions)
    yield from (_finding(row, met, _LEARNER) for row, met in of_learners.items())
    yield from (_finding(row, met, _SPECIALIST) for row, met in of_specialists.items() if row not in of_learners)


Clashes = dict[Consultation, list[Consultation]]
_LEARNER = both(
    "Izglītojamajam tajā pašā laikā ir arī cita konsultācija", "The learner has another session at this time"
)
_SPECIALIST = both(
    "Speciālistam tajā pašā laikā ir arī cita konsultācija", "The specialist has another session at this time"
)


def _clashes_of_learners(book: Book, sessions: list[Consultation]) -> Clashes:
    by_day = grouped(sessions, by=lambda row: (book.learner_key(row), row.day))
    return {row: met for group in by_day.values() for row, met in overlapping(group, _span).items()}


def _clashes_of_specialists(sessions: list[Consultation]) -> Clashes:
    """A group session stands for all its rows."""
    clashes: Clashes = {}
    for group in grouped(sessions, by=lambda row: (plain(row.specialist).casefold(), row.day)).values():
        held = _held_together(group)
        for first, met in overlapping([rows[0] for rows in held.values()], _span).items():
            clashes.update(dict.fromkeys(held[_session(first)], met))
    return clashes


def _held_together(rows: list[Consultation]) -> dict[tuple[object, ...], list[Consultation]]:
    held: dict[tuple[object, ...], list[Consultation]] = defaultdict(list)
    for row in rows:
        held[_session(row)].append(row)
    return held


def _session(row: Consultation) -> tuple[object, ...]:
    return row.start, row.end, plain(row.topic or "").casefold()


def _span(row: Consultation) -> tuple[object, object]:
    return row.start, row.end


def _finding(row: Consultation, met: list[Consultation], problem: Both) -> Finding:
    at = others([row, *met], row, "start")
    return warning(
        row.at("start"),
        both(f"{problem.lv}: {at.lv}.", f"{problem.en}: {at.en}."),
        both(
            "Pārbaudiet laikus; grupas konsultācijai visās rindās ir viens laiks un temats.",
            "Check the times; a group session has one time and one topic in all its rows.",
        ),
    )
