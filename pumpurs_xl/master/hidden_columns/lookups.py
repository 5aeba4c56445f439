"""Hidden columns of the sheets that rows refer to: plans by learner and semester, rates and grants by number.

Each comes as an Excel formula and the same in Python, as in `column.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pumpurs_xl.master.hidden_columns.column import rate_code
from pumpurs_xl.master.layout import HEADER_ROW
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.model.row import Row
from pumpurs_xl.model.structured_formula import Value
from pumpurs_xl.programme import NOT_AGREED, SUSPENDED
from pumpurs_xl.support import MONTHLY, SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.budget import ALL, Grant
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.a1 import serial
from pumpurs_xl.values.month import Month


@dataclass(frozen=True)
class LookupColumn:
    """A hidden column: its heading, its formula, the value of a row, and the value of a blank one."""

    name: str
    formula: str
    value: Callable[[Any, Ledger], Value]
    blank: Value = 0


_PLACE = "ROW()-ROW({table}[[#Headers],[IAP ID]])"
_YEAR = "VALUE(LEFT(TRIM([Mācību gads]),4))*10+N([Semestris])"
_RUNS = (
    'IF(AND([_id]<>"",[Statuss]<>"",'
    + "".join(f'[Statuss]<>"{status}",' for status in NOT_AGREED)
    + "N([No])>0,N([No])<=EOMONTH(pumpurs_menesis,0),N([Līdz])>=pumpurs_menesis,"
    + f'OR([Statuss]<>"{SUSPENDED}",N([Apturēts no])=0,N([Apturēts no])>=pumpurs_menesis)),1,0)'
)


def _learner_id(plan: PlanDates) -> str:
    return plan.learner_id if plan.readable("learner_id") else ""


def _learner(plan: PlanDates, ledger: Ledger) -> int:
    return ledger.learners.get(_learner_id(plan).casefold(), 0)


def _semester(row: PlanDates | Grant) -> int:
    year = row.school_year if row.readable("school_year") else 0
    return year * 10 + (row.semester_number if row.readable("semester_number") else 0) if year else 0


def semester_code(month: Month) -> int:
    """The month's semester as one number: 20222 is semester 2 of 2022/2023."""
    return month.semester.year * 10 + month.semester.number


def place_in_semester(plan: PlanDates, ledger: Ledger) -> int:
    """The place of the learner's first plan in the semester of the month being worked on; 0 for other plans."""
    key = _learner(plan, ledger), _semester(plan)
    wanted = key[0] and key[1] == semester_code(ledger.month)
    return _place(plan) if wanted and _first_plans(ledger)[key] is plan else 0


@lru_cache(maxsize=1)
def _first_plans(ledger: Ledger) -> dict[tuple[int, int], PlanDates]:
    """The first plan of each learner and semester."""
    return {(_learner(plan, ledger), _semester(plan)): plan for plan in reversed(ledger.book.plans)}


def _place(row: Row) -> int:
    return row.number - HEADER_ROW


def runs(plan: PlanDates, month: Month) -> bool:
    """Whether support may be given in the month: agreed to, begun, not ended or suspended."""
    if not plan.readable("id", "start", "end", "status_text", "suspended_from"):
        return False
    return plan.runs_in(month)


def is_forgotten(plan: PlanDates, support_type: SupportType, ledger: Ledger) -> int:
    """1 where the plan grants the support type in the month and its sheet has no row of the learner, else 0."""
    key = _learner(plan, ledger) * 1000 + ledger.now
    return int(
        runs(plan, ledger.month)
        and plan.grants(support_type)
        and not ledger.pages[support_type.code].first("_men", key)
    )


def _forgotten_column(support_type: SupportType) -> LookupColumn:
    """Whether the plan grants the support type in the month and the sheet has no row of the learner."""
    rows = f"MATCH([_izgl]*1000+pumpurs_tagad,{support_type.table.name}[_men],0)"
    formula = f'IF(OR([_aktivs]=0,[{support_type.code}]=""),0,IF(ISNA({rows}),1,0))'
    name = f"_bez_{support_type.code}"
    return LookupColumn(name, formula, lambda plan, ledger: is_forgotten(plan, support_type, ledger))


def _any_rows_column(support_type: SupportType) -> LookupColumn:
    """Whether the support type's sheet has any row of the learner, beside the first of the learner's plans."""
    found = f"ISNUMBER(MATCH([_izgl],{support_type.table.name}[_izgl],0))"
    formula = f"IF([_izgl]<>{_PLACE},0,IF({found},1,0))"

    def value(plan: PlanDates, ledger: Ledger) -> int:
        place = _place(plan)
        return int(_learner(plan, ledger) == place and bool(ledger.pages[support_type.code].first("_izgl", place)))

    return LookupColumn(f"_ir_{support_type.code}", formula, value)


def _over_ceilings_column() -> LookupColumn:
    """Whether the learner is over a ceiling in the month's claims, beside the first of the learner's plans."""
    rows = ",".join(f"ISNUMBER(MATCH([_izgl],{support_type.table.name}[_pari],0))" for support_type in SUPPORT_TYPES)

    def value(plan: PlanDates, ledger: Ledger) -> int:
        place = _place(plan)
        is_over = any(page.first("_pari", place) for page in ledger.pages.values())
        return int(_learner(plan, ledger) == place and is_over)

    return LookupColumn("_pari", f"IF([_izgl]<>{_PLACE},0,IF(OR({rows}),1,0))", value)


PLAN_COLUMNS = (
    LookupColumn("_id", "TRIM([IAP ID])", lambda plan, _: plan.id if plan.readable("id") else "", ""),
    LookupColumn("_izg", "TRIM([Izglītojamā ID])", lambda plan, _: _learner_id(plan), ""),
    LookupColumn("_izgl", 'IF([_izg]="",0,MATCH([_izg],{table}[_izg],0))', _learner),
    LookupColumn("_sem", f"IFERROR({_YEAR},0)", lambda plan, _: _semester(plan)),
    LookupColumn(
        "_atsl",
        "[_izgl]*100000+[_sem]",
        lambda plan, ledger: _learner(plan, ledger) * 100000 + _semester(plan),
    ),
    LookupColumn(
        "_skats",
        f'IF(OR([_izgl]=0,[_sem]<>pumpurs_semestris),"",IF(MATCH([_atsl],{{table}}[_atsl],0)={_PLACE},{_PLACE},""))',
        lambda plan, ledger: place_in_semester(plan, ledger) or "",
        "",
    ),
    LookupColumn("_aktivs", _RUNS, lambda plan, ledger: int(runs(plan, ledger.month))),
    *(_forgotten_column(support_type) for support_type in MONTHLY),
    *(_any_rows_column(support_type) for support_type in SUPPORT_TYPES),
    _over_ceilings_column(),
)
_SUPPORT = "IFERROR(MATCH(TRIM([Atbalsta veids]),pumpurs_veidi,0),MATCH(TRIM([Atbalsta veids]),pumpurs_kodi,0))"
_DATES = "[Spēkā no],[Spēkā līdz]"


def _rate_number(rate: Rate) -> int:
    known = rate.readable("support", "kind", "amount", "start", "end", "place") and not rate.place
    return rate_code(rate.support, rate.kind) if known else 0


def _serial(rate: Rate, name: str) -> float:
    day = getattr(rate, name) if rate.readable(name) else None
    return serial(day) if day else 0


RATE_COLUMNS = (
    LookupColumn(
        "_kods",
        f'IF(AND(ISNUMBER([EUR]),TRIM([Vietas veids])="",COUNT({_DATES})=COUNTA({_DATES})),'
        f"IFERROR({_SUPPORT}*10+MATCH(TRIM([Likme]),pumpurs_likmes,0),0),0)",
        lambda rate, _: _rate_number(rate),
    ),
    LookupColumn("_no", "INT(N([Spēkā no]))", lambda rate, _: _serial(rate, "start")),
    LookupColumn(
        "_lidz",
        "IF(ISNUMBER([Spēkā līdz]),INT([Spēkā līdz]),1E6)",
        lambda rate, _: _serial(rate, "end") or 1e6,
        1e6,
    ),
    LookupColumn("_eur", "N([EUR])", lambda rate, _: float(rate.amount) if rate.readable("amount") else 0),
)


def _support_place(grant: Grant) -> int:
    """The place of the support type in the lists; the last one is all of them."""
    name = grant.support_name if grant.readable("support_name") else ""
    if name.casefold() == ALL.casefold():
        return len(SUPPORT_TYPES) + 1
    return SUPPORT_TYPES.index(grant.support) + 1 if name and grant.support else 0


GRANT_COLUMNS = (
    LookupColumn("_sem", f"IFERROR({_YEAR},0)", lambda grant, _: _semester(grant)),
    LookupColumn("_veids", f"IFERROR({_SUPPORT},0)", lambda grant, _: _support_place(grant)),
)
LOOKUP_COLUMNS: dict[str, tuple[LookupColumn, ...]] = {
    "tIAP": PLAN_COLUMNS,
    "tLikmes": RATE_COLUMNS,
    "tBudzets": GRANT_COLUMNS,
}
"""The hidden columns of each table that has such, by the table's name."""
