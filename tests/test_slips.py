"""Slips that a person makes are told, and a school without any hears nothing of them (clean_schools.py)."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from books import book, book_of
from clean_schools import MONTHS, alarms_of_school, clean_school
from planted_faults import SLIPPED

from pumpurs_xl.inspection import inspect
from pumpurs_xl.model.cell import read_time


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [2, 5])
def test_a_school_without_slips_hears_nothing_of_them(seed: int) -> None:
    assert alarms_of_school(seed, [MONTHS[0], MONTHS[5]]) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("code, sheet, heading, value", SLIPPED)
def test_a_slip_in_such_a_school_is_told_at_its_cell(code: str, sheet: str, heading: str, value: Any) -> None:
    content = clean_school(5)
    content[sheet][0][heading] = value
    found = {(each.code, each.place.row, each.place.column) for each in inspect(book_of(content)).findings}
    assert (code, 5, heading) in found


def test_the_stake_of_a_far_amount_is_what_it_is_too_much() -> None:
    tickets = [{"Biļetes Nr.": f"A{day}", "Datums": date(2023, 2, day)} for day in (6, 7, 8, 9)]
    [finding] = inspect(book({"Transports": [*tickets[:3], {**tickets[3], "Samaksāts, EUR": 350.0}]})).findings
    assert (finding.code, finding.place.stake) == ("V64", Decimal("346.50"))


@pytest.mark.parametrize(
    "sheet, typed, code, fixed, lossless",
    [
        ("Konsultācijas", {"Sākums": 14.3, "Beigas": time(15, 0)}, "V55", time(14, 30), False),
        ("Konsultācijas", {"Sākums": time(2, 0), "Beigas": time(14, 40)}, "V65", time(14, 0), False),
        ("Transports", {"IAP ID": "Р1"}, "V07", "P1", True),
        ("Transports", {"IAP ID": "P01"}, "V07", "P1", True),
        ("Transports", {"IAP ID": "P\u200b1"}, "V07", "P1", True),
    ],
)
def test_a_slip_gets_its_fix(sheet: str, typed: dict[str, Any], code: str, fixed: object, lossless: bool) -> None:
    [finding] = inspect(book({sheet: [typed]})).findings
    assert finding.fix
    assert (finding.code, finding.fix.value, finding.fix.lossless) == (code, fixed, lossless)


def test_the_message_says_which_sign_is_odd() -> None:
    [finding] = inspect(book({"Transports": [{"IAP ID": "Р1"}]})).findings
    assert "burts “P” ir no kirilicas" in finding.message("lv")


def test_a_time_is_read_to_the_minute() -> None:
    assert read_time(0.604166666666667) == time(14, 30)


@pytest.mark.parametrize("ceiling, told", [(20, []), (150, []), (400, ["D5"])])
def test_a_ceiling_far_above_what_anybody_spends_is_told(ceiling: float, told: list[str]) -> None:
    tickets = [{"Biļetes Nr.": f"A{day}", "Datums": date(2022, month, day)} for month in range(2, 12) for day in (6, 7)]
    for ticket in tickets:
        ticket["Samaksāts, EUR"] = 20.0
    rate = {"Atbalsta veids": "Transports", "Likme": "Griesti mēnesī", "EUR": float(ceiling)}
    found = inspect(book({"Transports": tickets, "Likmes": [rate]})).findings
    assert [each.place.cell for each in found if each.code == "V69"] == told


def test_of_an_amount_without_any_to_compare_with_it_is_said_that_it_is_large() -> None:
    [finding] = [f for f in inspect(book({"Transports": [{"Samaksāts, EUR": 1250.0}]})).findings if f.code == "V64"]
    assert finding.message("lv").startswith("Tik liela summa ir neparasta (1\u00a0250,00): M5.")
