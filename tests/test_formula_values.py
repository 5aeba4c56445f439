"""Values beside the formulas of a form: what Excel would show, since Protected View and previews compute nothing.

LibreOffice works the same formulas out. Where it is known to differ from Excel, the case stands in a table of its own
with Excel's answer, and is not asked of LibreOffice.
"""

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from formula_forms import SHEET, function_formulas, stamped
from recalculated import needs_libreoffice, plain, saved_by_libreoffice
from template_forms import KEYS, VALUES, lines, opened, parts, simple_form

from pumpurs_xl.template import compile_template

CELLS = {
    "A1": "${rinda.npk}", "B1": "${rinda.vards_uzvards}", "C1": "${rinda.eur}", "D1": '=IF(C1>2,"liels","mazs")',
    "E1": "=SUM(C$1:C1)", "F1": "=SUBTOTAL(9,C$1:C1)", "G1": '=IF(A1=1,C1,"")',
}  # fmt: skip
"""Three lines: 1, 2 and 3 EUR."""


def computed(formula: str, cells: Mapping[str, str] = CELLS, count: int = 3) -> Any:
    """What stands beside a formula below three lines; logical values and errors as openpyxl gives them."""
    file = compile_template(simple_form({**cells, "A9": f"={formula}"}), KEYS).stamp(VALUES, {"rinda": lines(count)})
    return opened(file, values=True)["Lapa"][f"A{8 + max(count, 1)}"].value


@pytest.mark.parametrize(
    "formula, value",
    [
        ("SUBTOTAL(9,C1:C1)", 6),
        ("SUBTOTAL(109,C1:C1)", 6),
        ("SUBTOTAL(9,F1:F1)", 0),
        ("SUM(E1:E1)", 10),
        ("COUNT(A1:A1)", 3),
        ("COUNTA(B1:B1)", 3),
        ("COUNTA(G1:G1)", 3),
        ("COUNT(G1:G1)", 1),
        ("AVERAGE(C1:C1)", 2),
        ('SUMIF(C1:C1,">1")', 5),
        ('SUMIF(D1:D1,"MAZS",C1:C1)', 3),
        ('COUNTIF(D1:D1,"ma*")', 2),
        ('COUNTIF(B1:B1,"Paraugs ?")', 3),
        ('SUMIFS(C1:C1,D1:D1,"mazs",A1:A1,"<>1")', 2),
        ("SUMPRODUCT(A1:A1,C1:C1)", 14),
        ('SUMPRODUCT((D1:D1="mazs")*C1:C1)', 3),
        ('"Kopā "&TEXT(SUM(C1:C1),"0.00")&" EUR"', "Kopā 6.00 EUR"),
        ('TEXT(1234.5,"# ##0,00")'.replace(" ", "\u00a0"), "1\u00a0234,50"),
        ('"Kopā "&SUM(C1:C1)/4', "Kopā 1,5"),
    ],
)
def test_a_formula_of_the_lines_has_its_value(formula: str, value: Any) -> None:
    assert computed(formula) == value


@pytest.mark.parametrize(
    "formula, value",
    [
        ("TRUE&1", "TRUE1"),
        ("2<TRUE", True),
        ('"z">TRUE', False),
        ("0=FALSE", False),
        ("TRUE+1", 2),
        ("SUM(TRUE,1)", 2),
        ("SUM(D4:D5,1)", 1),
        ("COUNT(D4:D5)", 0),
        ("COUNT(TRUE)", 1),
        ("COUNTA(D4:D5)", 2),
        ("COUNTIF(D4:D5,TRUE)", 1),
        ("COUNTIF(D4:D5,1)", 0),
        ("SUMPRODUCT(--(D4:D5=TRUE))", 1),
        ("SUMPRODUCT(D4:D5)", 0),
        ("AND(D4:D5)", False),
        ('AND("x")', "#VALUE!"),
        ("AND(B1:B1)", "#VALUE!"),
        ('SUM("5",15,TRUE)', 21),
        ("0^0", "#NUM!"),
        ("0^-1", "#DIV/0!"),
        ("(-8)^(1/3)", "#NUM!"),
        ("10^400", "#NUM!"),
        ("IFERROR(,5)", 0),
        ("#N/A/2", "#N/A"),
        ("Lapa!#REF!+1", "#REF!"),
        ('TEXT(-3,"dd.mm.yyyy")', "#VALUE!"),
        ("1=1=TRUE", True),
    ],
)
def test_where_libreoffice_differs_excel_is_followed(formula: str, value: Any) -> None:
    assert computed(formula, {**CELLS, "D4": "=1=1", "D5": "=1=2"}) == value


@pytest.mark.parametrize(
    "formula",
    ['"5.5"+1', '"1/2"*2', '"a"<"b"', 'IF("7",1,2)', 'COUNTIF(B1:B1,"5.5")', 'TEXT(0.5,"dd.mm.yyyy")', '"x"+#N/A'],
)
def test_what_depends_on_the_language_or_is_unsure_stays_without_a_value(formula: str) -> None:
    assert computed(f"IF(SUM(C1:C1)>0,{formula},0)") is None


@pytest.mark.parametrize("text", ["mmmm", "dd/mm/yyyy", "#,##0.00;-0", "[$-426]mmmm", "0,000", "#.##0,0.0", "General"])
def test_a_format_that_goes_beyond_is_named_by_the_template(text: str) -> None:
    form = compile_template(simple_form({**CELLS, "A9": f'=TEXT(C1:C1,"{text}")'.replace("C1:C1", "SUM(C1:C1)")}), KEYS)
    assert [note.lv.partition(":")[0] for note in form.notes] == ["Lapa!A9"]


def test_a_formula_without_a_value_is_named_by_the_template() -> None:
    form = compile_template(simple_form({**CELLS, "A9": '=SUMIF(C1:C1,">5.5")', "B9": "=MEDIAN(C1:C1)"}), KEYS)
    assert [note.lv.partition(":")[0] for note in form.notes] == ["Lapa!A9", "Lapa!B9"]


@pytest.mark.parametrize("number, value", [(9, 10.5), (109, 3.5), (2, 3), (102, 2), (4, 7), (104, 2.5)])
def test_a_subtotal_leaves_hidden_rows_out_where_its_number_says_so(number: int, value: float) -> None:
    form = io.BytesIO()
    with xlsxwriter.Workbook(form) as book:
        sheet = book.add_worksheet("Lapa")
        sheet.write_column("A1", ["${rinda.npk}", 1, 7, 2.5])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_formula("A5", f"=SUBTOTAL({number},A2:A4)")
    file = compile_template(form.getvalue(), KEYS).stamp(VALUES, {"rinda": lines(3)})
    assert opened(file, values=True)["Lapa"]["A7"].value == value


def test_the_totals_row_of_a_table_has_its_values() -> None:
    form = io.BytesIO()
    with xlsxwriter.Workbook(form) as book:
        columns = [{"header": "Nr.", "total_function": "count"}, {"header": "EUR, kopā", "total_function": "sum"}]
        sheet = book.add_worksheet("Lapa")
        sheet.add_table("A1:B3", {"name": "Rindas", "total_row": True, "columns": columns})
        sheet.write_row("A2", ["${rinda.npk}", "${rinda.eur}"])
        sheet.write_formula("A5", "=SUM(Rindas[EUR, kopā])-Rindas[[#Totals],[EUR, kopā]]")
    file = compile_template(form.getvalue(), KEYS).stamp(VALUES, {"rinda": lines(3)})
    found = opened(file, values=True)["Lapa"]
    assert [found[address].value for address in ("A5", "B5", "A7")] == [3, 6, 0]


def test_only_the_chosen_branch_is_computed() -> None:
    assert computed('IF(1,2,1/0)+IF(0,"5.5"+1,3)') == 5


def test_cents_are_summed_to_the_cent() -> None:
    rows = [{**line, "eur": Decimal("0.10")} for line in lines(1000)]
    form = compile_template(simple_form({**CELLS, "A3": "=SUBTOTAL(9,C1:C1)", "A4": "=IF(A3=100,1,0)"}), KEYS)
    sheet = opened(form.stamp(VALUES, {"rinda": rows}), values=True)["Lapa"]
    assert (sheet["A1002"].value, sheet["A1003"].value) == (100, 1)


def test_a_kind_of_value_is_written_as_excel_writes_it() -> None:
    file = compile_template(
        simple_form({**CELLS, "A3": "=SUM(C1:C1)=6", "A4": "=1/(SUM(C1:C1)-6)", "A5": '=D1:D1&""'}), KEYS
    ).stamp(VALUES, {"rinda": lines(3)})
    sheet = parts(file)["xl/worksheets/sheet1.xml"].decode()
    assert re.search(r'<c r="A5" t="b"><f>SUM\(C1:C3\)=6</f><v>1</v></c>', sheet)
    assert re.search(r'<c r="A6" t="e"><f>1/\(SUM\(C1:C3\)-6\)</f><v>#DIV/0!</v></c>', sheet)
    assert '<c r="A7"><f>D1:D3&amp;""</f></c>' in sheet.replace("&quot;", '"'), "which cell depends on the Excel"


UNLIKE_EXCEL = {
    *(f"Lapa!{base}^Lapa!{power}" for base in ("C1", "F1") for power in ("B1", "C1", "F1")),  # 0^0 is 1, 0^-3 #NUM!
    "Lapa!I1&#N/A",  # the second error, not the first
    "0.5^Lapa!J1",  # too small to be a number is an error
    'TEXT(Lapa!B1,"dd.mm.yyyy")',  # there are days before 1900
}
"""What LibreOffice answers otherwise; Excel's answers are in the tables above."""


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.no_cover
@pytest.mark.parametrize("count", [0, 4])
def test_libreoffice_comes_to_the_same_values(count: int, tmp_path: Path) -> None:
    formulas = function_formulas()
    file = stamped(formulas, count)
    (tmp_path / "claim.xlsx").write_bytes(file)
    theirs = opened(saved_by_libreoffice(tmp_path / "claim.xlsx", tmp_path).read_bytes(), values=True)[SHEET]
    ours = opened(file, values=True)[SHEET]
    pairs = {text: (ours.cell(row, 1).value, theirs.cell(row, 1).value) for row, text in enumerate(formulas, 1)}
    told = {text: pair for text, pair in pairs.items() if pair[0] is not None and text not in UNLIKE_EXCEL}
    assert {text: pair for text, pair in told.items() if not _agree(*pair)} == {}
    assert len(told) > 0.95 * len(pairs)


def _agree(ours: Any, theirs: Any) -> bool:
    """Whether two values are one; the comma of a Latvian Excel is the point of an English LibreOffice."""
    left, right = plain(ours), plain(theirs)
    if isinstance(left, float) and isinstance(right, float):
        return left == pytest.approx(right, rel=1e-9, abs=1e-12)
    if isinstance(left, str) and isinstance(right, str):
        return left.replace(",", ".") == right.replace(",", ".")
    return bool(left == right) or (left, right) == ("", None)
