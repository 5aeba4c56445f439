"""V54: a row is claimed in the month of service or later.

Latviski: Rindu iesniedz pakalpojuma mēnesī vai vēlāk.

Piemērs: biļete ir no marta, bet “Pārskata mēnesis” ir februāris – kļūda.

Source: only costs that were incurred and paid are eligible (Regulation (EU) No 1303/2013, Article 65(2)).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, on_each
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_each("V54", SupportRow, ERROR)
def check(row: SupportRow, _: Book) -> Iterator[Finding]:
    if row.claim_month and row.claim_month < row.month:
        yield error(
            row.at("claim_month"),
            both("Pārskata mēnesis ir pirms pakalpojuma mēneša.", "The month of the claim is before that of service."),
            both("Izlabojiet mēnesi vai atstājiet šūnu tukšu.", "Correct the month, or leave the cell empty."),
        )
