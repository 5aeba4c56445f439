"""V19: the rows that cite a document add up to what of it concerns the project.

Latviski: Rindas, kas atsaucas uz dokumentu, kopā ir tā summa, kas attiecas uz projektu.

Rows are matched by the document's number, however it is spelled, and the support type; held rows count too. A document
without a support type is for all that have none of their own under that number; one entered twice (V31) counts once.
Less than the document is info until the semester's last month where support is not catering: what was bought at once is
given month by month. The finding stands at the first row that cites the document, or at the document where no row does.

Piemērs: rēķinā uz projektu ir 125,00 EUR, bet rindās ar šo numuru kopā 120,00 EUR – starpība 5,00 EUR.

Source: the daily summary equals the caterer's invoice (S 7); invoices come after the month's end.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.rule import INFO, WARNING, on_accounts
from pumpurs_xl.checks.shared.spelling import normalize
from pumpurs_xl.checks.shared.support_types import support_type_of
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.support.catering import Meals
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.values.finding import Finding, Place, info, warning
from pumpurs_xl.values.language import Both, both, counted
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month


@dataclass(frozen=True)
class Citation:
    """Rows that cite one number, and the documents of their support type that have it."""

    rows: list[SupportRow]
    documents: list[Invoice]
    is_of_other_types: bool
    """Whether documents have the number, but none for the rows' support type."""

    def at(self, stake: Decimal) -> Place:
        """The first row's document number, for a finding about so many EUR."""
        return replace(self.rows[0].at("document"), stake=stake)

    def cells(self, name: str) -> Both:
        """The documents' cells of this field, for a message at the first row."""
        return list_other_cells([self.rows[0], *self.documents], self.rows[0], name)


_ENTER_DOCUMENT = both(
    "Ierakstiet dokumentu lapā Rēķini vai izlabojiet numuru.",
    "Enter the document in the sheet Rēķini or correct the number.",
)
_OTHER_TYPE = (
    both(
        "Lapā Rēķini dokuments ar šo numuru ir citam atbalsta veidam.",
        "In the sheet Rēķini the document with this number is for another kind of support.",
    ),
    both(
        "Izlabojiet atbalsta veidu lapā Rēķini vai dokumenta numuru šeit.",
        "Correct the kind of support in the sheet Rēķini or the document's number here.",
    ),
)
_TELL_APART = both(
    "Papildiniet numurus, lai tie atšķirtos, un izlabojiet tos arī atbalsta rindās.",
    "Add to the numbers so that they differ, and correct them in the rows of support, too.",
)
_COMPARE = both(
    "Pārbaudiet rindu summas un lapas Rēķini sleju “Uz projektu, EUR”.",
    "Check the amounts of the rows and the column “Uz projektu, EUR” of the sheet Rēķini.",
)
_NOT_CITED = (
    both("Uz šo dokumentu neatsaucas neviena atbalsta rinda.", "No row of support cites this document."),
    both(
        "Ierakstiet tā numuru atbalsta rindās vai, ja tas uz projektu neattiecas, slejā “Uz projektu, EUR” – 0.",
        "Enter its number in the rows of support or, if it does not concern the project, 0 in “Uz projektu, EUR”.",
    ),
)


@on_accounts("V19", WARNING, INFO)
def check(book: Book, _: Accounts) -> Iterator[Finding]:
    documents: dict[str, list[Invoice]] = defaultdict(list)
    for document in book.invoices:
        if document.readable("document"):
            documents[normalize(document.document)].append(document)
    citing: dict[str, list[SupportRow]] = defaultdict(list)
    for support_type, row in book.support_rows:
        if support_type.cites_documents and row.readable("document") and normalize(row.document or ""):
            citing[normalize(row.document)].append(row)
    for number, rows in citing.items():
        for citation in _citations(rows, documents.get(number, [])):
            yield from _compare(citation, [row.stake(book) for row in citation.rows], book.month)
    uncited = (document for number, own in documents.items() if number not in citing for document in own)
    for document in filter(_needs_rows, uncited):
        yield warning(replace(document.at("document"), stake=document.claimable), *_NOT_CITED)


def _citations(rows: list[SupportRow], documents: list[Invoice]) -> Iterator[Citation]:
    """The rows and documents of one number by support type; none where a document cannot be read."""
    if not all(document.readable("issuer", "support", "amount", "project_amount") for document in documents):
        return
    documents_of: dict[str, list[Invoice]] = defaultdict(list)
    for document in documents:
        documents_of[document.support.code if document.support else ""].append(document)
    citing: dict[str, list[SupportRow]] = defaultdict(list)
    for row in rows:
        code = support_type_of(row).code
        citing[code if code in documents_of else ""].append(row)
    for code, own in citing.items():
        same_type = documents_of.get(code, [])
        yield Citation(own, same_type, is_of_other_types=bool(documents) and not same_type)


def _compare(citation: Citation, amounts: list[Decimal | None], now: Month | None) -> Iterator[Finding]:
    """What is wrong between the rows, which come to these amounts, and their documents."""
    spent = sum((amount for amount in amounts if amount is not None), ZERO)
    if citation.is_of_other_types:
        yield warning(citation.at(spent), *_OTHER_TYPE)
    elif not citation.documents:
        problem = both(
            "Dokumenta ar šo numuru nav lapā Rēķini; uz to atsaucas "
            f"{counted(len(amounts), 'rinda', 'rindas', 'rindu')}.",
            f"No document with this number is in the sheet Rēķini; rows that cite it: {len(amounts)}.",
        )
        yield warning(citation.at(spent), problem, _ENTER_DOCUMENT)
    elif len({normalize(document.issuer) for document in citation.documents}) > 1:
        at = citation.cells("document")
        problem = both(
            f"Šāds numurs ir vairāku izsniedzēju dokumentiem ({at.lv}), tāpēc summas nevar salīdzināt.",
            f"Documents of several issuers have this number ({at.en}), so the amounts cannot be compared.",
        )
        yield warning(citation.at(spent), problem, _TELL_APART)
    elif None not in amounts:
        yield from _difference(citation, spent, now)


def _difference(citation: Citation, spent: Decimal, now: Month | None) -> Iterator[Finding]:
    once = {(document.amount, document.project_amount): document.claimable for document in citation.documents}
    documented = sum(once.values(), ZERO)
    gap, at, number = abs(documented - spent), citation.cells("amount"), len(citation.rows)
    if gap:
        problem = both(
            f"Dokumentā ({at.lv}) uz projektu attiecas {euro(documented)} EUR, bet rindās ar šo numuru "
            f"({counted(number, 'rinda', 'rindas', 'rindu')}) kopā ir {euro(spent)} EUR: starpība {euro(gap)} EUR.",
            f"{euro(documented, 'en')} EUR of the document ({at.en}) concern the project, but the rows that cite it "
            f"({number}) add up to {euro(spent, 'en')} EUR: a difference of {euro(gap, 'en')} EUR.",
        )
        weigh = info if spent < documented and _may_still_be_given(citation, now) else warning
        yield weigh(citation.at(gap), problem, _COMPARE)


def _may_still_be_given(citation: Citation, now: Month | None) -> bool:
    """Whether other support than catering may be given from the documents in a later month of their semester."""
    days = [document.day for document in citation.documents if document.readable("day")]
    is_catering = any(isinstance(row, Meals) for row in citation.rows)
    return bool(now and days and not is_catering and now < Month.of(max(days)).semester.months[-1])


def _needs_rows(document: Invoice) -> bool:
    """False where the document gives 0 EUR to the project, or is for a support type whose rows cite none."""
    if not document.readable("support", "amount", "project_amount") or document.support is None:
        return False
    return document.support.cites_documents and document.claimable != 0
