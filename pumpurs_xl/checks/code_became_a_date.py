"""V68: a group, a class or a number of a document is what was typed, not a date or fraction that Excel made of it.

Latviski: Grupa, klase vai dokumenta numurs ir tas, kas ierakstīts, nevis datums vai daļskaitlis.

Told is a date or a number with decimals in a column of names and numbers. What was typed cannot be known, so there is
no fix. Of classes V12 tells, of personal codes V02, of the IDs in rows of support V07, of those in plans V48.

Piemērs: no grupas “1-2” ir kļuvis 01.02.2023., un kalendārs šai grupai vairs neder.

Source: a cell of the format General takes 1-2 for a day (case reports of Excel and its libraries).
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import input_fields
from pumpurs_xl.checks.shared.raw_cells import raw_value
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.row import Row
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both

_PROSE = {"notes", "note", "reason", "basis", "postponed", "topic", "subject", "item", "unit"}
_OTHER_RULES = {"plan_id", "learner_id", "personal_code", "grade_text"}


@on_rows("V68", WARNING)
def check(book: Book) -> Iterator[Finding]:
    for row in (row for row in book.all_rows if not isinstance(row, Settings)):
        for name in _codes(type(row)):
            value = raw_value(row, name)
            is_fraction = isinstance(value, float) and not value.is_integer()
            if isinstance(value, date) or is_fraction:
                became = both("daļskaitlis", "a fraction") if is_fraction else both("datums", "a date")
                yield warning(
                    row.at(name),
                    both(
                        f"No ierakstītā Excel ir izveidojis citu vērtību: šeit ir {became.lv}.",
                        f"Excel made something else of what was typed: this is {became.en}.",
                    ),
                    both(
                        "Ierakstiet no jauna ar apostrofu priekšā, piemēram, '1-2.",
                        "Enter it once more, with an apostrophe in front, for example '1-2.",
                    ),
                )


@cache
def _codes(row_type: type[Row]) -> tuple[str, ...]:
    return tuple(name for name in input_fields(row_type, "teksts") if name not in _PROSE | _OTHER_RULES)
