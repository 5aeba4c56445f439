"""What the ƒ columns of the declared sheets show: the value beside each formula."""

from collections.abc import Callable

from pumpurs_xl.master.ledger import Ledger, LedgerLine
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.row import Row
from pumpurs_xl.model.structured_formula import Value
from pumpurs_xl.tables.absences import Absence
from pumpurs_xl.tables.plans import PlanDates

UNKNOWN = "?"


def formula_value(column: Column, line: LedgerLine) -> Value:
    """The value of a ƒ cell of a row of support."""
    count = line.page.support_type.count
    if not (count and column.field == count.name):
        return _BY_FIELD[column.field](line)
    if line.row is None or not line.row.readable("plan_id"):
        return ""
    number = count.of(line.row, line.page.ledger.book)
    return number if isinstance(number, int) else float(number)


def _name(line: LedgerLine) -> Value:
    row = line.row
    if row is None or not row.readable("plan_id"):
        return ""
    plan = line.page.ledger.book.plan_of(row)
    return learner_name(plan, line.page.ledger) if plan else UNKNOWN


def learner_name(row: Row, ledger: Ledger) -> str:
    """The name that a plan or an absence shows for its learner's ID."""
    assert isinstance(row, PlanDates | Absence)  # noqa: S101 # only these name a learner
    if not row.readable("learner_id"):
        return ""
    learner = ledger.book.learner(row.learner_id)
    if learner is None:
        return UNKNOWN
    return " ".join(str(getattr(learner, name)) if learner.readable(name) else "" for name in ("surname", "name"))


def _eligible(line: LedgerLine) -> Value:
    compensation = line.page.ledger.accounts.compensations.get(line.row) if line.row else None
    return float(compensation.eligible) if compensation else ""


_BY_FIELD: dict[str, Callable[[LedgerLine], Value]] = {
    "place_number": lambda line: line.number,
    "learner_name": _name,
    "amount": lambda line: "" if line.amount is None else float(line.amount),
    "compensated": _eligible,
}
