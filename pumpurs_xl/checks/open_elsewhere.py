"""V63: the workbook is not open in another program while its file is read.

Latviski: Darbgrāmata nav atvērta citā programmā, kamēr nolasa tās failu.

A file holds what was saved last. While Excel or LibreOffice has a workbook open, its owner file lies beside it; one may
also be left from a program that crashed. The buttons read the open workbook itself: there it is not told.

Piemērs: darbgrāmata ir atvērta programmā Excel, un blakus ir fails “~$PuMPuRS.xlsx” – ziņa.

Source: what spreadsheet programs lay beside an open workbook.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import INFO, on_rows
from pumpurs_xl.values.finding import Finding, Place, info
from pumpurs_xl.values.language import both


@on_rows("V63", INFO)
def check(book: Book) -> Iterator[Finding]:
    if book.source.open_elsewhere:
        problem = both(
            "Darbgrāmata kādam ir atvērta: kas nav saglabāts, tas nav nolasīts.",
            "Somebody has the workbook open: what is not saved has not been read.",
        )
        remedy = both("Saglabājiet to un atkārtojiet.", "Save it and do this again.")
        yield info(Place(book.source.sheets[0]), problem, remedy)
