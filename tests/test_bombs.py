"""Bombs of a small size: reading them is bounded by what is counted, whatever they are made of."""

from dataclasses import fields
from pathlib import Path

import pytest
from bombs import BOMBS, rows_of, workbook

from pumpurs_xl.hosts.file import reader
from pumpurs_xl.hosts.file.guard import limits, parts, texts
from pumpurs_xl.hosts.file.guard.limits import Counted
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.values.refusal import Refusal

SMALL = 3_000
FREE = {"comments", "one immense value"}
"""Of these nothing is kept and nothing asked: they cost no more than their bytes."""
LIMITS = {"rows": "MOST_ROWS", "cells": "MOST_CELLS", "values": "MOST_VALUES", "grid": "LARGEST_GRID"}
LIMITS |= {"elements": "MOST_ELEMENTS", "text": "LARGEST_TEXT", "merged": "MOST_MERGED"}


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousandth of what a workbook may hold, or less."""
    for name in LIMITS.values():
        monkeypatch.setattr(limits, name, 1_500)
    monkeypatch.setattr(texts, "MOST_TEXTS", 1_500)
    monkeypatch.setattr(parts, "LARGEST_OUTLINE", 40_000)
    monkeypatch.setattr(parts, "MOST_PARTS", 1_000)
    monkeypatch.setattr(parts, "LARGEST_PART", 150_000)
    monkeypatch.setattr(reader, "LARGEST_GRID", 1_500)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", [name for name in BOMBS if BOMBS[name][1] > SMALL and name not in FREE])
def test_what_holds_too_much_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    write, _ = BOMBS[name]
    with pytest.raises(Refusal) as refusal:
        read_tables(write(tmp_path / "bomba.xlsx", SMALL))
    assert "Izdzēsiet liekās" in refusal.value.say("lv") or "ir bojāts" in refusal.value.say("lv")


def test_every_count_has_its_limit() -> None:
    assert set(LIMITS) == {field.name for field in fields(Counted)} - {"path"}
    for count, limit in LIMITS.items():
        with pytest.raises(Refusal, match="pārāk liels"):
            Counted(Path("skola.xlsx"), **{count: getattr(limits, limit) + 1}).prove("Lapa")


def test_what_unpacks_to_two_hundred_times_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomba.xlsx", after=(" " * 1_000 for _ in range(2_000)))
    with pytest.raises(Refusal, match="pārāk liels"):
        read_tables(path)


def test_a_table_drawn_to_the_last_row_is_read_as_far_as_it_is_filled(tmp_path: Path) -> None:
    cells = rows_of(60, '<c r="{}"><v>{}</v></c>'.format)
    table = read_tables(workbook(tmp_path / "skola.xlsx", cells, tables=[("A1:T1048576", 20)])).tables["t1"]
    assert [row[0] for row in table.rows] == [40.0, 60.0]


def test_a_value_in_the_last_row_of_such_a_table_is_read(tmp_path: Path) -> None:
    write, _ = BOMBS["a table drawn to the last row"]
    table = read_tables(write(tmp_path / "skola.xlsx", 1)).tables["t1"]
    assert (len(table.rows), table.rows[-1][0]) == (1_048_575, 1.0)


def test_several_tables_drawn_to_the_last_row_are_refused(tmp_path: Path) -> None:
    write, size = BOMBS["seven tables drawn to the last row"]
    with pytest.raises(Refusal, match="pārāk liels"):
        read_tables(write(tmp_path / "bomba.xlsx", size))


def test_rows_under_a_table_are_told_and_then_no_more(tmp_path: Path) -> None:
    write, _ = BOMBS["rows under a table"]
    book = read_tables(write(tmp_path / "skola.xlsx", 7_000))
    assert 100_000 < len(book.stray) <= 101_000


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_elements_deep_in_each_other_are_damage(tmp_path: Path, part: str) -> None:
    place = {"xl/workbook.xml": "names", "xl/styles.xml": "styles", "xl/sharedStrings.xml": "texts"}.get(part, "after")
    with pytest.raises(Refusal, match="ir bojāts"):
        read_tables(workbook(tmp_path / "bomba.xlsx", **{place: ["<a>"] * 300 + ["</a>"] * 300}))
