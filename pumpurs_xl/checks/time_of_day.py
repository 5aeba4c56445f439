"""V65: a consultation is held by day and does not last longer than one.

Latviski: Konsultācija notiek dienā un nav garāka par darba dienu.

A start before 6:00, an end after 22:00 or more than eight hours are a warning: mostly twelve hours are missing or too
many. Where those would put it right, they are the fix, which is asked first.

Piemērs: 02:00–03:00 ierakstīts 14:00–15:00 vietā.

Source: 2:00 typed for two o'clock in the afternoon is the night to Excel; sessions follow the lessons of a school day.
"""

from collections.abc import Iterator
from datetime import time

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_each
from pumpurs_xl.support.consultations import Consultation
from pumpurs_xl.values.finding import Finding, Fix, warning
from pumpurs_xl.values.language import both

_MORNING, _NIGHT = time(6), time(22)
_LONGEST = 8 * 60
_CHECK = both("Pārbaudiet sākumu un beigas.", "Check the start and the end.")


@on_each("V65", Consultation, WARNING)
def check(session: Consultation, _: Book) -> Iterator[Finding]:
    problem = both(
        f"Konsultācija ir naktī: {session.start:%H:%M}–{session.end:%H:%M}.",
        f"The session is at night: {session.start:%H:%M}–{session.end:%H:%M}.",
    )
    if session.start < _MORNING:
        yield warning(session.at("start"), problem, _CHECK, _later(session, "start"))
        if session.end <= _MORNING:
            yield warning(session.at("end"), problem, _CHECK, _later(session, "end"))
    elif session.end > _NIGHT:
        yield warning(session.at("end"), problem, _CHECK)
    elif session.minutes > _LONGEST:
        problem = both("Konsultācija ir garāka par astoņām stundām.", "The session is longer than eight hours.")
        yield warning(session.at("end"), problem, _CHECK)


def _later(session: Consultation, name: str) -> Fix:
    at: time = getattr(session, name)
    return Fix(session.cell(name), at.replace(hour=at.hour + 12), lossless=False)
