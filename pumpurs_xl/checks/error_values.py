"""V41: no cell holds an Excel error (#REF!, #N/A …), a formula without its value, or TRUE/FALSE where none belongs.

Latviski: Nevienā šūnā nav Excel kļūdas, formulas bez vērtības vai nevietā ierakstīta TRUE/FALSE.

An error in a cell that fills itself is a warning, given where nothing else is wrong with the row: the program computes
its own amounts.

Piemērs: slejā “Samaksāts, EUR” ir #REF! – kļūda.

Source: an error value would otherwise be read as no amount.
"""

from collections.abc import Iterator
from functools import cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.model.cell import ErrorValue
from pumpurs_xl.model.row import Row, problems
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both

_ENTER = both("Ierakstiet vērtību no jauna.", "Enter the value once more.")
_SENTENCES = {
    "error_value": (both("Šūnā ir Excel kļūda.", "The cell holds an Excel error."), _ENTER),
    "no_value": (
        both("Šūnā ir formula bez vērtības.", "The cell holds a formula without a value."),
        both(
            "Atveriet darbgrāmatu programmā Excel, saglabājiet un pārbaudiet vēlreiz.",
            "Open the workbook in Excel, save it and check again.",
        ),
    ),
    "truth_value": (
        both("Šūnā ir TRUE vai FALSE, kas šeit neder.", "The cell holds TRUE or FALSE, which is of no use here."),
        _ENTER,
    ),
}


@on_rows("V41", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    for row, problem in problems(book.faulty_rows, *_SENTENCES):
        yield error(row.at(problem.field), *_SENTENCES[problem.type])
    for row in (row for row in book.all_rows if not row.problems):
        for name in _formula_fields(type(row)):
            if isinstance(row.__dict__.get(name), ErrorValue):
                yield warning(
                    row.at(name),
                    both("Formulas rezultāts ir Excel kļūda.", "The formula results in an Excel error."),
                    both(
                        "Atjaunojiet formulu; programma summas rēķina pati.",
                        "Restore the formula; the program computes amounts itself.",
                    ),
                )


@cache
def _formula_fields(row_type: type[Row]) -> tuple[str, ...]:
    return tuple(column.field for column in row_type.columns() if column.filled)
