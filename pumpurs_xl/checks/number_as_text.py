"""V40: a number, a date or a time is stored as what it is, not as text: live formulas leave texts out.

Latviski: Skaitlis, datums vai laiks nav saglabāts kā teksts: formulas tekstu neskaita.

Where the text has one clear meaning, the fix says it and loses nothing. An ambiguous one (`1.234`, `31.02.2023`,
`12,5O`) is never guessed.

Piemērs: šūnā ir teksts “12,50” – kļūda ar labojumu 12,50.

Source: in Latvian a comma comes before the cents and a space between thousands, and a date is day, month, year (Unicode
CLDR, locale lv).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.model.row import problems
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import both

_NOUN = {
    "text_number": both("Skaitlis", "A number"),
    "text_date": both("Datums", "A date"),
    "text_time": both("Laiks", "A time"),
}
_UNCLEAR = {
    "text_number": both("Šo tekstu nevar viennozīmīgi saprast kā skaitli.", "This text is not clearly a number."),
    "text_date": both("Šo tekstu nevar viennozīmīgi saprast kā datumu.", "This text is not clearly a date."),
    "text_time": both("Šo tekstu nevar viennozīmīgi saprast kā laiku.", "This text is not clearly a time."),
}
_ENTER = {
    "text_number": both("Ierakstiet skaitli, piemēram, 12,50.", "Enter a number, for example 12.50."),
    "text_date": both("Ierakstiet datumu, piemēram, 06.02.2023.", "Enter a date, for example 06.02.2023."),
    "text_time": both("Ierakstiet laiku, piemēram, 14:30.", "Enter a time, for example 14:30."),
}


@on_rows("V40", ERROR)
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, *_NOUN):
        place, noun = row.at(problem.field), _NOUN[problem.type]
        if problem.proposal is None:
            yield error(place, _UNCLEAR[problem.type], _ENTER[problem.type])
        else:
            yield error(
                place,
                both(f"{noun.lv} ierakstīts kā teksts.", f"{noun.en} is stored as text."),
                both(
                    "Pieņemiet labojumu vai ierakstiet vērtību no jauna.",
                    "Accept the fix, or enter the value once more.",
                ),
                Fix(row.cell(problem.field), problem.proposal, lossless=True),
            )
