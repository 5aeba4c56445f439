"""Aprēķins, right side: what every formula of the workbook asks for, each with its defined name.

Settings as numbers, the lists by which sheets are linked, and the ceilings in force in each month.
"""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.hidden_columns.column import in_force, rate_code
from pumpurs_xl.master.hidden_columns.lookups import semester_code
from pumpurs_xl.master.layout import (
    CALCULATION,
    CEILINGS_AT,
    DAYS_OF,
    MONTHS,
    NAMED_LISTS_AT,
    NAMED_VALUES_AT,
    WINDOW,
    absolute,
)
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.master.styles import DAY, MONTH, NO_CEILING_FORMAT, Pen
from pumpurs_xl.model.structured_formula import Live
from pumpurs_xl.programme import ESF_SHARE
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.tables.budget import ALL
from pumpurs_xl.tables.settings import Rounding
from pumpurs_xl.values.a1 import address, serial
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Month

FALLBACK_START = "DATE(2017,3,16)"
_COUNT = len(SUPPORT_TYPES)


def _setting(name: str) -> str:
    return f'INDEX(tIestatijumi[Vērtība],MATCH("{name}",tIestatijumi[Iestatījums],0))'


def _numeric(name: str, fallback: str) -> str:
    return f"IF(ISNUMBER({_setting(name)}),{_setting(name)},{fallback})"


def named_values(ledger: Ledger) -> Iterator[tuple[str, str, Live, str]]:
    """How formulas count months, then the settings: name, label, formula with value, and number format of each."""
    window = ledger.window
    start = _numeric("Attiecināmības sākums", FALLBACK_START)
    base = Live(f"=12*(YEAR({start})-IF(MONTH({start})<9,1,0))+8", window.base)
    yield "pumpurs_baze", "Mēnešu skaita sākums", base, "0"
    first = serial(window.month(1).first)
    yield "pumpurs_no", "Grāmata aprēķina no", Live("=DATE((pumpurs_baze-8)/12,9,1)", first), DAY
    last = serial(window.month(WINDOW).last)
    yield "pumpurs_lidz", "Grāmata aprēķina līdz", Live(f"=EOMONTH(pumpurs_no,{WINDOW - 1})", last), DAY
    now = "YEAR(pumpurs_menesis)*12+MONTH(pumpurs_menesis)-pumpurs_baze"
    yield "pumpurs_tagad", "Izvēlētais mēnesis pēc kārtas", Live(f"={now}", ledger.now), "0"
    september = ledger.now - (ledger.now - 1) % 12
    yield "pumpurs_gads", "Tā mācību gada septembris", Live("=pumpurs_tagad-MOD(pumpurs_tagad-1,12)", september), "0"
    semester = "(YEAR(pumpurs_menesis)-IF(MONTH(pumpurs_menesis)<9,1,0))*10+IF(MONTH(pumpurs_menesis)<9,2,1)"
    yield "pumpurs_semestris", "Semestris (gads un numurs)", Live(f"={semester}", semester_code(ledger.month)), "0"
    settings, lesson = ledger.book.settings, _setting("Konsultācijas stundas ilgums, min")
    minutes = f"=IF(ISNUMBER({lesson}),IF({lesson}>0,{lesson},40),40)"
    yield "pumpurs_stunda", "Konsultācijas stunda, min", Live(minutes, float(ledger.book.lesson_minutes)), "0.##"
    share = Live(f"={_numeric('ESF daļa, %', str(ESF_SHARE))}", float(settings.esf_share))
    yield "pumpurs_esf", "ESF daļa, %", share, "0.##"
    rounding = f'=IF({_setting("ESF daļas noapaļošana")}="{Rounding.NEAREST}",0,1)'
    down = Live(rounding, int(settings.esf_rounding is Rounding.DOWN))
    yield "pumpurs_uz_leju", "ESF daļu noapaļo uz leju", down, "0"


def write_named_values(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """One a row: its label, and the cell to which its name belongs."""
    row, column = NAMED_VALUES_AT
    sheet.write_string(row - 1, column - 1, "Ko jautā formulas", pen.styles.header(CALCULATION))
    sheet.write_blank(row - 1, column, None, pen.styles.header(CALCULATION))
    for place, (name, label, live, number_format) in enumerate(named_values(ledger), start=row):
        sheet.write_string(place, column - 1, label, pen.styles.formula())
        sheet.write_formula(place, column, live.formula, pen.styles.formula(number_format), live.value)
        pen.workbook.define_name(name, absolute(CALCULATION, (place + 1, column + 1)))


def write_named_lists(pen: Pen, sheet: Worksheet) -> None:
    """The support types with their codes, and the sorts of rates: by these lists the sheets are linked."""
    row, column = NAMED_LISTS_AT
    titles = ("Atbalsta veids", "Kods", "Likme", "Mīnusi", "Dienas griesti")
    for place, title in enumerate(titles):
        sheet.write_string(row - 1, column - 1 + place, title, pen.styles.header(CALCULATION))
    lists = (
        ("pumpurs_veidi", [*(support_type.title.lv for support_type in SUPPORT_TYPES), ALL]),
        ("pumpurs_kodi", [*(support_type.code for support_type in SUPPORT_TYPES), ALL]),
        ("pumpurs_likmes", [str(rate) for rate in RateKind]),
    )
    for place, (name, words) in enumerate(lists, start=column):
        for number, word in enumerate(words):
            sheet.write_string(row + number, place - 1, word, pen.styles.formula())
        pen.workbook.define_name(name, absolute(CALCULATION, (row + 1, place), (row + len(words), place)))


def write_named_counts(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """Beside the lists, of each support type: its corrections and its day ceilings. Formulas skip what has none."""
    row, column = NAMED_LISTS_AT
    rates = [rate for rate in ledger.book.rates if rate.readable("support", "kind", "amount", "start", "end", "place")]
    for number, support_type in enumerate(SUPPORT_TYPES, start=row):
        below = sum(1 for line in ledger.pages[support_type.code].lines if line["_summa"] < ZERO)
        corrections = Live(f'=COUNTIF({support_type.table.name}[_summa],"<0")', below)
        _write_count(pen, sheet, (number, column + 2), f"pumpurs_minusi_{support_type.code}", corrections)
        if support_type in DAYS_OF:
            own = [
                rate for rate in rates if (rate.support, rate.kind, rate.place) == (support_type, RateKind.DAY, None)
            ]
            ceilings = Live(f"=COUNTIF(tLikmes[_kods],{rate_code(support_type, RateKind.DAY)})", len(own))
            _write_count(pen, sheet, (number, column + 3), f"pumpurs_dienas_{support_type.code}", ceilings)


def _write_count(pen: Pen, sheet: Worksheet, cell: tuple[int, int], name: str, live: Live) -> None:
    sheet.write_formula(*cell, live.formula, pen.styles.formula("0"), live.value)
    pen.workbook.define_name(name, absolute(CALCULATION, (cell[0] + 1, cell[1] + 1)))


def write_ceilings(pen: Pen, sheet: Worksheet, ledger: Ledger) -> None:
    """A row a month: the ceilings of the month, of its semester, and of its days where a support type has such."""
    row, column = CEILINGS_AT
    headings = ["Mēnesis", *(f"{support_type.code} mēnesī" for support_type in SUPPORT_TYPES)]
    headings += [f"{support_type.code} semestrī" for support_type in SUPPORT_TYPES]
    headings += [f"{support_type.code} {day}." for support_type in DAYS_OF for day in range(1, 32)]
    sheet.write_string(row - 2, column - 1, "Spēkā esošie griesti, EUR", pen.styles(bold=True, font_size=12))
    for place, heading in enumerate(headings, start=column - 1):
        sheet.write_string(row - 1, place, heading, pen.styles.header(CALCULATION))
    for index, number in enumerate(MONTHS, start=1):
        month = ledger.window.month(index)
        earlier = f"=EDATE(pumpurs_no,{index - 1})"
        sheet.write_formula(number - 1, column - 1, earlier, pen.styles.formula(MONTH), serial(month.first))
        for place, live in enumerate(_ceilings(ledger, month, index, number), start=column):
            sheet.write_formula(number - 1, place, live.formula, pen.styles.formula(NO_CEILING_FORMAT), live.value)
    blocks = {"pumpurs_menesi": (column, 1), "pumpurs_griesti_menesi": (column + 1, _COUNT)}
    blocks["pumpurs_griesti_semestri"] = (column + 1 + _COUNT, _COUNT)
    for place, support_type in enumerate(DAYS_OF):
        blocks[f"pumpurs_griesti_dienas_{support_type.code}"] = (column + 1 + 2 * _COUNT + 31 * place, 31)
    for name, (left, width) in blocks.items():
        area = absolute(CALCULATION, (MONTHS[0], left), (MONTHS[-1], left + width - 1))
        pen.workbook.define_name(name, area)


def _ceilings(ledger: Ledger, month: Month, index: int, row: int) -> Iterator[Live]:
    """The ceilings of a row: by month, by semester, by day."""
    first = f"${address(row, CEILINGS_AT[1])}"
    for support_type in SUPPORT_TYPES:
        value = ledger.ceiling(support_type, RateKind.MONTH, month.first)
        yield Live(f"={in_force(support_type, RateKind.MONTH, first)}", float(value))
    begins_semester = (index - 1) % 12 in {0, 4}
    for place, support_type in enumerate(SUPPORT_TYPES, start=CEILINGS_AT[1] + 1 + _COUNT):
        value = ledger.ceiling(support_type, RateKind.SEMESTER, month.semester.first)
        # Looked up once a semester; its other months repeat the row above.
        formula = in_force(support_type, RateKind.SEMESTER, first) if begins_semester else address(row - 1, place)
        yield Live(f"={formula}", float(value))
    for support_type in DAYS_OF:
        for number in range(31):  # a day that the month has not is held like its last one
            day = f"MIN({first}+{number},EOMONTH({first},0))"
            value = ledger.ceiling(support_type, RateKind.DAY, month.first.replace(day=min(number + 1, month.last.day)))
            formula = f"=IF(pumpurs_dienas_{support_type.code}=0,1E7,{in_force(support_type, RateKind.DAY, day)})"
            yield Live(formula, float(value))
