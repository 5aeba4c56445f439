"""Sākums: the month in numbered steps, each with its count and who does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.book import VERSION
from pumpurs_xl.claims.totals import totals
from pumpurs_xl.master.hidden_columns.lookups import is_forgotten, runs
from pumpurs_xl.master.layout import FINDINGS, MONTH_CELL, START, SUMMARY, VERSION_CELL, absolute
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.master.sheets.setup import paper, write_title
from pumpurs_xl.master.styles import GREY_INK, LINK, MONTH, Pen
from pumpurs_xl.master.summary.charts import shares_chart
from pumpurs_xl.master.summary.grid import MONTH_TABLE, TOTAL, in_table, reference
from pumpurs_xl.model.structured_formula import Live
from pumpurs_xl.support import MONTHLY, SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.findings import WEIGHTS
from pumpurs_xl.values.language import counted

_STEPS_AT = 8
_CHART_AT = _STEPS_AT + 11 + len(SUPPORT_TYPES)
_COORDINATOR, _ACCOUNTANT = "koordinators", "grāmatvedis"
_NEVER = "vēl nav pārbaudīts"
_ROWS, _PLANS = ("rinda", "rindas"), ("plāns", "plāni")
_ERRORS, _WARNINGS = ("kļūda", "kļūdas"), ("brīdinājums", "brīdinājumi")
_TO_LEARNERS = ("izglītojamajam", "izglītojamajiem")


@dataclass(frozen=True)
class _Step:
    """A line of the list: its number, what to do, who does it, how far it has come, and where it leads."""

    number: str
    what: str
    who: str
    live: Live
    sheet: str = ""


def write_start(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """The whole sheet: school, month and version, the steps, a chart."""
    help_line = "Strādājiet no augšas uz leju. Dzeltenajā šūnā izvēlieties mēnesi; viss pārējais aizpildās pats."
    write_title(pen, sheet, START, "PuMPuRS izdevumu pārskati", help_line)
    for column, width in enumerate((7, 40, 26, 62)):
        sheet.set_column(column, column, width)
    _write_top(pen, sheet, ledger)
    sheet.set_row(_STEPS_AT - 1, 20)
    for column, title in enumerate(("Solis", "Kas jādara", "Kurš", "Kā veicas")):
        sheet.write_string(_STEPS_AT - 1, column, title, pen.styles.header(START))
    for row, step in enumerate(_steps(ledger), start=_STEPS_AT):
        _write_step(pen, sheet, row, step)
    chart = shares_chart(pen)
    chart.set_size({"width": 960, "height": 360})
    sheet.insert_chart(_CHART_AT - 1, 0, chart, {"object_position": 2, "x_offset": 4})
    paper(sheet, landscape=False)
    sheet.print_area(0, 0, _CHART_AT + 19, 3)


_NO_SCHOOL = "(ierakstiet lapā Iestatījumi)"
_MONTH_CHOICE = {
    "validate": "list",
    "source": "=pumpurs_menesi",
    "input_title": "Mēnesis",
    "input_message": "Izvēlieties no saraksta vai ierakstiet mēneša pirmo datumu, piemēram, 01.02.2023.",
    "error_title": "Nav mēnesis",
    "error_message": "Ierakstiet mēneša pirmo datumu, piemēram, 01.02.2023.",
}


def _write_top(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """The school, the month to choose, and the version of the layout."""
    label, settings = pen.styles(bold=True), ledger.book.settings
    for row, text in enumerate(("Izglītības iestāde", "Mēnesis, ar kuru strādājat", "Grāmatas versija"), start=3):
        sheet.write_string(row, 1, text, label)
    school = settings.school if settings.readable("school") else ""
    name = 'INDEX(tIestatijumi[Vērtība],MATCH("Izglītības iestāde",tIestatijumi[Iestatījums],0))'
    sheet.write_formula("C4", f'=IF({name}="","{_NO_SCHOOL}",{name})', pen.styles(), school or _NO_SCHOOL)
    choice = pen.styles.entry(MONTH, bold=True, bg_color="#FFF3C4", align="left", locked=False)
    sheet.write_datetime(MONTH_CELL, ledger.month.first, choice)
    sheet.data_validation(MONTH_CELL, _MONTH_CHOICE)
    sheet.write_number(VERSION_CELL, VERSION, pen.styles(align="left", font_color=GREY_INK))
    pen.workbook.define_name("pumpurs_menesis", absolute(START, (5, 3)))
    pen.workbook.define_name("pumpurs_versija", absolute(START, (6, 3)))


def _write_step(pen: Pen, sheet: Worksheet, row: int, step: _Step) -> None:
    main = bool(step.number)
    sheet.set_row(row, 22 if main else 16)
    style = pen.styles.entry("@", bold=main, align="center" if main else "left")
    sheet.write_string(row, 0, step.number, style)
    words = pen.styles.entry("@", bold=main, indent=0 if main else 1)
    if step.sheet:
        link = pen.styles.entry("@", bold=main, indent=0 if main else 1, font_color=LINK, underline=1)
        sheet.write_url(row, 1, f"internal:'{step.sheet}'!A1", link, step.what, f"Atvērt lapu {step.sheet}")
    else:
        sheet.write_string(row, 1, step.what, words)
    sheet.write_string(row, 2, step.who, pen.styles.entry("@", font_color=GREY_INK))
    sheet.write_formula(row, 3, step.live.formula, pen.styles.entry("@", text_wrap=True), step.live.value)


def _steps(ledger: Ledger) -> Iterator[_Step]:
    """The steps of the month, and under two of them their parts."""
    year = "(YEAR(pumpurs_menesis)-IF(MONTH(pumpurs_menesis)<9,1,0))"
    semester = f'={year}&"./"&({year}+1)&". m.g. "&IF(MONTH(pumpurs_menesis)<9,2,1)&". semestris"'
    yield _Step("1", "Izvēlieties mēnesi", _COORDINATOR, Live(semester, ledger.month.semester.lv))
    plans = f'={_count_formula("SUM(tIAP[_aktivs])", *_PLANS)}&" šajā mēnesī"'
    active = sum(runs(plan, ledger.month) for plan in ledger.book.plans)
    yield _Step("2", "Sāciet mēnesi", _COORDINATOR, Live(plans, f"{_count(active, *_PLANS)} šajā mēnesī"))
    number = "(" + "+".join(map(_row_count_formula, SUPPORT_TYPES)) + ")"
    rows = sum(_row_count(support_type, ledger) for support_type in SUPPORT_TYPES)
    live = Live(f'={_count_formula(number, *_ROWS)}&" šajā mēnesī"', f"{_count(rows, *_ROWS)} šajā mēnesī")
    yield _Step("3", "Ievadiet datus", _COORDINATOR, live)
    for support_type in SUPPORT_TYPES:
        yield _Step("", support_type.title.lv, "", _rows_of_type(support_type, ledger), support_type.table.sheet)
    yield _Step("4", "Pārbaudiet", _ACCOUNTANT, _finding_counts(ledger), FINDINGS)
    yield _Step("", "Griesti", "", _over_ceilings(ledger), "Aprēķins")
    cell = reference(in_table(MONTH_TABLE, "eligible", TOTAL))
    amount = _money_text(totals(ledger.inspection, ledger.month).total.eligible)
    live = Live(f'="kompensējamā summa "&FIXED({cell},2,TRUE)&" EUR"', f"kompensējamā summa {amount} EUR")
    yield _Step("5", "Sagatavojiet pārskatus", _ACCOUNTANT, live, SUMMARY)
    seal = '=IF(COUNTIFS(tRegistrs[Mēnesis],pumpurs_menesis)=0,"vēl nav noslēgts","noslēgts")'
    yield _Step("6", "Noslēdziet mēnesi", _ACCOUNTANT, Live(seal, "vēl nav noslēgts"), "Reģistrs")


def _count_formula(number: str, one: str, other: str) -> str:
    """A formula: the number with its noun, singular after 1, 21, 31 …"""
    return f'{number}&IF(AND(MOD({number},10)=1,MOD({number},100)<>11)," {one}"," {other}")'


def _count(number: int, one: str, other: str) -> str:
    """What the formula gives for the number."""
    return counted(number, one, other, other)


def _row_count_formula(support_type: SupportType) -> str:
    return f"COUNTIFS({support_type.table.name}[_m],pumpurs_tagad)"


def _row_count(support_type: SupportType, ledger: Ledger) -> int:
    return sum(line["_m"] == ledger.now for line in ledger.pages[support_type.code].lines)


def _rows_of_type(support_type: SupportType, ledger: Ledger) -> Live:
    """How many rows; where every month needs one, also for how many plans, and how many lack theirs."""
    rows_formula = _count_formula(_row_count_formula(support_type), *_ROWS)
    rows = _count(_row_count(support_type, ledger), *_ROWS)
    if support_type not in MONTHLY:
        return Live(f"={rows_formula}", rows)
    plans_formula = _count_formula(f'SUMIFS(tIAP[_aktivs],tIAP[{support_type.code}],"<>")', *_PLANS)
    plans = [plan for plan in ledger.book.plans if runs(plan, ledger.month) and plan.grants(support_type)]
    missing = sum(is_forgotten(plan, support_type, ledger) for plan in plans)
    lacking = f"SUM(tIAP[_bez_{support_type.code}])"
    formula = f'={plans_formula}&", "&{rows_formula}&IF({lacking}=0,"",", trūkst "&{lacking})'
    return Live(formula, f"{_count(len(plans), *_PLANS)}, {rows}" + (f", trūkst {missing}" if missing else ""))


def _finding_counts(ledger: Ledger) -> Live:
    """Errors and warnings in Pārbaude, as the last check left them; a list just written is empty."""
    errors, warnings = (f'COUNTIFS(tParbaude[Svarīgums],"{WEIGHTS[weight]}")' for weight in ("error", "warning"))
    looked_at = f'COUNTIFS(tParbaude[Svarīgums],"{WEIGHTS["warning"]}",tParbaude[Izskatīts],"x")'
    verdicts = "+".join(f'COUNTIFS({support_type.table.name}[Pārbaude],"?*")' for support_type in SUPPORT_TYPES)
    counts = f'{_count_formula(errors, *_ERRORS)}&", "&{_count_formula(warnings, *_WARNINGS)}'
    counts += f'&IF({looked_at}=0,"",", izskatīti "&{looked_at})'
    was_checked = any(line.row.status for line in ledger.lines if line.row)
    value = f"{_count(0, *_ERRORS)}, {_count(0, *_WARNINGS)}" if was_checked else _NEVER
    return Live(f'=IF({verdicts}=0,"{_NEVER}",{counts})', value)


def _money_text(amount: Decimal) -> str:
    """As FIXED prints it in Latvian, without groups of thousands."""
    return f"{amount:.2f}".replace(".", ",")


def _over_ceilings(ledger: Ledger) -> Live:
    learners = len({line["_pari"] for line in ledger.lines} - {0})
    amount = totals(ledger.inspection, ledger.month).total.not_eligible
    cell = reference(in_table(MONTH_TABLE, "not_eligible", TOTAL))
    people = _count_formula("SUM(tIAP[_pari])", *_TO_LEARNERS)
    sentence = f'"pārsniegti "&{people}&"; neattiecināmi "&FIXED({cell},2,TRUE)&" EUR"'
    value = f"pārsniegti {_count(learners, *_TO_LEARNERS)}; neattiecināmi {_money_text(amount)} EUR"
    return Live(f'=IF(SUM(tIAP[_pari])=0,"nav pārsniegti",{sentence})', value if learners else "nav pārsniegti")
