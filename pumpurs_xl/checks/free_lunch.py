"""V18: meals of a learner whose lunch the state or the municipality pays may be paid twice.

Latviski: Ja izglītojamā pusdienas apmaksā valsts vai pašvaldība, ēdināšana var būt apmaksāta divreiz.

Free lunches are those of grades 1-4 of general education, and of whoever has `jā` in Brīvpusdienas. The
warning is marked as seen before a month is sealed.

Piemērs: 3. klases izglītojamajam ir ēdināšanas rinda – jāpārliecinās, ka tās nav valsts apmaksātās pusdienas.

Source: MK 30.08.2022 No. 538 (S 22); the programme opened to grades 1-4 in 2021/2022 (S 11).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_each
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.tables.learners import Education
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both

FREE_GRADES = range(1, 5)


@on_each("V18", Meals, WARNING)
def check(row: Meals, book: Book) -> Iterator[Finding]:
    learner = book.learner_of(row)
    if learner and (learner.free_lunch or (learner.education is Education.GENERAL and learner.grade in FREE_GRADES)):
        yield warning(
            row.at("plan_id"),
            both(
                "Šī izglītojamā pusdienas, iespējams, jau apmaksā valsts vai pašvaldība.",
                "The state or the municipality may already pay for this learner's lunches.",
            ),
            both(
                "Pārliecinieties, ka šīs maltītes neapmaksā divreiz, un lapā Pārbaude atzīmējiet to kā izskatītu.",
                "Make sure that these meals are not paid twice and mark the warning as seen in the sheet Pārbaude.",
            ),
        )
