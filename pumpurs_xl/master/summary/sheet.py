"""Kopsavilkums, the sheet: month and semesters by support type, every month of the school year, charts."""

from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.layout import SUMMARY
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.master.sheets.setup import paper, protect, write_title
from pumpurs_xl.master.styles import COUNT, MONEY, MONTH, Pen
from pumpurs_xl.master.summary.charts import budget_chart, monthly_chart
from pumpurs_xl.master.summary.figures import block_figure, budget, period_figure, plans, remainder
from pumpurs_xl.master.summary.grid import (
    BY_NAME,
    CHARTS_AT,
    FIGURES,
    FIRST_SEMESTER,
    FIRST_TABLE,
    MONTH_TABLE,
    MONTHS_OF_YEAR,
    SECOND_TABLE,
    TABLE_COLUMNS,
    TOTAL,
    YEAR,
    block,
    in_block,
    in_table,
)
from pumpurs_xl.model.structured_formula import Live
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.values.a1 import serial

_HEADINGS = {
    "learners": "Izglītojamie",
    "plans": "Plāni",
    "rows": "Rindas",
    "actual": "Faktiskie izdevumi, EUR",
    "eligible": "Kompensējamā summa, EUR",
    "not_eligible": "Neattiecināmā summa, EUR",
    "esf": "ESF daļa, EUR",
    "state": "Valsts budžeta daļa, EUR",
    "granted": "Piešķirts, EUR",
    "spent": "Izlietots, EUR",
    "left": "Atlikums, EUR",
}
_OF_MONTH = TABLE_COLUMNS[:8]
_ALL = "Kopā"
_YEAR_TEXT = '(pumpurs_baze-8+pumpurs_gads-1)/12&"./"&(pumpurs_baze-8+pumpurs_gads-1)/12+1&". m.g."'


def write_summary(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """The whole sheet, protected: three tables, the charts, a block a figure."""
    help_line = "Aprēķinās pats no atbalsta lapām. Mēnesi izvēlas lapā Sākums; rindas ar kļūdu un atliktās šeit nav."
    write_title(pen, sheet, SUMMARY, "Kopsavilkums", help_line)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(TABLE_COLUMNS), 13.5)
    for table in (MONTH_TABLE, FIRST_TABLE, SECOND_TABLE):
        _write_period(pen, sheet, ledger, table)
    for each in FIGURES:
        _write_block(pen, sheet, ledger, each.name)
    sheet.insert_chart(CHARTS_AT - 1, 0, monthly_chart(pen), {"object_position": 2})
    sheet.insert_chart(CHARTS_AT - 1, 7, budget_chart(pen), {"object_position": 2})
    paper(sheet, landscape=True)
    sheet.set_h_pagebreaks([CHARTS_AT - 1, *(block(each.name) - 1 for each in FIGURES[::2])])
    protect(sheet)


def _write_period(pen: Pen, sheet: Worksheet, ledger: Ledger, table: int) -> None:
    names = _OF_MONTH if table == MONTH_TABLE else TABLE_COLUMNS
    year, number = ledger.month.semester.year, 1 if table == FIRST_TABLE else 2
    period = Live(f'={_YEAR_TEXT}&" {number}. semestris"', f"{year}./{year + 1}. m.g. {number}. semestris")
    if table == MONTH_TABLE:
        period = Live("=pumpurs_menesis", serial(ledger.month.first))
    style = pen.styles(bold=True, font_size=12, num_format=MONTH, align="left")
    sheet.write_formula(table - 1, 0, period.formula, style, period.value)
    sheet.set_row(table, 32)
    for place, heading in enumerate(["Atbalsta veids", *(_HEADINGS[name] for name in names)]):
        sheet.write_string(table, place, heading, pen.styles.header(SUMMARY))
    for place, title in enumerate([*(support_type.title.lv for support_type in SUPPORT_TYPES), _ALL], start=1):
        bold = {"bold": place == TOTAL}
        sheet.write_string(table + place, 0, title, pen.styles.entry("@", **bold))
        for name in names:
            live = _table_figure(ledger, name, table, place)
            style = pen.styles.entry(COUNT if name in {"learners", "plans", "rows"} else MONEY, **bold)
            sheet.write_formula(in_table(table, name, place), live.formula, style, live.value)


def _table_figure(ledger: Ledger, name: str, table: int, place: int) -> Live:
    if name in BY_NAME:
        return period_figure(ledger, name, table, place)
    if name == "spent":
        return Live(f"={in_table(table, 'eligible', place)}", period_figure(ledger, "eligible", table, place).value)
    return {"plans": plans, "granted": budget, "left": remainder}[name](ledger, table, place)


def _write_block(pen: Pen, sheet: Worksheet, ledger: Ledger, name: str) -> None:
    each, top = BY_NAME[name], block(name)
    sheet.write_string(top - 1, 0, f"{each.title} pa mēnešiem", pen.styles(bold=True, font_size=12))
    sheet.set_row(top, 32)
    for place, heading in enumerate(["Mēnesis", *(support_type.title.lv for support_type in SUPPORT_TYPES), _ALL]):
        sheet.write_string(top, place, heading, pen.styles.header(SUMMARY))
    for row in range(1, YEAR + 1):
        label, bold = _row_label(ledger, row), row > MONTHS_OF_YEAR
        style = pen.styles.entry(MONTH, bold=bold, align="left")
        sheet.write_formula(top + row, 0, label.formula, style, label.value)
        for place in range(1, TOTAL + 1):
            live = block_figure(ledger, name, row, place)
            style = pen.styles.entry(each.number_format, bold=bold or place == TOTAL)
            sheet.write_formula(in_block(name, row, place), live.formula, style, live.value)


def _row_label(ledger: Ledger, row: int) -> Live:
    year = ledger.month.semester.year
    if row <= MONTHS_OF_YEAR:
        first = serial(ledger.window.month(ledger.now - (ledger.now - 1) % 12 + row - 1).first)
        return Live(f"=EDATE(pumpurs_no,pumpurs_gads+{row - 2})", first)
    if row == YEAR:
        return Live(f"={_YEAR_TEXT}", f"{year}./{year + 1}. m.g.")
    number = row - FIRST_SEMESTER + 1
    return Live(f'="{number}. semestris"', f"{number}. semestris")
