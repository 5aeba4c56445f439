"""V53: a month is written as its first day (`Mēnesis` of Ēdināšana, `Pārskata mēnesis`).

Latviski: Mēnesi raksta kā tā pirmo datumu.

Piemērs: slejā “Mēnesis” ir 15.02.2023. – kļūda ar labojumu 01.02.2023.

Source: Excel knows dates, not months; with one day for each month the sheets' formulas find the rows of a month.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import problems
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import both


@on_rows("V53", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, "not_first_day"):
        yield error(
            row.at(problem.field),
            both("Datums nav mēneša pirmā diena.", "The date is not the first day of a month."),
            both("Ierakstiet mēneša pirmo datumu.", "Enter the first day of the month."),
            Fix(row.cell(problem.field), problem.proposal, lossless=False),
        )
