"""V03: a personal code of the old format begins with a day of birth, and its seventh digit is 0, 1 or 2.

Latviski: Vecā parauga personas kods sākas ar dzimšanas datumu, un tā septītais cipars ir 0, 1 vai 2.

A code of the new format (it begins with 32 to 39) has no day of birth, and none is looked for.

Piemērs: kods, kas sākas ar 310205, norāda uz 31. februāri – kļūda.

Source: the classifier of the register of residents (S 23).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.old_personal_code import old_code
from pumpurs_xl.checks.shared.rule import ERROR, on_each
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both
from pumpurs_xl.values.personal_code import birth_date


@on_each("V03", Learner, ERROR)
def check(learner: Learner, _: Book) -> Iterator[Finding]:
    code = old_code(learner)
    if code and not birth_date(code):
        yield error(
            learner.at("personal_code"),
            both(
                "Personas koda sākumā nav iespējama datuma.", "The personal code does not begin with a possible date."
            ),
            both("Salīdziniet kodu ar dokumentu.", "Compare the code with a document."),
        )
