"""Sākums: the month in numbered steps, each with its count and who does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.claims.totals import totals
from pumpurs_xl.master.charts import shares_chart
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.master.links import is_forgotten, runs
from pumpurs_xl.master.places import FINDINGS, MONTH_CELL, START, SUMMARY, VERSION_CELL, absolute
from pumpurs_xl.master.sheet_parts import lay_out, paper
from pumpurs_xl.master.styles import GREY_INK, LINK, MONTH, Pen
from pumpurs_xl.master.summary_grid import MONTH_TABLE, TOTAL, in_table, reference
from pumpurs_xl.model.structured_formula import Live
from pumpurs_xl.support import MONTHLY, SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.findings import WEIGHTS
from pumpurs_xl.values.language import counted

VERSION = 1
"""The layout of the workbook; it grows when a sheet or a column is added."""
_STEPS_AT = 8
_CHART_AT = _STEPS_AT + 11 + len(SUPPORT_TYPES)
_COORDINATOR, _ACCOUNTANT = "koordinators", "grāmatvedis"
_NEVER = "vēl nav pārbaudīts"
_ROWS = ("rinda", "rindas", "rindu")


@dataclass(frozen=True)
class _Step:
    """A line of the list: its number, what to do, who does it, how far it has come, and where it leads."""

    number: str
    what: str
    who: str
    live: Live
    sheet: str = ""


def write_start(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    help_line = "Strādājiet no augšas uz leju. Dzeltenajā šūnā izvēlieties mēnesi; viss pārējais aizpildās pats."
    lay_out(pen, sheet, START, "PuMPuRS izdevumu pārskati", help_line)
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


def _write_top(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    label, settings = pen.styles(bold=True), ledger.book.settings
    for row, text in enumerate(("Izglītības iestāde", "Mēnesis, ar kuru strādājat", "Grāmatas versija"), start=3):
        sheet.write_string(row, 1, text, label)
    school = settings.school if settings.readable("school") else ""
    name = 'INDEX(tIestatijumi[Vērtība],MATCH("Izglītības iestāde",tIestatijumi[Iestatījums],0))'
    sheet.write_formula(
        "C4",
        f'=IF({name}="","(ierakstiet lapā Iestatījumi)",{name})',
        pen.styles(),
        school or "(ierakstiet lapā Iestatījumi)",
    )
    chosen = pen.styles.entry(MONTH, bold=True, bg_color="#FFF3C4", align="left", locked=False)
    sheet.write_datetime(MONTH_CELL, ledger.month.first, chosen)
    sheet.data_validation(
        MONTH_CELL,
        {
            "validate": "list",
            "source": "=pumpurs_menesi",
            "input_title": "Mēnesis",
            "input_message": "Izvēlieties no saraksta vai ierakstiet mēneša pirmo datumu, piemēram, 01.02.2023.",
            "error_title": "Nav mēnesis",
            "error_message": "Ierakstiet mēneša pirmo datumu, piemēram, 01.02.2023.",
        },
    )
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
    yield _Step("1", "Izvēlieties mēnesi", _COORDINATOR, _chosen(ledger))
    yield _Step("2", "Sāciet mēnesi", _COORDINATOR, _begun(ledger))
    yield _Step("3", "Ievadiet datus", _COORDINATOR, _entered(ledger))
    for support_type in SUPPORT_TYPES:
        yield _Step("", support_type.title.lv, "", _of_type(support_type, ledger), support_type.table.sheet)
    yield _Step("4", "Pārbaudiet", _ACCOUNTANT, _checked(ledger), FINDINGS)
    yield _Step("", "Griesti", "", _over(ledger), "Aprēķins")
    yield _Step("5", "Sagatavojiet pārskatus", _ACCOUNTANT, _prepared(ledger), SUMMARY)
    yield _Step("6", "Noslēdziet mēnesi", _ACCOUNTANT, _sealed(), "Reģistrs")


def _words(number: str, one: str, other: str) -> str:
    """A formula: the number with its noun, singular after 1, 21, 31 …"""
    return f'{number}&IF(AND(MOD({number},10)=1,MOD({number},100)<>11)," {one}"," {other}")'


def _rows(number: str) -> str:
    return _words(number, *_ROWS[:2])


def _said(number: int, one: str, other: str) -> str:
    return counted(number, one, other, other)


def _chosen(ledger: Ledger) -> Live:
    year = "(YEAR(pumpurs_menesis)-IF(MONTH(pumpurs_menesis)<9,1,0))"
    formula = f'={year}&"./"&({year}+1)&". m.g. "&IF(MONTH(pumpurs_menesis)<9,2,1)&". semestris"'
    return Live(formula, ledger.month.semester.lv)


def _begun(ledger: Ledger) -> Live:
    active = sum(runs(plan, ledger.month) for plan in ledger.book.plans)
    return Live(
        f'={_words("SUM(tIAP[_aktivs])", "plāns", "plāni")}&" šajā mēnesī"',
        f"{_said(active, 'plāns', 'plāni')} šajā mēnesī",
    )


def _in_month(support_type: SupportType) -> str:
    return f"COUNTIFS({support_type.table.name}[_m],pumpurs_tagad)"


def _rows_of(support_type: SupportType, ledger: Ledger) -> int:
    return sum(line["_m"] == ledger.now for line in ledger.pages[support_type.code].lines)


def _entered(ledger: Ledger) -> Live:
    number = "(" + "+".join(map(_in_month, SUPPORT_TYPES)) + ")"
    found = sum(_rows_of(support_type, ledger) for support_type in SUPPORT_TYPES)
    return Live(f'={_rows(number)}&" šajā mēnesī"', f"{_said(found, *_ROWS[:2])} šajā mēnesī")


def _of_type(support_type: SupportType, ledger: Ledger) -> Live:
    rows, found = _in_month(support_type), _rows_of(support_type, ledger)
    if support_type not in MONTHLY:
        return Live(f"={_rows(rows)}", _said(found, *_ROWS[:2]))
    plans = f'SUMIFS(tIAP[_aktivs],tIAP[{support_type.code}],"<>")'
    granted = [plan for plan in ledger.book.plans if runs(plan, ledger.month) and plan.grants(support_type)]
    missing = sum(is_forgotten(plan, support_type, ledger) for plan in granted)
    lacking = f"SUM(tIAP[_bez_{support_type.code}])"
    formula = f'={_words(plans, "plāns", "plāni")}&", "&{_rows(rows)}&IF({lacking}=0,"",", trūkst "&{lacking})'
    said = f"{_said(len(granted), 'plāns', 'plāni')}, {_said(found, *_ROWS[:2])}"
    return Live(formula, said + (f", trūkst {missing}" if missing else ""))


def _checked(ledger: Ledger) -> Live:
    errors, warnings = (f'COUNTIFS(tParbaude[Svarīgums],"{WEIGHTS[weight]}")' for weight in ("error", "warning"))
    looked = f'COUNTIFS(tParbaude[Svarīgums],"{WEIGHTS["warning"]}",tParbaude[Izskatīts],"x")'
    anything = "+".join(f'COUNTIFS({support_type.table.name}[Pārbaude],"?*")' for support_type in SUPPORT_TYPES)
    counts = f'{_words(errors, "kļūda", "kļūdas")}&", "&{_words(warnings, "brīdinājums", "brīdinājumi")}'
    told = f'{counts}&IF({looked}=0,"",", izskatīti "&{looked})'
    never = not any(line.row.status for line in ledger.lines if line.row)
    said = f"{_said(0, 'kļūda', 'kļūdas')}, {_said(0, 'brīdinājums', 'brīdinājumi')}"  # a new list is empty
    return Live(f'=IF({anything}=0,"{_NEVER}",{told})', _NEVER if never else said)


def _ungrouped(amount: Decimal) -> str:
    """As FIXED prints it in Latvian."""
    return f"{amount:.2f}".replace(".", ",")


def _over(ledger: Ledger) -> Live:
    learners = len({line["_pari"] for line in ledger.lines} - {0})
    amount = totals(ledger.inspection, ledger.month).total.not_eligible
    cell = reference(in_table(MONTH_TABLE, "not_eligible", TOTAL))
    people = _words("SUM(tIAP[_pari])", "izglītojamajam", "izglītojamajiem")
    told = f'"pārsniegti "&{people}&"; neattiecināmi "&FIXED({cell},2,TRUE)&" EUR"'
    formula = f'=IF(SUM(tIAP[_pari])=0,"nav pārsniegti",{told})'
    said = f"pārsniegti {_said(learners, 'izglītojamajam', 'izglītojamajiem')}; neattiecināmi {_ungrouped(amount)} EUR"
    return Live(formula, said if learners else "nav pārsniegti")


def _prepared(ledger: Ledger) -> Live:
    cell = reference(in_table(MONTH_TABLE, "eligible", TOTAL))
    amount = totals(ledger.inspection, ledger.month).total.eligible
    return Live(f'="kompensējamā summa "&FIXED({cell},2,TRUE)&" EUR"', f"kompensējamā summa {_ungrouped(amount)} EUR")


def _sealed() -> Live:
    return Live('=IF(COUNTIFS(tRegistrs[Mēnesis],pumpurs_menesis)=0,"vēl nav noslēgts","noslēgts")', "vēl nav noslēgts")
