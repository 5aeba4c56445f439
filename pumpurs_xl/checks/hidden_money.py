"""V44: a row with money is not hidden by hand.

Latviski: Rinda ar naudu nav paslēpta ar roku.

A filter may hide rows: it shows that it is on. Rows hidden by hand are easily forgotten, yet they are claimed. Rows
hidden side by side have one finding, at the first of them.

Piemērs: 7. rinda ir paslēpta, bet tajā ir 3,50 EUR – brīdinājums.

Source: damage by hand (programme practice).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import value_or_none
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.row import Row
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import ZERO


@on_rows("V44", WARNING)
def check(book: Book) -> Iterator[Finding]:
    sheets: tuple[Sequence[Row], ...] = (book.invoices, book.grants, *book.support.values())
    for rows in sheets:
        hidden = [row for row in rows if row.number in row.origin.table.raw.hidden_rows and _money(row, book)]
        for _, run in groupby(enumerate(hidden), key=lambda each: each[1].number - each[0]):
            yield _finding([row for _, row in run], book)


def _money(row: Row, book: Book) -> Decimal:
    """EUR in the row; 0 where there are none, or where they cannot be read, which another rule finds."""
    amount = row.stake(book) if isinstance(row, SupportRow) else value_or_none(lambda each: each.amount, row)
    return amount or ZERO


def _finding(run: Sequence[Row], book: Book) -> Finding:
    first, last = run[0], run[-1]
    name = first.amount_field if isinstance(first, SupportRow) else "amount"
    span = f"{first.number}–{last.number}"
    alone = both(
        f"Rinda {first.number} ir paslēpta, bet tajā ir nauda.", f"Row {first.number} is hidden, with money in it."
    )
    together = both(f"Rindas {span} ir paslēptas, bet tajās ir nauda.", f"Rows {span} are hidden, with money in them.")
    return warning(
        replace(first.at(name), stake=sum((_money(row, book) for row in run), ZERO)),
        alone if first is last else together,
        both("Parādiet un pārbaudiet; lieko izdzēsiet.", "Unhide and check; delete what does not belong."),
    )
