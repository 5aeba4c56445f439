"""The ledger: what every row of support comes to, worked out in Python for the values beside the formulas.

One page a support type, one line a body row. The columns of a page are those of `hidden_columns`; amounts
and ceilings come from the engine itself, so a formula that disagrees with it is seen by the tests.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from pumpurs_xl.book import Book
from pumpurs_xl.compensation import Accounts, compute
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.master.layout import HEADER_ROW, LEAST_ROWS, NO_CEILING, Window
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables.findings import WEIGHTS
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Month

Number = Decimal | int
HELD = WEIGHTS["error"].casefold()
"""How the verdict of a row with an error begins in the column Pārbaude."""


@dataclass(eq=False)
class LedgerLine:
    """One body row of a sheet of support, blank or not."""

    number: int
    row: SupportRow | None
    page: "LedgerPage"
    values: dict[str, Number] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Number:
        return self.values[name]

    @cached_property
    def amount(self) -> Decimal | None:
        """What the sheet shows as the actual cost; None where it shows none."""
        if self.row is None or (
            not self.row.readable("plan_id") and "[IAP ID]" in self.page.support_type.amount.formula
        ):
            return None
        return self.row.stake(self.page.ledger.book)

    @property
    def is_held(self) -> bool:
        """Whether the verdict of the last check takes the row out."""
        return self.row is not None and str(self.row.status or "").casefold().startswith(HELD)


@dataclass(eq=False)
class LedgerPage:
    """The rows of one support type."""

    support_type: SupportType
    ledger: "Ledger"
    lines: list[LedgerLine] = field(default_factory=list)
    _groups: dict[str, dict[Number, list[LedgerLine]]] = field(default_factory=dict)

    def having(self, key: str, value: Number) -> list[LedgerLine]:
        """The lines with this value of the key, in the order of the sheet."""
        if key not in self._groups:
            groups: dict[Number, list[LedgerLine]] = defaultdict(list)
            for line in self.lines:
                groups[line[key]].append(line)
            self._groups[key] = dict(groups)
        return self._groups[key].get(value, [])

    def first(self, key: str, value: Number) -> int:
        """The place of the first line with this value of the key; 0 where there is none."""
        return next((line.number for line in self.having(key, value)), 0)

    def at(self, place: Number) -> LedgerLine:
        """The line at this place in the table, counted from 1."""
        return self.lines[int(place) - 1]


def total(lines: list[LedgerLine], name: str) -> Decimal:
    """The sum of a column over lines."""
    return sum((Decimal(line[name]) for line in lines), ZERO)


class Ledger:
    """All pages of a workbook, as its formulas know them for the month being worked on."""

    def __init__(self, book: Book, month: Month) -> None:
        self.book, self.month = book, month
        self.window = Window(Month.of(book.settings.eligible_from).semester.year)
        self.pages: dict[str, LedgerPage] = {}
        for support_type in SUPPORT_TYPES:
            page = self.pages[support_type.code] = LedgerPage(support_type, self)
            rows = {row.number - HEADER_ROW: row for row in book.rows(support_type)}
            length = max(LEAST_ROWS, len(book.tables[support_type.table.name].raw.rows))
            page.lines = [LedgerLine(number, rows.get(number), page) for number in range(1, length + 1)]

    @property
    def lines(self) -> Iterator[LedgerLine]:
        """The lines of all pages, blank ones too."""
        return (line for page in self.pages.values() for line in page.lines)

    @cached_property
    def accounts(self) -> Accounts:
        """The compensations of the lines that count (`_skaita` is known by then)."""
        return compute(self.book, {line.row for line in self.lines if line.row and not line["_skaita"]})

    @cached_property
    def inspection(self) -> Inspection:
        """For the totals: the same accounts, whatever a check would find."""
        return Inspection(self.book, (), self.accounts)

    @cached_property
    def learners(self) -> dict[str, int]:
        """The place in IAP of each learner's first plan."""
        places: dict[str, int] = {}
        for plan in self.book.plans:
            if plan.readable("learner_id"):
                places.setdefault(plan.learner_id.casefold(), plan.number - HEADER_ROW)
        return places

    def learner_of(self, row: SupportRow) -> int:
        """The learner of a row, as `learners` numbers them; 0 where the row's plan names none."""
        plan = self.book.plan_of(row)
        return self.learners.get(plan.learner_id.casefold(), 0) if plan and plan.readable("learner_id") else 0

    def ceiling(self, support_type: SupportType, ceiling: RateKind, day: date) -> Number:
        """EUR in force on the day; `NO_CEILING` where there is none."""
        if ceiling not in support_type.ceilings:
            return NO_CEILING
        rate = self.book.rate_table.in_force(support_type.code, ceiling, day)
        return rate.amount if rate else NO_CEILING

    @cached_property
    def now(self) -> int:
        """The month being worked on, as formulas count it."""
        return self.window.index(self.month)
