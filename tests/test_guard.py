"""The guard: what is no sound workbook is refused in a plain sentence, and what values hide is told."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from pumpurs_xl.hosts.file.guard import parts as guard_parts
from pumpurs_xl.hosts.file.guard import scan
from pumpurs_xl.model.cell import Cell, ErrorValue, NoValue
from pumpurs_xl.values.a1 import Area
from pumpurs_xl.values.refusal import Refusal

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
Edit = tuple[str, str, str]  # part, old, new


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Transports A3:D6 with the headings in row 3: two trips, an empty row and a native totals row."""
    path = tmp_path / "skola.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Transports")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_string("A1", "Transports")
        headings = ("IAP ID", "Datums", "Samaksāts, EUR", "Summa")
        sheet.add_table(
            "A3:D6",
            {
                "name": "tTR",
                "total_row": True,
                "columns": [{"header": heading, "total_string": "Kopā"} for heading in headings],
            },
        )
        for row, amount in ((3, 1.25), (4, 2.5)):
            sheet.write_string(row, 0, "P1")
            sheet.write_datetime(row, 1, date(2023, 2, row), day)
            sheet.write_number(row, 2, amount)
            sheet.write_formula(row, 3, f"=C{row + 1}", None, amount)
        book.add_worksheet("Aprēķins").very_hidden()
        book.define_name("pumpurs_menesis", "=Transports!$B$4")
    return path


def edited(path: Path, *edits: Edit) -> Path:
    """The same workbook with a text of a part replaced, as no spreadsheet program would."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, old, new in edits:
        assert old.encode() in parts[name], f"{old} is not in {name}"
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def without(path: Path, part: str) -> Path:
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist() if name != part}
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def refused(path: Path) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        scan(path)
    assert refusal.value.say("lv").endswith(".")
    assert refusal.value.say("en").endswith(".")
    return refusal.value


def test_a_sound_workbook_tells_its_sheets_tables_and_names(school: Path) -> None:
    seen = scan(school)
    assert [(sheet.name, sheet.state) for sheet in seen.sheets] == [
        ("Transports", "visible"),
        ("Aprēķins", "veryHidden"),
    ]
    [table] = seen.tables
    assert (table.name, table.sheet, table.area) == ("tTR", "Transports", Area(3, 1, 6, 4))
    assert table.headings == ("IAP ID", "Datums", "Samaksāts, EUR", "Summa")
    assert list(table.body) == [4, 5]
    assert seen.names == {"pumpurs_menesis": "Transports!$B$4"}
    assert [seen.sheets[0].rows[row][0] for row in (4, 5, 6)] == ["P1", "P1", "Kopā"]


# ---- at the door ----


def test_a_missing_file_a_folder_and_a_lock_file_each_have_their_sentence(tmp_path: Path) -> None:
    assert "nav atrasts" in refused(tmp_path / "skola.xlsx").say("lv")
    assert "ir mape" in refused(tmp_path).say("lv")
    lock = tmp_path / "~$skola.xlsx"
    lock.write_bytes(b"\x05Anna")
    assert "pašu darbgrāmatu “skola.xlsx”" in refused(lock).say("lv")


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "ir tukšs"),
        (b"Datums;Summa\n", "nav Excel darbgrāmata"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "vecajā formātā (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "ar paroli"),
        (b"PK\x03\x04" + bytes(40), "ir bojāts"),
    ],
)
def test_what_is_no_workbook_is_sent_away(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "skola.xlsx"
    path.write_bytes(content)
    assert sentence in refused(path).say("lv")


def test_another_kind_of_office_file_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "vestule.xlsx"
    with zipfile.ZipFile(path, "w") as letter:
        letter.writestr("[Content_Types].xml", "<Types/>")
        letter.writestr("word/document.xml", "<document/>")
    assert "nav Excel darbgrāmata" in refused(path).say("lv")


def test_a_workbook_cut_short_is_damaged(school: Path) -> None:
    school.write_bytes(school.read_bytes()[:-400])
    assert "ir bojāts" in refused(school).say("lv")


def test_a_digit_changed_on_the_disk_is_noticed_by_the_checksum(school: Path) -> None:
    with zipfile.ZipFile(school) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(school, "w", zipfile.ZIP_STORED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    school.write_bytes(school.read_bytes().replace(b"<v>1.25</v>", b"<v>9.25</v>"))
    assert "ir bojāts" in refused(school).say("lv")


def test_a_password_flag_inside_the_file_asks_for_the_password_to_go(school: Path) -> None:
    content = bytearray(school.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    school.write_bytes(bytes(content))
    assert "ar paroli" in refused(school).say("lv")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels", "xl/tables/table1.xml"])
def test_a_missing_part_is_damage(school: Path, part: str) -> None:
    refused(without(school, part))


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), "../skola.txt", "/skola.xml", SHEET.replace("/", "\\")])
def test_a_part_twice_or_out_of_place_is_damage(school: Path, name: str) -> None:
    with zipfile.ZipFile(school, "a") as parts, pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)
        parts.writestr(name, "<x/>")
    assert "ir bojāts" in refused(school).say("lv")


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_parts, "LARGEST_PART", 1_000)
    assert "pārāk liels" in refused(school).say("lv")


# ---- inside ----

DOCTYPE = ('standalone="yes"?>', 'standalone="yes"?><!DOCTYPE x [<!ENTITY e "1">]>')


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param((SHEET, *DOCTYPE), id="document type in a sheet"),
        pytest.param((TEXTS, *DOCTYPE), id="document type in the texts"),
        pytest.param(("docProps/app.xml", *DOCTYPE), id="document type anywhere"),
        pytest.param((SHEET, "</row>", ""), id="not well-formed"),
        pytest.param((SHEET, '<row r="5"', '<row r="2"'), id="rows out of order"),
        pytest.param((SHEET, '<row r="5"', '<row r="4"'), id="a row twice"),
        pytest.param((SHEET, '<c r="C4"', '<c r="A4"'), id="a cell twice"),
        pytest.param((SHEET, '<c r="C4"', '<c r="C9"'), id="a cell in another row"),
        pytest.param((SHEET, '<c r="C4"', '<c r="c4"'), id="no address"),
        pytest.param((SHEET, '<c r="D4"', '<c r="XFE4"'), id="beyond the last column"),
        pytest.param((SHEET, "<v>1.25</v>", "<v>1_25</v>"), id="no number"),
        pytest.param((SHEET, "<v>1.25</v>", "<v>NaN</v>"), id="not a number"),
        pytest.param((SHEET, "<v>1.25</v>", "<v>1E999</v>"), id="infinite"),
        pytest.param((SHEET, '<c r="C4"', '<c r="C4" t="b"'), id="no boolean"),
        pytest.param((SHEET, '<c r="C4"', '<c r="C4" t="x"'), id="no kind of cell"),
        pytest.param((SHEET, 't="s"><v>0</v>', 't="s"><v>99</v>'), id="text that is not there"),
        pytest.param((SHEET, 't="s"><v>0</v>', 't="s"><v>-1</v>'), id="text before the first"),
        pytest.param((TEXTS, "<t>P1</t>", "<t>P&#1;</t>"), id="control character"),
        pytest.param(("xl/workbook.xml", "Aprēķins", "TRANSPORTS"), id="two sheets of one name"),
        pytest.param(("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId99"'), id="sheet without a part"),
        pytest.param(("xl/tables/table1.xml", 'ref="A3:D6"', 'ref="A3:E6"'), id="table wider than it says"),
        pytest.param(("xl/tables/table1.xml", 'ref="A3:D6"', 'ref="tr"'), id="table nowhere"),
    ],
)
def test_what_cannot_be_true_is_damage(school: Path, edit: Edit) -> None:
    assert "ir bojāts" in refused(edited(school, edit)).say("lv")


def test_the_strict_form_is_to_be_saved_as_an_ordinary_workbook(school: Path) -> None:
    ordinary = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert "Strict" in refused(edited(school, ("xl/workbook.xml", ordinary, strict))).say("en")


def shown(path: Path) -> list[Cell]:
    """The third and fourth cells of row 4."""
    return scan(path).sheets[0].rows[4][2:4]


def test_error_values_are_told_with_their_cell(school: Path) -> None:
    path = edited(school, (SHEET, '<c r="C4"><v>1.25</v>', '<c r="C4" t="e"><v>#REF!</v>'))
    assert shown(path) == [ErrorValue("#REF!"), 1.25]


@pytest.mark.parametrize("stored", ["", "<v></v>", "<v/>"])
def test_a_formula_without_a_value_is_told(school: Path, stored: str) -> None:
    path = edited(school, (SHEET, "<f>C4</f><v>1.25</v>", f"<f>C4</f>{stored}"))
    assert shown(path) == [1.25, NoValue()]


def test_a_formula_that_says_an_empty_text_has_a_value(school: Path) -> None:
    path = edited(
        school,
        (SHEET, '<c r="D4"><f>C4</f><v>1.25</v>', '<c r="D4" t="str"><f>""</f><v></v>'),
    )
    assert shown(path) == [1.25]


def test_formulas_are_told_by_column_shared_ones_too(school: Path) -> None:
    path = edited(
        school,
        (SHEET, "<f>C4</f>", '<f t="shared" ref="D4:D5" si="0">C4</f>'),
        (SHEET, "<f>C5</f>", '<f t="shared" si="0"/>'),
    )
    assert {column: list(rows) for column, rows in scan(path).sheets[0].formulas.items()} == {4: [4, 5]}


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lapa")
        for row in range(10):
            sheet.write_number(row, 0, row)
        fill(book, sheet)
    return path


def test_a_row_hidden_by_hand_is_told_from_one_that_a_filter_hides(tmp_path: Path) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.autofilter("A3:A6")
        sheet.filter_column("A", "x > 3")
        for row in (3, 7):
            sheet.set_row(row, options={"hidden": True})
        sheet.set_row(8, 0)

    [sheet] = scan(workbook(tmp_path / "filtrs.xlsx", fill)).sheets
    assert list(sheet.hidden) == [4, 8, 9]
    assert sheet.hidden_by_hand() == {8, 9}


def test_a_filter_that_filters_nothing_hides_nothing(tmp_path: Path) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.autofilter("A1:A9")
        sheet.set_row(3, options={"hidden": True})

    [sheet] = scan(workbook(tmp_path / "filtrs.xlsx", fill)).sheets
    assert sheet.hidden_by_hand() == {4}


def test_a_filter_of_a_table_hides_too(tmp_path: Path) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.add_table("A1:A9", {"name": "tX", "columns": [{"header": "Nr."}]})
        sheet.set_row(3, options={"hidden": True})

    path = workbook(tmp_path / "filtrs.xlsx", fill)
    empty = '<autoFilter ref="A1:A9"/>'
    filtered = '<autoFilter ref="A1:A9"><filterColumn colId="0"/></autoFilter>'
    assert scan(path).sheets[0].hidden_by_hand() == {4}
    assert scan(edited(path, ("xl/tables/table1.xml", empty, filtered))).sheets[0].hidden_by_hand() == set()


def test_merged_cells_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "sapludinats.xlsx", lambda _, sheet: sheet.merge_range("B2:C4", "x") and None)
    assert scan(path).sheets[0].merged == [Area(2, 2, 4, 3)]


def test_how_far_values_reach_counts_no_formatted_emptiness(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        bordered = book.add_format({"border": 1})
        sheet.write_blank("XFD1048576", None, bordered)
        sheet.write_string("D2", "x")

    [sheet] = scan(workbook(tmp_path / "talu.xlsx", fill)).sheets
    assert (max(sheet.rows), max(map(len, sheet.rows.values())), sheet.far) == (10, 4, [])


def test_a_value_in_the_last_corner_is_told_and_costs_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "talu.xlsx", lambda _, sheet: sheet.write_string("XFD1048576", "x") and None)
    assert scan(path).sheets[0].far == [(1_048_576, 16_384)]


def test_cells_without_addresses_follow_one_another(school: Path) -> None:
    path = edited(school, (SHEET, '<c r="C4"><v>1.25</v>', '<c t="e"><v>#N/A</v>'))
    assert shown(path) == [ErrorValue("#N/A"), 1.25]
