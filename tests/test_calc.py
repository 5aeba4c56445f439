"""LibreOffice Calc as a host: the engine of xlwings over UNO, and the buttons of the ribbon in a live Calc."""

import html
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sample_findings
import uno_session
import xlwings
from typer.testing import CliRunner

from pumpurs_xl import ribbon
from pumpurs_xl.cli import app
from pumpurs_xl.hosts.calc import engine as calc
from pumpurs_xl.hosts.calc.book import Book
from pumpurs_xl.hosts.calc.formula import from_excel, moves, to_excel
from pumpurs_xl.hosts.calc.ranges import Range
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.model.cell import NoValue
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.finding import Severity

SAMPLE = Path(__file__).parent.parent / "workbook" / "PuMPuRS-paraugs.xlsx"
FEBRUARY = datetime(2023, 2, 1)  # noqa: DTZ001 # a workbook knows no time zone
live = uno_session.needs()


# ---- Formulas: Excel's words and Calc's ----


@pytest.mark.parametrize(
    "excel, in_calc",
    [
        ("=SUM(A1,B$2:$C3)", "=SUM(A1;B$2:$C3)"),
        ("=ROW()-ROW(tED[[#Headers],[Nr.]])", "=ROW()-ROW(tED[[#Headers];[Nr.]])"),
        ("=ROUND(tKO[[#This Row],[Summa, EUR]],2)", "=ROUND(tKO[[#This Row];[Summa, EUR]];2)"),
        ("=SUM(tED[[#This Row],[1]:[31]])", "=SUM(tED[[#This Row];[1]:[31]])"),
        ("=SUM(tST[[Likme, EUR/km]],tED[Nr.])", "=SUM(tST[[Likme, EUR/km]];tED[Nr.])"),
        ('=IF(A1="a,b;c""d",";",",")', '=IF(A1="a,b;c""d";";";",")'),
        ("=Sākums!$C$5&'Mācību līdzekļi'!A1", "=$'Sākums'.$C$5&$'Mācību līdzekļi'.A1"),
        ("='O''Neil'!A1", "=$'O''Neil'.A1"),
        ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
        ("=SUM((A1:A2,B1:B2))", "=SUM((A1:A2~B1:B2))"),
        ("=SUM(A1:B2 B1:C2)", "=SUM(A1:B2!B1:C2)"),
        ("=STDEV.S(A1,LOG10(B2))", "=STDEV.S(A1;LOG10(B2))"),
        ("=IFERROR(#N/A,pumpurs_no)", "=IFERROR(#N/A;pumpurs_no)"),
        ("=tX[['#daļa, '[EUR']]]+1", "=tX[['#daļa, '[EUR']]]+1"),
    ],
)
def test_a_formula_is_the_same_there_and_back(excel: str, in_calc: str) -> None:
    assert from_excel(excel) == in_calc
    assert to_excel(in_calc) == excel


def test_short_forms_are_written_in_full_for_calc() -> None:
    assert from_excel("=tED[@Km]*tED[@[Summa, EUR]]") == "=tED[[#This Row];[Km]]*tED[[#This Row];[Summa, EUR]]"
    assert from_excel("=ROWS(tED[#All])") == "=ROWS(tED[[#All]])"


def test_words_of_calc_alone_become_excels() -> None:
    assert to_excel("=COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GETEOMONTH(A1;0)") == "=EOMONTH(A1,0)"
    assert to_excel("=IF(TRUE();$Sheet1.A1;FALSE())") == "=IF(TRUE,Sheet1!A1,FALSE)"
    assert to_excel("=#REF!") == "#REF!"  # an error value that was typed


def test_only_a_formula_that_names_cells_by_place_moves() -> None:
    assert moves("=A1*2")
    assert not moves('=tED[[#This Row],[A1]]&"A1"')


# ---- The engine ----


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[uno_session.Office]:
    with uno_session.office(tmp_path_factory.mktemp("libreoffice")) as running:
        yield running


@pytest.fixture(scope="session")
def engine(office: uno_session.Office) -> calc.Engine:
    before = xlwings.engines.active
    registered = calc.register(office.context)
    xlwings.engines.active = before
    return registered


@pytest.fixture
def script(engine: calc.Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> calc.Script:
    """Calc is what xlwings works on, in this test alone; answers in place of a user who is not there."""
    monkeypatch.setattr(xlwings.engines, "active", xlwings.Engine(impl=engine))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "profils"))
    monkeypatch.setattr("pumpurs_xl.hosts.machine.webbrowser.open", lambda _: True)
    engine.script = calc.Script()
    return engine.script


def in_front(engine: calc.Engine, document: Any) -> xlwings.Book:
    """The document, which xlwings.books.active answers from now on."""
    book = Book(engine.app, document)
    book.activate()
    return xlwings.Book(impl=book)


@pytest.fixture
def blank(office: uno_session.Office, engine: calc.Engine, script: calc.Script) -> Iterator[xlwings.Book]:
    """A new workbook with a table of two rows, of which the last column is calculated."""
    hidden = (uno_session.option("Hidden", True),)
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden)
    document.Sheets.insertNewByName("Cita lapa", 1)
    book = in_front(engine, document)
    sheet = book.sheets[0]
    rows = [["Prece", "Cena, EUR", "Skaits", "Summa, EUR"], ["zīmulis", 0.35, 2, None], ["burtnīca", 1.2, 3, None]]
    sheet.range("A4:D6").value = rows
    document.DatabaseRanges.addNewByName("tPreces", sheet.range("A4:D6").api.getRangeAddress())
    sheet.range("D5:D6").formula = "=ROUND(tPreces[[#This Row],[Cena, EUR]]*tPreces[[#This Row],[Skaits]],2)"
    yield book
    document.close(True)


@pytest.fixture(scope="module")
def opened(office: uno_session.Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The synthetic school, opened once for the tests that change nothing."""
    path = tmp_path_factory.mktemp("paraugs") / SAMPLE.name
    shutil.copy(SAMPLE, path)
    document = office.open(path)
    yield document
    office.close(document)


@pytest.fixture
def school(opened: Any, engine: calc.Engine, script: calc.Script) -> xlwings.Book:
    return in_front(engine, opened)


@pytest.fixture
def own_school(
    office: uno_session.Office, engine: calc.Engine, script: calc.Script, tmp_path: Path
) -> Iterator[xlwings.Book]:
    """The synthetic school, for a test that changes it."""
    path = tmp_path / "PuMPuRS.xlsx"
    shutil.copy(SAMPLE, path)
    document = office.open(path)
    yield in_front(engine, document)
    office.close(document)


def present(cells: xlwings.Range | None) -> xlwings.Range:
    assert cells is not None
    return cells


def as_live(value: Any) -> Any:
    """A value of the file as an open workbook gives it: a time of day is a fraction, a formula has its value."""
    if isinstance(value, NoValue):
        return None
    return timedelta(hours=value.hour, minutes=value.minute) / timedelta(1) if isinstance(value, time) else value


@live
def test_every_table_reads_as_the_file_does(school: xlwings.Book) -> None:
    live, stored = LiveWorkbook.active().read(), read_tables(SAMPLE)
    assert live.sheets == stored.sheets
    assert live.names == {name: stored.names[name] for name in ("pumpurs_menesis", "pumpurs_versija")}
    assert live.tables.keys() == stored.tables.keys()
    for name, table in stored.tables.items():
        found = live.tables[name]
        assert (found.sheet, found.header_row, found.headings) == (table.sheet, table.header_row, table.headings)
        held = found.rows[: len(table.rows)]
        assert [list(row) for row in held] == [[as_live(value) for value in row] for row in table.rows]
        assert not any(value is not None for row in found.rows[len(held) :] for value in row)
        assert found.formulas == {column: rows for column, rows in table.formulas.items() if rows}


@live
def test_every_formula_reads_as_excel_wrote_it(school: xlwings.Book) -> None:
    with zipfile.ZipFile(SAMPLE) as archive:
        for sheet in school.sheets:
            part = archive.read(f"xl/worksheets/sheet{sheet.index}.xml").decode()
            written = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f>', part)
            cells = sheet.used_range
            found = {
                address(cells.row + down, cells.column + across): text
                for down, row in enumerate(cells.formula)
                for across, text in enumerate(row)
                if text.startswith("=")
            }
            large = re.compile(r"(?<!-)\b1E(\d+)\b")
            plain = {
                cell: "=" + large.sub(lambda match: "1" + "0" * int(match[1]), html.unescape(text))
                for cell, text in written
            }
            assert found == plain


@live
def test_reading_changes_nothing_that_asks_to_be_saved(blank: xlwings.Book) -> None:
    blank.impl.api.setModified(False)
    with blank.app.properties(screen_updating=False, enable_events=False, calculation="manual"):
        assert (blank.app.screen_updating, blank.app.calculation) == (False, "manual")
        LiveWorkbook.active().read()
    blank.sheets[0].range("B5").select()
    assert (blank.app.screen_updating, blank.app.calculation) == (True, "automatic")
    assert not blank.impl.api.isModified()


@live
def test_the_book_knows_its_place(school: xlwings.Book) -> None:
    assert school.name == SAMPLE.name
    assert Path(school.fullname).is_file()
    assert xlwings.books.active == school
    assert school.app.version.major >= 7
    assert school.names["pumpurs_menesis"].refers_to == "=Sākums!$C$5"
    assert school.names["PUMPURS_MENESIS"].refers_to_range.value == FEBRUARY


@live
def test_values_are_written_and_read_as_in_excel(blank: xlwings.Book) -> None:
    cells = blank.sheets["Cita lapa"].range("A1:H1")
    written = ["007", "'=nav formula", 2.5, True, date(2023, 2, 1), None, "=1+1", "rinda\nrinda"]
    cells.value = [written]
    assert cells.options(ndim=2).value == [["007", "=nav formula", 2.5, True, FEBRUARY, None, 2.0, "rinda\nrinda"]]
    assert list(cells.formula[0]) == ["007", "=nav formula", "2.5", "1", "44958", "", "=1+1", "rinda\nrinda"]


@live
def test_numbers_survive_among_formulas_to_the_last_digit(blank: xlwings.Book) -> None:
    cells = blank.sheets["Cita lapa"].range("A1:D1")
    numbers = [0.1 + 0.2, 1 / 3, 1e-7, 123456789.987654321]
    cells.value = [numbers]
    plain = cells.value
    blank.sheets["Cita lapa"].range("A2:E2").value = [[*numbers, "=1"]]
    assert plain == blank.sheets["Cita lapa"].range("A2:D2").value == numbers


@live
def test_errors_are_named_when_asked_for(blank: xlwings.Book) -> None:
    cells = blank.sheets["Cita lapa"].range("A1:E1")
    cells.value = [["=1/0", "=NA()", "#REF!", "=nav_tāda()", "#N/A nav kļūda"]]
    assert cells.options(ndim=2).value == [[None, None, None, None, "#N/A nav kļūda"]]
    named = [["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#N/A nav kļūda"]]
    assert cells.options(ndim=2, err_to_str=True).value == named
    assert cells.formula[0][2] == "#REF!"


@live
def test_a_decimal_is_refused(blank: xlwings.Book) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        blank.sheets[0].range("A1").value = Decimal("1.005")


@live
def test_a_cell_whose_format_is_text_keeps_its_text(blank: xlwings.Book) -> None:
    cells = blank.sheets["Cita lapa"].range("A1:B1")
    cells.api.getCellByPosition(0, 0).NumberFormat = blank.impl.formats.usual(256)
    cells.value = [["=1+1", "=1+1"]]
    assert cells.value == ["=1+1", 2.0]


@live
def test_a_day_keeps_the_format_of_its_cell(blank: xlwings.Book) -> None:
    cell = blank.sheets["Cita lapa"].range("A1")
    cell.api.NumberFormat = own = blank.impl.api.NumberFormats.addNew("YYYY. MM.", blank.impl.api.CharLocale)
    cell.value = date(2023, 2, 1)
    assert cell.api.NumberFormat == own
    assert cell.value == FEBRUARY


@live
def test_what_is_written_changes_a_formula_on_another_sheet(blank: xlwings.Book) -> None:
    total = blank.sheets["Cita lapa"].range("A1")
    total.formula = "=SUM(tPreces[[Summa, EUR]])"
    assert total.value == 4.3
    blank.sheets[0].range("C6").value = 4.0
    assert total.value == 5.5
    assert total.formula == "=SUM(tPreces[[Summa, EUR]])"


@live
def test_a_formula_for_a_whole_block_moves_along(blank: xlwings.Book) -> None:
    sheet = blank.sheets["Cita lapa"]
    sheet.range("A1:A3").value = [[1], [2], [3]]
    sheet.range("B1:C3").formula = "=A1*10"
    assert sheet.range("B1:C3").value == [[10, 100], [20, 200], [30, 300]]


@live
def test_everything_waits_for_nothing_once_calculation_is_automatic(blank: xlwings.Book) -> None:
    total = blank.sheets["Cita lapa"].range("A1")
    total.formula = "=SUM(tPreces[[Summa, EUR]])"
    with blank.app.properties(calculation="manual"):
        blank.sheets[0].range("C6").value = 4.0
    with blank.app.properties(calculation="manual"):
        assert total.value == 5.5


@live
def test_a_table_grows_with_its_formulas_and_formats(blank: xlwings.Book) -> None:
    sheet, total = blank.sheets[0], blank.sheets["Cita lapa"].range("A1")
    cell = sheet.range("A1").api.getCellByPosition(0, 0).getCellAddress()
    blank.impl.api.NamedRanges.addNewByName("summas", "tPreces[[Summa, EUR]]", cell, 0)
    total.formula = "=SUM(summas)"
    sheet.range("B6").api.CellBackColor = 0xFFEEAA
    sheet.range("A8").value = "jau ierakstīts"
    sheet.tables["tPreces"].resize(sheet.range("A4:D9"))
    assert sheet.tables["tPreces"].range.get_address(False, False) == "A4:D9"
    assert sheet.range("A7:C9").value == [[None] * 3, ["jau ierakstīts", None, None], [None] * 3]
    assert {row[0] for row in sheet.range("D5:D9").formula} == {sheet.range("D5").formula}
    assert sheet.range("B9").api.CellBackColor == 0xFFEEAA
    sheet.range("B9:C9").value = [[2.0, 2.0]]
    assert total.value == 8.3  # a name for a column follows the table


@live
def test_a_table_that_shrinks_leaves_the_cells_as_they_are(blank: xlwings.Book) -> None:
    sheet = blank.sheets[0]
    sheet.tables["tPreces"].resize(sheet.range("A4:D5"))
    assert sheet.tables["tPreces"].range.shape == (2, 4)
    assert sheet.range("A6").value == "burtnīca"


@live
def test_a_formula_overwritten_in_the_last_row_comes_back_in_new_rows(blank: xlwings.Book) -> None:
    sheet = blank.sheets[0]
    sheet.range("D6").value = 9.99
    sheet.tables["tPreces"].resize(sheet.range("A4:D8"))
    assert sheet.range("D6").value == 9.99
    assert {row[0] for row in sheet.range("D7:D8").formula} == {sheet.range("D5").formula}


@live
def test_a_table_keeps_its_heading(blank: xlwings.Book) -> None:
    sheet = blank.sheets[0]
    with pytest.raises(xlwings.XlwingsError, match="heading"):
        sheet.tables["tPreces"].resize(sheet.range("A5:D9"))


@live
def test_a_table_without_rows_has_no_body(blank: xlwings.Book) -> None:
    sheet = blank.sheets[0]
    sheet.range("A5:D6").clear_contents()
    sheet.tables["tPreces"].resize(sheet.range("A4:D5"))
    assert sheet.tables["tPreces"].data_body_range is None
    assert present(sheet.tables["tPreces"].header_row_range).value == ["Prece", "Cena, EUR", "Skaits", "Summa, EUR"]


@live
def test_calcs_own_undo_never_takes_back_half_of_a_button(blank: xlwings.Book) -> None:
    sheet, steps = blank.sheets[0], blank.impl.api.UndoManager
    sheet.api.getCellRangeByName("F1").setPropertyValue("CellBackColor", 0xFFEEAA)
    assert steps.isUndoPossible()
    sheet.range("A5").select()
    assert sheet.range("A5").value == "zīmulis"
    assert steps.isUndoPossible()  # nothing was written: what the user did can be taken back
    sheet.tables["tPreces"].resize(sheet.range("A4:D8"))
    sheet.range("A7").value = "=1+1"
    assert not steps.isUndoPossible()


@live
def test_a_protected_sheet_refuses(blank: xlwings.Book) -> None:
    sheet = blank.sheets[0]
    sheet.api.protect("")
    for value in (1, "=1+1", None):
        with pytest.raises(xlwings.XlwingsError, match="protected"):
            sheet.range("A5:B6").value = value
    with pytest.raises(xlwings.XlwingsError, match="protected"):
        sheet.tables["tPreces"].resize(sheet.range("A4:D9"))
    assert sheet.range("A5").value == "zīmulis"


@live
def test_what_is_not_there_is_an_error_of_xlwings(blank: xlwings.Book) -> None:
    for missing in (blank.sheets, blank.names, blank.sheets[0].tables):
        with pytest.raises(xlwings.XlwingsError, match="nav_tāda"):
            missing("nav_tāda")


@live
def test_a_block_of_any_length_takes_as_many_calls(blank: xlwings.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real: Any = Range.__dict__["api"]
    monkeypatch.setattr(Range, "api", property(lambda cells: Counted(real.fget(cells), calls)))
    made = []
    for rows in (10, 1000):
        cells = blank.sheets["Cita lapa"].range((1, 1), (rows, 5))
        cells.value = [["teksts", 1.5, "=1+1", None, "'007"]] * rows
        assert cells.options(ndim=2).value[rows - 1] == ["teksts", 1.5, 2.0, None, "007"]
        assert cells.formula[rows - 1][2] == "=1+1"
        made.append(len(calls))
        calls.clear()
    assert made[0] == made[1] < 20


@live
def test_where_the_user_is(blank: xlwings.Book) -> None:
    blank.sheets["Cita lapa"].activate()
    blank.sheets["Cita lapa"].range("B3:C4").select()
    chosen = present(blank.selection)
    assert (chosen.address, chosen.sheet.name) == ("$B$3:$C$4", "Cita lapa")
    assert blank.sheets.active.name == "Cita lapa"


@live
def test_the_status_bar_speaks_and_falls_silent(blank: xlwings.Book) -> None:
    assert blank.app.status_bar is False
    blank.app.status_bar = "Pārskati: 1. mēnesis no 10"
    assert blank.app.status_bar == "Pārskati: 1. mēnesis no 10"
    blank.app.status_bar = False
    assert blank.app.status_bar is False


@live
def test_answers_come_in_order_and_none_is_made_up(blank: xlwings.Book, script: calc.Script) -> None:
    script.answers = ["yes", "cancel"]
    assert blank.app.alert("Gatavs.") == "ok"
    assert [blank.app.alert("Vai labot?", "PuMPuRS", "yes_no_cancel") for _ in range(2)] == ["yes", "cancel"]
    assert script.shown[1] == calc.Alert("Vai labot?", "PuMPuRS", "yes_no_cancel")
    with pytest.raises(LookupError, match="nobody"):
        blank.app.alert("Vai labot?", buttons="yes_no")


@live
def test_formats_and_widths_are_told_as_excel_tells_them(blank: xlwings.Book) -> None:
    prices = blank.sheets[0].range("B5:B6")
    prices.number_format = "0.00%"
    assert prices.number_format == "0.00%"
    prices[0, 0].number_format = "General"
    assert [each.number_format for each in (prices, prices[0, 0])] == [None, "General"]
    blank.sheets[0].impl.api.getColumns().getByName("B").IsVisible = False
    widths = [blank.sheets[0].range(address).column_width for address in ("A4", "B4", "A4:B4")]
    assert [width and width > 0 for width in widths] == [True, 0, None]
    blank.sheets[1].impl.api.IsVisible = False
    assert [sheet.impl.visible for sheet in blank.sheets] == [True, False]


@live
def test_the_blocks_of_formulas_are_found_at_once(blank: xlwings.Book) -> None:
    assert [cells.address for cells in blank.sheets[0].range("A4:D6").impl.get_special_cells("formulas", None)] == [
        "$D$5:$D$6"
    ]


@live
def test_structured_references_live_on_in_a_saved_file(blank: xlwings.Book, tmp_path: Path) -> None:
    path = tmp_path / "saglabāts.xlsx"
    blank.sheets[0].tables["tPreces"].resize(blank.sheets[0].range("A4:D7"))
    blank.save(path)
    with zipfile.ZipFile(path) as archive:
        sheet, table = (archive.read(f"xl/{part}1.xml").decode() for part in ("worksheets/sheet", "tables/table"))
    assert sheet.count("ROUND(tPreces[[#This Row],[Cena, EUR]]*tPreces[[#This Row],[Skaits]],2)") == 3
    assert 'ref="A4:D7"' in table


class Counted:
    """Cells that count what is asked of them."""

    def __init__(self, cells: Any, calls: list[str]) -> None:
        self.__dict__.update(cells=cells, calls=calls)

    def __getattr__(self, name: str) -> Any:
        self.calls.append(name)
        return getattr(self.cells, name)


# ---- The buttons, in a live Calc ----


def click(script: calc.Script, button: str, *answers: str) -> str:
    """Presses a button of the ribbon and gives its last sentence."""
    script.answers = list(answers)
    getattr(ribbon, button)()
    assert not script.answers, "a question was not asked"
    return script.shown[-1].prompt


def everything(book: xlwings.Book) -> dict[str, Any]:
    """What every table of the workbook holds: formulas, and values as they would be typed."""
    return {table.name: table.range.formula for sheet in book.sheets for table in sheet.tables}


def column(book: xlwings.Book, sheet: str, heading: str) -> list[Any]:
    (table,) = book.sheets[sheet].tables
    place = present(table.header_row_range).value.index(heading)
    return [row[place] for row in present(table.data_body_range).options(ndim=2).value]


@live
def test_a_check_in_calc_finds_what_the_file_has(own_school: xlwings.Book, script: calc.Script) -> None:
    before = everything(own_school)
    assert click(script, "check").startswith(sample_findings.sentence())
    found = sample_findings.findings()
    listed = zip(*(column(own_school, "Pārbaude", heading) for heading in ("Kods", "Lapa", "Šūna")), strict=True)
    assert sorted(listed) == sorted((each.code, each.place.sheet, each.place.cell or None) for each in found)
    warned = {each.place.row for each in found if each.severity is Severity.WARNING and each.place.sheet == "Ēdināšana"}
    beside = column(own_school, "Ēdināšana", "Pārbaude")
    assert {number for number, said in enumerate(beside, start=5) if said == "Brīdinājums: V18"} == warned
    assert f"0 kļūdas, {sample_findings.warnings()}" in {
        row[3] for row in own_school.sheets["Sākums"].range("A9:D22").value
    }

    own_school.sheets["Sākums"].activate()
    first = click(script, "next_finding")
    cell = present(own_school.selection)
    assert first.startswith(
        f"1. no {len(found)} – {cell.sheet.name}!{cell.get_address(False, False)}\nBrīdinājums V18: "
    )
    assert click(script, "next_finding").startswith(f"2. no {len(found)}")
    assert click(script, "previous_finding") == first

    assert "Pārbaudīt" in click(script, "undo")
    assert everything(own_school) == before


@live
def test_a_month_is_started_and_its_days_filled_in_calc(own_school: xlwings.Book, script: calc.Script) -> None:
    meals = own_school.sheets["Ēdināšana"]
    assert "Ēdināšana – 1 rinda" in click(script, "start_month")
    (table,) = meals.tables
    last = table.range.last_cell.row
    assert meals.range((last, 1), (last, 4)).value[0::3] == [last - 4, FEBRUARY]
    assert meals.range((last, 3)).value != "?"  # the calculated column found the learner
    meals.activate()
    meals.range((last, 5)).value = 3.5  # what a meal costs, typed into the first day
    meals.range((last, 5)).select()
    assert "EUR" in click(script, "fill_days")
    assert meals.range((last, 37)).value == 3.5 * meals.range((last, 36)).value > 35
    click(script, "undo")
    assert meals.range((last, 5), (last, 35)).value == [3.5] + [None] * 30


@live
def test_a_learner_is_found_and_a_cell_repaired_in_calc(own_school: xlwings.Book, script: calc.Script) -> None:
    travel = own_school.sheets["Transports"]
    travel.range("M5").value = "44,00"  # a number typed as text
    assert click(script, "check").startswith("1 kļūda")
    assert "1 šūna" in click(script, "fix", "yes")
    assert travel.range("M5").value == 44.0
    travel.activate()
    travel.range("B5").value = "Slej"
    travel.range("B5").select()
    assert "Slejiņš Jānis" in click(script, "find_learner", "no", "yes")
    assert travel.range("B5:C5").value == ["IAP-2-038", "Slejiņš Jānis"]


@live
def test_claims_prepared_in_calc_are_those_of_the_file(
    own_school: xlwings.Book, script: calc.Script, tmp_path: Path
) -> None:
    assert "8 pārskati" in click(script, "prepare_claims")
    command = ["claim", str(SAMPLE), "--month", "2023-02", "--out", str(tmp_path / "no faila")]
    assert CliRunner().invoke(app, command).exit_code == 0
    of_file = {path.name: path.read_bytes() for path in (tmp_path / "no faila").rglob("*.xlsx")}
    of_calc = {path.name: path.read_bytes() for path in (tmp_path / "Pārskati").rglob("*.xlsx")}
    assert of_calc == of_file
    assert "7\xa0622,08 EUR" in click(script, "show_summary")
    assert xlwings.books.active.sheets.active.name == "Kopsavilkums"
