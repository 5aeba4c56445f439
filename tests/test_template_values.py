"""Values in the cells of a claim: texts stay texts, numbers are exact, what fails is left to Excel."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from template_forms import KEYS, VALUES, days, lines, opened, parts, simple_form

from pumpurs_xl.template import Value, compile_template, prove


def filled(cells: Mapping[str, str], values: Mapping[str, Value], rows: Sequence[Mapping[str, Value]]) -> Any:
    """A small form, filled and read back."""
    small = compile_template(simple_form(cells), KEYS)
    file = small.stamp(VALUES | dict(values), {"rinda": rows})
    prove(small, file)
    return file


HOSTILE = [
    '=HYPERLINK("http://x")', "+371", "-2+3", "@SUM(A1)", "#N/A", "${partneris}", "<b>&amp;</b>", "_x0041_", " mala ",
    "divas\nrindas", "'apostrofs", "]]>", "1E5", "00123", "TRUE", "ā\u0301\u200b", "x" * 32_767,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_text_stays_text(text: str) -> None:
    cells = {"A1": "${partneris}", "A2": "${rinda.piezimes}", "A3": "=A1"}
    book = opened(filled(cells, {"partneris": text}, [{"piezimes": text}]), values=False)
    for address in ("A1", "A2"):
        cell = book["Lapa"][address]
        assert cell.data_type == "s"
        assert cell.value.replace("_x005F_x0041_", "_x0041_") == text


def test_values_inside_a_text_are_written_as_people_write_them() -> None:
    cells = {"A1": "Līgums ${ligums.datums} par ${kopa.eur} EUR, ${kopa.rindas} rindas", "A2": "${rinda.npk}"}
    book = opened(filled(cells, {}, []), values=True)
    assert book["Lapa"]["A1"].value == "Līgums 01.09.2022. par 31\u00a0732,17 EUR, 150 rindas"


def test_nothing_asks_excel_to_compute_when_all_is_computed() -> None:
    file = filled({"A1": "${rinda.eur}", "A2": "=SUM(A1:A1)*2"}, {}, lines(4))
    original = parts(simple_form({"A1": "${rinda.eur}", "A2": "=SUM(A1:A1)*2"}))["xl/workbook.xml"]
    assert parts(file)["xl/workbook.xml"] == original
    assert opened(file, values=True)["Lapa"]["A5"].value == 20


def test_an_error_is_a_value_too() -> None:
    file = filled({"A1": "${rinda.eur}", "B1": "=1/A1", "A2": "=SUM(B1:B1)"}, {}, [{"eur": Decimal(0)}])
    sheet = opened(file, values=True)["Lapa"]
    assert (sheet["B1"].value, sheet["A2"].value) == ("#DIV/0!", "#DIV/0!")
    assert sheet["B1"].data_type == "e"


def test_what_the_language_decides_is_left_to_excel() -> None:
    file = filled({"A1": "${rinda.piezimes}", "B1": "=A1*2", "A2": "=SUM(B1:B1)"}, {}, [{"piezimes": "5.5"}])
    sheet = opened(file, values=True)["Lapa"]
    assert (sheet["B1"].value, sheet["A2"].value) == (None, None)
    assert b'fullCalcOnLoad="1"' in parts(file)["xl/workbook.xml"]


def test_two_blocks_on_one_sheet() -> None:
    cells = {
        "A2": "${rinda.npk}", "B2": "${rinda.eur}", "B3": "=SUM(B2:B2)",
        "A5": "${diena.izglitojamie}", "B5": "${diena.eur}", "C5": "=B5*B$3+C4",
        "B6": "=SUM(B5:B5)", "B7": "=B3+B6", "B8": "=SUM(B2:B5)",
    }  # fmt: skip
    both = compile_template(simple_form(cells), KEYS)
    for lines_count, days_count in [(0, 0), (1, 3), (4, 2), (3, 0)]:
        file = both.stamp(VALUES, {"rinda": lines(lines_count), "diena": days(days_count)})
        prove(both, file)
        formulas, values = (opened(file, values=shown)["Lapa"] for shown in (False, True))
        h1, h2 = max(lines_count, 1), max(days_count, 1)
        end = 4 + h1 + h2
        assert formulas[f"B{end}"].value == f"=SUM(B{4 + h1}:B{end - 1})"
        assert formulas[f"B{end + 2}"].value == f"=SUM(B2:B{end - 1})"
        first, second = sum(range(lines_count + 1)), Decimal("1.25") * sum(range(days_count + 1))
        assert Decimal(str(values[f"B{end + 1}"].value)) == first + second
        if days_count:
            assert Decimal(str(values[f"C{end - 1}"].value)) == first * second
