"""Money is exact: amounts with one meaning, parts that add up, sums that no order of rows can change."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from books import book
from hypothesis import given, settings
from hypothesis import strategies as st

from pumpurs_xl.claims.totals import Totals, totals
from pumpurs_xl.inspection import Inspection, inspect
from pumpurs_xl.values.money import cents, exact, parse_amount, split
from pumpurs_xl.values.month import Month, Period, Semester

AMOUNTS = st.integers(1, 10_000).map(lambda number: Decimal(number) / 100)
CEILINGS = st.sampled_from([0.0, 5.0, 12.34, 40.0])


@pytest.mark.parametrize(
    "text, meaning",
    [
        ("12,50", "12.50"),
        ("12.50", "12.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("31732,17 EUR", "31732.17"),
        ("€ 12,50", "12.50"),
        ("−3,00", "-3.00"),
        ("12", "12"),
        ("1.234", None),
        ("1,234", None),
        ("1.234,50", None),
        ("(12,50)", None),
        ("12,5O", None),
        ("12 34,50", None),
        ("", None),
        ("1٢,50", None),
    ],
)
def test_a_text_amount_has_one_meaning_or_none(text: str, meaning: str | None) -> None:
    assert parse_amount(text) == (None if meaning is None else Decimal(meaning))


@pytest.mark.parametrize(
    "number, shown", [(1.005, "1.01"), (2.675, "2.68"), (0.285, "0.29"), (1.5 * 0.35, "0.53"), (-1.005, "-1.01")]
)
def test_a_float_is_rounded_as_excel_shows_it(number: float, shown: str) -> None:
    assert cents(exact(number)) == Decimal(shown)


def test_the_programme_split_its_own_total_downwards() -> None:
    """39 812 376 = 33 840 519 + 5 971 857 in whole euro: the ESF part was cut, the state pays the rest (S 1)."""
    in_cents = Decimal(39_812_376) / 100
    esf, state = split(in_cents, Decimal(85))
    assert [esf * 100, state * 100] == [33_840_519, 5_971_857]
    assert split(in_cents, Decimal(85), "līdz tuvākajam centam")[0] * 100 == 33_840_520


@given(AMOUNTS, st.integers(0, 100), st.sampled_from(["uz leju", "līdz tuvākajam centam"]))
def test_esf_and_state_add_up(total: Decimal, share: int, rounding: Any) -> None:
    esf, state = split(total, Decimal(share), rounding)
    assert esf + state == total
    assert abs(esf - total * share / 100) < Decimal("0.01")


def school(tickets: list[tuple[int, Decimal]]) -> list[dict[str, Any]]:
    return [
        {"Datums": date(2023, month, 6 + place % 2), "Biļetes Nr.": f"B-{place}", "Samaksāts, EUR": float(paid)}
        for place, (month, paid) in enumerate(tickets)
    ]


def rates(month_ceiling: float, semester_ceiling: float) -> list[dict[str, Any]]:
    transport = {"Atbalsta veids": "Transports"}
    return [
        {**transport, "Likme": "Griesti mēnesī", "EUR": month_ceiling},
        {**transport, "Likme": "Griesti semestrī", "EUR": semester_ceiling},
    ]


def figures(found: Totals) -> list[Any]:
    return [found.total, *(each.sums for each in found.types)]


def of(tickets: list[dict[str, Any]], ceilings: list[dict[str, Any]]) -> Inspection:
    return inspect(book({"Transports": tickets, "Likmes": ceilings}))


TICKETS = st.lists(st.tuples(st.integers(2, 5), AMOUNTS), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(TICKETS, CEILINGS, CEILINGS, st.integers(0, 2**16))
def test_no_order_of_rows_changes_a_total(
    tickets: list[tuple[int, Decimal]], month: float, semester: float, seed: int
) -> None:
    rows = school(tickets)
    shuffled = random.Random(seed).sample(rows, len(rows))  # noqa: S311 # any order will do
    first, second = of(rows, rates(month, semester)), of(shuffled, rates(month, semester))
    periods: list[Period] = [Semester(2022, 2), *Semester(2022, 2).months]
    for period in periods:
        assert figures(totals(first, period)) == figures(totals(second, period))


@settings(max_examples=40, deadline=None)
@given(TICKETS, CEILINGS, CEILINGS)
def test_what_is_spent_is_eligible_or_not_and_under_every_ceiling(
    tickets: list[tuple[int, Decimal]], month: float, semester: float
) -> None:
    inspection = of(school(tickets), rates(month, semester))
    for item in inspection.accounts.compensations.values():
        assert item.actual == item.eligible + item.not_eligible == item.row.actual(inspection.book)
        assert sum((step.cut for step in item.steps), Decimal(0)) == item.not_eligible
        assert 0 <= item.eligible <= item.actual
    by_month = [totals(inspection, each).total for each in Semester(2022, 2).months]
    whole = totals(inspection, Semester(2022, 2)).total
    assert all(each.eligible <= exact(month) for each in by_month)
    assert whole.eligible <= exact(semester)
    assert whole.actual == sum((paid for _, paid in tickets), Decimal(0))
    for name in ("actual", "eligible", "not_eligible", "esf", "state", "rows"):
        assert getattr(whole, name) == sum(getattr(each, name) for each in by_month)
    assert whole.esf + whole.state == whole.eligible


def test_a_ceiling_that_is_just_reached_cuts_nothing() -> None:
    inspection = of(school([(2, Decimal(5))]), rates(5.0, 5.0))
    assert totals(inspection, Month(2023, 2)).total.not_eligible == 0
    assert [item.cuts for item in inspection.accounts.compensations.values()] == [()]
