"""Aizpildīt dienas: the working days of the selected catering rows that have no meals yet, and what a day costs.

Left out are days off in the group's calendar, practice, days on which support is suspended or the learner was
away, and days outside the plan. A filled day is never touched.
"""

from collections.abc import Mapping
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.hosts.excel.live_cells import runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.support.catering import CATERING, DAY_FIELDS, Meals
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.language import counted
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.spelling import fold

Days = dict[int, Decimal]
"""What the meals of a day cost, EUR, by the day of the month."""


def find_days(live: LiveWorkbook, book: Book) -> dict[Meals, Days]:
    """The days to fill in each catering row that is selected; none where no such row is selected."""
    sheet, rows, columns = live.selection
    table = book.tables[CATERING.table.name]
    if sheet != table.raw.sheet:
        return {}
    places = {table.places[field]: number for number, field in DAY_FIELDS.items()}
    day = places.get(columns[0]) if columns else None
    selected = [row for row in book.rows(CATERING) if isinstance(row, Meals) and row.number in rows]
    return {row: days_to_fill(book, row, price_of(row, day)) for row in selected}


def price_of(row: Meals, day: int | None) -> Decimal | None:
    """The price of the day that the user stands on, EUR, else the one price that the row has so far."""
    if day is not None and day in row.by_day:
        return row.by_day[day]
    prices = set(row.by_day.values())
    return prices.pop() if len(prices) == 1 else None


def days_to_fill(book: Book, row: Meals, price: Decimal | None) -> Days:
    """The empty days on which the row's learner is taught and present, with EUR.

    `price` goes before "Cena dienā" of the sheet Likmes.
    """
    if not row.readable("plan_id", "served_month", *DAY_FIELDS.values()):
        return {}
    plan, learner, calendar = book.plan_of(row), book.learner_of(row), book.calendar
    if plan is None or learner is None or not plan.readable("start", "end", "status_text", "suspended_from"):
        return {}
    group = learner.group if learner.readable("group") else None
    absences = book.absences_of.get(fold(learner.id), [])
    found: Days = {}
    for day in row.served_month.days:
        is_open = plan.start <= day <= plan.last_day and day.day not in row.by_day and calendar.is_working(day, group)
        away = calendar.practice(day, group) or calendar.suspension(day, group)
        if is_open and not away and not any(absence.covers(day) for absence in absences):
            amount = price or book.rate(CATERING.code, RateKind.DAY_PRICE, day)
            if amount is not None:
                found[day.day] = amount
    return found


def write_days(live: LiveWorkbook, book: Book, filled: Mapping[Meals, Days]) -> None:
    """Writes the days of each row into its empty cells.

    Rows under each other go in one block, with what the cells between hold already; cell by cell where that is
    a text, which a program must not write once more, or where the days stand in another order.
    """
    table = book.tables[CATERING.table.name]
    by_number = {row.number: days for row, days in filled.items() if days}
    columns = [table.places[field] for field in DAY_FIELDS.values()]
    side_by_side = columns == list(range(columns[0], columns[0] + len(columns)))
    for stretch in runs(sorted(by_number)):
        block = [
            [by_number[number].get(day, table.value(number, field)) for day, field in DAY_FIELDS.items()]
            for number in stretch
        ]
        if side_by_side and not any(isinstance(value, str) for row in block for value in row):
            live.write(table.raw.sheet, stretch[0], columns[0], block)
            continue
        for number in stretch:
            for day, amount in by_number[number].items():
                live.write(table.raw.sheet, number, table.places[DAY_FIELDS[day]], [[amount]])


def describe_days(filled: Mapping[Meals, Days]) -> str:
    """How many days were filled, in how many rows, for how much."""
    amounts = [amount for days in filled.values() for amount in days.values()]
    days = counted(len(amounts), "diena", "dienas", "dienu")
    rows = counted(sum(bool(days) for days in filled.values()), "rinda", "rindas", "rindu")
    return f"Aizpildīts: {days} ({rows}), {euro(sum(amounts, ZERO))} EUR."
