"""V31: what is claimed rests on a document, which stands in Rēķini once.

Latviski: Izdevumiem pamatā ir dokuments, kas lapā Rēķini ir vienreiz.

A row without a document number is an error (not for tickets and consultations). Warnings: a document twice in Rēķini,
by number, issuer and amount, whatever the spelling; one dated in the future, more than 60 days after the project's last
eligible day, or after its own payment. A document whose lines are for different support types is divided, not double.

Piemērs: rēķins “R-15” un “r 15” no tā paša izsniedzēja par to pašu summu – brīdinājums abās rindās.

Source: Accounting Law, section 11(5): type, date, number, author (S 40).
"""

from collections.abc import Iterator
from dataclasses import replace

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_repeats
from pumpurs_xl.checks.shared.key_spelling import latin_fix, signs_of
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.checks.shared.spelling import normalize
from pumpurs_xl.checks.shared.today import today
from pumpurs_xl.programme import DOCUMENTS_AROUND as AROUND
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both

_CHECK_DATE = both(
    "Pārbaudiet dokumenta un apmaksas datumu.", "Check the date of the document and that of its payment."
)


@on_rows("V31", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    citing = (row for support_type, row in book.support_rows if support_type.cites_documents)
    yield from check_rows(citing, book, _number)
    yield from check_rows(book.invoices, book, _dates)
    same = find_repeats(book.invoices, by=lambda each: (normalize(each.document), normalize(each.issuer), each.amount))
    for group in same:
        types = {invoice.support for invoice in group if invoice.readable("support")}
        if None not in types and len(types) == len(group):
            continue  # a document divided among support types
        for invoice in group:
            at, sign = list_other_cells(group, invoice, "document"), signs_of([invoice, *group], "document")
            yield warning(
                replace(invoice.at("document"), stake=invoice.amount),
                both(
                    f"Tāds pats dokuments (numurs, izsniedzējs un summa) ir arī šeit: {at.lv}.{sign.lv}",
                    f"The same document (number, issuer and amount) is also here: {at.en}.{sign.en}",
                ),
                both("Atstājiet vienu no rindām.", "Keep one of the rows."),
                latin_fix(invoice, "document"),
            )


def _number(row: SupportRow, _: Book) -> Iterator[Finding]:
    if not normalize(row.document or ""):
        yield error(
            row.at("document"),
            both("Nav attaisnojuma dokumenta numura.", "The number of the supporting document is missing."),
            both(
                "Ierakstiet rēķina, čeka vai pavadzīmes numuru, kā lapā Rēķini.",
                "Enter the number of the invoice, receipt or waybill as in the sheet Rēķini.",
            ),
        )


def _dates(invoice: Invoice, book: Book) -> Iterator[Finding]:
    if invoice.day > today():
        problem = both("Dokumenta datums ir nākotnē.", "The document is dated in the future.")
        yield warning(invoice.at("day"), problem, _CHECK_DATE)
    elif invoice.day > book.settings.eligible_to + AROUND:
        yield warning(
            invoice.at("day"),
            both(
                "Dokumenta datums ir vairāk nekā 60 dienas pēc projekta pēdējās attiecināmās dienas.",
                "The document is dated more than 60 days after the last eligible day of the project.",
            ),
            _CHECK_DATE,
        )
    if invoice.paid and invoice.day > invoice.paid:
        yield warning(
            invoice.at("day"),
            both("Dokumenta datums ir pēc tā apmaksas.", "The document is dated after its payment."),
            _CHECK_DATE,
        )
