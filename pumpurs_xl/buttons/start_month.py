"""Sākt mēnesi: the rows that the plans of a month ask for (`opening_month`), written under those that stand there."""

from collections.abc import Mapping, Sequence
from typing import Any

from pumpurs_xl.book import Book
from pumpurs_xl.hosts.excel.live_cells import runs
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.support import SupportType
from pumpurs_xl.values.language import counted
from pumpurs_xl.values.month import Month

Rows = Mapping[SupportType, Sequence[Mapping[str, Any]]]
"""New rows by field, for each support type."""


def add_rows(live: LiveWorkbook, book: Book, added: Rows) -> None:
    """Writes new rows under the last one that holds something; the tables grow as they must."""
    for support_type, rows in added.items():
        if not rows:
            continue
        table = book.tables[support_type.table.name]
        first = max((number for number, _ in table.values()), default=table.raw.header_row) + 1
        length = first + len(rows) - 1 - table.raw.header_row
        live.resize(support_type.table.name, max(length, live.tables[support_type.table.name].length))
        fields = {table.places[field]: field for field in rows[0] if field in table.places}
        for stretch in runs(sorted(fields)):
            block = [[row[fields[column]] for column in stretch] for row in rows]
            live.write(table.raw.sheet, first, stretch[0], block)


def describe_rows(added: Rows, month: Month) -> str:
    """How many rows each support type got."""
    numbers = [
        f"{support_type.title.lv} – {counted(len(rows), 'rinda', 'rindas', 'rindu')}"
        for support_type, rows in added.items()
        if rows
    ]
    if not numbers:
        return f"Par {month.lv_accusative} visas rindas jau ir; nekas nav pievienots."
    return f"Pievienots par {month.lv_accusative}: {', '.join(numbers)}."
