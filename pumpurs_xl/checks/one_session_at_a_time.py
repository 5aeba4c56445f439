"""V33: a learner sits in one session at a time, and a specialist gives one.

Latviski: Izglītojamais vienlaikus ir vienā konsultācijā, un speciālists vienlaikus sniedz vienu.

Rows with the same times, specialist and topic are one session with a group: that is fine. A session may
start when another ends.

Piemērs: izglītojamajam 6. februārī ir konsultācijas 14.00–14.40 un 14.20–15.00 – brīdinājums abās rindās.

Source: the consultation record names learner, specialist and time (S 18).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_overlaps, group_rows
from pumpurs_xl.checks.shared.rows import rows_of
from pumpurs_xl.checks.shared.rule import WARNING, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.model.cell import plain
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import Both, both

Clashes = dict[Consultation, list[Consultation]]
_LEARNER = both(
    "Izglītojamajam tajā pašā laikā ir arī cita konsultācija", "The learner has another session at this time"
)
_SPECIALIST = both(
    "Speciālistam tajā pašā laikā ir arī cita konsultācija", "The specialist has another session at this time"
)


@on_accounts("V33", WARNING)
def check(book: Book, accounts: Accounts) -> Iterator[Finding]:
    sessions = [session for session in rows_of(book, Consultation) if session in accounts.compensations]
    of_learners: Clashes = {}
    for group in group_rows(sessions, by=lambda session: (book.learner_key(session), session.day)).values():
        of_learners.update(find_overlaps(group, _span))
    yield from (_finding(session, met, _LEARNER) for session, met in of_learners.items())
    for session, met in _clashes_of_specialists(sessions).items():
        if session not in of_learners:
            yield _finding(session, met, _SPECIALIST)


def _clashes_of_specialists(sessions: list[Consultation]) -> Clashes:
    """The rows of sessions that one specialist gives at once; rows of one group session do not clash."""
    clashes: Clashes = {}
    for same_day in group_rows(sessions, by=lambda row: (plain(row.specialist).casefold(), row.day)).values():
        groups = group_rows(same_day, by=lambda row: (row.start, row.end, plain(row.topic or "").casefold()))
        rows_with = {rows[0]: rows for rows in groups.values()}
        for first, met in find_overlaps(rows_with, _span).items():
            clashes.update(dict.fromkeys(rows_with[first], met))
    return clashes


def _span(session: Consultation) -> tuple[object, object]:
    return session.start, session.end


def _finding(session: Consultation, met: list[Consultation], problem: Both) -> Finding:
    at = list_other_cells([session, *met], session, "start")
    return warning(
        session.at("start"),
        both(f"{problem.lv}: {at.lv}.", f"{problem.en}: {at.en}."),
        both(
            "Pārbaudiet laikus; grupas konsultācijai visās rindās ir viens laiks un temats.",
            "Check the times; a group session has one time and one topic in all its rows.",
        ),
    )
