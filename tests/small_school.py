"""A small school in a file, to be broken or changed: the sample school's February, and where its cells are."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.model.table import RawTable
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.month import Month
from workbook.build.sample import sample_school

SUPPORT_SHEETS = {support_type.table.sheet for support_type in SUPPORT_TYPES}


@cache
def small_school() -> bytes:
    """The sample school cut down to February of a few learners, so that a check of it is quick."""
    full = sample_school()
    learner_of = {row["IAP ID"]: row["Izglītojamā ID"] for row in full["IAP"]}
    kept = {learner_of[row["IAP ID"]] for sheet in SUPPORT_SHEETS for row in _of_february(full, sheet)[:3]}
    plans = [row for row in full["IAP"] if row["Izglītojamā ID"] in kept]
    own = {row["IAP ID"] for row in plans}
    support = {
        sheet: [row for row in _of_february(full, sheet) if row["IAP ID"] in own] for sheet in sorted(SUPPORT_SHEETS)
    }
    cited = {row.get("Dokumenta Nr.") for rows in support.values() for row in rows}
    content = {
        **full,
        **support,
        "Izglītojamie": [row for row in full["Izglītojamie"] if row["ID"] in kept],
        "Kavējumi": [row for row in full["Kavējumi"] if row["Izglītojamā ID"] in kept],
        "IAP": plans,
        "Rēķini": [row for row in full["Rēķini"] if row["Dokumenta Nr."] in cited],
    }
    return write_master(content, Month(2023, 2))


def _of_february(school: Mapping[str, list[dict[str, Any]]], sheet: str) -> list[dict[str, Any]]:
    days = ("Mēnesis", "Datums", "No")
    rows = [(next(row[name] for name in days if row.get(name)), row) for row in school[sheet]]
    return [row for day, row in rows if (day.year, day.month) == (2023, 2) and not row.get("Atlikts")]


@cache
def tables() -> Mapping[str, RawTable]:
    """The tables of the small school by sheet, to choose the rows that are broken."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "skola.xlsx"
        path.write_bytes(small_school())
        return {table.sheet: table for table in read_tables(path).tables.values()}


def place_of(sheet: str, heading: str) -> str:
    """The first cell under a heading that holds a value; the first cell under it where none does."""
    table = tables()[sheet]
    column = list(table.headings).index(heading)
    filled = (number for number, row in enumerate(table.rows, start=table.header_row + 1) if row[column] is not None)
    return address(next(filled, table.header_row + 1), table.first_column + column)
