"""Formulas that move and are computed: compared with a plain model of rows and with openpyxl's translator."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from pumpurs_xl.template.formula.evaluator import compile_formula
from pumpurs_xl.template.formula.rounding import round_half_up
from pumpurs_xl.template.formula.tokenizer import copy_formula, tokenize
from pumpurs_xl.template.formula.translator import (
    Home,
    check_repeatable,
    read_formula,
    translate,
    translate_line,
    translate_name,
    translate_rule,
)
from pumpurs_xl.template.row_shift import BlockRows, Layout, Shift, render
from pumpurs_xl.values.a1 import LAST_ROW, Area, column_number, letters
from pumpurs_xl.values.refusal import Refusal

BLOCK = 12
BLOCKS = BlockRows({"lapa": [BLOCK]})
HOME = Home("lapa", 20, "Lapa!A20")
rows = st.integers(1, 40)
columns = st.sampled_from(["A", "K", "$B", "AA"])
heights = st.integers(1, 300)


def layout(height: int) -> Layout:
    return Layout({"lapa": Shift(((BLOCK, height),))})


def model(row: int, height: int) -> list[int]:
    """Where a row of the template stands in the stamped sheet: one row, or all lines."""
    if row == BLOCK:
        return list(range(BLOCK, BLOCK + height))
    return [row + height - 1 if row > BLOCK else row]


@given(rows, rows, columns, heights, st.booleans())
def test_a_range_covers_exactly_what_it_covered(one: int, other: int, column: str, height: int, fixed: bool) -> None:
    top, bottom = sorted((one, other))
    dollar = "$" if fixed else ""
    moved = render(
        translate(tokenize(f"SUM({column}{dollar}{top}:{column}{dollar}{bottom})"), HOME, BLOCKS), layout(height)
    )
    covered = [place for row in range(top, bottom + 1) for place in model(row, height)]
    assert moved == f"SUM({column}{dollar}{covered[0]}:{column}{dollar}{covered[-1]})"
    assert covered == list(range(covered[0], covered[-1] + 1))


@given(rows.filter(lambda row: row != BLOCK), columns, heights)
def test_a_cell_outside_the_block_follows_its_row(row: int, column: str, height: int) -> None:
    formula = f'{column}{row}*2+Cita!{column}{row}&"{column}{row}"'
    moved = render(translate(tokenize(formula), HOME, BLOCKS), layout(height))
    assert moved == f'{column}{model(row, height)[0]}*2+Cita!{column}{row}&"{column}{row}"'


FORMULAS = st.sampled_from(
    [
        "A12+$B$3",
        "ROUND(F12*G$11,2)",
        "SUM(C12:G12)",
        "J11+G12",
        "IF(A12=\"A12\",'Ž 1'!$A$1,Tabula[Summa])",
        "LOG10(A12)",
    ]
)


@given(FORMULAS, st.integers(0, 500))
def test_a_line_copies_the_formula_as_excel_does(formula: str, line: int) -> None:
    home = Home("lapa", BLOCK, "Lapa!K12")
    ours = translate_line(tokenize(formula), home, layout(600), BLOCK + line)
    assert "=" + ours == Translator("=" + formula, "K12").translate_formula(f"K{BLOCK + line}")


@given(FORMULAS, st.integers(0, 50), st.integers(0, 30))
def test_a_shared_formula_is_expanded_as_excel_does(formula: str, down: int, right: int) -> None:
    theirs = Translator("=" + formula, "K12").translate_formula(f"{letters(11 + right)}{12 + down}")
    assert "=" + copy_formula(formula, down, right) == theirs


@given(st.integers(1, 16384))
def test_column_letters_and_numbers_agree(column: int) -> None:
    assert column_number(letters(column)) == column


@given(st.integers(1, LAST_ROW), heights)
def test_rows_never_swap_or_leave_the_sheet(row: int, height: int) -> None:
    shift = Shift(((BLOCK, height), (30, 2)))
    assert shift.first(row) <= shift.last(row) <= LAST_ROW
    assert row == LAST_ROW or shift.last(row) <= shift.first(row + 1)


amounts = st.decimals("-9999", "9999", places=2)


@st.composite
def sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """A formula and what it is, computed exactly in another way."""
    if depth == 0 or draw(st.booleans()):
        amount = abs(draw(amounts))
        return str(amount), Fraction(amount)
    (left, one), (right, other) = draw(sums(depth - 1)), draw(sums(depth - 1))
    cases = {
        f"({left} + {right})": one + other,
        f"({left}-{right})": one - other,
        f"{left}*{right}": one * other,
        f"-({left})": -one,
        f"({left})%": one / 100,
        f"SUM({left},{right})": one + other,
        f"MIN({left},{right})": min(one, other),
        f"MAX({left},{right})": max(one, other),
    }
    return draw(st.sampled_from(sorted(cases.items())))


@given(sums())
def test_computed_values_are_exact(case: tuple[str, Fraction]) -> None:
    formula, value = case
    function = compile_formula(formula)
    assert function is not None
    found = function(None, 0)
    assert isinstance(found, Decimal)
    assert abs(Fraction(found) - value) < Fraction(1, 10**6)


@given(amounts, st.integers(-3, 4))
def test_round_is_half_away_from_zero(amount: Decimal, places: int) -> None:
    exact = Fraction(abs(amount)) * Fraction(10) ** places
    expected = Fraction(int(exact + Fraction(1, 2))) / Fraction(10) ** places
    assert Fraction(round_half_up(amount, Decimal(places))) == (expected if amount >= 0 else -expected)
    assert round_half_up(Decimal("2.675"), Decimal(2)) == Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    "formula",
    ["MEDIAN(1)", "IF(1)", "SUM(", "SUM()", "SUM(1,)", "1 2", "A1", "TODAY()", "ROUND(1)", "+", "", "x", "2-2!26"],
)
def test_what_goes_beyond_is_not_computed(formula: str) -> None:
    assert compile_formula(formula) is None


@pytest.mark.parametrize(
    "formula, place",
    [
        ("K12*2", "one cell of the block"),
        ("SUM(Lapa1:Lapa3!K20)", "sheets at once"),
        ('INDIRECT("K20")', "cells by text"),
    ],
)
def test_formulas_that_cannot_follow_are_refused_with_their_cell(formula: str, place: str) -> None:
    with pytest.raises(Refusal, match="Lapa!A20"):
        translate(read_formula(formula, HOME.place), HOME, BLOCKS)


@pytest.mark.parametrize("formula", ["K20*2", "K12*Cita!K20*K13", "SUM(K12:K13)"])
def test_a_formula_of_the_block_needs_a_dollar_for_what_is_below(formula: str) -> None:
    with pytest.raises(Refusal, match=r"Lapa!K12.*\$"):
        check_repeatable(tokenize(formula), Home("lapa", BLOCK, "Lapa!K12"), BLOCKS)


def test_a_format_keeps_its_distances_and_a_name_grows() -> None:
    home = Home("lapa", BLOCK, "Lapa, 12. rinda")
    striped = translate_rule(tokenize("AND($A12<>$A11,COUNTIF($A$12:$A$12,$A12)>1,$N$20)"), home, BLOCKS, one_row=True)
    assert render(striped, layout(5)) == "AND($A12<>$A11,COUNTIF($A$12:$A$16,$A12)>1,$N$24)"
    assert render(translate_name(tokenize("Lapa!$K$12"), Home("", 0, "vārds"), BLOCKS), layout(5)) == "Lapa!$K$12:$K$16"
    with pytest.raises(Refusal):
        translate_rule(tokenize("$A12<$A20"), home, BLOCKS, one_row=True)


def test_an_area_is_read_or_refused() -> None:
    assert str(Area.parse_loosely("B2:A1")) == "A1:B2"
    assert str(Area.parse_loosely("1:2")) == "A1:XFD2"
    for text in ("A0", "XFE1", "A1:B2:C3", "1:B", "0:2"):
        with pytest.raises(ValueError, match=re.escape(text)):
            Area.parse_loosely(text)


def test_a_reference_that_falls_off_the_sheet_is_an_error() -> None:
    assert copy_formula("A1+$A$1+B2:C3", rows=1, columns=-1) == "#REF!+$A$1+A3:B4"
    assert copy_formula("A1048576+XFD1", rows=1, columns=0) == "#REF!+XFD2"
