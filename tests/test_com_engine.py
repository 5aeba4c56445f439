"""The Excel of the tests has the manners of the real one behind COM, as excel.md tells them."""

import math
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from com_engine import Engine, changes, running
from com_engine_cells import com_error, kind_of
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableFormula
from xlwings.main import Table as ListObject

pytestmark = pytest.mark.no_cover  # of the program it runs little
SHIPPED = Path(__file__).parent.parent / "workbook"
FEBRUARY = datetime(2023, 2, 1)  # noqa: DTZ001 # a workbook knows no time zone
DOUBLE = "=tDati[[#This Row],[EUR]]*2"
ROWS: list[list[Any]] = [
    ["003", date(2023, 2, 3), 30.5, "=B2"],
    ["001", date(2023, 2, 1), 10, "=B3"],
    ["002", None, 20, "=B4"],
]


def written(path: Path) -> Path:
    """A small workbook: a table, an empty table, a protected sheet, values of every kind."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Dati"
    sheet.append(["Kods", "Diena", "EUR", "Kopā"])
    for *row, same in ROWS:
        sheet.append([*row, DOUBLE, None, same])
    for number in (2, 3, 4):
        sheet[f"A{number}"].number_format, sheet[f"B{number}"].number_format = "@", "dd.mm.yyyy"
    table: Any = Table(displayName="tDati", ref="A1:D4")
    table._initialise_columns()  # noqa: SLF001 # openpyxl does it only when it saves
    table.tableColumns[3].calculatedColumnFormula = TableFormula(attr_text=DOUBLE[1:])
    sheet.add_table(table)
    for a1, value, shown in [("H1", 12.3, "#,##0.00 €"), ("H2", time(8, 30), "hh:mm"), ("H3", "#N/A", "General")]:
        sheet[a1], sheet[a1].number_format = value, shown
    sheet["H4"].number_format = "@"
    empty = book.create_sheet("Tukša")
    empty["A1"] = "Kods"
    empty.add_table(Table(displayName="tTuksa", ref="A1:A2", insertRow=True))
    shut = book.create_sheet("Slēgta lapa")
    shut["A1"] = "Kods"
    shut["C1"].protection = Protection(locked=False)
    shut.add_table(Table(displayName="tSlegta", ref="A1:A3"))
    shut.protection.sheet = True
    book.create_sheet("Paslēpta").sheet_state = "hidden"
    book.defined_names["menesis"] = DefinedName("menesis", attr_text="Dati!$B$3")
    book.defined_names["kodi"] = DefinedName("kodi", attr_text="tDati[Kods]")
    book.save(path)
    return path


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("excel") / "Mazais.xlsx")


@pytest.fixture
def engine() -> Iterator[Engine]:
    with running() as engine:
        yield engine


@pytest.fixture
def book(engine: Engine, source: Path) -> xw.Book:
    return engine.open_book(source, "/school/Mazais.xlsx")


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets["Dati"]


@pytest.fixture
def table(sheet: xw.Sheet) -> ListObject:
    return sheet.tables["tDati"]


def body(table: ListObject) -> Any:
    assert table.data_body_range is not None
    return table.data_body_range.options(ndim=2).value


# --- what is read


def test_the_paid_part_of_xlwings_is_not_there() -> None:
    assert not xw.__pro__


def test_numbers_are_floats_days_are_datetimes_and_blanks_are_none(table: ListObject) -> None:
    third = datetime(2023, 2, 3)  # noqa: DTZ001
    assert body(table) == [["003", third, 30.5, None], ["001", FEBRUARY, 10.0, None], ["002", None, 20.0, None]]
    assert type(body(table)[1][2]) is float


def test_a_time_of_day_is_a_fraction(sheet: xw.Sheet) -> None:
    assert sheet["H2"].value == pytest.approx(8.5 / 24)


def test_money_is_a_decimal_of_four_places(sheet: xw.Sheet) -> None:
    assert str(sheet["H1"].value) == "12.3000"
    assert isinstance(sheet["H1"].value, Decimal)


@pytest.mark.parametrize(
    "number_format, kind",
    [
        ("General", "number"),
        ("#,##0.00", "number"),
        ('[>=10000000]"nav";#,##0.00', "number"),
        ("hh:mm", "number"),
        ("0.00E+00", "number"),
        ('[$-426]yyyy". gada "mmmm', "date"),
        ("mmmm", "date"),
        ("dd.mm.yyyy hh:mm", "date"),
        ("[$€-426] #,##0.00", "money"),
        ("_-* #,##0.00_-", "money"),
    ],
)
def test_the_number_format_tells_days_and_money(number_format: str, kind: str) -> None:
    assert kind_of(number_format) == kind


def test_an_error_is_none_unless_asked_for(sheet: xw.Sheet) -> None:
    assert sheet["H3"].value is None
    assert sheet["H3"].options(err_to_str=True).value == "#N/A"


def test_one_cell_is_a_scalar_and_one_row_a_flat_list(sheet: xw.Sheet) -> None:
    assert sheet["A2"].value == "003"
    assert sheet["A2:A3"].value == ["003", "001"]
    assert sheet["A2"].options(ndim=2).value == [["003"]]


def test_an_empty_table_has_no_body(book: xw.Book, engine: Engine) -> None:
    assert book.sheets["Tukša"].tables["tTuksa"].data_body_range is None
    assert engine.extents()["tTuksa"] == "A1:A2 (empty)"


def test_formulas_are_texts_in_rows_and_constants_among_them_too(sheet: xw.Sheet) -> None:
    rows: Any = sheet["C2:D3"].formula
    assert rows == (("30.5", DOUBLE), ("10", DOUBLE))
    assert sheet["B3"].formula == "44958"
    assert sheet["E2"].formula == ""


def test_a_formula_of_the_file_answers_the_value_stored_there(engine: Engine) -> None:
    book = engine.open_book(SHIPPED / "PuMPuRS.xlsx", "/school/PuMPuRS.xlsx")
    numbers = [row[0] for row in body(book.sheets["Ēdināšana"].tables["tED"])]
    assert numbers == [1.0, 2.0]
    assert engine.peek("Ēdināšana", "AZ5") == 10000000.0


# --- what is written


def test_a_decimal_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(TypeError, match="float"):
        sheet["A2"].value = Decimal("1.10")
    with pytest.raises(TypeError, match="float"):
        sheet["A2:B2"].value = [["x", Decimal(1)]]


@pytest.mark.parametrize("value", [time(8, 30), Path("x"), {1}], ids=str)
def test_what_com_does_not_know_is_refused(sheet: xw.Sheet, value: Any) -> None:
    with pytest.raises(TypeError):
        sheet["A2:B2"].value = [[value, "x"]]


@pytest.mark.parametrize("nothing", [None, "", math.nan], ids=str)
def test_nothing_empties_the_cell(sheet: xw.Sheet, engine: Engine, nothing: Any) -> None:
    sheet["A2:A3"].value = nothing
    assert sheet["A2:A3"].value == [None, None]
    assert ("Dati", "A2") not in engine.dump()


def test_a_text_cell_keeps_text_and_takes_numbers_and_formulas_as_text(sheet: xw.Sheet) -> None:
    for put, kept in [("00123", "00123"), (12.0, "12"), ("=1+1", "=1+1"), (True, "TRUE")]:
        sheet["H4"].value = put
        assert sheet["H4"].value == kept


@pytest.mark.parametrize(
    "text, meaning",
    [
        ("00123", 123.0),
        ("12.5", 12.5),
        ("1E5", 100000.0),
        ("2023-02-01", FEBRUARY),
        ("01.02.2023", FEBRUARY),
        ("30.02.2023", "30.02.2023"),
        ("6:00", 0.25),
        ("true", True),
        ("'00123", "00123"),
        ("12,5", "12,5"),
        ("010203-12345", "010203-12345"),
        ("R-1", "R-1"),
    ],
)
def test_elsewhere_a_text_becomes_what_excel_sees_in_it(sheet: xw.Sheet, text: str, meaning: Any) -> None:
    sheet["J1"].value = text
    assert sheet["J1"].value == meaning


def test_a_written_error_text_becomes_an_error(sheet: xw.Sheet) -> None:
    sheet["J1"].value = "#N/A"
    assert sheet["J1"].value is None


def test_a_day_written_into_a_plain_cell_is_shown_as_a_day(sheet: xw.Sheet) -> None:
    sheet["J1"].value = date(2023, 2, 1)
    sheet["C2"].number_format = "#,##0.00"
    sheet["C2"].value = date(2023, 2, 1)
    assert sheet["J1"].value == FEBRUARY
    assert sheet["C2"].value == 44958.0


def test_text_that_begins_with_an_equals_sign_becomes_a_formula(sheet: xw.Sheet) -> None:
    sheet["J1"].value = "=1+1"
    assert sheet["J1"].formula == "=1+1"
    assert sheet["J1"].value is None


def test_a_link_answers_its_text_and_another_formula_what_the_test_tells(sheet: xw.Sheet, engine: Engine) -> None:
    sheet["J1:J2"].formula = [['=HYPERLINK("#\'Dati\'!A2","šūna ""A2""")'], ["=1+1"]]
    assert sheet["J1:J2"].value == ['šūna "A2"', None]
    engine.tell("Dati", "J2", 2)
    assert sheet["J2"].value == 2.0
    sheet["J2"].formula = "=1+1"
    assert sheet["J2"].value == 2.0


@pytest.mark.parametrize("formula", ["=SUM(1", '="', "=SUM(1;2)", f'="{"x" * 256}"'])
def test_a_formula_excel_cannot_read_is_refused(sheet: xw.Sheet, formula: str) -> None:
    with pytest.raises(com_error):
        sheet["J1"].formula = formula


def test_one_formula_for_many_cells_is_filled_down(sheet: xw.Sheet) -> None:
    sheet["J2:J3"].formula = '=A2&$A$1&"A2"&SUM(tDati[EUR])'
    assert sheet["J3"].formula == '=A3&$A$1&"A2"&SUM(tDati[EUR])'


def test_a_block_is_written_at_once(sheet: xw.Sheet, engine: Engine) -> None:
    sheet["J1"].value = [[1, "x"], [2, None]]
    assert sheet["J1:K2"].value == [[1.0, "x"], [2.0, None]]
    assert [(write.sheet, write.address, write.kind) for write in engine.writes] == [("Dati", "J1:K2", "value")]


def test_rows_hidden_by_a_filter_are_written_too(sheet: xw.Sheet, engine: Engine) -> None:
    engine.filter("tDati", [3])
    sheet["A2:A4"].value = [["a"], ["b"], ["c"]]
    assert [row["Kods"] for row in engine.rows("tDati")] == ["a", "b", "c"]
    assert sheet["A3"].rows.hidden


# --- tables


def test_a_table_knows_its_parts(table: ListObject) -> None:
    assert (table.name, table.range.address) == ("tDati", "$A$1:$D$4")
    assert table.header_row_range is not None
    assert table.header_row_range.value == ["Kods", "Diena", "EUR", "Kopā"]
    assert table.parent.name == "Dati"


def test_a_grown_table_fills_formulas_and_formats_down(table: ListObject, sheet: xw.Sheet, engine: Engine) -> None:
    table.resize(sheet["A1:D6"])
    assert table.range.address == "$A$1:$D$6"
    assert [row["Kopā"] for row in engine.rows("tDati")] == [None] * 5
    assert engine.dump()["Dati", "D6"] == DOUBLE
    assert sheet["A5:A6"].number_format == "@"


def test_a_shrunk_table_leaves_the_content(table: ListObject, sheet: xw.Sheet, engine: Engine) -> None:
    before = engine.dump()
    table.resize(sheet["A1:D3"])
    assert engine.dump() == before
    table.resize(sheet["A1:D4"])
    assert engine.dump() == before


def test_the_row_number_of_a_new_row_is_worked_out(engine: Engine) -> None:
    book = engine.open_book(SHIPPED / "PuMPuRS.xlsx", "/school/PuMPuRS.xlsx")
    sheet = book.sheets["Ēdināšana"]
    sheet.tables["tED"].resize(sheet["A4:BU8"])
    assert [row["Nr."] for row in engine.rows("tED")] == [1.0, 2.0, 3.0, 4.0]


@pytest.mark.parametrize("a1", ["A2:D4", "A1:D1", "F1:H4"])
def test_a_table_keeps_its_heading_row_and_one_row_under_it(table: ListObject, sheet: xw.Sheet, a1: str) -> None:
    with pytest.raises(com_error):
        table.resize(sheet[a1])


def test_a_write_into_the_blank_row_makes_it_a_row(book: xw.Book) -> None:
    sheet = book.sheets["Tukša"]
    sheet["A2"].value = "x"
    assert body(sheet.tables["tTuksa"]) == [["x"]]


def test_what_is_not_there_is_told_as_xlwings_tells_it(book: xw.Book, sheet: xw.Sheet) -> None:
    with pytest.raises(com_error):
        book.sheets["Nav"]
    with pytest.raises(com_error):
        book.names["nav"]
    with pytest.raises(KeyError):
        sheet.tables["tNav"]
    with pytest.raises(KeyError):
        xw.books["Nav.xlsx"]
    assert "Dati" not in book.sheets  # a trap of xlwings on Windows: never true
    assert "Dati" in book.sheet_names


def test_names_lead_to_ranges(book: xw.Book, sheet: xw.Sheet) -> None:
    assert book.names["menesis"].refers_to_range.address == "$B$3"
    assert book.names["kodi"].refers_to_range.address == "$A$2:$A$4"
    assert sheet["MENESIS"].value == FEBRUARY
    assert "menesis" in book.names
    assert sheet["tDati[EUR]"].value == [30.5, 10.0, 20.0]


# --- Excel says no


def test_a_protected_sheet_is_not_written_but_for_its_open_cells(book: xw.Book, engine: Engine) -> None:
    sheet = book.sheets["Slēgta lapa"]
    before = engine.dump()
    with pytest.raises(com_error, match="protected") as raised:
        sheet["B1:C1"].value = [["x", "y"]]
    assert raised.value.hresult == -2147352567
    with pytest.raises(com_error, match="protected"):
        sheet.tables["tSlegta"].resize(sheet["A1:A9"])
    assert engine.dump() == before
    sheet["C1"].value = "y"
    assert sheet["C1"].value == "y"


def test_while_a_cell_is_edited_every_call_is_rejected_but_a_message_box_shows(book: xw.Book, engine: Engine) -> None:
    sheet, app = book.sheets["Dati"], book.app
    engine.editing = True
    acts = [lambda: sheet["A1"].value, lambda: book.name, lambda: setattr(app, "screen_updating", False), app.calculate]
    for act in acts:
        with pytest.raises(com_error) as raised:
            act()
        assert raised.value.args == (-2147418111, "Call was rejected by callee.", None, None)
    assert app.alert("Pabeidziet rakstīt šūnā.") == "ok"


def test_excel_can_go_away_halfway(sheet: xw.Sheet, engine: Engine) -> None:
    engine.allowed["write"] = 1
    sheet["J1"].value = 1
    with pytest.raises(com_error):
        sheet["J2"].value = 2
    assert engine.peek("Dati", "J2") is None


def test_cells_are_selected_only_on_the_sheet_in_front(book: xw.Book) -> None:
    sheet = book.sheets["Tukša"]
    with pytest.raises(com_error):
        sheet["A2"].select()
    sheet.activate()
    sheet["A2"].select()
    assert book.selection is not None
    assert (book.selection.sheet.name, book.selection.address) == ("Tukša", "$A$2")
    with pytest.raises(com_error):
        book.sheets["Paslēpta"].activate()


def test_api_is_refused(sheet: xw.Sheet, engine: Engine) -> None:
    parts = (sheet["A1"], sheet, sheet.book, sheet.book.app, sheet.tables["tDati"], sheet.book.names["menesis"])
    for part in parts:
        with pytest.raises(AssertionError, match="public part"):
            _ = part.api
    assert len(engine.refused) == len(parts)
    engine.refused.clear()


def test_a_refusal_that_the_product_swallows_fails_the_test_at_its_end() -> None:
    excel = running()
    engine = excel.__enter__()
    with suppress(AssertionError):
        _ = xw.books.api
    with pytest.raises(AssertionError, match="Books"):
        excel.__exit__(None, None, None)
    assert engine.refused


# --- the application


def test_answers_are_pressed_in_turn_and_prompts_read_back(book: xw.Book, engine: Engine) -> None:
    engine.answers += ["yes", "cancel"]
    assert book.app.alert("Vai turpināt?", "PuMPuRS", "yes_no", "info") == "yes"
    assert book.app.alert("Tiešām?", buttons="yes_no_cancel") == "cancel"
    assert book.app.alert("Gatavs.") == "ok"
    assert [prompt.text for prompt in engine.prompts] == ["Vai turpināt?", "Tiešām?", "Gatavs."]
    assert engine.prompts[0][1:] == ("PuMPuRS", "yes_no", "info", "yes")


def test_a_question_without_an_answer_in_store_fails_the_test(book: xw.Book, engine: Engine) -> None:
    with pytest.raises(AssertionError, match="no answer"):
        book.app.alert("Vai turpināt?", buttons="yes_no")
    engine.refused.clear()


def test_settings_are_put_back_after_an_exception(book: xw.Book) -> None:
    app = book.app

    def state() -> tuple[Any, ...]:
        return app.screen_updating, app.calculation, app.enable_events, app.status_bar

    def work() -> None:
        with app.properties(screen_updating=False, calculation="manual", enable_events=False, status_bar="…"):
            assert state() == (False, "manual", False, "…")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert state() == (True, "automatic", True, False)


def test_the_status_bar_is_remembered(book: xw.Book, engine: Engine) -> None:
    book.app.status_bar = "1 no 2"
    book.app.status_bar = False
    assert engine.statuses == ["1 no 2", False]


def test_a_macro_runs_where_the_test_has_one(book: xw.Book, engine: Engine) -> None:
    engine.macros["Sveiki"] = lambda name: f"Sveiki, {name}"
    assert book.app.macro("Sveiki")("Anna") == "Sveiki, Anna"
    with pytest.raises(com_error, match="Cannot run"):
        book.macro("Nav")()


def test_calls_are_counted_by_kind_and_can_be_reset(sheet: xw.Sheet, engine: Engine) -> None:
    cells = sheet["A1:D4"]
    engine.calls.clear()
    cells.value = cells.value
    assert (engine.calls["read"], engine.calls["write"]) == (1, 1)
    assert 10 < engine.calls.total() < 100  # what lies around them: sheets, books, addresses


# --- workbooks


def test_the_caller_is_the_mocked_book_until_the_engine_stops(source: Path) -> None:
    with running() as engine:
        engine.open_book(source, "/school/Mazais.xlsx").set_mock_caller()
        assert xw.Book.caller().name == "Mazais.xlsx"
    assert not hasattr(xw.Book, "_mock_caller")
    assert xw.engines.active is None


def test_several_books_are_open_and_one_is_in_front(book: xw.Book, engine: Engine, source: Path) -> None:
    other = engine.open_book(source, "/school/Otrais.xlsx")
    assert [xw.books.active.name, len(xw.books), xw.apps.count] == ["Otrais.xlsx", 2, 1]
    other.sheets["Dati"]["A1"].value = "x"
    assert book.sheets["Dati"]["A1"].value == "Kods"
    book.activate()
    assert xw.books.active == book
    with pytest.raises(com_error):
        engine.open_book(source, "/elsewhere/Mazais.xlsx")


def test_without_a_book_everything_about_the_active_one_fails(engine: Engine) -> None:
    with pytest.raises(AttributeError):
        _ = xw.books.active.name
    assert xw.apps.active is not None
    assert xw.apps.active.selection is None
    with pytest.raises(com_error):
        xw.apps.active.calculation = "manual"


def test_a_closed_book_answers_no_more(book: xw.Book) -> None:
    cells = book.sheets["Dati"]["A1:B2"]
    book.close()
    for act in (lambda: book.sheets, lambda: cells.value, lambda: setattr(cells, "value", 1)):
        with pytest.raises(com_error):
            act()


def test_a_book_opens_from_a_file_and_a_save_is_counted(engine: Engine, source: Path) -> None:
    book = xw.Book(source)
    book.save()
    assert (book.fullname, engine.book().saves) == (str(source), 1)


def test_a_book_in_onedrive_has_a_local_name_or_none_at_all(
    engine: Engine, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = engine.open_book(source, "https://d.docs.live.net/ab12/skola/PuMPuRS.xlsx")
    monkeypatch.setenv("OneDriveConsumer", str(tmp_path))
    assert book.name == "PuMPuRS.xlsx"
    with pytest.raises(xw.XlwingsError):
        _ = book.fullname
    (tmp_path / "skola").mkdir()
    (tmp_path / "skola" / "PuMPuRS.xlsx").touch()
    assert book.fullname == str(tmp_path / "skola" / "PuMPuRS.xlsx")


# --- what a person does


def test_a_row_typed_under_a_table_joins_it(book: xw.Book, engine: Engine) -> None:
    engine.type_in("Dati", "A5", "004")
    assert engine.rows("tDati")[-1]["Kods"] == "004"
    assert engine.dump()["Dati", "D5"] == DOUBLE


def test_sorting_moves_whole_rows_with_their_formulas(book: xw.Book, engine: Engine) -> None:
    engine.tell("Dati", "D3", 20.0)
    engine.sort("tDati", "Kods")
    assert [row["EUR"] for row in engine.rows("tDati")] == [10.0, 20.0, 30.5]
    assert engine.peek("Dati", "D2") == 20.0
    engine.sort("tDati", "Diena", descending=True)
    assert [row["Kods"] for row in engine.rows("tDati")] == ["003", "001", "002"]  # blanks last


def test_sorting_leaves_rows_that_a_filter_hides(book: xw.Book, engine: Engine) -> None:
    engine.filter("tDati", [2])
    engine.sort("tDati", "EUR", descending=True)
    assert [row["EUR"] for row in engine.rows("tDati")] == [30.5, 20.0, 10.0]


def test_deleted_rows_pull_up_what_is_below(book: xw.Book, engine: Engine) -> None:
    engine.type_in("Dati", "A8", "zemāk")
    engine.delete_rows("tDati", 1, 3)
    assert [row["Kods"] for row in engine.rows("tDati")] == ["001"]
    assert engine.peek("Dati", "A6") == "zemāk"
    assert engine.peek("Dati", "F4") is None
    assert engine.dump()["Dati", "F2"] == "=B2"


def test_a_table_without_its_last_row_is_empty(book: xw.Book, engine: Engine) -> None:
    engine.delete_rows("tDati", 1, 2, 3)
    assert book.sheets["Dati"].tables["tDati"].data_body_range is None
    assert engine.extents()["tDati"] == "A1:D2 (empty)"
    assert engine.rows("tDati") == []


def test_a_renamed_sheet_keeps_its_names_and_a_deleted_one_loses_them(book: xw.Book, engine: Engine) -> None:
    engine.type_in("Tukša", "C1", '=Dati!A1&"Dati!A1"')
    engine.rename_sheet("Dati", "Mani dati")
    assert book.names["menesis"].refers_to_range.sheet.name == "Mani dati"
    assert engine.dump()["Tukša", "C1"] == "='Mani dati'!A1&\"Dati!A1\""
    sheet = book.sheets["Mani dati"]
    engine.delete_sheet("Mani dati")
    assert book.names["menesis"].refers_to == "=#REF!$B$3"
    with pytest.raises(com_error):
        _ = book.names["menesis"].refers_to_range
    with pytest.raises(com_error):
        _ = sheet.name


def test_a_person_selects_cells_or_a_chart(book: xw.Book, engine: Engine) -> None:
    engine.select("Tukša", "A2")
    assert book.selection is not None
    assert book.selection.get_address(external=True) == "[Mazais.xlsx]Tukša!$A$2"
    engine.select("Tukša", None)
    assert book.selection is None


# --- the workbook we ship


def test_the_sample_school_reads_and_writes_and_each_test_has_its_own(engine: Engine) -> None:
    book = engine.open_book(SHIPPED / "PuMPuRS-paraugs.xlsx", "/school/PuMPuRS-paraugs.xlsx")
    before = engine.dump()
    sheet = book.sheets["Pārbaude"]
    table = sheet.tables["tParbaude"]
    with book.app.properties(screen_updating=False, calculation="manual", enable_events=False):
        table.resize(sheet["A4:J7"])
        assert table.data_body_range is not None
        table.data_body_range[:, :2].value = [["Kļūda", f"V{number:02}"] for number in (1, 2, 3)]
    assert [row["Kods"] for row in engine.rows("tParbaude")] == ["V01", "V02", "V03"]
    changed = changes(before, engine.dump())
    assert changed["Pārbaude", "A5"] == (None, "Kļūda")
    assert {sheet for sheet, _ in changed} == {"Pārbaude"}
