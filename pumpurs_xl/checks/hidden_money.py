"""V44: money is not hidden by hand: no row, no column that decides it, and no sheet.

Latviski: Nauda nav paslēpta ar roku – ne rindā, ne slejā, ne lapā.

A filter may hide rows: it shows that it is on. What is hidden by hand (also folded away in an outline, or made too low
or too narrow to be seen) is easily forgotten, yet it is claimed. Of columns those are told that decide how much is
claimed and when, where they hold something. Rows or columns hidden side by side have one finding, at the first of them;
a hidden sheet has one.

Piemērs: 7. rinda ir paslēpta, bet tajā ir 3,50 EUR – brīdinājums.

Source: damage by hand (programme practice).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import money_fields
from pumpurs_xl.checks.shared.rows import money_in
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.row import Row
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, Place, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import ZERO

_UNHIDE = both("Parādiet un pārbaudiet; lieko izdzēsiet.", "Unhide and check; delete what does not belong.")


@on_rows("V44", WARNING)
def check(book: Book) -> Iterator[Finding]:
    sheets: tuple[Sequence[Row], ...] = (book.invoices, book.grants, *book.support.values())
    for rows in sheets:
        paid = [row for row in rows if money_in(row, book)]
        if paid and paid[0].origin.table.raw.hidden_sheet:
            yield _of_sheet(paid, book)
        elif paid:
            yield from _of_columns(paid, book)
            hidden = [row for row in paid if row.number in row.origin.table.raw.hidden_rows]
            for _, run in groupby(enumerate(hidden), key=lambda each: each[1].number - each[0]):
                yield _of_rows([row for _, row in run], book)


def _of_sheet(rows: Sequence[Row], book: Book) -> Finding:
    return warning(
        _at_money(rows, book),
        both("Lapa ir paslēpta, bet tajā ir nauda.", "The sheet is hidden, with money in it."),
        _UNHIDE,
    )


def _of_columns(rows: Sequence[Row], book: Book) -> Iterator[Finding]:
    """A finding for each stretch of hidden columns that decide money, where a row holds something in them."""
    table = rows[0].origin.table
    holders = {
        table.places[name]: (name, held)
        for name in money_fields(type(rows[0]))
        if table.places.get(name) in table.raw.hidden_columns
        and (held := [row for row in rows if row.__dict__.get(name) is not None])
    }
    for _, run in groupby(enumerate(sorted(holders)), key=lambda each: each[1] - each[0]):
        columns = [holders[place] for _, place in run]
        (first, held), (last, _) = columns[0], columns[-1]
        one, other = (table.spec.by_field[name].heading for name in (first, last))
        together = {row: money_in(row, book) for _, rows_of_column in columns for row in rows_of_column}
        yield warning(
            replace(held[0].at(first), stake=sum(together.values(), ZERO)),
            both(
                f"Sleja “{one}” ir paslēpta, bet tajā ir vērtības.", f"The column “{one}” is hidden, with values in it."
            )
            if one == other
            else both(
                f"Slejas no “{one}” līdz “{other}” ir paslēptas, bet tajās ir vērtības.",
                f"The columns from “{one}” to “{other}” are hidden, with values in them.",
            ),
            _UNHIDE,
        )


def _of_rows(run: Sequence[Row], book: Book) -> Finding:
    first, last = run[0], run[-1]
    span = f"{first.number}–{last.number}"
    alone = both(
        f"Rinda {first.number} ir paslēpta, bet tajā ir nauda.", f"Row {first.number} is hidden, with money in it."
    )
    together = both(f"Rindas {span} ir paslēptas, bet tajās ir nauda.", f"Rows {span} are hidden, with money in them.")
    return warning(_at_money(run, book), alone if first is last else together, _UNHIDE)


def _at_money(rows: Sequence[Row], book: Book) -> Place:
    """The cell of the first row's amount, with the EUR of all."""
    name = rows[0].amount_field if isinstance(rows[0], SupportRow) else "amount"
    return replace(rows[0].at(name), stake=sum((money_in(row, book) for row in rows), ZERO))
