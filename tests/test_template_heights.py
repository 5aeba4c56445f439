"""A stamped line is as high as its texts need, unless the template fixes the height of its row."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
import xlsxwriter
from template_forms import KEYS, VALUES, parts

from pumpurs_xl.template import compile_template, prove
from pumpurs_xl.template.sheet.heights import line_count

LONG = "Biļete nozaudēta; samaksu apliecina pārvadātāja izziņa, kas pievienota rēķinam."


def form(*, height: float | None = None, merged: bool = False, **look: Any) -> bytes:
    """A form whose only row for lines holds the notes, in a column of 20 digits or in two such columns."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Lapa")
        sheet.set_column("A:B", 20)
        if merged:
            sheet.merge_range("A2:B2", "${rinda.piezimes}", book.add_format(look))
        else:
            sheet.write("A2", "${rinda.piezimes}", book.add_format(look))
        sheet.set_row(1, height)
        sheet.write("A3", "Kopā")
    return file.getvalue()


def heights(source: bytes, *notes: str | None) -> list[Mapping[str, str]]:
    """What the stamped rows say of their height."""
    template = compile_template(source, KEYS)
    file = template.stamp(VALUES, {"rinda": [{"piezimes": note} for note in notes]})
    prove(template, file)
    rows = re.findall(r"<row [^>]*>", parts(file)["xl/worksheets/sheet1.xml"].decode())
    return [dict(re.findall(r'(ht|customHeight)="([^"]*)"', row)) for row in rows[: max(len(notes), 1)]]


def test_only_a_long_text_gets_a_height_and_none_is_fixed() -> None:
    short, long, empty = heights(form(text_wrap=True), "īss", LONG, None)
    assert short == empty == {}
    assert long.keys() == {"ht"}
    assert float(long["ht"]) > 4 * 12


def test_a_height_that_the_template_fixes_stays() -> None:
    assert heights(form(height=22.5, text_wrap=True), "īss", LONG) == [{"ht": "22.5", "customHeight": "1"}] * 2


def test_a_height_that_excel_had_fitted_is_the_least() -> None:
    fitted = io.BytesIO()
    with zipfile.ZipFile(fitted, "w") as package:
        for name, content in parts(form(height=30, text_wrap=True)).items():
            package.writestr(name, content.replace(b' customHeight="1"/>', b"/>").replace(b' customHeight="1">', b">"))
    short, long = heights(fitted.getvalue(), "īss", LONG)
    assert short == {"ht": "30"}
    assert float(long["ht"]) > 4 * 12


def test_a_text_that_does_not_wrap_needs_no_height() -> None:
    assert heights(form(), LONG) == heights(form(text_wrap=True, rotation=90), LONG) == [{}]


def test_merged_cells_hold_more_text() -> None:
    (one,), (two,) = heights(form(text_wrap=True), LONG), heights(form(text_wrap=True, merged=True), LONG)
    assert float(two["ht"]) < float(one["ht"]) * 0.7


@pytest.mark.parametrize("look", [{"font_size": 16}, {"bold": True, "font_size": 12}, {"indent": 5}])
def test_larger_letters_and_indents_need_more(look: dict[str, Any]) -> None:
    (plain,), (other,) = heights(form(text_wrap=True), LONG), heights(form(text_wrap=True, **look), LONG)
    assert float(other["ht"]) > float(plain["ht"])


def test_line_breaks_count_and_no_row_is_higher_than_excel_allows() -> None:
    broken, endless, nothing = heights(form(text_wrap=True), "a\nb\nc", LONG * 40, "")
    assert float(broken["ht"]) > 3 * 12
    assert endless == {"ht": "409.5"}
    assert nothing == {}


def test_no_lines_leave_the_row_as_it_was() -> None:
    assert heights(form(text_wrap=True)) == [{}]


@pytest.mark.parametrize(
    "text, space, expected",
    [
        ("", 5, 1),
        ("Rīga", 5, 1),
        ("Kalniņa-Bērziņa-Ozoliņa", 5, 3),
        ("Kalniņa-Bērziņa-Ozoliņa", 8, 2),
        ("0" * 30, 5.6, 3),
        ("Rīga – Preiļi ", 6, 1),
        ("WWWW", 3, 2),
        ("日本語", 2, 2),
    ],
)
def test_lines_break_at_spaces_and_hyphens_and_within_long_words(text: str, space: float, expected: int) -> None:
    assert line_count(text, space) == expected
