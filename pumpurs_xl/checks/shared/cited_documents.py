"""Supporting documents and the rows that cite them, matched by number and support type.

A document without a support type is for all types that have none of their own under that number.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.spelling import bare
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.values.money import ZERO


@dataclass(frozen=True)
class Citation:
    """Rows that cite one number, and the documents that have it; `known`: some have it, of whatever support type."""

    rows: list[SupportRow]
    documents: list[Invoice]
    known: bool

    @property
    def is_ambiguous(self) -> bool:
        """Whether several issuers wrote a document of this number."""
        return len({bare(document.issuer) for document in self.documents}) > 1

    @property
    def claimable(self) -> Decimal:
        """EUR that concern the project; one document entered twice (V31) is counted once."""
        return sum({(each.amount, each.project_amount): each.claimable for each in self.documents}.values(), ZERO)


def citations(book: Book) -> Iterator[Citation]:
    """Every document that rows cite, held rows too; one whose line in Rēķini cannot be read is left out."""
    written = _written(book)
    for number, rows in _cited(book).items():
        documents = written.get(number, [])
        if all(document.readable("issuer", "support", "amount", "project_amount") for document in documents):
            yield from _by_support_type(rows, documents)


def uncited(book: Book) -> Iterator[Invoice]:
    """The documents that no row cites."""
    written, cited = _written(book), _cited(book)
    return (document for number, documents in written.items() if number not in cited for document in documents)


def _cited(book: Book) -> dict[str, list[SupportRow]]:
    found: dict[str, list[SupportRow]] = defaultdict(list)
    for support_type, row in book.support_rows:
        if support_type.cites_documents and row.readable("document") and bare(row.document or ""):
            found[bare(row.document)].append(row)
    return found


def _written(book: Book) -> dict[str, list[Invoice]]:
    found: dict[str, list[Invoice]] = defaultdict(list)
    for invoice in book.invoices:
        if invoice.readable("document"):
            found[bare(invoice.document)].append(invoice)
    return found


def _by_support_type(rows: list[SupportRow], documents: list[Invoice]) -> Iterator[Citation]:
    of_sheet: dict[str, list[Invoice]] = defaultdict(list)
    for document in documents:
        of_sheet[document.support.table.sheet if document.support else ""].append(document)
    citing: dict[str, list[SupportRow]] = defaultdict(list)
    for row in rows:
        citing[row.sheet if row.sheet in of_sheet else ""].append(row)
    for sheet, own in citing.items():
        yield Citation(own, of_sheet.get(sheet, []), known=bool(documents))
