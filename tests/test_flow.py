"""The flow in small: rows in, compensation and totals out."""

from datetime import date
from decimal import Decimal

from books import book

from pumpurs_xl.claims.totals import totals
from pumpurs_xl.inspection import inspect
from pumpurs_xl.support.catering import CATERING
from pumpurs_xl.values.month import Month, Semester


def test_a_ceiling_cuts_what_is_over_it() -> None:
    ceiling = {"Atbalsta veids": "Ēdināšana", "Likme": "Griesti mēnesī", "EUR": 5.0, "Pamatojums": "līgums"}
    inspection = inspect(book({"Ēdināšana": [{}], "Likmes": [ceiling]}))
    [compensation] = inspection.accounts.compensations.values()
    assert (compensation.actual, compensation.eligible) == (Decimal("7.00"), Decimal("5.00"))
    assert compensation.steps[-1].cells == ("Likmes!D5",)
    sums = totals(inspection, Semester(2022, 2)).total
    assert (sums.learners, sums.eligible, sums.esf, sums.state) == (
        1,
        Decimal("5.00"),
        Decimal("4.25"),
        Decimal("0.75"),
    )


def test_a_postponed_row_is_held_and_uses_no_ceiling() -> None:
    inspection = inspect(book({"Ēdināšana": [{"Atlikts": "nav rēķina"}]}))
    catering = next(each for each in totals(inspection, Month(2023, 2)).types if each.support_type is CATERING)
    assert (catering.held_postponed.rows, catering.held_postponed.eur) == (1, Decimal("7.00"))
    assert catering.sums.rows == 0


def test_a_row_is_claimed_in_the_month_it_names() -> None:
    inspection = inspect(book({"Transports": [{"Pārskata mēnesis": date(2023, 3, 1)}]}))
    assert totals(inspection, Month(2023, 2)).total.rows == 0
    assert totals(inspection, Month(2023, 3)).total.actual == Decimal("3.50")
