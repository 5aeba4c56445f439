"""V06: a personal code belongs to one learner, and a learner stands in the sheet once.

Latviski: Personas kods pieder vienam izglītojamajam, un izglītojamais lapā ir vienreiz.

One code for two learners is an error. One name twice with different codes is a warning: two people may share a name,
and codes do change.

Piemērs: divās rindās ir viens personas kods – kļūda abās.

Source: typing errors; a code may be replaced by a new one on request (S 20).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_repeats
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.personal_code import compact, is_complete


@on_accounts("V06", ERROR, WARNING)
def check(book: Book, _: Accounts) -> Iterator[Finding]:
    for group in find_repeats(book.learners, by=_code):
        for learner in group:
            at = list_other_cells(group, learner, "personal_code")
            yield error(
                learner.at("personal_code"),
                both(
                    f"Tāds pats personas kods ir arī šeit: {at.lv}.", f"The same personal code is also here: {at.en}."
                ),
                both(
                    "Izlabojiet kodu vai, ja tas ir viens izglītojamais, atstājiet vienu rindu.",
                    "Correct the code or, if this is one learner, keep one row.",
                ),
            )
    for group in find_repeats(book.learners, by=lambda learner: (learner.full_name.casefold(), _code(learner) and "")):
        if len({_code(learner) for learner in group}) > 1:
            yield from (_same_name(learner, group) for learner in group)


def _code(learner: Learner) -> str | None:
    """The 11 digits, with the zero that Excel drops of a number; None where there is no such code."""
    code = compact(learner.personal_code or "")
    full = code.zfill(11) if len(code) == 10 else code
    return full if is_complete(full) else None


def _same_name(learner: Learner, group: list[Learner]) -> Finding:
    at = list_other_cells(group, learner, "surname")
    return warning(
        learner.at("surname"),
        both(
            f"Tāds pats vārds un uzvārds ar citu personas kodu ir arī šeit: {at.lv}.",
            f"The same name with another personal code is also here: {at.en}.",
        ),
        both("Pārbaudiet, vai tie ir dažādi cilvēki.", "Check whether these are different people."),
    )
