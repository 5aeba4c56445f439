"""A form whose second sheet holds formulas of every function over every kind of cell, line, range and table."""

import io
import itertools
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from template_forms import KEYS, VALUES, lines

from pumpurs_xl.template import compile_template, prove

SHEET = "Aprēķins"
KINDS = ["Lapa!A1", "Lapa!B1", "Lapa!C1", "Lapa!D1", "Lapa!E1", "Lapa!F1", "Lapa!I1", "Lapa!J1", "Lapa!K1"]
"""A number, one below 0, a 0, a text, a text of digits, nothing, an error, a day, an empty text."""
TYPED = ["2", "0.5", '"vārds"', '"7"', '""', "#N/A"]
SIGNS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", "<=", ">", ">="]
RANGES = [
    "Lapa!A8:A14", "Lapa!A8:A15", "Lapa!C8:C14", "Lapa!C8:C15", "Lapa!B8:B15", "Lapa!F8:F15", "Lapa!D5:D5",
    "Lapa!D4:D6", "Lapa!B5:B5", "Lapa!A8:C12", "Lapa!E5:E5", "Rindas[EUR]", "Rindas[[#Data],[EUR]]",
    "Rindas[[Skaits]:[EUR]]", "summas",
]  # fmt: skip
CRITERIA = ['">2"', '"<=4"', '"<>4"', '"b"', '"<>b"', '"a*"', '"?b"', '"~*"', '"="', '"<>"', '""', '"5"', "5",
            "Lapa!A1", "Lapa!F1", '">"&Lapa!C1', '"x"', '">0"', '"liels"', '"Paraugs 2"']  # fmt: skip


def function_formulas() -> list[str]:
    """Each function with each kind of argument, each sign between each two kinds."""
    cells = [*KINDS, *TYPED]
    found = [f"{one}{sign}{other}" for one, other in itertools.product(cells, cells) for sign in SIGNS]
    for one in cells:
        found += [f"-{one}", f"{one}%", f"ABS({one})", f"NOT({one})", f'IF({one},"jā","nē")', f'IFERROR({one},"kļūda")']
        found += [f"{name}({one},{places})" for name in ("ROUND", "ROUNDUP", "ROUNDDOWN") for places in (0, 1, -1)]
        found += [f'TEXT({one},"{text}")' for text in ("0.00", "#,##0.00", "0%", "dd.mm.yyyy", "0", "0.0%")]
    many = ["SUM", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "PRODUCT", "AND", "OR"]
    found += [f"{name}({one})" for name in many for one in [*KINDS, *RANGES, "2"]]
    found += [
        f"{name}({one},{other})"
        for name in many
        for one in ("2", "0.5", "#N/A")
        for other in ("Lapa!D5:D5", "Lapa!A1", "1")
    ]
    found += [f"SUBTOTAL({number},{one})" for number in [*range(1, 12), *range(101, 112)] for one in RANGES]
    found += [f"SUMPRODUCT({one})" for one in RANGES]
    return [*found, *range_formulas(), *other_formulas()]


def range_formulas() -> list[str]:
    """SUMIF, COUNTIF and SUMPRODUCT over ranges that stand side by side."""
    found = []
    for criterion in CRITERIA:
        for one in ("Lapa!A8:A15", "Lapa!B8:B15", "Lapa!D5:D5", "Lapa!F5:F5", "Lapa!B5:B5", "Rindas[Kods]"):
            found += [f"COUNTIF({one},{criterion})", f"SUMIF({one},{criterion})"]
        for values in ("Lapa!C8:C14", "Lapa!A8:A14"):
            found += [f"{name}(Lapa!B8:B14,{criterion},{values})" for name in ("SUMIF", "AVERAGEIF")]
            found.append(f'SUMIFS({values},Lapa!B8:B14,{criterion},Lapa!C8:C14,">1")')
        found.append(f'COUNTIFS(Lapa!B8:B14,{criterion},Lapa!C8:C14,">1")')
        found += [f"SUMIF(Lapa!F5:F5,{criterion},Lapa!D5:D5)", f"SUMIF(Lapa!F:F,{criterion},Lapa!D:D)"]
    for one, other in itertools.permutations(["Lapa!A8:A14", "Lapa!B8:B14", "Lapa!C8:C14", "Lapa!F8:F14"], 2):
        found += [f"SUMPRODUCT({one},{other})", f"SUMPRODUCT(({one}>1)*({other}))", f"SUMPRODUCT(--({one}={other}))"]
    return found


def other_formulas() -> list[str]:
    """What people write: sums under conditions, joined texts, checks of a total."""
    return [
        "IF(Lapa!D6>0,Lapa!D6,0)", 'IF(Lapa!F1="","",Lapa!F1*2)', "IFERROR(Lapa!A1/Lapa!C1,0)", "Lapa!A15", "Lapa!F1",
        "IF(AND(Lapa!A1>1,OR(Lapa!C1=0,Lapa!I1)),1,2)", "IF(Lapa!G1,,5)", "IF(Lapa!H1,1)",
        "SUM(Lapa!D5:D5)-SUM(summas)",
        'IFERROR(SUM(Lapa!C8:C15),"-")', '"Kopā: "&Lapa!D6&" EUR"', '"Kopā: "&TEXT(Lapa!D6,"0.00")&" EUR"',
        '"Kopā: "&Lapa!A1', "1/3*3=1", "0.1+0.2=0.3", "1/3*3-1=0", "ROUNDDOWN(1/3*3,0)", "ROUNDUP(0.29*100,0)",
        "ROUND(1.005,2)", "ROUND(2.675,2)", "ROUND(-0.5,0)", "-2^2", "2^-1", "2^3^2", "50%^2", "1&2+3", '"a"&"b"="AB"',
        'SUMPRODUCT((Lapa!F5:F5="liels")*Lapa!D5:D5)', "SUMPRODUCT(--(Lapa!D5:D5>2),Lapa!C5:C5)", "COUNTA(Lapa!B:B)",
        "COUNTBLANK(Lapa!F8:F15)", "COUNTBLANK(Lapa!B8:B15)", "SUM(Lapa!D:D)", "SUM(summas)*2", "TRUE()",
        "NOT(FALSE())",
        'SUMPRODUCT((Lapa!B8:B14="b")*(Lapa!A8:A11>1))', 'SUMPRODUCT((Lapa!B8:B11="b")*Lapa!C8:C11)',
        'SUMIFS(Lapa!D5:D5,Lapa!F5:F5,"liels",Lapa!D5:D5,"<4")', 'AVERAGEIFS(Lapa!D5:D5,Lapa!F5:F5,"mazs")',
    ]  # fmt: skip


def formula_form(formulas: Sequence[str]) -> bytes:
    """The form: a block, cells of every kind, hidden rows and a table on one sheet, the formulas on the other."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        data, computed = book.add_worksheet("Lapa"), book.add_worksheet(SHEET)
        for column, value in enumerate([12.5, -3, 0, "vārds", None, None, True, False, None, 44985, None, "12,5"]):
            data.write(0, column, value)
        data.write_string("E1", "12")
        data.write_formula("I1", "=1/C1")
        data.write_formula("K1", '=IF(TRUE,"","")')
        for column, key in enumerate(("npk", "vards_uzvards", "izdevumi", "eur")):
            data.write(4, column, f"${{rinda.{key}}}")
        data.write_formula("E5", "=ROUND(C5*2,1)")
        data.write_formula("F5", '=IF(D5>2,"liels","mazs")')
        data.write_formula("D6", "=SUBTOTAL(9,D5:D5)")
        _write_mixed(data)
        kinds = [{"header": "Kods"}, {"header": "Skaits", "total_function": "count"}]
        columns = [*kinds, {"header": "EUR", "total_function": "sum"}]
        rows = [["a", 1, 2.25], ["b", 3, 4.5]]
        data.add_table("A20:C23", {"name": "Rindas", "total_row": True, "data": rows, "columns": columns})
        book.define_name("summas", "=Lapa!$D$5")
        computed.write("B1", "${partneris}")
        for row, formula in enumerate(formulas):
            computed.write_formula(row, 0, f"={formula}")
    return file.getvalue()


def _write_mixed(data: xlsxwriter.worksheet.Worksheet) -> None:
    """Columns of unlike cells, some of them in hidden rows; the last cell of the first is a subtotal itself."""
    data.write_column("A8", [1, 2.5, 4, "x", 8, None, "7"])
    data.write_formula("A15", "=SUBTOTAL(9,A8:A9)")
    data.write_column("B8", ["ā", "b", "a", "Ab", None, 5, "*", "z"])
    data.write_column("C8", [1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 7.7])
    data.write_formula("C15", "=1/C1")
    for row in (9, 11):
        data.set_row(row, None, None, {"hidden": True})


def stamped(formulas: Sequence[str], count: int) -> bytes:
    """The form stamped with so many lines, and proved."""
    form = compile_template(formula_form(formulas), KEYS)
    some = [{**line, "eur": Decimal(number) + Decimal("0.75")} for number, line in enumerate(lines(count))]
    file = form.stamp(VALUES, {"rinda": some})
    prove(form, file)
    return file
