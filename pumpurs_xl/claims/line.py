"""The lines of a claim: what a form says of one row, and the caterer's daily list.

Values only, by the names of the placeholders; nothing is taken from a formula's stored value.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.claims.key import Key, Value, values
from pumpurs_xl.claims.totals import learners_of
from pumpurs_xl.compensation import Compensation
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.support_type import Count, SupportRow
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.language import alphabetical
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.personal_code import hyphenate


@dataclass(frozen=True)
class Line:
    """A row that counts, and its place in the claim, counted from 1."""

    book: Book
    place: int
    item: Compensation

    @property
    def row(self) -> SupportRow:
        """The row of the workbook."""
        return self.item.row

    @property
    def learner(self) -> Learner | None:
        """The learner whose plan the row names."""
        return self.book.learner_of(self.row)

    @property
    def full_name(self) -> str | None:
        """Surname and name; None where a cell of them cannot be read."""
        learner = self.learner
        return learner.full_name if learner and learner.readable("surname", "name") else None

    @property
    def personal_code(self) -> str | None:
        """The personal code as it is printed; None where the settings keep it out of claims."""
        wanted, learner = self.book.settings.known("code_in_claim"), self.learner
        if not wanted or learner is None or not learner.readable("personal_code") or not learner.personal_code:
            return None
        return hyphenate(learner.personal_code)

    @property
    def group(self) -> str | None:
        """Grade and group: 2, V2."""
        parts = [self.learner.__dict__.get(name) for name in ("grade_text", "group")] if self.learner else []
        return ", ".join(part for part in parts if part) or None


@dataclass(frozen=True)
class Day:
    """A day of the daily list: how many learners ate, and for how many EUR."""

    day: date
    learners: int
    eur: Decimal


NUMBER: Key[Any] = Key("npk", "rindas numurs pēc kārtas", lambda line: line.place)
LINE: tuple[Key[Line], ...] = (
    NUMBER,
    Key("vards_uzvards", "izglītojamā vārds un uzvārds", lambda line: line.full_name),
    Key("personas_kods", "personas kods, ja iestatījumos tas atļauts", lambda line: line.personal_code),
    Key("grupa", "klase vai kurss un grupa", lambda line: line.group),
    Key("iap", "IAP ID", lambda line: line.row.plan_id),
    Key(
        "menesis",
        "pakalpojuma mēnesis, piemēram, 02.2023.",
        lambda line: f"{line.row.month.number:02}.{line.row.month.year}.",
    ),
    Key("izdevumi", "faktiskie izdevumi, EUR", lambda line: line.item.actual),
    Key("eur", "kompensējamā summa, EUR", lambda line: line.item.eligible),
    Key("neattiecinams", "neattiecināmā summa, EUR", lambda line: line.item.not_eligible),
    Key("piezimes", "piezīmes", lambda line: line.row.notes),
)
DAY: tuple[Key[Day], ...] = (
    Key("datums", "diena, kurā ir ēdināšana", lambda day: day.day),
    Key("izglitojamie", "cik izglītojamo tajā dienā ēda", lambda day: day.learners),
    Key("eur", "dienas faktiskie izdevumi, EUR", lambda day: day.eur),
)


@cache
def own_keys(support_type: SupportType) -> tuple[Key[Line], ...]:
    """The placeholders that only this support type has: one a column, and what its claims count."""
    columns = support_type.table.columns
    keys = {column.field: Key(column.field, column.heading, partial(_cell, column.field)) for column in columns}
    if count := support_type.count:
        keys[count.name] = Key(count.name, count.meaning, partial(_number, count))
    return tuple(keys.values())


def line_values(support_type: SupportType, line: Line) -> dict[str, Value]:
    """What a form says of one row: its own fields by name, and what every form says."""
    computed = {"amount": line.item.actual, "compensated": line.item.eligible}
    return {**values(own_keys(support_type), line), **computed, **values(LINE, line)}


def place_in_list(book: Book, item: Compensation) -> tuple[Any, ...]:
    """A sort key: by surname in the Latvian alphabet, then by date."""
    learner = book.learner_of(item.row)
    names = (learner.surname, learner.name) if learner and learner.readable("surname", "name") else ("", "")
    return *(alphabetical(name) for name in names), item.row.service_day, item.row.number


def daily_list(book: Book, items: Iterable[Compensation]) -> Iterator[dict[str, Value]]:
    """The caterer's daily list: each day with meals, how many learners ate and for how much (S 7)."""
    eaten: dict[date, list[tuple[Compensation, Decimal]]] = defaultdict(list)
    for item in items:
        for day, amount in item.row.parts(book):
            eaten[day].append((item, amount))
    for day, meals in sorted(eaten.items()):
        learners = learners_of(book, (item for item, _ in meals))
        yield values(DAY, Day(day, len(learners), sum((amount for _, amount in meals), ZERO)))


def _cell(field: str, line: Line) -> Value:
    """A cell of the row as a form prints it; None where it is empty or cannot be read."""
    value = line.row.__dict__.get(field)
    if isinstance(value, Month):
        return value.first
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, str | int | Decimal | date) else None


def _number(count: Count, line: Line) -> Value:
    return count.of(line.row, line.book)
