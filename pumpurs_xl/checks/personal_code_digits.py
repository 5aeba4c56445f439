"""V02: a personal code is 11 digits, stored as text.

Latviski: Personas kods ir 11 cipari, saglabāti kā teksts.

Anything else is an error; hyphen and spaces do not matter. A code stored as a number is a warning: Excel drops its
leading zero, and the 11 digits are proposed. The code is mandatory only where the settings print it in claims, for
learners with a plan.

Piemērs: šūnā ir skaitlis no 10 cipariem, jo Excel pazaudēja nulli sākumā – brīdinājums ar labojumu.

Source: length of the code S 23, S 20.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.raw_cells import raw_value
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.finding import Finding, Fix, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.personal_code import is_complete, restore_zero
from pumpurs_xl.values.spelling import fold


@on_rows("V02", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    with_plan = {fold(plan.learner_id) for plan in book.plans if plan.readable("learner_id")}
    needed = with_plan if book.settings.known("code_in_claim") else set()
    for learner in (learner for learner in book.learners if learner.readable("personal_code")):
        if learner.personal_code is not None:
            yield from _digits(learner)
        elif learner.readable("id") and fold(learner.id) in needed:
            yield error(
                learner.at("personal_code"),
                both(
                    "Nav personas koda, bet iestatījumi paredz to drukāt pārskatā.",
                    "The personal code is missing, but the settings print it in claims.",
                ),
                both(
                    "Ierakstiet kodu vai lapā Iestatījumi atbildiet “nē”.",
                    "Enter the code, or answer “nē” in the sheet Iestatījumi.",
                ),
            )


def _digits(learner: Learner) -> Iterator[Finding]:
    value, place = raw_value(learner, "personal_code"), learner.at("personal_code")
    proposal = restore_zero(value) if isinstance(value, float) else None
    if proposal:
        yield warning(
            place,
            both("Personas kods ierakstīts kā skaitlis.", "The personal code is stored as a number."),
            both(
                "Salīdziniet piedāvātos 11 ciparus ar dokumentu un ierakstiet kodu kā tekstu.",
                "Compare the 11 digits proposed with a document and enter the code as text.",
            ),
            Fix(str(place.cell), proposal, lossless=False),
        )
    elif not is_complete(learner.personal_code or ""):
        yield error(
            place,
            both("Personas kodā nav tieši 11 ciparu.", "The personal code is not exactly 11 digits."),
            both("Ierakstiet kodu, kā dokumentā.", "Enter the code as the document says."),
        )
