"""The claim, told as a school accountant would tell it: who stands in it, what is paid, what is not, and who pays.

Each story writes its workbook as text (text_books.py; case_books.py says how a value is written): a line is a row.
What a story does not say is a good default: one learner, Paraudziņa Anna, with the plan P1 for the second semester.
A line of a claim reads `who, month of service: spent = eligible + not eligible`.
The whole pages, form by form, are in tests/golden/ and are written anew by `python tests/golden_claims.py`.
"""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from golden_claims import COMMAND, GOLDEN, difference, pages
from text_books import workbook

from pumpurs_xl import Book, Claim, Month, Semester, Span, check, claims, stamp, totals
from pumpurs_xl.inspection import inspect

DECEMBER, JANUARY, FEBRUARY, MARCH, APRIL = Month(2022, 12), *(Month(2023, number) for number in range(1, 5))
SECOND_SEMESTER = Semester(2022, 2)

TWO_LEARNERS = """
    Izglītojamie | ID=I1 | Uzvārds=Āboliņa | Vārds=Anna
    Izglītojamie | ID=I2 | Uzvārds=Bērziņš | Vārds=Jānis
    IAP | IAP ID=A | Izglītojamā ID=I1
    IAP | IAP ID=B | Izglītojamā ID=I2
"""
TWO_SEMESTERS = """
    IAP | IAP ID=P1
    IAP | IAP ID=P0 | Semestris=1 | No=2022-09-01 | Līdz=2022-12-31
"""


def claim(school: Book, code: str, month: Month) -> Claim:
    return next(each for each in claims(school, month) if each.type == code)


def summary(school: Book, month: Month) -> Claim:
    return claims(school, month)[-1]


def forms(school: Book, month: Month) -> list[str]:
    return [each.type for each in claims(school, month)]


def lines(school: Book, code: str, month: Month = FEBRUARY) -> list[str]:
    """Who, for which month, and where the money goes."""
    return [
        f"{line['vards_uzvards']}, {line['menesis']}: {line['izdevumi']} = {line['eur']} + {line['neattiecinams']}"
        for line in claim(school, code, month).lines
    ]


def eligible(school: Book, code: str, *months: Month) -> list[str]:
    """What each line of the months' claims is worth, in the order of the lines."""
    return [str(line["eur"]) for month in months or (FEBRUARY,) for line in claim(school, code, month).lines]


def says(claim: Claim, *keys: str) -> list[str]:
    """Figures of the head of the form."""
    return [str(claim.header[f"kopa.{key}"]) for key in keys]


def of_kind(claim: Claim, title: str) -> dict[str, str]:
    """The line of the summary for one kind of support."""
    line = next(each for each in claim.lines if each["veids"] == title)
    return {key: str(value) for key, value in line.items()}


# ---- who stands in the claim ----


def test_lines_stand_by_surname_in_the_latvian_alphabet_then_by_name_then_by_date() -> None:
    school = workbook("""
        Izglītojamie | ID=I1 | Uzvārds=Žagare  | Vārds=Zane
        Izglītojamie | ID=I2 | Uzvārds=Cīrulis | Vārds=Jānis
        Izglītojamie | ID=I3 | Uzvārds=Čakste  | Vārds=Rūta
        Izglītojamie | ID=I4 | Uzvārds=Abula   | Vārds=Ieva
        Izglītojamie | ID=I5 | Uzvārds=Āboliņa | Vārds=Anna
        Izglītojamie | ID=I6 | Uzvārds=Cīrulis | Vārds=Edgars
        Izglītojamie | ID=I7 | Uzvārds=Zvirbule | Vārds=Dace
        IAP | IAP ID=Z | Izglītojamā ID=I1
        IAP | IAP ID=J | Izglītojamā ID=I2
        IAP | IAP ID=R | Izglītojamā ID=I3
        IAP | IAP ID=I | Izglītojamā ID=I4
        IAP | IAP ID=A | Izglītojamā ID=I5
        IAP | IAP ID=E | Izglītojamā ID=I6
        IAP | IAP ID=D | Izglītojamā ID=I7
        Transports | IAP ID=Z | Datums=2023-02-06
        Transports | IAP ID=J | Datums=2023-02-06
        Transports | IAP ID=R | Datums=2023-02-06
        Transports | IAP ID=I | Datums=2023-02-06
        Transports | IAP ID=A | Datums=2023-02-20
        Transports | IAP ID=E | Datums=2023-02-06
        Transports | IAP ID=D | Datums=2023-02-06
        Transports | IAP ID=A | Datums=2023-02-06
    """)
    assert [
        f"{line['npk']}. {line['vards_uzvards']} {line['day']}" for line in claim(school, "TR", FEBRUARY).lines
    ] == [
        "1. Āboliņa Anna 2023-02-06",
        "2. Āboliņa Anna 2023-02-20",
        "3. Abula Ieva 2023-02-06",
        "4. Cīrulis Edgars 2023-02-06",
        "5. Cīrulis Jānis 2023-02-06",
        "6. Čakste Rūta 2023-02-06",
        "7. Zvirbule Dace 2023-02-06",
        "8. Žagare Zane 2023-02-06",
    ]


def test_a_claim_names_the_row_of_the_workbook_behind_each_line() -> None:
    school = workbook(
        TWO_LEARNERS,
        """
        Transports | IAP ID=B
        Transports | IAP ID=A
        """,
    )
    assert claim(school, "TR", FEBRUARY).cells == ("Transports!6", "Transports!5")


def test_a_line_says_where_the_learner_studies_under_which_plan_and_what_was_noted() -> None:
    school = workbook("""
        Izglītojamie | Izglītība=vispārējā | Klase/kurss='9.a | Grupa=
        IAP          | IAP ID=IAP-7
        Transports   | IAP ID=IAP-7 | Piezīmes=biļete nozaudēta
    """)
    [line] = claim(school, "TR", FEBRUARY).lines
    assert (line["grupa"], line["iap"], line["piezimes"]) == ("9.a", "IAP-7", "biļete nozaudēta")
    [line] = claim(workbook("Transports |"), "TR", FEBRUARY).lines
    assert (line["grupa"], line["piezimes"]) == ("2, V2", None)


def test_a_row_has_its_line_though_nothing_of_it_is_eligible() -> None:
    school = workbook("""
        Likmes     | Atbalsta veids=Transports | EUR=3.50
        Transports | Datums=2023-02-06 | Samaksāts, EUR=3.50
        Transports | Datums=2023-02-07 | Samaksāts, EUR=2.00
    """)
    assert lines(school, "TR") == [
        "Paraudziņa Anna, 02.2023.: 3.50 = 3.50 + 0.00",
        "Paraudziņa Anna, 02.2023.: 2.00 = 0.00 + 2.00",
    ]
    assert says(claim(school, "TR", FEBRUARY), "rindas", "izglitojamie", "eur") == ["2", "1", "3.50"]


HELD = {
    "three decimals": "Transports | Datums=2023-02-07 | Samaksāts, EUR=1.255",
    "an amount that is no number": "Transports | Datums=2023-02-07 | Samaksāts, EUR=daudz",
    "no date": "Transports | Datums= | Samaksāts, EUR=2",
    "an unknown plan": "Transports | Datums=2023-02-07 | Samaksāts, EUR=2 | IAP ID=P9",
    "another semester's plan": "Transports | Datums=2022-12-07 | Samaksāts, EUR=2 | Pārskata mēnesis=2023-02-01",
    "a postponed row": "Transports | Datums=2023-02-07 | Samaksāts, EUR=2 | Atlikts=gaida izziņu",
}


@pytest.mark.parametrize("held", HELD.values(), ids=HELD)
def test_a_row_that_is_held_or_postponed_is_in_no_figure_and_uses_up_no_ceiling(held: str) -> None:
    school = workbook(
        held,
        """
        Likmes     | Atbalsta veids=Transports | EUR=3.50
        Transports | Datums=2023-02-20 | Samaksāts, EUR=3.50
        """,
    )
    assert lines(school, "TR") == ["Paraudziņa Anna, 02.2023.: 3.50 = 3.50 + 0.00"]
    assert says(claim(school, "TR", FEBRUARY), "rindas", "izdevumi", "eur", "neattiecinams") == [
        "1",
        "3.50",
        "3.50",
        "0.00",
    ]
    assert of_kind(summary(school, FEBRUARY), "Transports")["izlietots"] == "3.50"


def test_rows_that_hang_on_a_learner_or_plan_in_doubt_are_held() -> None:
    school = workbook(
        TWO_LEARNERS,
        """
        Izglītojamie | ID=I2 | Uzvārds=Kalniņa | Vārds=Ilze
        Transports | IAP ID=A
        Transports | IAP ID=B
        """,
    )
    assert lines(school, "TR") == ["Āboliņa Anna, 02.2023.: 3.50 = 3.50 + 0.00"]


IN_DOUBT = {
    "two rates at once": """
        Likmes | Likme=Griesti mēnesī | EUR=5
        Likmes | Likme=Griesti mēnesī | EUR=6
    """,
    "a rate that cannot be read": "Likmes | Likme=Griesti mēnesī | EUR=pieci",
    "a rate below 0": "Likmes | Likme=Griesti mēnesī | EUR=-5",
    "a rate with three decimals": "Likmes | Likme=Griesti mēnesī | EUR=5.005",
}


@pytest.mark.parametrize("rates", IN_DOUBT.values(), ids=IN_DOUBT)
def test_a_row_is_held_until_the_rate_that_its_euro_depends_on_is_in_order(rates: str) -> None:
    school = workbook(rates, "Ēdināšana | 6=9.00", "Transports |")
    assert forms(school, FEBRUARY) == ["TR", "kopsavilkums"]


def test_an_error_holds_up_the_claim_of_its_own_kind_alone_and_a_warning_holds_up_nothing() -> None:
    school = workbook("""
        Izglītojamie    | Brīvpusdienas=jā
        Mācību līdzekļi | Dokumenta Nr.=
        Ēdināšana       | 6=3.50 | 7=3.50
    """)
    told = {(str(finding.severity), finding.place.sheet) for finding in check(school)}
    assert {("error", "Mācību līdzekļi"), ("warning", "Ēdināšana")} <= told
    assert forms(school, FEBRUARY) == ["ED", "kopsavilkums"]
    assert lines(school, "ED") == ["Paraudziņa Anna, 02.2023.: 7.00 = 7.00 + 0.00"]


def test_a_row_stands_in_the_claim_of_the_month_it_names_and_says_which_month_it_serves() -> None:
    school = workbook("""
        Transports | Datums=2023-02-06 | Samaksāts, EUR=1.10 | Pārskata mēnesis=2023-03-01
        Transports | Datums=2023-02-07 | Samaksāts, EUR=1.20
        Transports | Datums=2023-03-06 | Samaksāts, EUR=1.30
    """)
    assert lines(school, "TR", FEBRUARY) == ["Paraudziņa Anna, 02.2023.: 1.20 = 1.20 + 0.00"]
    assert lines(school, "TR", MARCH) == [
        "Paraudziņa Anna, 02.2023.: 1.10 = 1.10 + 0.00",
        "Paraudziņa Anna, 03.2023.: 1.30 = 1.30 + 0.00",
    ]


def test_a_season_ticket_is_of_the_month_in_which_it_begins() -> None:
    school = workbook("""
        Transports | Datums=2023-02-27 | Biļetes veids=abonements | Derīga no=2023-03-01 | Derīga līdz=2023-03-31
    """)
    assert forms(school, FEBRUARY) == ["kopsavilkums"]
    assert lines(school, "TR", MARCH) == ["Paraudziņa Anna, 03.2023.: 3.50 = 3.50 + 0.00"]


# ---- how many people ----


def test_a_learner_in_several_rows_or_with_several_plans_is_counted_once() -> None:
    school = workbook(
        TWO_LEARNERS,
        """
        IAP | IAP ID=A-2 | Izglītojamā ID=i1
        Transports | IAP ID=A | Datums=2023-02-06
        Transports | IAP ID=a | Datums=2023-02-07
        Transports | IAP ID=A-2 | Datums=2023-02-08
        Transports | IAP ID=B | Datums=2023-02-06
        """,
    )
    found = claim(school, "TR", FEBRUARY)
    assert says(found, "izglitojamie", "rindas") == ["2", "4"]
    assert found.learners == 2


def test_the_summary_counts_a_learner_of_several_kinds_of_support_once() -> None:
    school = workbook(
        TWO_LEARNERS,
        """
        Transports | IAP ID=A
        Ēdināšana  | IAP ID=A
        Ēdināšana  | IAP ID=B
        """,
    )
    found = summary(school, FEBRUARY)
    assert [of_kind(found, title)["izglitojamie"] for title in ("Transports", "Ēdināšana", "Naktsmītnes")] == [
        "1",
        "2",
        "0",
    ]
    assert says(found, "izglitojamie", "rindas") == ["2", "3"]


# ---- ceilings ----


def test_what_is_over_a_ceiling_is_kept_and_shown_as_not_eligible() -> None:
    school = workbook("""
        Likmes    | Likme=Griesti mēnesī | EUR=5
        Ēdināšana | 6=3.50 | 7=3.50
    """)
    assert lines(school, "ED") == ["Paraudziņa Anna, 02.2023.: 7.00 = 5.00 + 2.00"]
    assert says(claim(school, "ED", FEBRUARY), "izdevumi", "eur", "neattiecinams") == ["7.00", "5.00", "2.00"]
    assert says(summary(school, FEBRUARY), "izdevumi", "eur", "neattiecinams") == ["7.00", "5.00", "2.00"]
    assert of_kind(summary(school, FEBRUARY), "Ēdināšana")["neattiecinams"] == "2.00"


def test_each_learner_has_a_ceiling_of_their_own_whatever_the_number_of_plans() -> None:
    school = workbook(
        TWO_LEARNERS,
        """
        IAP        | IAP ID=A-2 | Izglītojamā ID=I1
        Likmes     | Atbalsta veids=Transports | Likme=Griesti mēnesī | EUR=5
        Transports | IAP ID=A   | Datums=2023-02-06 | Samaksāts, EUR=4
        Transports | IAP ID=A-2 | Datums=2023-02-07 | Samaksāts, EUR=4
        Transports | IAP ID=B   | Datums=2023-02-06 | Samaksāts, EUR=4
        """,
    )
    assert lines(school, "TR") == [
        "Āboliņa Anna, 02.2023.: 4.00 = 4.00 + 0.00",
        "Āboliņa Anna, 02.2023.: 4.00 = 1.00 + 3.00",
        "Bērziņš Jānis, 02.2023.: 4.00 = 4.00 + 0.00",
    ]


def test_a_ceiling_holds_for_its_own_kind_of_support_alone() -> None:
    school = workbook("""
        Likmes     | Atbalsta veids=Transports | EUR=1
        Ēdināšana  | 6=3.50 | 7=3.50
        Transports | Samaksāts, EUR=3.50
    """)
    assert (eligible(school, "ED"), eligible(school, "TR")) == (["7.00"], ["1.00"])


def test_no_rate_is_no_ceiling_and_a_ceiling_of_0_is_0() -> None:
    meals = "Ēdināšana | 6=350.00"
    assert lines(workbook(meals), "ED") == ["Paraudziņa Anna, 02.2023.: 350.00 = 350.00 + 0.00"]
    for ceiling in ("Griesti dienā", "Griesti mēnesī", "Griesti semestrī"):
        school = workbook(meals, f"Likmes | Likme={ceiling} | EUR=0")
        assert lines(school, "ED") == ["Paraudziņa Anna, 02.2023.: 350.00 = 0.00 + 350.00"]


@pytest.mark.parametrize(
    "dates, worth",
    [
        ("Spēkā no=2023-02-01 | Spēkā līdz=", "5.00"),
        ("Spēkā no= | Spēkā līdz=2023-02-28", "5.00"),
        ("Spēkā no= | Spēkā līdz=", "5.00"),
        ("Spēkā no=2017-03-16 | Spēkā līdz=2023-02-01", "5.00"),
        ("Spēkā no=2017-03-16 | Spēkā līdz=2023-01-31", "7.00"),
        ("Spēkā no=2023-02-02 | Spēkā līdz=", "7.00"),
    ],
)
def test_a_rate_holds_from_its_first_day_to_its_last_and_without_one_for_good(dates: str, worth: str) -> None:
    school = workbook(f"Likmes | Likme=Griesti mēnesī | EUR=5 | {dates}", "Ēdināšana | 6=3.50 | 7=3.50")
    assert eligible(school, "ED") == [worth]


def test_a_months_ceiling_is_that_of_its_first_day_though_the_rate_changes_in_mid_month() -> None:
    school = workbook("""
        Likmes    | Likme=Griesti mēnesī | EUR=5 | Spēkā līdz=2023-02-14
        Likmes    | Likme=Griesti mēnesī | EUR=6 | Spēkā no=2023-02-15
        Ēdināšana | Mēnesis=2023-02-01 | 20=9.00
        Ēdināšana | Mēnesis=2023-03-01 | 20=9.00
    """)
    assert lines(school, "ED", FEBRUARY) == ["Paraudziņa Anna, 02.2023.: 9.00 = 5.00 + 4.00"]
    assert lines(school, "ED", MARCH) == ["Paraudziņa Anna, 03.2023.: 9.00 = 6.00 + 3.00"]


def test_a_semesters_ceiling_is_that_of_its_first_day_though_the_rate_changes_in_mid_semester() -> None:
    school = workbook(
        TWO_SEMESTERS,
        """
        Likmes    | Likme=Griesti semestrī | EUR=5 | Spēkā līdz=2022-12-31
        Likmes    | Likme=Griesti semestrī | EUR=6 | Spēkā no=2023-01-01 | Spēkā līdz=2023-01-31
        Likmes    | Likme=Griesti semestrī | EUR=7 | Spēkā no=2023-02-01
        Ēdināšana | IAP ID=P0 | Mēnesis=2022-12-01 | 6=9.00
        Ēdināšana | IAP ID=P1 | Mēnesis=2023-03-01 | 6=9.00
        """,
    )
    assert lines(school, "ED", DECEMBER) == ["Paraudziņa Anna, 12.2022.: 9.00 = 5.00 + 4.00"]
    assert lines(school, "ED", MARCH) == ["Paraudziņa Anna, 03.2023.: 9.00 = 6.00 + 3.00"]


def test_a_days_ceiling_is_that_of_the_day() -> None:
    school = workbook("""
        Likmes    | Likme=Griesti dienā | EUR=3 | Spēkā līdz=2023-02-14
        Likmes    | Likme=Griesti dienā | EUR=4 | Spēkā no=2023-02-15
        Ēdināšana | 14=5.00 | 15=5.00 | 16=2.50
    """)
    assert lines(school, "ED") == ["Paraudziņa Anna, 02.2023.: 12.50 = 9.50 + 3.00"]


def test_the_days_ceiling_comes_first_then_the_months_then_the_semesters() -> None:
    """What a lower ceiling cut uses up nothing of a higher one."""
    school = workbook("""
        Likmes    | Likme=Griesti dienā    | EUR=4
        Likmes    | Likme=Griesti mēnesī   | EUR=10
        Likmes    | Likme=Griesti semestrī | EUR=15
        Ēdināšana | Mēnesis=2023-02-01 | 6=9.00 | 7=4.00
        Ēdināšana | Mēnesis=2023-03-01 | 6=4.00 | 7=4.00 | 8=4.00
    """)
    assert lines(school, "ED", FEBRUARY) == ["Paraudziņa Anna, 02.2023.: 13.00 = 8.00 + 5.00"]
    assert lines(school, "ED", MARCH) == ["Paraudziņa Anna, 03.2023.: 12.00 = 7.00 + 5.00"]


def test_each_step_from_what_was_spent_to_what_is_eligible_names_its_cells() -> None:
    school = workbook("""
        Likmes    | Likme=Griesti dienā    | EUR=4
        Likmes    | Likme=Griesti semestrī | EUR=10
        Ēdināšana | Mēnesis=2023-02-01 | 6=4.00
        Ēdināšana | Mēnesis=2023-03-01 | 6=9.00 | 7=4.00
    """)
    first, second = inspect(school).accounts.compensations.values()
    assert [step.what.lv for step in first.steps] == ["Faktiskie izdevumi: 4,00 EUR."]
    day = "Griesti dienā ir 4,00 EUR, pirms tam izlietoti 0,00"
    semester = "Griesti semestrī ir 10,00 EUR, pirms tam izlietoti 4,00"
    assert [(step.what.lv, str(step.cut), step.cells) for step in second.steps] == [
        ("Faktiskie izdevumi: 13,00 EUR.", "0.00", ("Ēdināšana!AK6",)),
        (f"{day} EUR: neattiecināmi 5,00 EUR.", "5.00", ("Likmes!D5", "Ēdināšana!J6")),
        (f"{semester} EUR: neattiecināmi 2,00 EUR.", "2.00", ("Likmes!D6", "Ēdināšana!AK5")),
    ]
    assert second.actual - sum(step.cut for step in second.steps) == second.eligible


def test_a_ceiling_begins_anew_with_each_month_and_each_semester() -> None:
    school = workbook(
        TWO_SEMESTERS,
        """
        Likmes    | Likme=Griesti mēnesī   | EUR=10
        Likmes    | Likme=Griesti semestrī | EUR=15
        Ēdināšana | IAP ID=P0 | Mēnesis=2022-11-01 | 7=12.00
        Ēdināšana | IAP ID=P0 | Mēnesis=2022-12-01 | 7=12.00
        Ēdināšana | IAP ID=P1 | Mēnesis=2023-02-01 | 7=12.00
        Ēdināšana | IAP ID=P1 | Mēnesis=2023-03-01 | 7=12.00
        """,
    )
    assert eligible(school, "ED", Month(2022, 11), DECEMBER, FEBRUARY, MARCH) == ["10.00", "5.00", "10.00", "5.00"]


def test_a_ceiling_is_used_up_by_day_of_service_not_in_the_order_of_the_sheet() -> None:
    school = workbook("""
        Likmes     | Atbalsta veids=Transports | Likme=Griesti mēnesī   | EUR=4
        Likmes     | Atbalsta veids=Transports | Likme=Griesti semestrī | EUR=5
        Transports | Datums=2023-03-06 | Samaksāts, EUR=3.00
        Transports | Datums=2023-02-20 | Samaksāts, EUR=3.00
        Transports | Datums=2023-02-06 | Samaksāts, EUR=3.00
    """)
    assert lines(school, "TR", FEBRUARY) == [
        "Paraudziņa Anna, 02.2023.: 3.00 = 3.00 + 0.00",
        "Paraudziņa Anna, 02.2023.: 3.00 = 1.00 + 2.00",
    ]
    assert lines(school, "TR", MARCH) == ["Paraudziņa Anna, 03.2023.: 3.00 = 1.00 + 2.00"]


def test_of_one_days_rows_the_upper_one_in_the_sheet_goes_first() -> None:
    school = workbook("""
        Likmes     | Atbalsta veids=Transports | EUR=4
        Transports | Samaksāts, EUR=3.00
        Transports | Samaksāts, EUR=2.00
    """)
    assert eligible(school, "TR") == ["3.00", "1.00"]


def test_a_row_that_is_claimed_later_stands_under_the_ceiling_of_its_month_of_service() -> None:
    rates = """
        Likmes     | Atbalsta veids=Transports | EUR=5 | Spēkā līdz=2023-02-28
        Likmes     | Atbalsta veids=Transports | EUR=6 | Spēkā no=2023-03-01
    """
    late = "Transports | Datums=2023-02-20 | Samaksāts, EUR=4.00 | Pārskata mēnesis=2023-03-01"
    more = """
        Transports | Datums=2023-02-06 | Samaksāts, EUR=3.00
        Transports | Datums=2023-03-06 | Samaksāts, EUR=7.00
    """
    school = workbook(rates, late, more)
    assert lines(school, "TR", FEBRUARY) == ["Paraudziņa Anna, 02.2023.: 3.00 = 3.00 + 0.00"]
    assert lines(school, "TR", MARCH) == [
        "Paraudziņa Anna, 02.2023.: 4.00 = 2.00 + 2.00",
        "Paraudziņa Anna, 03.2023.: 7.00 = 6.00 + 1.00",
    ]
    alone = workbook(rates, late.replace("4.00", "9.00"))
    assert lines(alone, "TR", MARCH) == ["Paraudziņa Anna, 02.2023.: 9.00 = 5.00 + 4.00"]


def test_a_late_row_never_changes_a_claim_that_was_sent() -> None:
    sent = """
        Likmes     | Atbalsta veids=Transports | EUR=5
        Transports | Datums=2023-02-20 | Samaksāts, EUR=4.00
    """
    late = "Transports | Datums=2023-02-06 | Samaksāts, EUR=3.00 | Pārskata mēnesis=2023-03-01"
    assert lines(workbook(sent, late), "TR", FEBRUARY) == lines(workbook(sent), "TR", FEBRUARY)
    assert lines(workbook(sent, late), "TR", MARCH) == ["Paraudziņa Anna, 02.2023.: 3.00 = 1.00 + 2.00"]


def test_consultations_cost_money_only_where_there_is_a_rate_per_hour() -> None:
    sessions = "Konsultācijas | Sākums=14:00 | Beigas=15:00"
    assert lines(workbook(sessions), "KO") == ["Paraudziņa Anna, 02.2023.: 0.00 = 0.00 + 0.00"]
    paid = workbook(sessions, "Likmes | Atbalsta veids=Konsultācijas | Likme=Likme par stundu | EUR=12.50")
    assert [line["hours"] for line in claim(paid, "KO", FEBRUARY).lines] == [Decimal("1.50")]
    assert lines(paid, "KO") == ["Paraudziņa Anna, 02.2023.: 18.75 = 18.75 + 0.00"]


# ---- ESF and the state ----


def test_the_esf_part_is_rounded_down_and_the_state_pays_the_rest() -> None:
    school = workbook("Transports | Samaksāts, EUR=3.34")  # 85 % are 2.839
    assert says(claim(school, "TR", FEBRUARY), "eur", "esf", "valsts") == ["3.34", "2.83", "0.51"]
    school = workbook(
        """
        Iestatījumi | ESF daļas noapaļošana=līdz tuvākajam centam
        Transports  | Samaksāts, EUR=3.34
        """
    )
    assert says(claim(school, "TR", FEBRUARY), "eur", "esf", "valsts") == ["3.34", "2.84", "0.50"]


def test_the_esf_part_is_split_once_per_claim_not_per_row() -> None:
    """85 % of 6.68 are 5.678; row by row it would be 2.83 + 2.83 = 5.66."""
    school = workbook("""
        Transports | Datums=2023-02-06 | Samaksāts, EUR=3.34
        Transports | Datums=2023-02-07 | Samaksāts, EUR=3.34
    """)
    assert says(claim(school, "TR", FEBRUARY), "eur", "esf", "valsts") == ["6.68", "5.67", "1.01"]


def test_the_esf_part_of_a_semester_is_the_sum_of_its_claims() -> None:
    """Three claims of 3.34 give the ESF 2.83 each and 8.49 in all; 85 % of 10.02 would be 8.51."""
    school = workbook("""
        Transports | Datums=2023-02-06 | Samaksāts, EUR=3.34
        Transports | Datums=2023-03-06 | Samaksāts, EUR=3.34
        Transports | Datums=2023-04-06 | Samaksāts, EUR=3.34
    """)
    by_month = [says(claim(school, "TR", month), "esf", "valsts") for month in (FEBRUARY, MARCH, APRIL)]
    assert by_month == [["2.83", "0.51"]] * 3
    for period in (SECOND_SEMESTER, Span(FEBRUARY, APRIL)):
        whole = totals(school, period).total
        assert (str(whole.eligible), str(whole.esf), str(whole.state)) == ("10.02", "8.49", "1.53")


def test_two_claims_of_a_month_are_split_each_and_the_summary_adds_them_up() -> None:
    school = workbook("""
        Transports      | Samaksāts, EUR=3.34
        Mācību līdzekļi | Daudzums=2 | Cena, EUR=1.67
    """)
    assert forms(school, FEBRUARY) == ["TR", "ML", "kopsavilkums"]
    assert says(claim(school, "TR", FEBRUARY), "esf", "valsts") == ["2.83", "0.51"]
    assert says(claim(school, "ML", FEBRUARY), "esf", "valsts") == ["2.83", "0.51"]
    assert says(summary(school, FEBRUARY), "eur", "esf", "valsts") == ["6.68", "5.66", "1.02"]
    assert of_kind(summary(school, FEBRUARY), "Transports")["esf"] == "2.83"


@pytest.mark.parametrize("share", ["0", "33.33", "85", "100"])
@pytest.mark.parametrize("rounding", ["uz leju", "līdz tuvākajam centam"])
@pytest.mark.parametrize("ceiling", ["0", "0.01", "2.99", "100"])
def test_esf_is_a_part_of_what_is_eligible_and_that_of_what_was_spent(share: str, rounding: str, ceiling: str) -> None:
    school = workbook(f"""
        Iestatījumi | ESF daļa, %={share} | ESF daļas noapaļošana={rounding}
        Likmes      | Atbalsta veids=Transports | EUR={ceiling}
        Transports  | Datums=2023-02-06 | Samaksāts, EUR=1.01
        Transports  | Datums=2023-02-07 | Samaksāts, EUR=2.22
        Ēdināšana   | 6=0.01
    """)
    for found in claims(school, FEBRUARY):
        spent, paid, esf, state, over = (
            Decimal(amount) for amount in says(found, "izdevumi", "eur", "esf", "valsts", "neattiecinams")
        )
        assert 0 <= esf <= paid <= spent
        assert esf + state == paid == found.eligible
        assert paid + over == spent == sum(Decimal(str(line["izdevumi"])) for line in found.lines)


# ---- the summary of a month ----


def spent_by(school: Book, *months: Month) -> list[str]:
    """What the summary of each month says was spent on tickets since the start of the semester."""
    return [of_kind(summary(school, month), "Transports")["izlietots"] for month in months]


def test_what_is_spent_is_counted_from_the_semesters_start_to_the_month() -> None:
    school = workbook(
        TWO_SEMESTERS,
        """
        Transports | IAP ID=P0 | Datums=2022-12-06 | Samaksāts, EUR=1.00
        Transports | IAP ID=P1 | Datums=2023-01-16 | Samaksāts, EUR=2.00
        Transports | IAP ID=P1 | Datums=2023-02-06 | Samaksāts, EUR=4.00
        Transports | IAP ID=P1 | Datums=2023-04-06 | Samaksāts, EUR=8.00
        """,
    )
    assert spent_by(school, DECEMBER, JANUARY, FEBRUARY, MARCH, APRIL) == ["1.00", "2.00", "6.00", "6.00", "14.00"]
    assert of_kind(summary(school, FEBRUARY), "Transports")["eur"] == "4.00"


def test_what_is_spent_is_what_was_eligible_in_the_month_in_which_it_was_claimed() -> None:
    school = workbook("""
        Likmes     | Atbalsta veids=Transports | EUR=5
        Transports | Datums=2023-02-06 | Samaksāts, EUR=9.00
        Transports | Datums=2023-03-06 | Samaksāts, EUR=2.00 | Pārskata mēnesis=2023-04-01
    """)
    assert spent_by(school, FEBRUARY, MARCH, APRIL) == ["5.00", "5.00", "7.00"]


def test_the_budget_is_that_of_the_months_semester_and_kind_of_support() -> None:
    school = workbook(
        TWO_SEMESTERS,
        """
        Budžets    | Semestris=1 | Atbalsta veids=Transports | Piešķirts, EUR=100
        Budžets    | Semestris=2 | Atbalsta veids=Transports | Piešķirts, EUR=200
        Budžets    | Semestris=2 | Atbalsta veids=Transports | Piešķirts, EUR=-50
        Budžets    | Semestris=2 | Atbalsta veids=Ēdināšana  | Piešķirts, EUR=400
        Budžets    | Semestris=2 | Atbalsta veids=Visi       | Piešķirts, EUR=5000
        Budžets    | Semestris=2 | Atbalsta veids=Transports | Piešķirts, EUR=800 | Mācību gads=2021/2022
        Transports | IAP ID=P0 | Datums=2022-12-06 | Samaksāts, EUR=1.00
        Transports | IAP ID=P1 | Datums=2023-02-06 | Samaksāts, EUR=2.00
        Transports | IAP ID=P1 | Datums=2023-03-06 | Samaksāts, EUR=4.00
        """,
    )

    def money(month: Month, title: str) -> tuple[str, ...]:
        line = of_kind(summary(school, month), title)
        return line["budzets"], line["izlietots"], line["atlikums"]

    assert money(DECEMBER, "Transports") == ("100.00", "1.00", "99.00")
    assert money(FEBRUARY, "Transports") == ("150.00", "2.00", "148.00")
    assert money(MARCH, "Transports") == ("150.00", "6.00", "144.00")
    assert money(MARCH, "Ēdināšana") == ("400.00", "0.00", "400.00")
    assert money(MARCH, "Naktsmītnes") == ("None", "0.00", "None")


# ---- the caterer's daily list ----


def test_the_daily_list_says_how_many_ate_each_day_and_for_how_much() -> None:
    school = workbook(
        TWO_LEARNERS,
        """
        Ēdināšana | IAP ID=B | 7=3.50 | 8=0.40
        Ēdināšana | IAP ID=A | 6=3.50 | 7=3.00
        """,
    )
    found = claim(school, "ED", FEBRUARY)
    assert [f"{day['datums']}: {day['izglitojamie']} ate for {day['eur']}" for day in found.days] == [
        "2023-02-06: 1 ate for 3.50",
        "2023-02-07: 2 ate for 6.50",
        "2023-02-08: 1 ate for 0.40",
    ]
    assert [line["days"] for line in found.lines] == [2, 2]


def test_the_daily_list_has_what_was_spent_also_over_a_ceiling_and_also_of_an_earlier_month() -> None:
    school = workbook("""
        Likmes    | Likme=Griesti dienā | EUR=3
        Ēdināšana | Mēnesis=2023-02-01 | 6=4.00 | Pārskata mēnesis=2023-03-01
        Ēdināšana | Mēnesis=2023-03-01 | 6=2.00
    """)
    found = claim(school, "ED", MARCH)
    assert [f"{day['datums']}: {day['eur']}" for day in found.days] == ["2023-02-06: 4.00", "2023-03-06: 2.00"]
    assert says(found, "izdevumi", "eur") == ["6.00", "5.00"]


def test_only_the_catering_form_has_a_daily_list() -> None:
    school = workbook("Transports |", "Ēdināšana |", "Naktsmītnes |")
    assert [each.type for each in claims(school, FEBRUARY) if each.days] == ["ED"]


# ---- the personal code ----

CODE = "01020520009"
WITH_CODE = f"""
    Izglītojamie | ID=I-4711 | Personas kods='{CODE}
    IAP          | Izglītojamā ID=I-4711
    Transports |
    Mācību līdzekļi |
    Naktsmītnes |
    Ēdināšana |
    Lietošanas priekšmeti |
    Speciālais transports |
    Konsultācijas |
"""


def whole_text(found: Claim) -> str:
    """All that the claim and its file say, in every part of the file."""
    with zipfile.ZipFile(io.BytesIO(stamp(found))) as file:
        parts = [file.read(name).decode(errors="ignore") for name in file.namelist()]
    return "\n".join([repr(found), *parts])


@pytest.mark.parametrize("setting", ["", "Iestatījumi | Personas kods pārskatā=nē"], ids=["by default", "nē"])
def test_no_code_of_a_learner_is_anywhere_in_a_claim(setting: str) -> None:
    """Neither the personal code, with or without its hyphen or leading zero, nor the ID that the school gave."""
    found = claims(workbook(WITH_CODE, setting), FEBRUARY)
    assert len(found) == 8
    for each in found:
        text = whole_text(each)
        assert not [code for code in (CODE, CODE[1:], f"{CODE[:6]}-{CODE[6:]}", "I-4711") if code in text], each.name
        assert {line.get("personas_kods") for line in each.lines} == {None}


def test_the_personal_code_is_printed_as_documents_print_it_where_the_setting_says_so() -> None:
    school = workbook(WITH_CODE, "Iestatījumi | Personas kods pārskatā=jā")
    for each in claims(school, FEBRUARY)[:-1]:
        assert [line["personas_kods"] for line in each.lines] == ["010205-20009"], each.name
        assert "010205-20009" in whole_text(each)
    assert "010205-20009" not in whole_text(summary(school, FEBRUARY))


# ---- the control code ----

SIGNED = """
    Iestatījumi | Sadarbības partneris=Parauga novads | Grāmatvedis=Ilze Paraudziņa
    Ēdināšana   | Mēnesis=2023-02-01 | 6=3.50 | 7=3.00
    Transports  | Datums=2023-02-06 | Samaksāts, EUR=2.00 | Mērķis=mācības | Piezīmes=pirmā
    Transports  | Datums=2023-02-07 | Samaksāts, EUR=3.00 | Mērķis=mācības
"""
CHANGES = {
    "a note": {"Piezīmes=pirmā": "Piezīmes=otrā"},
    "a date": {"Datums=2023-02-07": "Datums=2023-02-08"},
    "a cent that moved from one row to the other": {"EUR=2.00": "EUR=2.01", "EUR=3.00": "EUR=2.99"},
    "a purpose": {"EUR=3.00 | Mērķis=mācības": "EUR=3.00 | Mērķis=prakse"},
    "the partner": {"Parauga novads": "Paraugu novads"},
    "who signs": {"Grāmatvedis=Ilze": "Grāmatvedis=Ilga"},
}


def control_code(school: Book, code: str = "TR") -> str:
    return str(claim(school, code, FEBRUARY).header["kontrolkods"])


def test_the_same_workbook_gives_the_same_control_codes_and_the_same_bytes() -> None:
    first, again = claims(workbook(SIGNED), FEBRUARY), claims(workbook(SIGNED), FEBRUARY)
    codes = [str(each.header["kontrolkods"]) for each in first]
    assert codes == [str(each.header["kontrolkods"]) for each in again]
    assert [stamp(each) for each in first] == [stamp(each) for each in again]
    assert len(set(codes)) == len(first) == 3
    assert all(len(code) == 16 and set(code) <= set("0123456789ABCDEF") for code in codes)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_on_the_form_changes_the_control_code(changes: dict[str, str]) -> None:
    changed = SIGNED
    for before, after in changes.items():
        assert before in SIGNED
        changed = changed.replace(before, after)
    assert control_code(workbook(changed)) != control_code(workbook(SIGNED))


def test_meals_moved_to_another_day_change_the_control_code() -> None:
    moved = SIGNED.replace("6=3.50 | 7=3.00", "6=3.00 | 7=3.50")
    assert control_code(workbook(moved), "ED") != control_code(workbook(SIGNED), "ED")


def test_what_is_not_on_the_form_leaves_the_control_code_as_it_is() -> None:
    """Rows of another month, and a postponed one."""
    more = """
        Ēdināšana  | Mēnesis=2023-03-01 | 6=3.50
        Transports | Datums=2023-03-06
        Transports | Datums=2023-02-08 | Atlikts=gaida izziņu
    """
    for code in ("TR", "ED", "kopsavilkums"):
        assert control_code(workbook(SIGNED, more), code) == control_code(workbook(SIGNED), code)


# ---- the claim as a form ----


def test_a_month_has_a_claim_for_each_kind_with_rows_in_the_order_of_the_forms_and_the_summary_last() -> None:
    found = claims(workbook(WITH_CODE), FEBRUARY)
    assert [each.name for each in found] == [
        "TR-2023-02-1",
        "ML-2023-02-1",
        "NM-2023-02-1",
        "ED-2023-02-1",
        "IP-2023-02-1",
        "ST-2023-02-1",
        "KO-2023-02-1",
        "kopsavilkums-2023-02-1",
    ]
    assert [each.header["parskats"] for each in found] == [each.name for each in found]
    assert {each.header["versija"] for each in found} == {1}


def test_a_month_without_rows_has_a_summary_of_zeros() -> None:
    school = workbook("Transports |")
    assert forms(school, APRIL) == ["kopsavilkums"]
    found = summary(school, APRIL)
    assert says(found, "izdevumi", "eur", "neattiecinams", "esf", "valsts", "izglitojamie", "rindas") == [
        *["0.00"] * 5,
        *["0"] * 2,
    ]
    assert stamp(found)


def test_a_claim_without_lines_is_a_valid_form_with_sums_of_zero() -> None:
    for found in claims(workbook(WITH_CODE), FEBRUARY)[:-1]:
        file = openpyxl.load_workbook(io.BytesIO(stamp(replace(found, lines=(), days=(), cells=()))), data_only=True)
        for sheet in file.worksheets:
            [total] = [row for row in sheet.iter_rows() if row[0].value == "Kopā"]
            assert {cell.value for cell in total[1:]} <= {None, 0}, (found.name, sheet.title)


# ---- the pages ----


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_the_pages_of_the_small_school_are_as_they_were_approved(name: str) -> None:
    if changed := difference(name):
        pytest.fail(
            f"{changed}\n\nIf this is how the pages should be: {COMMAND}, and review the change.", pytrace=False
        )


def test_every_form_of_the_small_school_has_its_pages() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(pages()), f"Write them with: {COMMAND}"
