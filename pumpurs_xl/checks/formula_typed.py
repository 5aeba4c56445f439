"""V59: a cell that people type in holds a value, not a formula that may change it behind their backs.

Latviski: Šūnā, kurā raksta ar roku, ir vērtība, nevis formula, kas to var nemanot mainīt.

A formula that adds up what is typed in it (`=2,70*2`) is routine: an info. A warning where its value may change by
itself or be out of date: it reaches another file, takes or adds up other rows of its own table, changes at each
calculation (TODAY, RAND, OFFSET, INDIRECT …), or the workbook calculates only when somebody says so. A few such cells
have a finding each; more in one column have one.

Piemērs: slejā “Samaksāts, EUR” ir formula =[cits.xlsx]Lapa1!C4 – brīdinājums.

Source: linked and stale formulas (programme practice); which functions are volatile: Microsoft Learn, Excel
recalculation.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import few_alone
from pumpurs_xl.checks.shared.rule import INFO, WARNING, on_rows
from pumpurs_xl.model.cell import ErrorValue, NoValue
from pumpurs_xl.model.table import Table, TypedFormula
from pumpurs_xl.tables.settings import SETTINGS
from pumpurs_xl.tables.settings import SPEC as SETTINGS_SPEC
from pumpurs_xl.values.a1 import column_number
from pumpurs_xl.values.finding import Finding, Place, Severity
from pumpurs_xl.values.language import Both, both, counted

_TEXT = re.compile(r'"[^"]*"')
_OTHER_FILE = re.compile(
    r"'[^']*\[[^\]]+\][^']*'!|(?<![\w\[\],])\[[^\[\]]+\][\w.]*!|\||file:|https?:|\b(?:WEBSERVICE|RTD|DDE)\(",
    re.IGNORECASE,
)
_VOLATILE = re.compile(r"\b(?:RAND|RANDBETWEEN|RANDARRAY|NOW|TODAY|OFFSET|INDIRECT|CELL|INFO)\s*\(", re.IGNORECASE)
_CELLS = re.compile(
    r"(?<![\w.$!\]'])(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?(?![\w(.])"
)
_COLUMNS = re.compile(r"(?<![\w.$!\]'])\$?([A-Z]{1,3}):\$?([A-Z]{1,3})(?![\w(])")
_ROUTINE = both("Šūnā, kurā raksta ar roku, ir formula", "A cell that is typed in holds a formula")
_REACHES = both("Formula ņem vērtību no cita faila", "The formula takes its value from another file")
_ROWS = both(
    "Formula ņem vērtību no citām šīs tabulas rindām", "The formula takes its value from other rows of the table"
)
_CHANGES = both("Formulas vērtība mainās pati no sevis", "The formula's value changes by itself")
_STALE = both(
    "Formulas vērtība var būt novecojusi: darbgrāmatā pārrēķins ir ieslēgts tikai ar roku",
    "The formula's value may be out of date: the workbook calculates only by hand",
)
_REMEDY = both(
    "Salīdziniet ar dokumentu un ierakstiet pašu vērtību.", "Compare it with the document and enter the value itself."
)


@on_rows("V59", WARNING, INFO)
def check(book: Book) -> Iterator[Finding]:
    for table in (table for table in book.tables.values() if table.raw.typed_formulas):
        for (name, problem), numbers in _by_problem(table, manual=book.source.manual).items():
            severity = Severity.INFO if problem is _ROUTINE else Severity.WARNING
            for first, *others in few_alone(numbers):
                place = _place(table, first, name, book)
                yield Finding(severity, place, _with_more(problem, len(others)), _REMEDY)


def _by_problem(table: Table, *, manual: bool) -> dict[tuple[str, Both], list[int]]:
    """The rows with a formula in a typed column, by the field and by what is wrong with the formula."""
    found: dict[tuple[str, Both], list[int]] = defaultdict(list)
    fields = {place: name for name, place in table.places.items() if not table.spec.by_field[name].filled}
    filled = {number for number, _ in table.values()}
    for (number, place), formula in sorted(table.raw.typed_formulas.items()):
        name = fields.get(place)
        if name and number in filled and not isinstance(table.value(number, name), ErrorValue | NoValue):
            found[name, _problem(formula, table, manual=manual)].append(number)
    return found


def _problem(formula: TypedFormula, table: Table, *, manual: bool) -> Both:
    text = _TEXT.sub('""', formula.text)
    if _OTHER_FILE.search(text):
        return _REACHES
    if _VOLATILE.search(text):
        return _CHANGES
    if _reaches_other_rows(text, formula.row, table):
        return _ROWS
    return _STALE if manual else _ROUTINE


def _reaches_other_rows(text: str, row: int, table: Table) -> bool:
    """Whether the formula written for a row names other rows of its own table, by cells or by the table's name."""
    if _own_rows(table.raw.name).search(text):
        return True
    columns = range(table.raw.first_column, table.raw.first_column + len(table.raw.headings))
    for match in _CELLS.finditer(text):
        if match["sheet"] and match["sheet"].strip("'").casefold() != table.raw.sheet.casefold():
            continue
        left, top = column_number(match["left"]), int(match["top"])
        right, bottom = column_number(match["right"] or match["left"]), int(match["bottom"] or top)
        rows = range(max(top, table.numbers.start), min(bottom, table.numbers.stop - 1) + 1)
        if (
            rows
            and any(number != row for number in (rows[0], rows[-1]))
            and left < columns.stop
            and right >= columns.start
        ):
            return True
    spans = (match.groups() for match in _COLUMNS.finditer(text))
    return any(column_number(left) < columns.stop and column_number(right) >= columns.start for left, right in spans)


@lru_cache(maxsize=64)
def _own_rows(name: str) -> re.Pattern[str]:
    """The table's name where it stands for more than the row of the formula."""
    return re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])(?!\[(?:\[#This Row\]|@|\[?#Headers\]))", re.IGNORECASE)


def _place(table: Table, number: int, name: str, book: Book) -> Place:
    """The cell, in a line of the settings under the name of the setting."""
    place = table.at(number, name)
    if table.spec is not SETTINGS_SPEC:
        return place
    setting = book.settings.name_at(number)
    return replace(place, column=SETTINGS[setting].heading) if setting else place


def _with_more(problem: Both, more: int) -> Both:
    if not more:
        return both(f"{problem.lv}.", f"{problem.en}.")
    return both(
        f"{problem.lv} (tāpat vēl {counted(more, 'šūnā', 'šūnās', 'šūnās')} šajā slejā).",
        f"{problem.en} (so do {more} more cells of this column).",
    )
