"""The figures that decide what a row costs, and what is usual for each: that day, on that route, for that thing.

What is usual is the lower median of three rows or more, so that one slip moves it nowhere.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator
from decimal import Decimal
from functools import singledispatch
from statistics import median_low
from typing import NamedTuple

from pumpurs_xl.book import Book
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.support.catering import DAY_FIELDS, Meals
from pumpurs_xl.support.purchase import Goods
from pumpurs_xl.support.special_transport import Ride
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.spelling import fold

Key = tuple[Hashable, ...]
_FEWEST = 3
_DEAR = Decimal(100)
"""EUR up to which a thing may cost what no other does: a calculator among exercise books."""
_ALL_BUT_FEW = Decimal("0.95")


class Figure(NamedTuple):
    """A number in a row, and those that it is compared with.

    `size` is what is compared: a price without its concession, what a season ticket costs a day. Rows that share
    `decides` should have about the same; those that share one of `excuses` (the learner, the group that day) may have
    another. `column` shares the least: where it stands `alone`, the stake is at least so many EUR. `listed` is the
    price of the sheet Likmes, `cost` the EUR that the figure leads to.
    """

    row: SupportRow
    field: str
    size: Decimal
    cost: Decimal
    column: Key
    decides: Key | None = None
    excuses: tuple[Key, ...] = ()
    listed: Decimal | None = None
    alone: Decimal = Decimal(20)

    @property
    def typed(self) -> Decimal:
        """The number as it stands in the cell."""
        number: Decimal = self.row.__dict__[self.field]
        return number


@singledispatch
def figures(row: SupportRow, book: Book) -> Iterator[Figure]:
    """The figures of a row above 0; raises Unreadable where one cannot be read."""
    name = type(row).amount_field
    amount = row.__dict__.get(name)
    if isinstance(amount, Decimal) and amount > 0:
        yield Figure(row, name, amount, amount, (type(row),), excuses=((type(row), book.learner_key(row)),))


@figures.register
def _of_ticket(row: Ticket, book: Book) -> Iterator[Figure]:
    if row.paid <= 0:
        return
    size, kind = row.paid, row.kind
    if row.concession and 0 < row.concession < 100:
        size = row.paid * 100 / (100 - row.concession)
    if row.is_season and row.valid_from and row.valid_to and row.valid_to >= row.valid_from:
        size = size / ((row.valid_to - row.valid_from).days + 1)
    ends = _ends(row)
    yield Figure(row, "paid", size, row.paid, (kind,), (kind, ends), ((kind, ends, _learner(row, book)),))


@figures.register
def _of_meals(row: Meals, book: Book) -> Iterator[Figure]:
    own: Key = (Meals, _learner(row, book))
    month, group = row.served_month, fold(book.group_of(row) or "")
    listed = book.rate("ED", RateKind.DAY_PRICE, month.first)
    for number, amount in row.by_day.items():
        if amount > 0:
            day: Key = (Meals, month, number)
            excuses = (own, (*day, group)) if group else (own,)
            yield Figure(row, DAY_FIELDS[number], amount, amount, (Meals,), day, excuses, listed)


@figures.register
def _of_stay(row: Stay, book: Book) -> Iterator[Figure]:
    is_listed = book.rate("NM", RateKind.MONTH_PRICE, row.start, row.place) is not None
    if not is_listed and row.monthly_price > 0:  # of a listed one V27 tells
        cost, place = row.actual(book), (Stay, fold(row.place or ""))
        yield Figure(row, "monthly_price", row.monthly_price, cost, (Stay,), place, ((Stay, _learner(row, book)),))


@figures.register
def _of_goods(row: Goods, book: Book) -> Iterator[Figure]:
    cost, column = row.actual(book), type(row)
    if cost > 0:
        thing: Key = (column, fold(row.item), fold(row.unit or ""))
        yield Figure(row, "price", row.price, cost, (column,), thing, alone=_DEAR)
        yield Figure(row, "quantity", cost, cost, (column, "quantity"), alone=_DEAR)


@figures.register
def _of_ride(row: Ride, book: Book) -> Iterator[Figure]:
    cost, learner = row.actual(book), _learner(row, book)
    ends = _ends(row)
    names = ("kilometres", "rate") if row.document_amount is None else ("document_amount",)
    for name in names:
        size = getattr(row, name)
        if size and cost > 0:
            route = (name, ends) if name != "rate" else (name, fold(row.carrier))
            listed = book.rate("ST", RateKind.PER_KM, row.day) if name == "rate" else None
            yield Figure(row, name, size, cost, (name,), route, ((name, ends, learner),), listed)


def _ends(row: Ticket | Ride) -> tuple[str, ...]:
    """Where the way begins and ends, whichever is which: there and back cost the same."""
    return tuple(sorted((fold(row.origin_place), fold(row.destination))))


def _learner(row: SupportRow, book: Book) -> str:
    return book.learner_key(row) or fold(row.plan_id)


class Usual:
    """What is usual for the figures of a column, by what they share."""

    def __init__(self, known: Collection[Figure]) -> None:
        sizes: dict[Key, list[Decimal]] = defaultdict(list)
        for figure in known:
            for key in (figure.column, figure.decides, *figure.excuses):
                if key is not None:
                    sizes[key].append(figure.size)
        self._medians = {key: median_low(each) for key, each in sizes.items() if len(each) >= _FEWEST}
        self._shared = {key: median_low(each) for key, each in sizes.items() if len(each) > 1}
        columns = {figure.column for figure in known}
        self._bulk = {key: _all_but_few(sizes[key]) for key in columns if len(sizes[key]) > _FEWEST}

    def of(self, key: Key | None) -> Decimal | None:
        """The lower median; None where too few figures share the key."""
        return self._medians.get(key) if key else None

    def shared(self, key: Key) -> Decimal | None:
        """The lower median of two figures or more: an excuse needs fewer than a verdict."""
        return self._shared.get(key)

    def all_but_few(self, column: Key) -> Decimal | None:
        """The size that hardly one in twenty of the column is above, the largest one left out of a small column."""
        return self._bulk.get(column)


def _all_but_few(sizes: list[Decimal]) -> Decimal:
    return sorted(sizes)[int((len(sizes) - 1) * _ALL_BUT_FEW)]
