"""Number formats: what Excel and LibreOffice write for money shows the amount; what hides or changes it is told."""

from decimal import Decimal

import pytest

from pumpurs_xl.values.number_format import Shown, hides_all, is_plain, shown, shows_percent

GOOD = (
    *("General", "@", "0.00", "#,##0.00", "# ##0.00", "#,##0.00##", "0.00#", "0.000", 'General\\ "EUR"', "Standard"),
    *('#,##0.00\\ "€"', '#,##0.00\\ "EUR"', "#,##0.00 [$€-426]", "[$€-2]\\ #,##0.00", "[$EUR]\\ #,##0.00"),
    *("#,##0.00\\ [$€-426];[RED]\\-#,##0.00\\ [$€-426]", "#,##0.00;[Red]-#,##0.00", "#,##0.00_);(#,##0.00)"),
    *('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "#,##0.00;[Red]#,##0.00", "0.00E+00"),
    *('_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', '#,##0.00" EUR ar PVN 21%"', "#\\ ##0.00;-#\\ ##0.00"),
    *("[Blue]0.00", "[>=100]0.00;0.00", "#,##0.00;-#,##0.00;", "0.00;-0.00;;@", "[$-426]#,##0.00", "??0.00"),
)
"""Formats in which 12.50 looks like 12.50."""
OTHER = (
    *("0", "#,##0", "0.", "0%", "0.00%", "0.00,", "#,##0,", "#,##0.00,,", '"12,50"', '0"0.00"', "# ?/?", "# ??/??"),
    *("dd.mm.yyyy", "h:mm", "[h]:mm", "mmm yy", "0E+00", "-0.00", '"-"0.00', '"1"0.00', '0.00"1"', '0",50"', "yyyy"),
    *("[<100]0;0.00", '"nav"', '[=12.5]"99";0.00', '#,##0\\ "€"'),
)
"""Formats in which 12.50 looks like another amount."""
NOTHING = (";;;", ";", '""', "[White]0.00", "[Color2]0.00", '" "', "_-;", ";;;@", "[<100];0.00", "[Color 2]#,##0.00")
"""Formats in which 12.50 cannot be seen."""


@pytest.mark.parametrize("code", GOOD)
def test_a_format_of_money_shows_the_amount(code: str) -> None:
    assert shown(code, Decimal("12.50")) is Shown.SAME


@pytest.mark.parametrize("code", OTHER)
def test_a_format_that_shows_another_amount_is_known(code: str) -> None:
    assert shown(code, Decimal("12.50")) is Shown.OTHER


@pytest.mark.parametrize("code", NOTHING)
def test_a_format_that_shows_nothing_is_known(code: str) -> None:
    assert shown(code, Decimal("12.50")) is Shown.NOTHING
    assert shown(code, Decimal(0)) is not Shown.OTHER


@pytest.mark.parametrize(
    "code, amount, seen",
    [
        ("0", "12", Shown.SAME),
        ("0", "12.004", Shown.SAME),
        ("0.0", "12.50", Shown.SAME),
        ("0.0", "12.55", Shown.OTHER),
        ("0.00", "0.0125", Shown.SAME),
        ("#,##0.00", "1234567.89", Shown.SAME),
        ('0"."00', "1250", Shown.OTHER),
        ("#,##0.00;#,##0.00", "-3.5", Shown.OTHER),
        ("#,##0.00;[Red]#,##0.00", "-3.5", Shown.SAME),
        ("#,##0.00;", "-3.5", Shown.NOTHING),
        ("#,##0.00;;", "-3.5", Shown.NOTHING),
        ("0.00;-0.00;;@", "0", Shown.SAME),
        ('0.00;-0.00;"9,99"', "0", Shown.OTHER),
        ("# ?/?", "3", Shown.SAME),
        ("", "12.50", Shown.SAME),
        ("[", "12.50", Shown.OTHER),
    ],
)
def test_it_depends_on_the_amount(code: str, amount: str, seen: Shown) -> None:
    assert shown(code, Decimal(amount)) is seen


def test_half_a_month_may_be_shown_as_per_cent() -> None:
    assert shown("0%", Decimal("0.5"), ratio=True) is Shown.SAME
    assert shown("0%", Decimal("0.505"), ratio=True) is Shown.SAME
    assert shown("0", Decimal("0.5"), ratio=True) is Shown.OTHER


def test_per_cent_is_told_from_a_sign_that_is_only_written() -> None:
    assert [code for code in ("0%", "0.00%", "0 %", "General%", "[>1]0%;0%") if not shows_percent(code)] == []
    assert [code for code in ('0"%"', "0\\%", "General", '0" %"', "0.00", "@") if shows_percent(code)] == []


def test_a_plain_format_is_never_looked_at_twice() -> None:
    assert [code for code in ("General", "#,##0.00", '#,##0.00\\ "€"', "#,##0.00##", "@") if not is_plain(code)] == []
    assert [code for code in (*OTHER, *NOTHING, "[>5]0.00;0") if is_plain(code)] == []
    assert [code for code in (";;;", ";;;@", "0.00") if hides_all(code)] == [";;;"]
