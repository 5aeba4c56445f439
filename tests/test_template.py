"""A claim form is filled: every cell is right, what stands below moves, and nothing else changes."""

import csv
import io
import subprocess
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from template_forms import BLOCK_ROW, KEYS, VALUES, days, lines, opened, parts, rich_form

from pumpurs_xl.template import Template, Unproven, compile_template, prove
from pumpurs_xl.template.file.zip_parts import compress_part, read_zip, write_zip, zip_records

COUNTS = [0, 1, 2, 10, 150, 2000]
WRITTEN = {
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml",
    "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/tables/table1.xml",
}  # fmt: skip
DROPPED = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"}


@pytest.fixture(scope="module")
def form() -> bytes:
    return rich_form()


@pytest.fixture(scope="module")
def template(form: bytes) -> Template:
    return compile_template(form, KEYS, "ED.xlsx")


@pytest.fixture(scope="module", params=[*COUNTS[:-1], pytest.param(COUNTS[-1], marks=pytest.mark.no_cover)])
def stamped(request: pytest.FixtureRequest, template: Template) -> tuple[int, bytes]:
    return request.param, stamp(template, request.param)


def stamp(template: Template, count: int) -> bytes:
    return template.stamp(VALUES, {"rinda": lines(count), "diena": days(count % 28)})


def expected_lines(count: int) -> list[list[Any]]:
    eur = [Decimal(number) for number in range(1, count + 1)]
    total = sum(eur) or Decimal(1)
    return [
        [
            number,
            f"Paraugs {number % 40}",
            None,
            datetime(2023, 2, 1 + number % 28),  # noqa: DTZ001 - a cell's day has no time zone
            f"{'' if number % 3 else 'piezīme'} (2023. gada februāris)",
            number + 0.07,
            number,
            0.14,
            pytest.approx(float(number / total * 100), abs=0.00005),
            number * (number + 1) // 2,
            "EUR",
        ]
        for number in range(1, count + 1)
    ]


def test_every_line_stands_in_its_row_with_its_results(stamped: tuple[int, bytes]) -> None:
    count, file = stamped
    sheet = opened(file, values=True)["Pārskats"]
    rows = sheet.iter_rows(BLOCK_ROW, BLOCK_ROW + max(count, 1) - 1, max_col=11, values_only=True)
    assert [list(row) for row in rows] == (expected_lines(count) or [[None] * 11])


def test_sums_below_hold_all_lines_with_their_values(stamped: tuple[int, bytes]) -> None:
    count, file = stamped
    last, total = BLOCK_ROW + max(count, 1) - 1, count * (count + 1) // 2
    formulas, values = (opened(file, values=shown)["Pārskats"] for shown in (False, True))
    assert formulas[f"G{last + 1}"].value == f"=SUM(G12:G{last})"
    assert formulas["G7"].value == f"=G{last + 1}+G${last + 3}"
    assert values[f"G{last + 1}"].value == total
    assert values[f"F{last + 1}"].value == pytest.approx(total + count * 0.07)
    share = (Decimal(total) * Decimal("0.85")).quantize(Decimal("0.01"))
    assert values[f"G{last + 2}"].value == pytest.approx(float(share))
    assert values["G7"].value == pytest.approx(float(2 * total - share))
    assert values[f"H{last + 4}"].value == max(count - 1, 0)
    assert values[f"G{last + 4}"].value == count
    assert values[f"I{last + 4}"].value is None, "MEDIAN is left to Excel"


def test_the_second_block_and_other_sheets_follow(stamped: tuple[int, bytes]) -> None:
    count, file = stamped
    days_count, last = count % 28, BLOCK_ROW + max(count, 1) - 1
    formulas, values = (opened(file, values=shown)["Dienas un summas"] for shown in (False, True))
    below = 2 + max(days_count, 1)
    assert formulas[f"C{below}"].value == f"=SUM(C2:C{below - 1})"
    assert formulas[f"C{below + 1}"].value == f"=Pārskats!G{last + 1}-C{below}"
    spent = Decimal("1.25") * sum(range(days_count + 1))
    assert values[f"C{below + 1}"].value == pytest.approx(float(count * (count + 1) // 2 - spent))
    assert values[f"A{below + 2}"].value == VALUES["partneris"]


def test_a_second_reader_reads_the_same(stamped: tuple[int, bytes]) -> None:
    _, file = stamped
    for title in ("Pārskats", "Dienas un summas", "Norādes"):
        sheet = opened(file, values=True)[title]
        ours = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        theirs = (
            CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name(title).to_python(skip_empty_area=False)
        )
        assert [row[: len(theirs[0])] for row in ours] == [[_plain(cell) for cell in row] for row in theirs]


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date()
    return float(cell) if isinstance(cell, int | float) else cell or None


def test_what_is_bound_to_rows_moves_with_them(stamped: tuple[int, bytes]) -> None:
    count, file = stamped
    height = max(count, 1)
    down, last = height - 1, BLOCK_ROW + height - 1
    book = opened(file, values=False)
    sheet = book["Pārskats"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A2:K2", f"L10:L{14 + down}", f"A{last + 1}:E{last + 1}", f"B{18 + down}:C{18 + down}"} | {
        f"B{row}:C{row}" for row in range(BLOCK_ROW, last + 1)
    }
    formats = {str(area.sqref): [rule.formula for rule in rules] for area, rules in _rules(sheet)}
    lines_area, cell_area = f"A12:K{last}", "G12" if height == 1 else f"G12:G{last}"
    assert formats[lines_area] == [[f"$G12>$N${21 + down}"]]
    assert formats[f"G{last + 1}:G{last + 3}"] == [[f"G{last + 1}<$G${last + 1}"]]
    assert cell_area in formats
    allowed = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert allowed["E12" if height == 1 else f"E12:E{last}"] == f"$N${20 + down}:$N${22 + down}"
    assert allowed[f"G{last + 3}"] == f"G{last + 3}<=G${last + 1}"
    assert sheet.print_area == f"'Pārskats'!$A$1:$L${22 + down}"
    assert sheet.print_title_rows == "$11:$11"
    assert [at.id for at in sheet.row_breaks.brk] == [last, 18 + down]
    assert sheet.tables["Table1"].ref == f"A{20 + down}:C{22 + down}"
    assert book.defined_names["paraksts"].attr_text == f"Pārskats!$B${18 + down}"
    names = "Pārskats!$G$12" if height == 1 else f"Pārskats!$G$12:$G${last}"
    assert book.defined_names["summas"].attr_text == names
    assert sheet.row_dimensions[18 + down].height == 39.75
    assert sheet.row_dimensions[last].height == 21.75
    assert sheet.row_dimensions[7].hidden
    assert sheet[f"B{18 + down}"].comment.text == "Paraksta koordinators"
    assert sheet[f"B{19 + down}"].hyperlink.location == f"'Pārskats'!G{13 + down}"


def _rules(sheet: Any) -> Any:
    return sheet.conditional_formatting._cf_rules.items()  # noqa: SLF001 - openpyxl has no other way to list them


def test_pictures_boxes_and_notes_move_with_their_cells(template: Template, form: bytes) -> None:
    before, after = parts(form), parts(stamp(template, 10))
    drawing, note = "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"
    rows = [_numbers(file[drawing], b"<xdr:row>") for file in (before, after)]
    moved = [row + 9 if row >= BLOCK_ROW else row for row in rows[0]]
    assert rows[1] == moved
    assert moved != rows[0]
    assert [_numbers(file[note], b"<x:Row>") for file in (before, after)] == [[2, 17], [2, 26]]
    sparks = after["xl/worksheets/sheet1.xml"].decode()
    assert "<xm:f>Pārskats!G12:G21</xm:f><xm:sqref>M22</xm:sqref>" in sparks
    assert "<xm:f>Pārskats!F21:G21</xm:f><xm:sqref>M21</xm:sqref>" in sparks


def _numbers(part: bytes, tag: bytes) -> list[int]:
    return [int(piece.partition(b"<")[0]) for piece in part.split(tag)[1:]]


def test_everything_else_stays_byte_for_byte(form: bytes, stamped: tuple[int, bytes]) -> None:
    _, file = stamped
    before, after = parts(form), parts(file)
    assert before.keys() - after.keys() == {"xl/calcChain.xml"}
    assert {name for name in after if after[name] != before[name]} <= WRITTEN | DROPPED
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b"${" not in b"".join(after[name] for name in WRITTEN)
    assert after["customXml/item1.xml"] == before["customXml/item1.xml"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_the_template_tells_where_its_keys_stand_and_what_excel_must_compute(template: Template) -> None:
    assert template.keys["partneris"] == "Pārskats!B3"
    assert template.keys["rinda.npk"] == "Pārskats!A12"
    assert template.keys["diena.eur"] == "Dienas un summas!C2"
    assert [note.lv.partition(":")[0] for note in template.notes] == ["Pārskats!I16"]


def test_the_same_claim_gives_the_same_bytes_whatever_came_before(form: bytes, template: Template) -> None:
    first = stamp(template, 10)
    other = [{**line, "eur": Decimal("1.000"), "izdevumi": Decimal("2.50")} for line in lines(10)]
    template.stamp(VALUES, {"rinda": other, "diena": days(3)})
    assert stamp(template, 10) == first
    assert stamp(compile_template(form, KEYS), 10) == first


def spoiled_part(file: bytes, name: str, edit: tuple[str, str]) -> bytes:
    """The file with one part changed; all others keep their compressed bytes."""
    package = read_zip(file)
    text = package[name].content().decode()
    assert edit[0] in text
    package[name] = compress_part(name, text.replace(*edit).encode())
    return write_zip(zip_records(package.values()), [])


def test_the_proof_passes_and_finds_a_changed_file(template: Template) -> None:
    for count in COUNTS:
        prove(template, stamp(template, count))
    good = stamp(template, 3)
    spoiled = {
        "xl/worksheets/sheet3.xml": ("<v>1</v>", "<v>7</v>"),
        "xl/worksheets/sheet1.xml": ('<mergeCell ref="A2:K2"/>', ""),
        "xl/sharedStrings.xml": ("</sst>", "<x></sst>"),
    }
    for part, edit in spoiled.items():
        with pytest.raises(Unproven, match=part):
            prove(template, spoiled_part(good, part, edit))
    with pytest.raises(Unproven):
        prove(template, good[:-40])


@pytest.mark.libreoffice
@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_the_same_values(template: Template, tmp_path: Path) -> None:
    (tmp_path / "ED.xlsx").write_bytes(stamp(template, 10))
    profile = f"-env:UserInstallation=file://{tmp_path}/profils"
    filter_options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    command = ["soffice", profile, "--headless", "--convert-to", filter_options, "--outdir", str(tmp_path), "ED.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[11][:2] == ["1", "Paraugs 1"]
    assert [Decimal(rows[row][6]) for row in (20, 21, 22)] == [Decimal(10), Decimal(55), Decimal("46.75")]
    assert rows[24][6] == "10", "LibreOffice computes what was left to it"
    assert rows[4][1] == "līgums no 01.09.2022. par 31\u00a0732,17 EUR, 150 rindas"
