"""Nothing leaves a claim in silence: tables renamed, dropped, wiped or copied, and what lies beside them."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from books import SPECS, raw_workbook, with_copy, without_table
from schools import school

import pumpurs_xl
from pumpurs_xl import Finding, Refusal, Semester
from pumpurs_xl.book import Book, build
from pumpurs_xl.cli.answers import unread
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.inspection import inspect
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.model.table import RawWorkbook, StrayCell
from workbook.build.masters import SAMPLE_MONTH

SPRING = Semester(2022, 2)
Edit = Callable[[str, bytes], bytes]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few learners with rows of every kind of support."""
    path = tmp_path_factory.mktemp("vesela") / "skola.xlsx"
    path.write_bytes(write_master(school(5), SAMPLE_MONTH))
    return path


@pytest.fixture(scope="module")
def figures(whole: Path) -> list[tuple[str, int, Decimal]]:
    return figures_of(pumpurs_xl.read(whole))


def figures_of(book: Book) -> list[tuple[str, int, Decimal]]:
    found = pumpurs_xl.totals(book, SPRING)
    return [(each.support_type.code, each.sums.rows, each.sums.eligible) for each in found.types]


def edited(whole: Path, path: Path, edit: Edit) -> Path:
    """The workbook with its parts changed, as another program or a damaged disk would."""
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, edit(name, source.read(name)))
    return path


def told(book: Book, *codes: str) -> list[Finding]:
    return [each for each in pumpurs_xl.check(book) if each.code in codes]


def part_of(whole: Path, sheet: str) -> str:
    """The part that holds the cells of a sheet: the sheets are written in their order."""
    with zipfile.ZipFile(whole) as source:
        names = re.findall(r'<sheet name="([^"]+)"', source.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


# ---- a table that is not there by its name ----


def drop_tables(name: str, data: bytes) -> bytes:
    """Google Sheets, SheetJS and PhpSpreadsheet keep the cells and drop the tables."""
    if name.endswith(".rels"):
        return re.sub(rb'<Relationship [^>]*relationships/table"[^>]*/>', b"", data)
    return re.sub(rb"<tableParts.*?</tableParts>", b"", data, flags=re.DOTALL)


def test_the_rows_of_tables_that_another_program_dropped_are_read_by_their_headings(
    whole: Path, figures: list[tuple[str, int, Decimal]], tmp_path: Path
) -> None:
    book = pumpurs_xl.read(edited(whole, tmp_path / "google.xlsx", drop_tables))
    assert figures_of(book) == figures
    assert {each.place.sheet for each in told(book, "V62")} == set(SPECS)
    assert told(book, "V61") == []


def test_a_renamed_table_is_read_and_says_its_name(
    whole: Path, figures: list[tuple[str, int, Decimal]], tmp_path: Path
) -> None:
    book = pumpurs_xl.read(
        edited(whole, tmp_path / "cita.xlsx", lambda _, data: data.replace(b'Name="tED"', b'Name="Table5"'))
    )
    assert figures_of(book) == figures
    [finding] = told(book, "V62")
    assert (finding.place.sheet, finding.place.cell) == ("Ēdināšana", "A4")
    assert "Table5" in finding.message("lv")
    assert "nosaukumu tED" in finding.message("lv")


def test_of_two_copies_of_a_lost_table_none_is_guessed() -> None:
    raw = raw_workbook({"Transports": [{}]})
    copies = with_copy(with_copy(raw, "Viens", "Transports"), "Divi", "Transports")
    tables = {name: table for name, table in copies.tables.items() if name != "tTR"}
    tables["tCita"] = replace(tables["tTR2"], sheet="Viens", name="tCita")
    with pytest.raises(Refusal, match="vairākās vietās: Divi!A4, Viens!A4"):
        build(replace(copies, tables=tables))


def test_a_lost_table_without_one_of_its_headings_says_which() -> None:
    raw = without_table(raw_workbook({"Transports": [{}]}), "Transports")
    [block] = raw.blocks
    table = replace(block, name="Table5", headings=["Diena" if each == "Datums" else each for each in block.headings])
    with pytest.raises(Refusal, match="Lapā “Transports” trūkst slejas “Datums”"):
        build(replace(raw, blocks=(), tables={**raw.tables, "Table5": table}))


def test_a_workbook_without_any_table_or_headings_is_none_of_ours() -> None:
    with pytest.raises(Refusal, match="nav PuMPuRS darbgrāmata"):
        build(RawWorkbook("cits.xlsx", {}, ("Lapa1",)))


# ---- a wiped sheet ----


@pytest.mark.parametrize("sheet", ["Transports", "Likmes", "Izglītojamie"])
def test_a_wiped_sheet_is_no_empty_one(whole: Path, tmp_path: Path, sheet: str) -> None:
    part = part_of(whole, sheet)

    def wipe(name: str, data: bytes) -> bytes:
        rows = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
        return rows.sub(b"<sheetData></sheetData>", data) if name == part else data

    with pytest.raises(Refusal, match=f"Lapa “{sheet}” ir iztukšota"):
        pumpurs_xl.read(edited(whole, tmp_path / "tukša.xlsx", wipe))


def test_the_cells_of_another_sheet_are_no_rows_of_this_one(whole: Path, tmp_path: Path) -> None:
    own, other = part_of(whole, "Transports"), part_of(whole, "Konsultācijas")
    with zipfile.ZipFile(whole) as source:
        swapped = source.read(other)
    path = edited(whole, tmp_path / "samainīta.xlsx", lambda name, data: swapped if name == own else data)
    with pytest.raises(Refusal, match="Lapā “Transports” trūkst"):
        pumpurs_xl.read(path)


@pytest.mark.parametrize("heading", ["Samaksāts, EUR", "Izmaksāts"])
def test_what_is_typed_under_an_empty_heading_is_not_lost(heading: str) -> None:
    raw = raw_workbook({"Transports": [{}]})
    table = raw.tables["tTR"]
    headings = ["" if each == heading else each for each in table.headings]
    with pytest.raises(Refusal, match=f"trūkst slejas “{heading}”"):
        build(replace(raw, tables={**raw.tables, "tTR": replace(table, headings=headings)}))


# ---- a renamed sheet ----


def test_findings_name_the_sheet_that_the_user_sees() -> None:
    raw = raw_workbook({"Transports": [{"IAP ID": "nav tāda"}]})
    table = replace(raw.tables["tTR"], sheet="Biļetes 2023")
    inspection = inspect(build(replace(raw, tables={**raw.tables, "tTR": table})))
    [finding] = [each for each in inspection.findings if each.code == "V07"]
    assert (finding.place.sheet, finding.place.cell, finding.place.stake) == ("Biļetes 2023", "B5", Decimal("3.50"))
    assert [row.number for row in inspection.accounts.errors["TR"]] == [5]


def test_two_tables_on_one_sheet_are_told_apart() -> None:
    raw = raw_workbook({"Transports": [{}], "Konsultācijas": [{"IAP ID": "nav tāda"}]})
    tables = {name: replace(table, sheet="Kopā") for name, table in raw.tables.items() if name in {"tTR", "tKO"}}
    accounts = inspect(build(replace(raw, tables={**raw.tables, **tables}))).accounts
    assert {code: len(rows) for code, rows in accounts.errors.items() if rows} == {"KO": 1}


# ---- copies, and values beside tables ----


def test_a_copied_sheet_is_told_with_its_rows_and_euro() -> None:
    inspection = inspect(build(with_copy(raw_workbook({"Transports": [{}, {}]}), "Transports (2)", "Transports")))
    [finding] = [each for each in inspection.findings if each.code == "V61"]
    assert finding.place.stake == Decimal("7.00")
    assert "2 rindas" in finding.message("lv")


def test_a_claim_says_what_nobody_reads() -> None:
    copied = with_copy(raw_workbook({"Transports": [{}]}), "Transports (2)", "Transports")
    stray = tuple(StrayCell("Transports", row, 2, "tTR", "P1") for row in range(6, 26))
    sentences = unread(inspect(build(replace(copied, stray=stray))), "lv")
    assert sentences[0].startswith("V61 Transports (2)!A4: Šeit ir lapas “Transports” tabulas kopija")
    assert sentences[1].startswith("V47 Transports!B6: ")
    assert sentences[12:] == ["… un vēl 9; visu rāda “pumpurs check”."]


def test_cells_pasted_with_their_headings_are_found_wherever_they_lie(tmp_path: Path) -> None:
    headings = [column.heading for column in SPECS["Transports"].columns]
    with xlsxwriter.Workbook(tmp_path / "skola.xlsx") as book:
        sheet = book.add_worksheet("Piezīmes")
        sheet.write_row("C7", headings)
        sheet.write_row("D8", ["P1"])
        sheet.write_row("D10", ["P2"])
        sheet.write_row("C20", ["IAP ID", "Datums"])
    [block] = read_tables(tmp_path / "skola.xlsx").blocks
    assert (block.name, block.sheet, block.header_row, block.first_column) == ("", "Piezīmes", 7, 3)
    assert list(block.headings) == headings
    assert [row[1] for row in block.rows[:3]] == ["P1", None, "P2"]


def test_the_tables_of_a_sound_workbook_are_no_copies(whole: Path) -> None:
    book = pumpurs_xl.read(whole)
    assert book.source.blocks == ()
    assert Counter(each.code for each in told(book, "V45", "V47", "V60", "V61", "V62", "V63")) == {}


def test_a_row_far_below_its_table_is_told_with_its_euro() -> None:
    cells = {"IAP ID": "P1", "Datums": date(2023, 2, 6), "Samaksāts, EUR": 4.2}
    places = {column.heading: place for place, column in enumerate(SPECS["Transports"].columns, start=1)}
    stray = tuple(StrayCell("Transports", 90, places[each], "tTR", value) for each, value in cells.items())
    [finding] = told(build(raw_workbook({"Transports": [{}]}, stray=stray)), "V47")
    assert (finding.severity, finding.place.stake) == ("warning", Decimal("4.2"))


def test_what_looks_like_a_row_is_under_its_table_however_far(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "skola.xlsx") as book:
        sheet = book.add_worksheet("Dati")
        sheet.add_table("A1:D3", {"name": "tDati", "columns": [{"header": name} for name in "abcd"]})
        sheet.write_row("A60", ["x", "y", 3])
        sheet.write_row("A90", ["viena"])
    found = read_tables(tmp_path / "skola.xlsx").stray
    assert [(each.row, each.column, each.under, each.value) for each in found] == [
        (60, 1, "tDati", "x"),
        (60, 2, "tDati", "y"),
        (60, 3, "tDati", 3.0),
        (90, 1, "", None),
    ]


# ---- open in another program ----


@pytest.mark.parametrize("owner", ["~$skola.xlsx", ".~lock.skola.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_news_and_names_nobody(whole: Path, tmp_path: Path, owner: str) -> None:
    path = tmp_path / "skola.xlsx"
    path.write_bytes(whole.read_bytes())
    assert told(pumpurs_xl.read(path), "V63") == []
    (tmp_path / owner).write_text("\x06Anna Paraudziņa", encoding="utf-8")
    [finding] = told(pumpurs_xl.read(path), "V63")
    assert finding.severity == "info"
    assert "Paraudziņa" not in finding.message("lv") + finding.message("en")
