"""Kopsavilkums: the formula of every figure, with the value that the totals give for it."""

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
from pumpurs_xl.programme import NOT_AGREED
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables.budget import ALL
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Period, Semester, Span

_AGREED = "".join(f',tIAP[Statuss],"<>{status}"' for status in NOT_AGREED)
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
    """The totals of each support type, and of all at the end."""
    found = totals(ledger.inspection, period_of(ledger, row))
    return (*(each.sums for each in found.types), found.total)


def block_figure(ledger: Ledger, name: str, row: int, place: int) -> Live:
    """A cell of a block: the figure of a month, semester or year, of a support type or of all."""
    value = float(BY_NAME[name].of(_sums(ledger, row)[place - 1]))
    if name == "learners":
        formula = _count_people(row, place)
    elif place == TOTAL:
        formula = f"ROUND(SUM({in_block(name, row, 1)}:{in_block(name, row, TYPES)}),2)"
    elif row > MONTHS_OF_YEAR:
        first, last = {FIRST_SEMESTER: (1, 4), SECOND_SEMESTER: (5, 12), YEAR: (1, 12)}[row]
        formula = f"ROUND(SUM({in_block(name, first, place)}:{in_block(name, last, place)}),2)"
    else:
        formula = _of_month(name, row, place)
    return Live(f"={formula}", value)


def _of_month(name: str, row: int, place: int) -> str:
    """The formula of a month's figure of a support type: its rows claimed then, or a sum of other figures."""
    support_type = SUPPORT_TYPES[place - 1]
    claimed = f"{support_type.table.name}[_p],pumpurs_gads+{row - 1}"

    def sum_of(heading: str) -> str:
        return f"ROUND(SUMIFS({whole_column(support_type.table.name, heading)},{claimed}),2)"

    eligible, esf, actual = (in_block(each, row, place) for each in ("eligible", "esf", "actual"))
    cents = f"ROUND({eligible}*pumpurs_esf,6)"  # whole cents before they are cut, so that no float decides one
    return {
        "eligible": sum_of("Kompensējamā summa, EUR"),
        "actual": sum_of(support_type.amount.heading),
        "rows": f"COUNTIFS({claimed})",
        "esf": f"IF(pumpurs_uz_leju=1,TRUNC({cents}),ROUND({cents},0))/100",
        "state": f"ROUND({eligible}-{esf},2)",
        "not_eligible": f"ROUND({actual}-{eligible},2)",
    }[name]


def _count_people(row: int, place: int) -> str:
    """The formula of learners once each: the first rows of each, in the support type's sheet or in any."""
    support_types = SUPPORT_TYPES if place == TOTAL else (SUPPORT_TYPES[place - 1],)
    first, last, mark = {
        FIRST_SEMESTER: (0, 3, "_pirma_s"),
        SECOND_SEMESTER: (4, 11, "_pirma_s"),
        YEAR: (0, 11, "_pirma_g"),
    }.get(row, (row - 1, row - 1, "_pirma"))
    wanted = "2" if place == TOTAL else '">0"'
    return "+".join(
        f'COUNTIFS({support_type.table.name}[_p],">="&pumpurs_gads+{first},{support_type.table.name}[_p],"<="&pumpurs_gads+{last},'
        f"{support_type.table.name}[{mark}],{wanted})"
        for support_type in support_types
    )


def period_figure(ledger: Ledger, name: str, table: int, place: int) -> Live:
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
    """The plans of the period that grant the support type, spent or not."""
    first, last = {
        MONTH_TABLE: ("pumpurs_menesis", "EOMONTH(pumpurs_menesis,0)"),
        FIRST_TABLE: ("EDATE(pumpurs_no,pumpurs_gads-1)", "EOMONTH(pumpurs_no,pumpurs_gads+2)"),
    }.get(table, ("EDATE(pumpurs_no,pumpurs_gads+3)", "EOMONTH(pumpurs_no,pumpurs_gads+10)"))
    support_type = None if place == TOTAL else SUPPORT_TYPES[place - 1]
    grants = f',tIAP[{support_type.code}],"<>"' if support_type else ""
    running = f'tIAP[No],"<="&{last},tIAP[Līdz],">="&{first}'
    formula = f'=COUNTIFS(tIAP[IAP ID],"<>",{running},tIAP[Statuss],"<>"{_AGREED}{grants})'
    period = _period(ledger, table)
    number = sum(
        plan.is_active and plan.overlaps(period) and (support_type is None or plan.grants(support_type))
        for plan in ledger.book.plans
        if plan.readable("id", "start", "end", "status_text")
    )
    return Live(formula, number)


def _period(ledger: Ledger, table: int) -> Period:
    if table == MONTH_TABLE:
        return ledger.month
    return Semester(ledger.month.semester.year, 1 if table == FIRST_TABLE else 2)


def budget(ledger: Ledger, table: int, place: int) -> Live:
    """The budget of a semester for a support type; blank where there is none, or a line of it tells no amount.

    For all: its own line, else the sum.
    """
    number = 1 if table == FIRST_TABLE else 2
    line = f"tBudzets[_sem],{_SCHOOL_YEAR}*10+{number},tBudzets[_veids],{place}"
    own = f"SUMIFS(tBudzets[[Piešķirts, EUR]],{line})"
    types = f"SUM({in_table(table, 'granted', 1)}:{in_table(table, 'granted', TYPES)})"
    missing = f'IF({types}=0,"",{types})' if place == TOTAL else '""'
    told = f'COUNTIFS({line},tBudzets[[Piešķirts, EUR]],">-1E15")'
    whole = f'IF({told}<COUNTIFS({line}),"",{own})'
    return Live(f"=IF(COUNTIFS({line})=0,{missing},{whole})", _budget(ledger, table, place))


def _budget(ledger: Ledger, table: int, place: int) -> Value:
    """EUR granted as the formula gives it: a number, or an empty text."""
    semester = _period(ledger, table)
    name = ALL if place == TOTAL else SUPPORT_TYPES[place - 1]
    lines = [
        grant
        for grant in ledger.book.grants
        if grant.readable("school_year", "semester_number", "support_name")
        and grant.semester == semester
        and (grant.support or ALL) == name
    ]
    if any(not grant.readable("amount") for grant in lines):
        return ""
    amounts = [grant.amount for grant in lines]
    if place == TOTAL and not amounts:
        types = [_budget(ledger, table, each) for each in range(1, TOTAL)]
        return sum(value for value in types if isinstance(value, float)) or ""
    return float(sum(amounts, ZERO)) if amounts else ""


def remainder(ledger: Ledger, table: int, place: int) -> Live:
    """What remains of the budget, EUR; blank where there is none."""
    granted, spent = (in_table(table, name, place) for name in ("granted", "spent"))
    value = _budget(ledger, table, place)
    row = FIRST_SEMESTER if table == FIRST_TABLE else SECOND_SEMESTER
    rest = Decimal(str(value)) - _sums(ledger, row)[place - 1].eligible if isinstance(value, float) else None
    return Live(f'=IF({granted}="","",ROUND({granted}-{spent},2))', "" if rest is None else float(rest))
