"""Aprēķins, left side: how the ceilings of one support type are used up, learner by month of the semester.

The reader chooses the support type; the sums come from the hidden columns beside its rows, so that one can follow
what a row's formula did. The right side (`named_values.py`) holds what all formulas ask for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.formula_values import learner_name
from pumpurs_xl.master.hidden_columns.lookups import place_in_semester
from pumpurs_xl.master.layout import CALCULATION, CHOICE_CELL, NAMED_VALUES_AT
from pumpurs_xl.master.ledger import Ledger, LedgerLine, total
from pumpurs_xl.master.sheets.named_values import (
    write_ceilings,
    write_named_counts,
    write_named_lists,
    write_named_values,
)
from pumpurs_xl.master.sheets.setup import paper, protect, write_title
from pumpurs_xl.master.styles import MONEY, NO_CEILING_FORMAT, Pen
from pumpurs_xl.model.structured_formula import Live, Value
from pumpurs_xl.support import SUPPORT_TYPES, TITLES
from pumpurs_xl.support.catering import CATERING
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.a1 import letters, serial

LEARNERS = 400
"""How many learners of a semester the sheet shows; the formulas of the rows know no such limit."""
_MONTHS = 8
_TITLES_AT, _CEILINGS_AT, _HEADINGS_AT = 5, 6, 7
_PLACE, _NAME, _PLAN, _KEY, _FIRST = range(1, 6)
"""Columns: the plan's place in IAP, the learner, the plan, the key of the first month, the first month."""
_SUMS = _FIRST + 2 * _MONTHS
_SHOWN = 20
_TITLE = "Griestu izlietojums semestrī"
_HELP = (
    "Izvēlieties atbalsta veidu. Katram mēnesim – cik iztērēts un cik no tā ir zem griestiem (pēc pakalpojuma mēneša). "
    "Rindas ar kļūdu un atliktās šeit nav."
)


@dataclass(frozen=True)
class _Learner:
    """A learner of the semester: the plan shown, and the first row of each month, beside which sums stand."""

    plan: PlanDates
    place: int
    key: int
    firsts: Sequence[LedgerLine | None]

    @classmethod
    def of(cls, plan: PlanDates, place: int, ledger: Ledger) -> "_Learner":
        """The learner of a plan that stands at this place in IAP."""
        months, page = ledger.month.semester.months, ledger.pages[CATERING.code]
        key = ledger.learners[plan.learner_id.casefold()] * 1000 + ledger.window.index(months[0])
        by_month = [page.having("_men", key + number) for number in range(len(months))]
        return cls(plan, place, key, [lines[0] if lines else None for lines in by_month])


def write_calculation(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """The whole sheet, both sides of it."""
    write_title(pen, sheet, CALCULATION, _TITLE, _HELP)
    sheet.write_string("B4", "Atbalsta veids", pen.styles(bold=True))
    style = pen.styles.entry("@", locked=False, bold=True, bg_color="#FFF8E1")
    sheet.write_string(CHOICE_CELL, CATERING.title.lv, style)
    wrong = {"error_title": "Nav sarakstā", "error_message": "Izvēlieties atbalsta veidu no saraksta."}
    sheet.data_validation(CHOICE_CELL, {"validate": "list", "source": list(TITLES), **wrong})
    sheet.write_formula("D4", "=MATCH($C$4,pumpurs_veidi,0)", pen.styles(), TITLES.index(CATERING.title.lv) + 1)
    _write_heads(pen, sheet, ledger)
    learners = [
        _Learner.of(plan, place, ledger) for plan in ledger.book.plans if (place := place_in_semester(plan, ledger))
    ]
    for number in range(1, LEARNERS + 1):
        learner = learners[number - 1] if number <= len(learners) else None
        for column, (live, number_format) in enumerate(_learner_cells(ledger, number, learner)):
            style = pen.styles.formula(number_format)
            sheet.write_formula(_HEADINGS_AT + number - 1, column, live.formula, style, live.value)
    write_named_values(pen, sheet, ledger)
    write_named_lists(pen, sheet)
    write_named_counts(pen, sheet, ledger)
    write_ceilings(pen, sheet, ledger)
    _set_up(sheet, len(learners))


def _set_up(sheet: Worksheet, length: int) -> None:
    """Widths, print set-up and protection."""
    for first, last, width in ((1, 1, 7), (2, 2, 26), (3, 3, 14), (_FIRST, _SUMS - 1, 9), (_SUMS, _SUMS + 2, 12)):
        sheet.set_column(first - 1, last - 1, width)
    sheet.set_column(_KEY - 1, _KEY - 1, None, None, {"hidden": True})
    sheet.set_column(NAMED_VALUES_AT[1] - 1, NAMED_VALUES_AT[1] - 1, 30)
    sheet.set_column(NAMED_VALUES_AT[1], NAMED_VALUES_AT[1] + 80, 12)
    sheet.set_row(_HEADINGS_AT - 1, 30)
    sheet.freeze_panes(_HEADINGS_AT, _PLAN)
    paper(sheet, landscape=True)
    sheet.repeat_rows(_TITLES_AT - 1, _HEADINGS_AT - 1)
    sheet.print_area(0, 0, _HEADINGS_AT + max(length, _SHOWN) - 1, _SUMS + 1)
    protect(sheet)


def _column_of_choice(name: str) -> str:
    """A column of the table of the support type that the reader chose."""
    return f"CHOOSE($D$4,{','.join(f'{support_type.table.name}[{name}]' for support_type in SUPPORT_TYPES)})"


_MONTH_ONE = "IF(MOD(pumpurs_tagad-1,12)<4,pumpurs_gads,pumpurs_gads+4)"
"""The first month of the semester, as formulas count months."""


def _write_heads(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """The months of the semester, the ceiling of each, and the headings under them."""
    head, bold = pen.styles.header(CALCULATION), pen.styles(bold=True)
    sheet.write_string(_CEILINGS_AT - 1, _NAME - 1, "Griesti, EUR", bold)
    months = ["Iztērēts", "Zem griestiem"] * _MONTHS
    titles = (
        "IAP rinda",
        "Izglītojamais",
        "IAP ID",
        "",
        *months,
        "Iztērēts",
        "Kompensējamā summa",
        "Neattiecināmā summa",
    )
    for column, title in enumerate(titles):
        sheet.write_string(_HEADINGS_AT - 1, column, title, head)
    for number in range(_MONTHS):
        _write_month_head(pen, sheet, ledger, number)
    sheet.write_string(_TITLES_AT - 1, _SUMS - 1, "Semestris", bold)
    formula = "=IFERROR(INDEX(pumpurs_griesti_semestri,pumpurs_tagad,$D$4),1E7)"
    style = pen.styles.formula(NO_CEILING_FORMAT)
    sheet.write_formula(_CEILINGS_AT - 1, _SUMS, formula, style, float(_semester_ceiling(ledger)))


def _write_month_head(pen: Pen, sheet: Worksheet, ledger: Ledger, number: int) -> None:
    """The title of a month and its ceiling; blank where the semester is over by then."""
    months, column = ledger.month.semester.months, _FIRST - 1 + 2 * number
    month = months[number] if number < len(months) else None
    within = f"{number}<IF(MOD(pumpurs_tagad-1,12)<4,4,8)"
    first = serial(month.first) if month else ""
    ceiling: Value = float(ledger.ceiling(CATERING, RateKind.MONTH, month.first)) if month else ""
    formula = f'=IF({within},EDATE(pumpurs_no,{_MONTH_ONE}+{number - 1}),"")'
    style = pen.styles(bold=True, num_format="[$-426]mmm yyyy", align="left")
    sheet.write_formula(_TITLES_AT - 1, column, formula, style, first)
    in_force = f"IFERROR(INDEX(pumpurs_griesti_menesi,{_MONTH_ONE}+{number},$D$4),1E7)"
    style = pen.styles.formula(NO_CEILING_FORMAT)
    sheet.write_formula(_CEILINGS_AT - 1, column + 1, f'=IF({within},{in_force},"")', style, ceiling)


Cells = Iterator[tuple[Live, str]]
"""The cells of a row from the left: formula with value, and number format."""


def _learner_cells(ledger: Ledger, number: int, learner: _Learner | None) -> Cells:
    """Who it is, what each month came to, and the semester."""
    row = _HEADINGS_AT + number
    place = f'=IF({number}>COUNT(tIAP[_skats]),"",SMALL(tIAP[_skats],{number}))'
    yield Live(place, learner.place if learner else ""), "0"
    name, plan = (f'=IF($A{row}="","",INDEX(tIAP[{heading}],$A{row}))' for heading in ("Izglītojamais", "IAP ID"))
    yield Live(name, learner_name(learner.plan, ledger) if learner else ""), "@"
    yield Live(plan, learner.plan.id if learner else ""), "@"
    key = f'=IF($A{row}="","",INDEX(tIAP[_izgl],$A{row})*1000+{_MONTH_ONE})'
    yield Live(key, learner.key if learner else ""), "0"
    for offset in range(_MONTHS):
        month = f"${letters(_FIRST + 2 * offset)}${_TITLES_AT}"
        line = learner.firsts[offset] if learner and offset < len(learner.firsts) else None
        for name in ("_mk", "_me"):
            sum_of_month = f"INDEX({_column_of_choice(name)},MATCH($D{row}+{offset},{_column_of_choice('_men')},0))"
            formula = f'=IF(OR($A{row}="",{month}=""),"",IFERROR({sum_of_month},""))'
            yield Live(formula, float(line[name]) if line else ""), MONEY
    yield from _semester_cells(ledger, row, learner)


def _semester_ceiling(ledger: Ledger) -> float:
    return float(ledger.ceiling(CATERING, RateKind.SEMESTER, ledger.month.semester.first))


def _semester_cells(ledger: Ledger, row: int, learner: _Learner | None) -> Cells:
    """What was spent in the semester, how much of it is eligible, how much is not."""
    lines = [line for line in learner.firsts if line] if learner else []
    spent, eligible = float(total(lines, "_mk")), min(float(total(lines, "_me")), _semester_ceiling(ledger))
    spent_cells, eligible_cells = (
        ",".join(f"{letters(_FIRST + after + 2 * number)}{row}" for number in range(_MONTHS)) for after in (0, 1)
    )
    first, second = letters(_SUMS), letters(_SUMS + 1)
    formulas = {
        f"ROUND(SUM({spent_cells}),2)": spent,
        f"ROUND(MIN(${second}${_CEILINGS_AT},SUM({eligible_cells})),2)": eligible,
        f"ROUND({first}{row}-{second}{row},2)": round(spent - eligible, 2),
    }
    for formula, value in formulas.items():
        yield Live(f'=IF($A{row}="","",{formula})', value if learner else ""), MONEY
