"""V39: no text begins with what Excel would run as a formula.

Latviski: Neviens teksts nesākas ar to, ko Excel izpildītu kā formulu.

Texts with = or @ at the start, and with + or - before anything but a number, are a warning: pasted into another
workbook they would be computed. A telephone number and a lone dash are fine.

Piemērs: piezīme “=HYPERLINK(...)” – brīdinājums; “+371 20000000” – nekas.

Source: injection of formulas through typed texts.
"""

import re
from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import input_fields
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both

_RUNS = re.compile(r"[=@]|[+-](?![\d\s.,()/-]*$)")


@on_rows("V39", WARNING)
def check(book: Book) -> Iterator[Finding]:
    for row in book.all_rows:
        for name in input_fields(type(row), "teksts"):
            if (text := row.__dict__.get(name)) and _RUNS.match(text):
                yield warning(
                    row.at(name),
                    both("Excel šo tekstu izpildītu kā formulu.", "Excel would run this text as a formula."),
                    both("Izdzēsiet zīmi teksta sākumā.", "Delete the sign at the start of the text."),
                )
