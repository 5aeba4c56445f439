"""A defect of the program stops the run and is named; only a cell that cannot be read keeps a rule silent."""

import re
from functools import cached_property
from typing import Any

import pytest
from books import book

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import RuleCrashed
from pumpurs_xl.claims.claim import claims
from pumpurs_xl.inspection import inspect
from pumpurs_xl.model.cell import ErrorValue
from pumpurs_xl.model.row import Row, Unreadable
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables.absences import Absence
from pumpurs_xl.tables.budget import Grant
from pumpurs_xl.tables.calendar import CalendarPeriod
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import Plan
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.month import Month

SHEETS = ("Likmes", "Kalendārs", "Budžets", "Rēķini", "Kavējumi", "Izglītojamie", "IAP")
BASIC_CLASSES = (Rate, CalendarPeriod, Grant, Invoice, Absence, Learner, Plan)
ROW_CLASSES: tuple[type[Row], ...] = (*BASIC_CLASSES, *(support_type.row for support_type in SUPPORT_TYPES))


def everything() -> Book:
    """A learner with a row on every sheet, and another one who has a plan and nothing else."""
    one_row: dict[str, list[dict[str, Any]]] = {
        sheet: [{}] for sheet in (*SHEETS, *(support_type.table.sheet for support_type in SUPPORT_TYPES))
    }
    others = {"Izglītojamie": [{}, {"ID": "I002"}], "IAP": [{}, {"IAP ID": "P2", "Izglītojamā ID": "I002"}]}
    return book({**one_row, **others})


def slip(_: Row, *__: Any) -> Any:
    """A slip as one makes it: a search that found nothing, taken for one that did."""
    return re.match("x", "y").group(0)  # type: ignore[union-attr] # the slip


def properties(row: type[Row]) -> dict[str, type[Row]]:
    """The properties of a row class by name, each with the class that declares it."""
    owners = [owner for owner in reversed(row.__mro__) if issubclass(owner, Row) and owner is not Row]
    return {
        name: owner
        for owner in owners
        for name, value in vars(owner).items()
        if isinstance(value, property | cached_property)
    }


CASES = [pytest.param(row, name, id=f"{row.__name__}.{name}") for row in ROW_CLASSES for name in properties(row)]


@pytest.mark.parametrize("row, name", CASES)
def test_a_slip_in_a_property_stops_the_run(row: type[Row], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties(row)[name], name, property(slip))
    with pytest.raises((RuleCrashed, AttributeError), match=r"failed|NoneType"):
        claims(inspect(everything()), Month(2023, 2))


@pytest.mark.parametrize(
    "row, name",
    [
        (Rate, "key"),
        (CalendarPeriod, "covers"),
        (Grant, "semester"),
        (Invoice, "claimable"),
        (Absence, "covers"),
        (Learner, "grade"),
        (Plan, "last_day"),
        *((support_type.row, "service_day") for support_type in SUPPORT_TYPES),
    ],
)
def test_the_rule_that_met_the_slip_is_named(row: type[Row], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = slip if name == "covers" else property(slip)
    owner = next(owner for owner in row.__mro__ if name in vars(owner))
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(RuleCrashed, match=r"rule V\d\d failed") as crash:
        inspect(everything())
    assert isinstance(crash.value.__cause__, AttributeError)
    assert "'NoneType' object has no attribute 'group'" in str(crash.value.__cause__)


def test_a_broken_grade_never_lets_a_free_lunch_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fourth-grader with meals: V18 warns; with the grade broken it must not fall silent."""
    school: dict[str, list[dict[str, Any]]] = {
        "Ēdināšana": [{}],
        "Izglītojamie": [{"Izglītība": "vispārējā", "Klase/kurss": "4"}],
    }
    assert "V18" in {finding.code for finding in inspect(book(school)).findings}
    monkeypatch.setattr(Learner, "grade", property(slip))
    with pytest.raises(RuleCrashed):
        inspect(book(school))


def test_a_cell_that_cannot_be_read_keeps_only_its_rules_silent() -> None:
    [learner] = book({"Izglītojamie": [{"Klase/kurss": ErrorValue("#REF!")}]}).learners
    with pytest.raises(Unreadable, match="grade_text"):
        _ = learner.grade
    assert learner.full_name == "Paraudziņa Anna"
