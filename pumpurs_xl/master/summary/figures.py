"""Kopsavilkums: the formula of every figure, with the value that the totals give for it."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from pumpurs_xl.claims.totals import Sums, totals
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.master.summary.grid import (
    BY_NAME,
    FIRST_SEMESTER,
    FIRST_TABLE,
    MONTH_TABLE,
    MONTHS_OF_YEAR,
    SECOND_SEMESTER,
    TOTAL,
    TYPES,
    YEAR,
    in_block,
    in_table,
)
from pumpurs_xl.model.structured_formula import Live, Value, whole_column
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.budget import ALL
from pumpurs_xl.tables.plans import DRAFT, IN_AGREEMENT, INACTIVE
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Period, Semester, Span

_AGREED = "".join(f',tIAP[Statuss],"<>{status}"' for status in (DRAFT, IN_AGREEMENT, INACTIVE))
_SCHOOL_YEAR = "((pumpurs_baze-8+pumpurs_gads-1)/12)"


def period_of(ledger: Ledger, row: int) -> Period:
    """The months that a row of a block stands for."""
    year = ledger.month.semester.year
    semesters = Semester(year, 1), Semester(year, 2)
    months = semesters[0].months + semesters[1].months
    if row <= MONTHS_OF_YEAR:
        return months[row - 1]
    return Span(months[0], months[-1]) if row == YEAR else semesters[row - FIRST_SEMESTER]


@lru_cache(maxsize=64)
def _sums(ledger: Ledger, row: int) -> tuple[Sums, ...]:
    """The totals of each kind, and of all at the end."""
    found = totals(ledger.inspection, period_of(ledger, row))
    return (*(each.sums for each in found.types), found.total)


def figure(ledger: Ledger, name: str, row: int, place: int) -> Live:
    """A cell of a block: the figure of a month, semester or year, of a kind or of all."""
    value = BY_NAME[name].of(_sums(ledger, row)[place - 1])
    return Live(f"={_figure(name, row, place)}", float(value))


def _figure(name: str, row: int, place: int) -> str:
    if name == "learners":
        return _people(row, place)
    if place == TOTAL:
        return f"ROUND(SUM({in_block(name, row, 1)}:{in_block(name, row, TYPES)}),2)"
    if row > MONTHS_OF_YEAR:
        first, last = {FIRST_SEMESTER: (1, 4), SECOND_SEMESTER: (5, 12), YEAR: (1, 12)}[row]
        return f"ROUND(SUM({in_block(name, first, place)}:{in_block(name, last, place)}),2)"
    return _BY_MONTH[name](SUPPORT_TYPES[place - 1], row, place)


def _sum_of(heading: str, support_type: SupportType, row: int) -> str:
    table = support_type.table.name
    return f"ROUND(SUMIFS({whole_column(table, heading)},{table}[_p],pumpurs_gads+{row - 1}),2)"


def _esf(_: SupportType, row: int, place: int) -> str:
    """Whole cents before they are cut, so that no float decides one."""
    parts = f"ROUND({in_block('eligible', row, place)}*pumpurs_esf,6)"
    return f"IF(pumpurs_uz_leju=1,TRUNC({parts}),ROUND({parts},0))/100"


def _difference(of: str, less: str) -> Callable[[SupportType, int, int], str]:
    return lambda _, row, place: f"ROUND({in_block(of, row, place)}-{in_block(less, row, place)},2)"


_BY_MONTH: dict[str, Callable[[SupportType, int, int], str]] = {
    "eligible": lambda support_type, row, _: _sum_of("Kompensējamā summa, EUR", support_type, row),
    "actual": lambda support_type, row, _: _sum_of(support_type.amount.heading, support_type, row),
    "rows": lambda support_type, row, _: f"COUNTIFS({support_type.table.name}[_p],pumpurs_gads+{row - 1})",
    "esf": _esf,
    "state": _difference("eligible", "esf"),
    "not_eligible": _difference("actual", "eligible"),
}


def _people(row: int, place: int) -> str:
    """Learners once each: the first rows of each, in the sheet of the kind or in any."""
    kinds = SUPPORT_TYPES if place == TOTAL else (SUPPORT_TYPES[place - 1],)
    first, last, mark = {
        FIRST_SEMESTER: (0, 3, "_pirma_s"),
        SECOND_SEMESTER: (4, 11, "_pirma_s"),
        YEAR: (0, 11, "_pirma_g"),
    }.get(row, (row - 1, row - 1, "_pirma"))
    wanted = "2" if place == TOTAL else '">0"'
    return "+".join(
        f'COUNTIFS({support_type.table.name}[_p],">="&pumpurs_gads+{first},{support_type.table.name}[_p],"<="&pumpurs_gads+{last},'
        f"{support_type.table.name}[{mark}],{wanted})"
        for support_type in kinds
    )


def repeated(ledger: Ledger, name: str, table: int, place: int) -> Live:
    """A cell of a table above: what the block says of its period."""
    if table == MONTH_TABLE:
        row = (ledger.now - 1) % 12 + 1
        cells = f"{in_block(name, 1, place)}:{in_block(name, MONTHS_OF_YEAR, place)}"
        formula = f"=INDEX({cells},MOD(pumpurs_tagad-1,12)+1)"
    else:
        row = FIRST_SEMESTER if table == FIRST_TABLE else SECOND_SEMESTER
        formula = f"={in_block(name, row, place)}"
    return Live(formula, float(BY_NAME[name].of(_sums(ledger, row)[place - 1])))


def plans(ledger: Ledger, table: int, place: int) -> Live:
    """The plans of the period that grant the kind, spent or not."""
    first, last = {
        MONTH_TABLE: ("pumpurs_menesis", "EOMONTH(pumpurs_menesis,0)"),
        FIRST_TABLE: ("EDATE(pumpurs_no,pumpurs_gads-1)", "EOMONTH(pumpurs_no,pumpurs_gads+2)"),
    }.get(table, ("EDATE(pumpurs_no,pumpurs_gads+3)", "EOMONTH(pumpurs_no,pumpurs_gads+10)"))
    support_type = None if place == TOTAL else SUPPORT_TYPES[place - 1]
    granted = f',tIAP[{support_type.code}],"<>"' if support_type else ""
    running = f'tIAP[No],"<="&{last},tIAP[Līdz],">="&{first}'
    formula = f'=COUNTIFS(tIAP[IAP ID],"<>",{running},tIAP[Statuss],"<>"{_AGREED}{granted})'
    return Live(formula, _plans(ledger, _period(ledger, table), support_type))


def _period(ledger: Ledger, table: int) -> Period:
    if table == MONTH_TABLE:
        return ledger.month
    return Semester(ledger.month.semester.year, 1 if table == FIRST_TABLE else 2)


def _plans(ledger: Ledger, period: Period, support_type: SupportType | None) -> int:
    needed = ("id", "start", "end", "status_text")
    known = [plan for plan in ledger.book.plans if plan.readable(*needed)]
    return sum(
        plan.is_active and plan.overlaps(period) and (support_type is None or plan.grants(support_type))
        for plan in known
    )


def granted(ledger: Ledger, table: int, place: int) -> Live:
    """The budget of a semester for a kind; blank where there is none. For all: its own line, else the sum."""
    number = 1 if table == FIRST_TABLE else 2
    line = f"tBudzets[_sem],{_SCHOOL_YEAR}*10+{number},tBudzets[_veids],{place}"
    own = f"SUMIFS(tBudzets[[Piešķirts, EUR]],{line})"
    kinds = f"SUM({in_table(table, 'granted', 1)}:{in_table(table, 'granted', TYPES)})"
    missing = f'IF({kinds}=0,"",{kinds})' if place == TOTAL else '""'
    return Live(f"=IF(COUNTIFS({line})=0,{missing},{own})", _granted(ledger, table, place))


def _granted(ledger: Ledger, table: int, place: int) -> Value:
    semester = _period(ledger, table)
    name = ALL if place == TOTAL else SUPPORT_TYPES[place - 1]
    found = [
        grant.amount
        for grant in ledger.book.grants
        if grant.readable("amount", "school_year", "semester_number", "support_name")
        and grant.semester == semester
        and (grant.support or ALL) == name
    ]
    if place == TOTAL and not found:
        kinds = [_granted(ledger, table, each) for each in range(1, TOTAL)]
        return sum(value for value in kinds if isinstance(value, float)) or ""
    return float(sum(found, ZERO)) if found else ""


def left(ledger: Ledger, table: int, place: int) -> Live:
    """What remains of the budget; blank where there is none."""
    budget, spent = (in_table(table, name, place) for name in ("granted", "spent"))
    value = _granted(ledger, table, place)
    row = FIRST_SEMESTER if table == FIRST_TABLE else SECOND_SEMESTER
    rest = Decimal(str(value)) - _sums(ledger, row)[place - 1].eligible if isinstance(value, float) else None
    return Live(f'=IF({budget}="","",ROUND({budget}-{spent},2))', "" if rest is None else float(rest))
