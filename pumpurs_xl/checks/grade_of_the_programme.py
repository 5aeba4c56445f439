"""V12: learners are in grades 1 to 12 of general or in courses 1 to 4 of vocational education.

Latviski: Izglītojamie mācās vispārējās izglītības 1.–12. klasē vai profesionālās izglītības 1.–4. kursā.

Grades 1 to 4 take part since 1 September 2021: an earlier row of theirs is an error, too. So is a date: Excel makes
the 9th of February of class “9.2”.

Piemērs: 3. klases izglītojamajam ir ēdināšanas rinda par 2021. gada maiju – kļūda.

Source: target group S 1; grades 1-4 from the school year 2021/22 S 11.
"""

from collections.abc import Iterator
from datetime import date

from pumpurs_xl import programme
from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.raw_cells import raw_value
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.learners import Education, Learner
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both

_HIGHEST = {Education.GENERAL: programme.HIGHEST_GRADE, Education.VOCATIONAL: programme.HIGHEST_COURSE}


@on_rows("V12", ERROR)
def check(book: Book) -> Iterator[Finding]:
    yield from check_rows(book.learners, book, _grade)
    yield from check_rows(rows_of(book, SupportRow), book, _start_of_small_grades)


def _grade(learner: Learner, _: Book) -> Iterator[Finding]:
    is_date = isinstance(raw_value(learner, "grade_text"), date)
    if is_date or not 1 <= (learner.grade or 0) <= _HIGHEST[learner.education]:
        yield error(
            learner.at("grade_text"),
            both("Šādas klases vai kursa projektā nav.", "The programme has no such grade or course."),
            both(
                "Ierakstiet klasi no 1 līdz 12 vai kursu no 1 līdz 4; pārbaudiet sleju Izglītība.",
                "Enter a grade from 1 to 12 or a course from 1 to 4; check the column Izglītība.",
            ),
        )


def _start_of_small_grades(row: SupportRow, book: Book) -> Iterator[Finding]:
    if row.service_day >= programme.PRIMARY_GRADES_SINCE:
        return
    learner = book.learner_of(row)
    if learner and learner.education is Education.GENERAL and learner.grade in programme.PRIMARY_GRADES:
        yield error(
            row.at("plan_id"),
            both(
                f"1.–4. klases izglītojamie projektā piedalās no {programme.PRIMARY_GRADES_SINCE:%d.%m.%Y}.",
                f"Grades 1 to 4 take part in the project since {programme.PRIMARY_GRADES_SINCE:%d.%m.%Y}.",
            ),
            both("Izlabojiet datumu vai izdzēsiet rindu.", "Correct the date or delete the row."),
        )
