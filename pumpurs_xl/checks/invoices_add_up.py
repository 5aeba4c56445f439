"""V19: the rows that cite a document add up to what of it concerns the project.

Rows are matched by the document's number, however it is spelled, and the support type; held rows count
too. Told once, at the first row that cites the document, or at the document where no row does.

Piemērs: rēķinā uz projektu ir 125,00 EUR, bet rindās ar šo numuru kopā 120,00 EUR – starpība 5,00 EUR.

Source: the daily summary equals the caterer's invoice (S 7); invoices come after the month's end.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cited_documents import Citation, citations, uncited
from pumpurs_xl.checks.shared.grouping import others
from pumpurs_xl.checks.shared.rule import on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.values.finding import Finding, Place, warning
from pumpurs_xl.values.language import both, counted
from pumpurs_xl.values.money import ZERO, euro


@on_accounts("V19")
def check(book: Book, _: Accounts) -> Iterator[Finding]:
    for citation in citations(book):
        yield from _compared(book, citation)
    yield from (_not_cited(document) for document in uncited(book) if _expects_rows(document))


def _compared(book: Book, citation: Citation) -> Iterator[Finding]:
    amounts = [row.stake(book) for row in citation.rows]
    spent = sum((amount for amount in amounts if amount is not None), ZERO)
    if not citation.documents:
        yield _other_kind(citation, spent) if citation.known else _missing(citation, spent)
    elif citation.is_ambiguous:
        yield _ambiguous(citation, spent)
    elif None not in amounts and spent != citation.claimable:
        yield _differs(citation, spent)


def _at(citation: Citation, stake: Decimal) -> Place:
    return replace(citation.rows[0].at("document"), stake=stake)


def _missing(citation: Citation, spent: Decimal) -> Finding:
    citing = counted(len(citation.rows), "rinda", "rindas", "rindu")
    return warning(
        _at(citation, spent),
        both(
            f"Dokumenta ar šo numuru nav lapā Rēķini; uz to atsaucas {citing}.",
            f"No document with this number is in the sheet Rēķini; rows that cite it: {len(citation.rows)}.",
        ),
        both(
            "Ierakstiet dokumentu lapā Rēķini vai izlabojiet numuru.",
            "Enter the document in the sheet Rēķini or correct the number.",
        ),
    )


def _other_kind(citation: Citation, spent: Decimal) -> Finding:
    return warning(
        _at(citation, spent),
        both(
            "Lapā Rēķini dokuments ar šo numuru ir citam atbalsta veidam.",
            "In the sheet Rēķini the document with this number is for another kind of support.",
        ),
        both(
            "Izlabojiet atbalsta veidu lapā Rēķini vai dokumenta numuru šeit.",
            "Correct the kind of support in the sheet Rēķini or the document's number here.",
        ),
    )


def _ambiguous(citation: Citation, spent: Decimal) -> Finding:
    at = others([citation.rows[0], *citation.documents], citation.rows[0], "document")
    return warning(
        _at(citation, spent),
        both(
            f"Šāds numurs ir vairāku izsniedzēju dokumentiem ({at.lv}), tāpēc summas nevar salīdzināt.",
            f"Documents of several issuers have this number ({at.en}), so the amounts cannot be compared.",
        ),
        both(
            "Papildiniet numurus, lai tie atšķirtos, un izlabojiet tos arī atbalsta rindās.",
            "Add to the numbers so that they differ, and correct them in the rows of support, too.",
        ),
    )


def _differs(citation: Citation, spent: Decimal) -> Finding:
    at, written = others([citation.rows[0], *citation.documents], citation.rows[0], "amount"), citation.claimable
    citing, gap = counted(len(citation.rows), "rinda", "rindas", "rindu"), abs(written - spent)
    return warning(
        _at(citation, gap),
        both(
            f"Dokumentā ({at.lv}) uz projektu attiecas {euro(written)} EUR, bet rindās ar šo numuru ({citing}) kopā ir "
            f"{euro(spent)} EUR: starpība {euro(gap)} EUR.",
            f"{euro(written, 'en')} EUR of the document ({at.en}) concern the project, but the rows that cite it "
            f"({len(citation.rows)}) add up to {euro(spent, 'en')} EUR: a difference of {euro(gap, 'en')} EUR.",
        ),
        both(
            "Pārbaudiet rindu summas un lapas Rēķini sleju “Uz projektu, EUR”.",
            "Check the amounts of the rows and the column “Uz projektu, EUR” of the sheet Rēķini.",
        ),
    )


def _expects_rows(document: Invoice) -> bool:
    """0 EUR for the project, or a support type whose rows cite none: no row is to be expected."""
    if not document.readable("support", "amount", "project_amount") or document.support is None:
        return False
    return document.support.cites_documents and document.claimable != 0


def _not_cited(document: Invoice) -> Finding:
    return warning(
        replace(document.at("document"), stake=document.claimable),
        both("Uz šo dokumentu neatsaucas neviena atbalsta rinda.", "No row of support cites this document."),
        both(
            "Ierakstiet tā numuru atbalsta rindās vai, ja tas uz projektu neattiecas, slejā “Uz projektu, EUR” – 0.",
            "Enter its number in the rows of support or, if it does not concern the project, 0 in “Uz projektu, EUR”.",
        ),
    )
