"""V58: what a cell shows is what it stores: an amount that counts is not crossed out, hidden or shown as another.

Latviski: Redzamais ir tas, kas saglabāts: summa, ko ieskaita, nav pārsvītrota, neredzama vai parādīta kā cita.

A number format may show 12,50 as 13, as 0,01 or as nothing; letters may be white on white. People believe what they
see, the claim has what is stored. A row that is crossed out was most likely cancelled, but it is claimed. What is
looked at: numbers, days of service and what is postponed, in rows that count, and the ID or the day that a row of
another sheet begins with. One row has one finding of a kind; where more than a few rows of a column have the same, the
first speaks for all.

Piemērs: biļetes summa 2,70 ir pārsvītrota, bet rindu iekļauj pārskatā – brīdinājums.

Source: damage by formats (programme practice); number formats ECMA-376-1, 18.8.30.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import cache

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import money_fields, number_fields
from pumpurs_xl.checks.shared.grouping import few_alone
from pumpurs_xl.checks.shared.raw_cells import look_of
from pumpurs_xl.checks.shared.rows import money_in
from pumpurs_xl.checks.shared.rule import WARNING, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.model.look import PLAIN
from pumpurs_xl.model.row import Row
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import Both, both, counted
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.number_format import Shown, hides_all, shown

_KEYS = ("plan_id", "id", "support", "start")
"""What a row of support, a plan or a learner, a rate and a period begin with: with it the whole row is crossed out."""


class Fault(Enum):
    """What is wrong with the look of a cell: the problem, and what to do."""

    STRUCK = (
        both("Šūna ir pārsvītrota, bet tās vērtību ieskaita", "The cell is crossed out, but its value counts"),
        both(
            "Ja rinda atcelta, izdzēsiet to vai ierakstiet iemeslu slejā “Atlikts”; citādi noņemiet svītrojumu.",
            "If the row is cancelled, delete it or give the reason in “Atlikts”; otherwise remove the strikethrough.",
        ),
    )
    UNSEEN = (
        both("Šūnā ir vērtība, ko nevar redzēt", "The cell holds a value that cannot be seen"),
        both(
            "Mainiet šūnas skaitļa formātu vai burtu krāsu un pārbaudiet vērtību.",
            "Change the number format or the colour of the letters, and check the value.",
        ),
    )
    OTHER = (
        both("Šūna rāda citu skaitli, nekā tajā saglabāts", "The cell shows another number than it stores"),
        both(
            "Mainiet šūnas skaitļa formātu, lai redzētu centus, un pārbaudiet summu.",
            "Change the number format so that cents can be seen, and check the amount.",
        ),
    )


Cells = list[tuple[Row, int]]
"""Rows with the same fault at the same column, each with how many more of its cells have it."""


@on_accounts("V58", WARNING)
def check(book: Book, accounts: Accounts) -> Iterator[Finding]:
    found: dict[tuple[str, Fault, str], Cells] = defaultdict(list)
    for rows in book.rows_by_class.values():
        if rows[0].origin.table.raw.looks:
            for row in rows:
                for fault, names in _faults(row, accounts).items():
                    found[row.sheet, fault, names[0]].append((row, len(names) - 1))
    for (_, fault, name), cells in found.items():
        yield from (_finding(fault, name, each, book) for each in few_alone(cells))


def _faults(row: Row, accounts: Accounts) -> dict[Fault, list[str]]:
    """What is wrong with the look of the row's cells: the fields by fault."""
    found: dict[Fault, list[str]] = defaultdict(list)
    waits = isinstance(row, SupportRow) and row not in accounts.compensations
    for name in ("postponed",) if waits else _fields(type(row)):
        value, look = row.__dict__.get(name), look_of(row, name)
        if value is None or look is PLAIN:
            continue
        if look.struck and not waits:
            found[Fault.STRUCK].append(name)
        elif look.invisible or hides_all(look.number_format):
            found[Fault.UNSEEN].append(name)
        elif isinstance(value, Decimal) and (fault := _fault_of_format(row, name, look.number_format, value)):
            found[fault].append(name)
    return found


@cache
def _fields(row_type: type[Row]) -> tuple[str, ...]:
    """The fields that are looked at: the amount first, since a finding stands at the first that is at fault."""
    amount = (row_type.amount_field,) if issubclass(row_type, SupportRow) else ()
    numbers = number_fields(row_type)
    ranked = (*(name for name in amount if name in numbers), *numbers, *money_fields(row_type), *_KEYS)
    return tuple(dict.fromkeys(ranked))


def _fault_of_format(row: Row, name: str, number_format: str, value: Decimal) -> Fault | None:
    column = next(column for column in row.columns() if column.field == name)
    if column.kind.name == "datums":
        return None
    seen = shown(number_format, value, ratio=column.kind.name in {"skaitlis", "procenti"})
    return {Shown.NOTHING: Fault.UNSEEN, Shown.OTHER: Fault.OTHER}.get(seen)


def _finding(fault: Fault, name: str, cells: Sequence[tuple[Row, int]], book: Book) -> Finding:
    """A finding at the first row's cell; it speaks for the others too."""
    (first, beside), *others = cells
    eur = sum((money_in(row, book) for row, _ in cells), ZERO)
    problem, remedy = fault.value
    return warning(replace(first.at(name), stake=eur or None), _with_more(problem, beside, len(others)), remedy)


def _with_more(problem: Both, beside: int, below: int) -> Both:
    """The problem with how many more cells of the row, or rows of the column, have it."""
    if below:
        return both(
            f"{problem.lv} (tāpat vēl {counted(below, 'rindā', 'rindās', 'rindās')} šajā slejā).",
            f"{problem.en} (so it is in {below} more rows of this column).",
        )
    if beside:
        return both(
            f"{problem.lv} (un vēl {counted(beside, 'šūnā', 'šūnās', 'šūnās')} šajā rindā).",
            f"{problem.en} (and {beside} more cells of this row).",
        )
    return both(f"{problem.lv}.", f"{problem.en}.")
