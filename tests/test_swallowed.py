"""A merge leaves the first of its cells and swallows the rest: what was there is not absent, and a claim says so."""

from dataclasses import replace
from typing import Any

import pytest
from books import SPECS, raw_workbook

from pumpurs_xl.book import Book, build
from pumpurs_xl.inspection import Inspection, inspect
from pumpurs_xl.model.cell import MergedAway
from pumpurs_xl.support import BY_CODE, SUPPORT_TYPES
from pumpurs_xl.values.finding import Severity
from pumpurs_xl.values.month import Month

FEBRUARY = Month(2023, 2)
PRICE = {"Atbalsta veids": "Naktsmītnes", "Likme": "Cena mēnesī", "EUR": 25.0}


def swallowed(sheet: str, *rows: dict[str, Any], first: Any = 1.0) -> Book:
    """A school with a row of every sort, in which the last row of a sheet is merged into its first cell."""
    raw = raw_workbook({**{each.table.sheet: [{}] for each in SUPPORT_TYPES}, sheet: [*rows]})
    table = raw.tables[SPECS[sheet].name]
    last, width = table.header_row + len(table.rows), len(table.headings)
    merged = [first, *[MergedAway()] * (width - 1)]
    broken = replace(table, rows=[*table.rows[:-1], merged], merges=((last, 1, last, width),))
    return build(replace(raw, tables={**raw.tables, table.name: broken}))


def held(inspection: Inspection) -> set[str]:
    return {code for code, rows in inspection.accounts.errors.items() if rows}


@pytest.mark.parametrize("support_type", SUPPORT_TYPES, ids=BY_CODE)
def test_a_claim_that_may_lack_a_swallowed_row_is_held_and_no_other(support_type: Any) -> None:
    inspection = inspect(swallowed(support_type.table.sheet, {}, {}))
    [lost] = inspection.lost(None)
    assert (lost.code, lost.place.cell) == ("V45", "A6")
    assert {each.code for each in SUPPORT_TYPES if inspection.lost(each)} == {support_type.code}
    assert [each.code for each in SUPPORT_TYPES if inspection.holds(FEBRUARY, each)] == [support_type.code]


def test_a_swallowed_rate_holds_whatever_may_depend_on_it() -> None:
    whole = inspect(swallowed("Likmes", PRICE, first=MergedAway()))
    assert held(whole) == {"TR", "ML", "NM", "ED", "IP", "ST", "KO"}
    below_a_known_type = inspect(swallowed("Likmes", PRICE, first="Naktsmītnes"))
    assert held(below_a_known_type) == held(whole)  # the merge may go on over a ceiling of another type


def test_a_swallowed_period_of_the_calendar_holds_all() -> None:
    assert held(inspect(swallowed("Kalendārs", {}, first=MergedAway()))) == set(BY_CODE)


def test_a_total_row_is_none_that_was_swallowed() -> None:
    raw = raw_workbook({"Transports": [{}]})
    table = raw.tables["tTR"]
    total = [None, "Kopā", *[None] * (len(table.headings) - 2)]
    inspection = inspect(build(replace(raw, tables={**raw.tables, "tTR": replace(table, rows=[*table.rows, total])})))
    assert [each.code for each in inspection.findings if each.severity is Severity.ERROR] == ["V46"]
    assert not inspection.lost(None)
    assert not inspection.holds(FEBRUARY, None)
