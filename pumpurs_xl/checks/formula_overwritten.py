"""V43: a column that fills itself holds its formula.

Latviski: Slejā, kas aizpildās pati, ir tās formula.

A typed or pasted value in its place is a warning with the formula as its fix: the program computes the amounts itself,
but the sheet would show old ones. A few such cells have a finding each, a whole column has one.

Piemērs: slejā “Summa, EUR” formulas vietā ielīmēts skaitlis 2,50.

Source: damage by pasting (programme practice).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import few_alone
from pumpurs_xl.checks.shared.raw_cells import is_overwritten
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.structured_formula import expand
from pumpurs_xl.model.table import Table
from pumpurs_xl.values.finding import Finding, Fix, warning
from pumpurs_xl.values.language import both, counted


@on_rows("V43", WARNING)
def check(book: Book) -> Iterator[Finding]:
    for table in (table for table in book.tables.values() if table.raw.formulas):
        numbers = [number for number, _ in table.values()]
        for column in (column for column in table.spec.columns if column.formula):
            damaged = [number for number in numbers if is_overwritten(table, number, column.field)]
            for first, *others in few_alone(damaged):
                yield _finding(table, column, first, len(others))


def _finding(table: Table, column: Column, number: int, more: int) -> Finding:
    """A finding at the cell in this row; it speaks for so many more cells of the column."""
    lv = f" (un vēl {counted(more, 'šūnā', 'šūnās', 'šūnās')} šajā slejā)" if more else ""
    en = f" (and {more} more cells of this column)" if more else ""
    return warning(
        table.at(number, column.field),
        both(f"Formulas vietā ir ierakstīta vērtība{lv}.", f"A value stands in place of the formula{en}."),
        both("Atjaunojiet formulu.", "Restore the formula."),
        Fix(table.cell(number, column.field), expand(column.formula, table.spec.name), lossless=True),
    )
