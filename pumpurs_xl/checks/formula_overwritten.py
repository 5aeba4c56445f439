"""V43: a column that fills itself holds its formula.

Latviski: Slejā, kas aizpildās pati, ir tās formula.

A typed or pasted value in its place is a warning with the formula as its fix: the program computes the amounts itself,
but the sheet would show old ones. A few such cells are told one by one, a whole column once.

Piemērs: slejā “Summa, EUR” formulas vietā ielīmēts skaitlis 2,50.

Source: damage by pasting (programme practice).
"""

from collections.abc import Iterator, Sequence

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.structured_formula import written
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.finding import Finding, Fix, warning
from pumpurs_xl.values.language import both, counted

ONE_BY_ONE = 5
"""Up to so many cells of a column are told each by itself."""


@on_rows("V43", WARNING)
def check(book: Book) -> Iterator[Finding]:
    for table in book.tables.values():
        numbers = [number for number, _ in table.values()] if table.raw.formulas else []
        for column in (each for each in table.spec.columns if each.formula):
            damaged = [number for number in numbers if is_overwritten(table, number, column.field)]
            yield from _findings(table, column, damaged)


def is_overwritten(table: Table, number: int, name: str) -> bool:
    """Whether a value stands where a formula belongs; unknown, so False, where the host tells of no formulas."""
    kept = table.raw.formulas.get(table.places.get(name, 0), set())
    return bool(table.raw.formulas) and number not in kept and table.value(number, name) not in {None, ""}


def _findings(table: Table, column: Column, damaged: Sequence[int]) -> Iterator[Finding]:
    rest = len(damaged) - 1
    if rest < ONE_BY_ONE:
        yield from (_finding(table, column, number, "", "") for number in damaged)
    else:
        lv = f" (un vēl {counted(rest, 'šūnā', 'šūnās', 'šūnās')} šajā slejā)"
        yield _finding(table, column, damaged[0], lv, f" (and {rest} more cells of this column)")


def _finding(table: Table, column: Column, number: int, lv: str, en: str) -> Finding:
    return warning(
        table.at(number, column.field),
        both(f"Formulas vietā ir ierakstīta vērtība{lv}.", f"A value stands in place of the formula{en}."),
        both("Atjaunojiet formulu.", "Restore the formula."),
        Fix(table.cell(number, column.field), written(column.formula, table.spec.name), lossless=True),
    )
