"""Reading a workbook file: every cell is the one Excel shows, or says why it cannot be had."""

import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.cell import Cell as OracleCell
from openpyxl.cell.cell import MergedCell
from xlsxwriter.worksheet import Worksheet as Sheet

from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.model.cell import Cell, ErrorValue, MergedAway, NoValue
from pumpurs_xl.model.table import RawTable, RawWorkbook, StrayCell
from pumpurs_xl.values.refusal import Refusal

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ["IAP ID", "Datums", "Prece", "Samaksāts, EUR", "Summa, EUR", "Piezīmes"]
MARKERS = (ErrorValue, NoValue, MergedAway)
Fill = Callable[[xlsxwriter.Workbook, Sheet], object]


def nothing(*_: object) -> None:
    """Leaves the sheet as it is."""


def school(path: Path, fill: Fill = nothing, **options: bool) -> Path:
    """A table B4:G9 under its title, four rows filled and one left empty."""
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Mācību līdzekļi")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_string("A1", "Mācību līdzekļi")
        sheet.write_string("B2", "Viena rinda – viena prece")
        sheet.add_table("B4:G9", {"name": "tML", "columns": [{"header": name} for name in HEADINGS]})
        for row in (4, 5, 7, 8):
            sheet.write_string(row, 1, f"P{row}")
            sheet.write_datetime(row, 2, date(2023, 2, row), day)
            sheet.write_string(row, 3, "Klade")
            sheet.write_number(row, 4, row + 0.1)
            sheet.write_formula(row, 5, f"=E{row + 1}", None, row + 0.1)
        fill(book, sheet)
    return path


def edited(path: Path, old: str, new: str, *, part: str = SHEET, encoding: str = "utf-8") -> Path:
    """The same workbook with a text of a part replaced, as no spreadsheet program would."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    xml = parts[part].decode()
    assert old in xml
    parts[part] = xml.replace(old, new, 1).encode(encoding)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def table_of(path: Path) -> RawTable:
    return read_tables(path).tables["tML"]


def cell_of(table: RawTable, row: int, column: int) -> Cell:
    return table.rows[row - table.header_row - 1][column - table.first_column]


# ---- the second reader ----


def as_delivered(cell: OracleCell | MergedCell) -> Cell:
    """What openpyxl reads, said as we say it."""
    value = cell.value
    if cell.data_type == "e":
        return ErrorValue(str(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def disagreements(path: Path, book: RawWorkbook) -> list[tuple[str, int, int, Cell, Cell]]:
    """Cells of the tables in which openpyxl reads another value, and no marker says why."""
    oracle = openpyxl.load_workbook(path, data_only=True)
    found = []
    for table in book.tables.values():
        for row, values in enumerate(table.rows, start=table.header_row + 1):
            for column, value in enumerate(values, start=table.first_column):
                other = as_delivered(oracle[table.sheet].cell(row, column))
                if value != other or type(value) is not type(other):
                    found.append((table.sheet, row, column, value, other))
    return [difference for difference in found if not isinstance(difference[3], MARKERS)]


def everything(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    """One of each kind of cell that a person can make."""
    moments = [45016, 45016.25, 0.5, 1.5, 45016.9999, 60, 61]
    formats = ["dd.mm.yyyy", "yyyy. \\g\\a\\d\\a mmmm", "hh:mm", "[h]:mm", '#,##0.00 "dienas"', "[$-426]d. mmm;@"]
    kinds = book.add_worksheet("Veidi")
    headings = [{"header": name} for name in formats]
    kinds.add_table(2, 1, 2 + len(moments), len(formats), {"name": "tVeidi", "columns": headings})
    for column, name in enumerate(formats, start=1):
        shown = book.add_format({"num_format": name})
        for row, moment in enumerate(moments, start=3):
            kinds.write_number(row, column, moment, shown)
    for row, value in enumerate(["12,50", " ", "=1+1", "0123", "\n"], start=4):
        sheet.write_string(row, 6, value)
    sheet.write_boolean("E6", True)
    sheet.write_number("E7", 0)
    sheet.write_formula("F9", '=""', None, "")
    sheet.write_formula("F8", "=1/0", None, "#DIV/0!")


@pytest.mark.parametrize("date_1904", [False, True])
def test_openpyxl_reads_the_same_in_every_cell(tmp_path: Path, date_1904: bool) -> None:
    path = school(tmp_path / "skola.xlsx", everything, date_1904=date_1904)
    book = read_tables(path)
    assert disagreements(path, book) == []
    assert sum(value is not None for table in book.tables.values() for row in table.rows for value in row) > 60


def test_values_come_in_as_plain_python(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        sheet.write_boolean("E5", False)
        sheet.write_string("E6", "12,50")
        sheet.write_number("G5", 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number("G6", 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_number("G8", 44960.5, book.add_format({"num_format": "dd.mm.yyyy"}))

    table = table_of(school(tmp_path / "skola.xlsx", fill))
    assert table.rows[0] == ["P4", date(2023, 2, 4), "Klade", False, 4.1, time(12)]
    assert table.rows[1] == ["P5", date(2023, 2, 5), "Klade", "12,50", 5.1, timedelta(1.5)]
    assert table.rows[2] == [None] * 6
    assert cell_of(table, 8, 7) == datetime(2023, 2, 3, 12)  # noqa: DTZ001 # Excel knows no time zones
    assert type(cell_of(table, 5, 3)) is date


def test_rows_and_columns_are_where_excel_shows_them(tmp_path: Path) -> None:
    table = table_of(school(tmp_path / "skola.xlsx"))
    assert (table.sheet, table.header_row, table.first_column) == ("Mācību līdzekļi", 4, 2)
    assert [row[0] for row in table.rows] == ["P4", "P5", None, "P7", "P8"]
    assert list(table.headings) == HEADINGS
    assert table.formulas == {6: {5, 6, 8, 9}}


def test_empty_rows_at_the_end_of_a_table_are_not_made(tmp_path: Path) -> None:
    path = edited(school(tmp_path / "skola.xlsx"), 'ref="B4:G9"', 'ref="B4:G1048576"', part="xl/tables/table1.xml")
    assert table_of(path).rows == table_of(school(tmp_path / "cita.xlsx")).rows


def test_a_native_totals_row_is_no_row_of_the_table(tmp_path: Path) -> None:
    path = edited(
        school(tmp_path / "skola.xlsx"), 'totalsRowShown="0"', 'totalsRowCount="1"', part="xl/tables/table1.xml"
    )
    assert [row[0] for row in table_of(path).rows] == ["P4", "P5", None, "P7"]


def test_a_table_without_a_heading_row_has_the_headings_of_its_part(tmp_path: Path) -> None:
    path = school(tmp_path / "skola.xlsx")
    path = edited(path, 'ref="B4:G9"', 'ref="B5:G9" headerRowCount="0"', part="xl/tables/table1.xml")
    table = table_of(path)
    assert list(table.headings) == HEADINGS
    assert (table.header_row, len(table.rows)) == (4, 5)


# ---- what a value alone does not tell ----


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#SPILL!", "#CALC!"])
def test_an_error_value_is_never_an_empty_cell(tmp_path: Path, error: str) -> None:
    path = edited(school(tmp_path / "skola.xlsx"), '<c r="E5"><v>4.1</v>', f'<c r="E5" t="e"><v>{error}</v>')
    table = table_of(path)
    assert cell_of(table, 5, 5) == ErrorValue(error)
    assert [row[3] for row in table.rows[1:]] == [5.1, None, 7.1, 8.1]


def test_a_formula_without_a_value_is_never_an_empty_cell(tmp_path: Path) -> None:
    path = edited(school(tmp_path / "skola.xlsx"), "<f>E9</f><v>8.1</v>", "<f>E9</f>")
    assert cell_of(table_of(path), 9, 6) == NoValue()


def test_cells_under_a_merged_one_are_never_empty_cells(tmp_path: Path) -> None:
    title, amounts = '<mergeCell ref="A1:G1"/>', '<mergeCell ref="E5:E6"/>'
    merged = f'<mergeCells count="2">{title}{amounts}</mergeCells><pageMargins'
    path = edited(school(tmp_path / "skola.xlsx"), "<pageMargins", merged)
    table = table_of(path)
    assert disagreements(path, read_tables(path)) == []
    assert (cell_of(table, 5, 5), cell_of(table, 6, 5)) == (4.1, MergedAway())
    assert table.merges == ((5, 5, 6, 5),)


def test_only_rows_hidden_by_hand_are_told(tmp_path: Path) -> None:
    path = school(tmp_path / "skola.xlsx", lambda _, sheet: sheet.set_row(5, options={"hidden": True}))
    assert table_of(path).hidden_rows == {6}
    empty, filtered = '<autoFilter ref="B4:G9"/>', '<autoFilter ref="B4:G9"><filterColumn colId="0"/></autoFilter>'
    assert table_of(edited(path, empty, filtered, part="xl/tables/table1.xml")).hidden_rows == set()


def test_names_bring_the_values_of_their_cells(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        start = book.add_worksheet("Sākums 'Sāc' & <ej>")
        start.write_datetime("B3", date(2023, 2, 1), book.add_format({"num_format": "yyyy. mmmm"}))
        book.define_name("pumpurs_menesis", "='Sākums ''Sāc'' & <ej>'!$B$3")
        book.define_name("pumpurs_versija", "='Sākums ''Sāc'' & <ej>'!$B$4")
        book.define_name("Rinda", "='Mācību līdzekļi'!$B$5:$G$5")
        sheet.print_area("A1:G9")

    names = read_tables(school(tmp_path / "skola.xlsx", fill)).names
    assert names == {"pumpurs_menesis": date(2023, 2, 1), "pumpurs_versija": None}


# ---- outside the tables ----


def under(row: int, column: int) -> StrayCell:
    return StrayCell("Mācību līdzekļi", row, column, under="tML")


def far(row: int, column: int) -> StrayCell:
    return StrayCell("Mācību līdzekļi", row, column)


def test_rows_typed_under_a_table_that_did_not_grow_are_told(tmp_path: Path) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Sheet) -> None:
        sheet.write_row("B10", ["P9", 44960, "Klade", 3.5])
        sheet.write_row("B13", ["P9"])

    found = read_tables(school(tmp_path / "skola.xlsx", fill)).stray
    assert found == (*(under(10, column) for column in (2, 3, 4, 5)), under(13, 2))


def test_a_formula_or_an_error_under_a_table_is_told(tmp_path: Path) -> None:
    path = school(tmp_path / "skola.xlsx", lambda _, sheet: sheet.write_formula("E10", "=1/0", None, "#DIV/0!"))
    assert read_tables(path).stray == (under(10, 5),)


def test_the_next_table_below_is_not_under_the_first(tmp_path: Path) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Sheet) -> None:
        sheet.add_table("B12:C14", {"name": "tCita", "data": [["x", 1], ["y", 2]]})

    book = read_tables(school(tmp_path / "skola.xlsx", fill))
    assert book.stray == ()
    assert book.tables["tCita"].rows == [["x", 1.0], ["y", 2.0]]


def test_titles_notes_beside_and_blanks_below_are_no_strays(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        sheet.write_string("I6", "pārbaudīts")
        sheet.write_string("B10", " ")
        sheet.write_blank("B4000", None, book.add_format({"border": 1}))

    assert read_tables(school(tmp_path / "skola.xlsx", fill)).stray == ()


def test_an_error_value_far_away_is_told(tmp_path: Path) -> None:
    path = school(tmp_path / "skola.xlsx", lambda _, sheet: sheet.write_formula("AZ6", "=1/0", None, "#DIV/0!"))
    assert read_tables(path).stray == (far(6, 52),)


@pytest.mark.parametrize("place", [(120, 3), (6, 40), (1, 60), (1_048_576, 1), (5, 16_384), (1_048_576, 16_384)])
def test_a_value_far_away_is_told_and_the_table_is_read_all_the_same(tmp_path: Path, place: tuple[int, int]) -> None:
    row, column = place
    path = school(tmp_path / "skola.xlsx", lambda _, sheet: sheet.write_string(row - 1, column - 1, "x"))
    book = read_tables(path)
    assert book.stray == (far(row, column),)
    assert [row[3] for row in book.tables["tML"].rows] == [4.1, 5.1, None, 7.1, 8.1]


def test_strays_are_told_in_a_sheet_too_wide_to_be_read_whole(tmp_path: Path) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: Sheet) -> None:
        for row, column in ((9, 1), (300, 2), (900_000, 5), (1_048_575, 16_383)):
            sheet.write_number(row, column, 1)

    found = read_tables(school(tmp_path / "skola.xlsx", fill)).stray
    assert found == (under(10, 2), far(301, 3), far(900_001, 6), far(1_048_576, 16_384))


# ---- valid, but unusual ----


@pytest.mark.parametrize(
    "old, new, encoding",
    [
        pytest.param('encoding="UTF-8"', 'encoding="UTF-16"', "utf-16", id="two bytes a letter"),
        pytest.param('encoding="UTF-8"', 'encoding="ISO-8859-1"', "iso-8859-1", id="a western code page"),
        pytest.param("<v>4.1</v>", "<v><![CDATA[4.1]]></v>", "utf-8", id="a raw section"),
        pytest.param("<v>4.1</v>", "<v>4<!-- x -->.1</v>", "utf-8", id="a comment in a number"),
        pytest.param('<c r="E5"', "<c", "utf-8", id="a cell without an address"),
        pytest.param('<row r="5"', "<row r='5'", "utf-8", id="single quotes"),
        pytest.param('<dimension ref="A1:G9"/>', '<dimension ref="A1"/>', "utf-8", id="a wrong dimension"),
    ],
)
def test_xml_that_is_valid_but_unusual_loses_no_value(tmp_path: Path, old: str, new: str, encoding: str) -> None:
    expected = table_of(school(tmp_path / "skola.xlsx")).rows
    path = edited(school(tmp_path / "cita.xlsx"), old, new, encoding=encoding)
    assert table_of(path).rows == expected


def test_texts_in_another_encoding_lose_no_letter(tmp_path: Path) -> None:
    path = school(tmp_path / "skola.xlsx", lambda _, sheet: sheet.write_string("G5", "Ķēniņš & <dēls>\r\n"))
    expected = table_of(path).rows
    texts = "xl/sharedStrings.xml"
    assert table_of(edited(path, "UTF-8", "UTF-16", part=texts, encoding="utf-16")).rows == expected
    assert "Ķēniņš & <dēls>" in str(expected)


# ---- damage ----


@pytest.mark.parametrize("number", [-0.5, -5, -1e300])
@pytest.mark.parametrize("shown", ["0.00", "dd.mm.yyyy", "hh:mm", "[h]:mm"])
def test_a_negative_number_is_no_time_of_day(tmp_path: Path, number: float, shown: str) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        sheet.write_number("E5", number, book.add_format({"num_format": shown}))

    assert cell_of(table_of(school(tmp_path / "skola.xlsx", fill)), 5, 5) == number


def outcome(path: Path) -> RawWorkbook | None:
    try:
        return read_tables(path)
    except Refusal:
        return None


def test_random_damage_never_changes_a_value(tmp_path: Path) -> None:
    path = school(tmp_path / "skola.xlsx", everything)
    expected, content = read_tables(path), path.read_bytes()
    chance = random.Random(20231101)  # noqa: S311 # damage needs no secrets
    refused = 0
    for _ in range(400):
        broken = bytearray(content)
        for _ in range(chance.choice((1, 1, 3))):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        book = outcome(path)
        refused += book is None
        assert book in (None, expected)
    assert refused > 200
