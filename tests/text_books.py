"""Workbooks written as text: a line is a row, `Sheet | Heading=value | Heading=value`, as the case tables write it.

case_books.py says how a value is written. Rows stand in the order of the lines; a line that begins with `|` goes on
with the row above it.
"""

import re
from collections import defaultdict
from typing import Any

from books import SPECS, book, book_of
from case_books import cells

from pumpurs_xl import Book

Sheets = dict[str, list[dict[str, Any]]]


def workbook(*texts: str) -> Book:
    """The book of these lines; what they do not say is a good default of books.py (of meals, where no day is said)."""
    sheets = _sheets("\n".join(texts))
    sheets["Ēdināšana"] = [{**_no_days(row), **row} for row in sheets["Ēdināšana"]]
    return book(sheets)


def _no_days(row: dict[str, Any]) -> dict[str, None]:
    return dict.fromkeys(("6", "7")) if any(heading.isdigit() for heading in row) else {}


def exact_workbook(text: str) -> Book:
    """The book of exactly these lines, with no default added."""
    sheets = _sheets(text)
    settings = {name: value for row in sheets["Iestatījumi"] for name, value in row.items()}
    empty: Sheets = {sheet: [] for sheet in SPECS}
    return book_of({**empty, **sheets, "Iestatījumi": [settings]})


def _sheets(text: str) -> Sheets:
    found: Sheets = defaultdict(list)
    for line in re.sub(r"\n\s*\|", " |", text).splitlines():
        if line.strip():
            sheet, _, row = line.partition("|")
            assert sheet.strip() in SPECS, f"no sheet of this name: {line}"
            found[sheet.strip()].append(cells(row))
    return found
