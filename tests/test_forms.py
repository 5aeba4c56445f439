"""The shipped claim forms are built from the declarations, compile as templates and take any number of lines."""

import io
import math
import re
import warnings
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from pumpurs_xl.claims.claim import keys
from pumpurs_xl.support import BY_CODE, SUPPORT_TYPES, SupportType
from pumpurs_xl.template import Template, Value, compile_template, prove
from pumpurs_xl.template.sheet.heights import text_width
from workbook.build.form_columns import columns_of
from workbook.build.forms import EMBLEM, SUMMARY

SHIPPED = Path(__file__).parent.parent / "workbook" / "templates"
FORMS = [*BY_CODE, SUMMARY]
PROMISED = {  # design.md, section 6
    "": """
        projekts.numurs projekts.nosaukums partneris regnr ligums.numurs ligums.datums iestade veids veids.kods menesis
        periods macibu_gads semestris parskats versija koordinators gramatvedis vaditajs kopa.eur kopa.izdevumi
        kopa.neattiecinams kopa.esf kopa.valsts kopa.izglitojamie kopa.rindas kontrolkods
    """,
    "rinda.": "npk vards_uzvards personas_kods grupa iap menesis izdevumi eur neattiecinams piezimes",
    "diena.": "datums izglitojamie eur",
}
VALUES: dict[str, Value] = dict.fromkeys(PROMISED[""].split(), "Paraugs") | {"ligums.datums": date(2018, 9, 3)}
NASTY: dict[str, Value] = {
    "vards_uzvards": "Kalniņa-Bērziņa-Ozoliņa Elizabete Kristiāna",
    "personas_kods": "010203-12345",
    "piezimes": "Biļete nozaudēta; samaksu apliecina pārvadātāja izziņa, kas pievienota rēķinam. Precizēts martā.",
}
AMOUNTS = {"izdevumi": Decimal("70.25"), "eur": Decimal("70.00"), "neattiecinams": Decimal("0.25")}


def known(form: str) -> frozenset[str]:
    return keys(BY_CODE.get(form))


def line_keys(form: str) -> list[str]:
    """What a line of the form may say."""
    return [key.removeprefix("rinda.") for key in known(form) if key.startswith("rinda.")]


def shipped(form: str) -> Template:
    return compile_template(SHIPPED / f"{form}.xlsx", known(form))


def stamped(template: Template, form: str, count: int) -> bytes:
    line: dict[str, Value] = dict.fromkeys(line_keys(form)) | AMOUNTS
    day: Mapping[str, Value] = {"datums": date(2023, 2, 1), "izglitojamie": 3, "eur": Decimal("1.25")}
    return template.stamp(VALUES, {"rinda": [line] * count, "diena": [day] * min(count, 28)})


def opened(file: bytes | Path, *, values: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would lose on saving; nothing is saved
        return openpyxl.load_workbook(io.BytesIO(file) if isinstance(file, bytes) else file, data_only=values)


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def shipped_sheets(form: str) -> list[Any]:
    return list(opened(SHIPPED / f"{form}.xlsx").worksheets)


def block_row(sheet: Any) -> Any:
    """The cells of the row that repeats."""
    return next(row for row in sheet.iter_rows() if str(row[0].value).startswith(("${rinda.", "${diena.")))


def column_points(sheet: Any) -> list[float]:
    """The width of each column in points: a digit of the forms' Arial 11 is 8 pixels wide."""
    columns = sorted(sheet.column_dimensions.values(), key=lambda column: int(column.min))
    return [column.width * 8 * 0.75 for column in columns for _ in range(column.min, column.max + 1)]


def printed_scale(sheet: Any) -> float:
    """How much smaller than written the sheet is printed, so that it is one page wide."""
    paper = 841.9 if sheet.page_setup.orientation == "landscape" else 595.3
    page = paper - 72 * (sheet.page_margins.left + sheet.page_margins.right)
    return float(min(1, page / sum(column_points(sheet))))


def row_of(sheet: Any, text: str) -> int:
    return next(int(row[0].row) for row in sheet.iter_rows() if row[0].value == text)


def test_each_support_type_has_its_form_and_the_month_its_summary() -> None:
    assert {path.stem for path in SHIPPED.iterdir()} == set(FORMS)


@pytest.mark.parametrize("support_type", SUPPORT_TYPES, ids=str)
def test_a_form_knows_every_promised_placeholder_and_one_for_each_column(support_type: SupportType) -> None:
    promised = {prefix + name for prefix, names in PROMISED.items() for name in names.split()}
    columns = {f"rinda.{column.field}" for column in support_type.table.columns}
    more = {f"rinda.{support_type.count.name}"} if support_type.count else set()
    assert keys(support_type) >= promised | columns | more


@pytest.mark.parametrize("form", FORMS)
def test_each_form_compiles_and_excel_has_nothing_to_compute(form: str) -> None:
    assert shipped(form).notes == ()


@pytest.mark.parametrize("count", [0, 1, 150])
@pytest.mark.parametrize("form", FORMS)
def test_the_total_is_the_sum_of_the_lines(form: str, count: int) -> None:
    template = shipped(form)
    file = stamped(template, form, count)
    prove(template, file)
    sheet = opened(file, values=True).worksheets[0]
    total = [cell.value for cell in sheet[row_of(sheet, "Kopā")]]
    for amount in AMOUNTS.values():
        assert float(amount * count) in total


@pytest.mark.parametrize("support_type", SUPPORT_TYPES, ids=str)
def test_a_form_shows_who_what_and_how_much(support_type: SupportType) -> None:
    shown = " ".join(column.text for column in columns_of(support_type))
    assert shown.startswith("${rinda.npk} ${rinda.vards_uzvards}")
    assert shown.endswith("${rinda.izdevumi} ${rinda.eur} ${rinda.neattiecinams} ${rinda.piezimes}")
    mandatory = [c.field for c in support_type.table.columns if c.required and c.form and c.field != "plan_id"]
    assert [name for name in mandatory if f"${{rinda.{name}}}" not in shown] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_who_claims_and_who_signs(form: str) -> None:
    for sheet in opened(SHIPPED / f"{form}.xlsx").worksheets:
        text = "\n".join(texts(sheet))
        for key in ("projekts.numurs", "partneris", "iestade", "menesis", "parskats", "kontrolkods"):
            assert f"${{{key}}}" in text, (sheet.title, key)
        assert text.count("Paraksts") == 3
        assert "EIROPAS SAVIENĪBA" in text


@pytest.mark.parametrize("form", FORMS)
def test_a_form_prints_on_one_page_across_with_its_headings_on_each(form: str) -> None:
    for sheet in opened(SHIPPED / f"{form}.xlsx").worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        heading = int(sheet.print_title_rows.strip("$").split(":")[0])
        assert str(sheet.cell(heading + 1, 1).value).startswith(("${rinda.", "${diena."))
        assert sheet.print_area.endswith(f"${sheet.max_row}")
        assert sheet.oddFooter.center.text.endswith("&P. lapa no &N")


@pytest.mark.parametrize("form", FORMS)
def test_letters_are_large_enough_in_print(form: str) -> None:
    for sheet in shipped_sheets(form):
        line = block_row(sheet)
        headings = sheet[line[0].row - 1]
        assert min(cell.font.sz for cell in line) * printed_scale(sheet) >= 7.8
        assert min(cell.font.sz for cell in headings) * printed_scale(sheet) >= 6.8


@pytest.mark.parametrize("form", FORMS)
def test_no_word_of_a_heading_is_broken(form: str) -> None:
    for sheet in shipped_sheets(form):
        for cell, width in zip(sheet[block_row(sheet)[0].row - 1], column_points(sheet), strict=True):
            words = re.sub("[/-]", r"\g<0> ", cell.value).split()
            assert max(map(text_width, words)) * 1.08 * cell.font.sz < width - 3, cell.value


@pytest.mark.parametrize("form", FORMS)
def test_texts_wrap_and_figures_become_smaller_rather_than_hashes(form: str) -> None:
    for sheet in shipped_sheets(form):
        for cell in block_row(sheet):
            amount = cell.number_format != "General"
            assert bool(cell.alignment.shrink_to_fit) is not bool(cell.alignment.wrap_text), cell.value
            assert cell.alignment.shrink_to_fit or not amount, cell.value


@pytest.mark.parametrize("form", BY_CODE)
def test_a_long_text_makes_its_line_higher_and_no_line_has_a_fixed_height(form: str) -> None:
    template = shipped(form)
    plain: dict[str, Value] = dict.fromkeys(line_keys(form)) | AMOUNTS
    file = template.stamp(VALUES, {"rinda": [plain, plain | NASTY, plain], "diena": []})
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        rows = re.findall(r"<row [^>]*>", package.read("xl/worksheets/sheet1.xml").decode())
    first = block_row(shipped_sheets(form)[0])[0].row
    numbered = {int(re.findall(r' r="(\d+)"', row)[0]): row for row in rows}
    lines = [numbered[first + at] for at in range(3)]
    assert not any("customHeight" in line for line in lines)
    height = [float(found[0]) if (found := re.findall(r' ht="([\d.]+)"', line)) else 0 for line in lines]
    assert height[1] > max(height[0], height[2], 36)


@pytest.mark.parametrize("form", FORMS)
def test_no_page_break_parts_the_signatures_or_the_figures(form: str) -> None:
    for sheet in shipped_sheets(form):
        total = row_of(sheet, "Kopā")
        below = [row for row in sheet.iter_rows(min_row=total + 1) if any(cell.value for cell in row)]
        assert sum("Paraksts" in str(cell.value) for cell in below[-1]) == 3
        assert len(below) <= 2


def test_the_catering_form_holds_the_daily_list() -> None:
    claim, daily = opened(stamped(shipped("ED"), "ED", 2), values=True).worksheets
    assert claim["A4"].value == daily["A4"].value == "Ēdināšanas izdevumu kopsavilkums"
    total = row_of(daily, "Kopā")
    assert [cell.value for cell in daily[total - 3]] == ["Datums", "Audzēkņu skaits", "Summa, EUR"]
    assert daily.cell(total, 3).value == 2.5


def test_learners_of_several_support_types_are_not_added_up() -> None:
    summary = opened(SHIPPED / f"{SUMMARY}.xlsx").worksheets[0]
    total = [cell.value for cell in summary[row_of(summary, "Kopā")]]
    assert total[1] == "${kopa.izglitojamie}"
    assert total[8] is None
    assert total[10] is None


def test_the_emblem_has_twelve_gold_stars_on_blue() -> None:
    flag = Image.open(EMBLEM).convert("RGB")
    assert flag.size == (240, 160)
    ring = [
        (120 + 160 / 3 * math.sin(hour * math.pi / 6), 80 - 160 / 3 * math.cos(hour * math.pi / 6))
        for hour in range(12)
    ]
    assert {flag.getpixel((int(x), int(y))) for x, y in ring} == {(255, 204, 0)}
    assert {flag.getpixel(place) for place in [(0, 0), (120, 80), (239, 159)]} == {(0, 51, 153)}
