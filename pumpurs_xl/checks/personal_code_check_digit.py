"""V04: the last digit of a personal code of the old format agrees with the others.

Latviski: Vecā parauga personas koda pēdējais cipars saskan ar pārējiem.

A wrong check digit is a warning, since the rule is not officially confirmed; where it comes to 10, sources disagree,
and the info says that the code cannot be verified. Codes of the new format have no check digit.

Piemērs: 010205-20008 – brīdinājums, jo kontrolciparam jābūt 9.

Source: three independent implementations (S 38).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.old_personal_code import old_code
from pumpurs_xl.checks.shared.rule import INFO, WARNING, on_each
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.finding import Finding, info, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.personal_code import CheckDigit, birth_date, check_digit


@on_each("V04", Learner, WARNING, INFO)
def check(learner: Learner, _: Book) -> Iterator[Finding]:
    code = old_code(learner)
    state = check_digit(code) if code and birth_date(code) else CheckDigit.RIGHT
    if state is CheckDigit.WRONG:
        yield warning(
            learner.at("personal_code"),
            both("Personas koda kontrolcipars nesakrīt.", "The check digit of the personal code is wrong."),
            both("Salīdziniet kodu ar dokumentu.", "Compare the code with a document."),
        )
    elif state is CheckDigit.UNKNOWN:
        yield info(
            learner.at("personal_code"),
            both(
                "Šī personas koda kontrolciparu nevar pārbaudīt.",
                "The check digit of this personal code cannot be verified.",
            ),
            both("Nekas nav jādara.", "Nothing to do."),
        )
