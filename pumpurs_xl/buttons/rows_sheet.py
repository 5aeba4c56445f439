"""Rows of support in the open workbook: adding new ones under the last, filling days of the selected ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.hosts.excel.live_cells import runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.model.table import Table
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.catering import CATERING, DAY_FIELDS, Meals
from pumpurs_xl.support.support_type import SupportRow


def add_rows(live: LiveWorkbook, book: Book, support_type: SupportType, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes new rows under the last one that holds something; the table grows as it must."""
    if not rows:
        return
    table = book.tables[support_type.table.name]
    first = max((number for number, _ in table.values()), default=table.raw.header_row) + 1
    last = first + len(rows) - 1
    live.resize(support_type.table.name, max(last - table.raw.header_row, live.tables[support_type.table.name].length))
    for fields in _neighbours(table, rows[0]):
        block = [[row[field] for field in fields] for row in rows]
        live.write(table.raw.sheet, first, table.places[fields[0]], block)


def _neighbours(table: Table, fields: Iterable[str]) -> Iterator[list[str]]:
    """The fields in stretches of columns that stand side by side, without those the workbook lacks."""
    by_place = {table.places[field]: field for field in fields if field in table.places}
    for stretch in runs(sorted(by_place)):
        yield [by_place[place] for place in stretch]


def selected_rows(live: LiveWorkbook, book: Book, support_type: SupportType) -> list[SupportRow]:
    """The rows of the kind on which the selection stands."""
    sheet, rows, _ = live.selection
    return [row for row in book.rows(support_type) if sheet == row.origin.table.raw.sheet and row.number in rows]


def selected_day(live: LiveWorkbook, book: Book) -> int | None:
    """The day of the month in whose column the selection begins."""
    _, _, columns = live.selection
    table = book.tables[CATERING.table.name]
    days = {table.places[field]: number for number, field in DAY_FIELDS.items()}
    return days.get(columns[0]) if columns else None


def fill_days(live: LiveWorkbook, book: Book, filled: Mapping[Meals, Mapping[int, Decimal]]) -> None:
    """Writes the days of each row into cells that are empty; rows side by side in one block."""
    by_number = {row.number: days for row, days in filled.items() if days}
    table = book.tables[CATERING.table.name]
    columns = [table.places[field] for field in DAY_FIELDS.values()]
    for stretch in runs(sorted(by_number)):
        block = [[_day(table, number, day, by_number[number]) for day in DAY_FIELDS] for number in stretch]
        in_order = columns == list(range(columns[0], columns[0] + len(columns)))
        if in_order and not any(isinstance(value, str) for row in block for value in row):
            live.write(table.raw.sheet, stretch[0], columns[0], block)
        else:
            _fill_one_by_one(live, table, {number: by_number[number] for number in stretch})


def _day(table: Table, number: int, day: int, days: Mapping[int, Decimal]) -> Any:
    return days.get(day, table.value(number, DAY_FIELDS[day]))


def _fill_one_by_one(live: LiveWorkbook, table: Table, rows: Mapping[int, Mapping[int, Decimal]]) -> None:
    for number, days in rows.items():
        for day, amount in days.items():
            live.write(table.raw.sheet, number, table.places[DAY_FIELDS[day]], [[amount]])
