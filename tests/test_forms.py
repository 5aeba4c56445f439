"""The shipped claim forms are built from the declarations, compile as templates and take any number of lines."""

import io
import math
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

from pumpurs_xl.emblem import emblem
from pumpurs_xl.form_columns import columns_of
from pumpurs_xl.forms import SUMMARY, write_forms
from pumpurs_xl.support import BY_CODE, SUPPORT_TYPES
from pumpurs_xl.template import Template, Value, compile_template, prove

SHIPPED = Path(__file__).parent.parent / "workbook" / "templates"
FORMS = [*BY_CODE, SUMMARY]
CLAIM_KEYS = [
    "projekts.numurs",
    "projekts.nosaukums",
    "partneris",
    "regnr",
    "ligums.numurs",
    "ligums.datums",
    "iestade",
    "veids",
    "veids.kods",
    "menesis",
    "periods",
    "macibu_gads",
    "semestris",
    "parskats",
    "versija",
    "koordinators",
    "gramatvedis",
    "vaditajs",
    "kopa.eur",
    "kopa.izdevumi",
    "kopa.neattiecinams",
    "kopa.esf",
    "kopa.valsts",
    "kopa.izglitojamie",
    "kopa.rindas",
    "kontrolkods",
]
LINE_KEYS = [
    "npk",
    "vards_uzvards",
    "personas_kods",
    "grupa",
    "iap",
    "menesis",
    "izdevumi",
    "eur",
    "neattiecinams",
    "piezimes",
]
SUMMARY_KEYS = [
    "veids",
    "izglitojamie",
    "rindas",
    "izdevumi",
    "eur",
    "neattiecinams",
    "esf",
    "valsts",
    "budzets",
    "izlietots",
    "atlikums",
]
DAY_KEYS = ("datums", "izglitojamie", "eur")
VALUES: dict[str, Value] = dict.fromkeys(CLAIM_KEYS, "Paraugs") | {"ligums.datums": date(2018, 9, 3)}
AMOUNTS = {"izdevumi": Decimal("70.25"), "eur": Decimal("70.00"), "neattiecinams": Decimal("0.25")}


def line_keys(form: str) -> list[str]:
    """What a line of the form may say; what is computed for it stands beside the fields of its row."""
    if form == SUMMARY:
        return SUMMARY_KEYS
    computed = {"ED": ["days"], "KO": ["hours"]}.get(form, [])
    return [*LINE_KEYS, *BY_CODE[form].row.model_fields, *computed]


def keys(form: str) -> set[str]:
    days = [f"diena.{key}" for key in DAY_KEYS] if form == "ED" else []
    return {*CLAIM_KEYS, *(f"rinda.{key}" for key in line_keys(form)), *days}


def shipped(form: str) -> Template:
    return compile_template(SHIPPED / f"{form}.xlsx", keys(form))


def stamped(template: Template, form: str, count: int) -> bytes:
    line: dict[str, Value] = dict.fromkeys(line_keys(form)) | AMOUNTS
    day: Mapping[str, Value] = {"datums": date(2023, 2, 1), "izglitojamie": 3, "eur": Decimal("1.25")}
    return template.stamp(VALUES, {"rinda": [line] * count, "diena": [day] * min(count, 28)})


def opened(file: bytes | Path, *, values: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would lose on saving; nothing is saved
        return openpyxl.load_workbook(io.BytesIO(file) if isinstance(file, bytes) else file, data_only=values)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet: Any, text: str) -> int:
    return next(int(row[0].row) for row in sheet.iter_rows() if row[0].value == text)


def test_the_shipped_forms_are_those_that_the_program_builds(tmp_path: Path) -> None:
    built = write_forms(tmp_path)
    assert [path.stem for path in built] == FORMS
    assert {path.name for path in SHIPPED.glob("*.xlsx")} == {path.name for path in built}
    for path in built:
        assert parts(path) == parts(SHIPPED / path.name), path.name


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_forms(tmp_path / "a"), write_forms(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


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


@pytest.mark.parametrize("kind", SUPPORT_TYPES, ids=str)
def test_a_form_shows_who_what_and_how_much(kind: Any) -> None:
    shown = " ".join(column.text for column in columns_of(kind))
    assert shown.startswith("${rinda.npk} ${rinda.vards_uzvards}")
    assert shown.endswith("${rinda.izdevumi} ${rinda.eur} ${rinda.neattiecinams} ${rinda.piezimes}")
    mandatory = [c.field for c in kind.table.columns if c.required and c.field not in {"plan_id", "served_month"}]
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


def test_the_catering_form_holds_the_daily_list() -> None:
    claim, daily = opened(stamped(shipped("ED"), "ED", 2), values=True).worksheets
    assert claim["A4"].value == daily["A4"].value == "Ēdināšanas izdevumu kopsavilkums"
    total = row_of(daily, "Kopā")
    assert [cell.value for cell in daily[total - 3]] == ["Datums", "Audzēkņu skaits", "Summa, EUR"]
    assert daily.cell(total, 3).value == 2.5


def test_learners_of_several_kinds_are_not_added_up() -> None:
    summary = opened(SHIPPED / f"{SUMMARY}.xlsx").worksheets[0]
    total = [cell.value for cell in summary[row_of(summary, "Kopā")]]
    assert total[1] == "${kopa.izglitojamie}"
    assert total[8] is None
    assert total[10] is None


def test_the_emblem_has_twelve_gold_stars_on_blue() -> None:
    flag = Image.open(io.BytesIO(emblem())).convert("RGB")
    assert flag.size == (240, 160)
    ring = [
        (120 + 160 / 3 * math.sin(hour * math.pi / 6), 80 - 160 / 3 * math.cos(hour * math.pi / 6))
        for hour in range(12)
    ]
    assert {flag.getpixel((int(x), int(y))) for x, y in ring} == {(255, 204, 0)}
    assert {flag.getpixel(place) for place in [(0, 0), (120, 80), (239, 159)]} == {(0, 51, 153)}
