"""V67: the money of a ticket was paid out by today, about the time of the trip.

Latviski: Biļetes nauda izmaksāta ne vēlāk kā šodien un brauciena laikā vai ap to.

A warning where Izmaksāts is later than today, or more than half a year before the trip, or more than a year after it.
An empty cell, and a payment ahead or weeks later, are normal and not told. The same holds of Apmaksāts in Rēķini, which
may not be later than today.

Piemērs: brauciens 2023. gada februārī, bet izmaksāts 15.03.2022. – brīdinājums.

Source: costs are eligible once they are paid (S 40); a payment of another year is mostly a slip of the year.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.checks.shared.today import today
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import Both, both

_BEFORE, _AFTER = timedelta(184), timedelta(366)
_LATER = both("Maksājuma datums ir nākotnē.", "The payment is dated in the future.")
_EARLY = both(
    "Izmaksāts vairāk nekā pusgadu pirms brauciena.", "It was paid out more than half a year before the trip."
)
_LATE = both("Izmaksāts vairāk nekā gadu pēc brauciena.", "It was paid out more than a year after the trip.")


@on_rows("V67", WARNING)
def check(book: Book) -> Iterator[Finding]:
    yield from check_rows(rows_of(book, Ticket), book, _ticket)
    yield from check_rows(book.invoices, book, _invoice)


def _ticket(ticket: Ticket, _: Book) -> Iterator[Finding]:
    if ticket.paid_out is None:
        return
    problem = _LATER if ticket.paid_out > today() else _apart(ticket.paid_out, ticket.service_day)
    if problem:
        yield _finding(ticket, "paid_out", problem)


def _apart(paid_out: date, trip: date) -> Both | None:
    if trip - paid_out > _BEFORE:
        return _EARLY
    return _LATE if paid_out - trip > _AFTER else None


def _invoice(invoice: Invoice, _: Book) -> Iterator[Finding]:
    if invoice.paid and invoice.paid > today():
        yield _finding(invoice, "paid", _LATER)


def _finding(row: Ticket | Invoice, name: str, problem: Both) -> Finding:
    return warning(row.at(name), problem, both("Izlabojiet datumu.", "Correct the date."))
