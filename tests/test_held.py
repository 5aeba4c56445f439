"""What is unreadable is not absent: an error elsewhere holds the rows that depend on it, and says so once.

Each story writes its workbook as text (text_books.py). The school has a plan and a row of every sort in February 2023;
a story breaks one cell of another sheet, and the rows that hang on it wait.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from schools import school as small
from text_books import workbook

from pumpurs_xl import Book, Month, check, claims, inspect, totals
from pumpurs_xl.buttons.check import verdict
from pumpurs_xl.claims.invariants import UnsoundClaim, require_sound
from pumpurs_xl.claims.totals import compensations_of, type_totals
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.support.transport import TRANSPORT

FEBRUARY, MARCH = Month(2023, 2), Month(2023, 3)
ALL = "TR ML NM ED IP ST KO"
MONEY = "TR ML NM ED IP ST"
ROWS = """
    Transports | Biļetes Nr.=1
    Mācību līdzekļi |
    Naktsmītnes |
    Ēdināšana | 6=9.00 | Dokumenta Nr.=R-3
    Lietošanas priekšmeti |
    Speciālais transports |
    Konsultācijas |
"""


def held(school: Book) -> str:
    """The support types with rows that wait because of an error."""
    return " ".join(code for code, rows in inspect(school).accounts.errors.items() if rows)


def errors(school: Book) -> list[str]:
    """Each error: its code and its cell."""
    return [f"{e.code} {e.place.sheet}!{e.place.cell}" for e in check(school) if str(e.severity) == "error"]


CEILING = "Likmes | Likme=Griesti mēnesī"
BROKEN: Mapping[str, tuple[str, str]] = {
    "a rate with a currency sign": (f"{CEILING} | EUR='70,00 €", "ED"),
    "a rate that is an error value": (f"{CEILING} | EUR=#REF!", "ED"),
    "a rate that was cleared": (f"{CEILING} | EUR=", "ED"),
    "a rate below 0": (f"{CEILING} | EUR=-5", "ED"),
    "a rate with three decimals": (f"{CEILING} | EUR=5.005", "ED"),
    "a rate of TRUE": (f"{CEILING} | EUR=TRUE", "ED"),
    "a kind that is misspelt": ("Likmes | Likme=Griesti menesī", "ED"),
    "a kind that its type does not have": ("Likmes | Atbalsta veids=Transports | Likme=Griesti dienā", "TR"),
    "a ceiling with a kind of place": (f"{CEILING} | Vietas veids=vienvietīga", "ED"),
    "a type that is misspelt": ("Likmes | Atbalsta veids=Ēdinašana", MONEY),
    "a type that is misspelt, by the hour": ("Likmes | Atbalsta veids=Konsultacijas | Likme=Likme par stundu", ALL),
    "a first day that is text": (f"{CEILING} | Spēkā no='01.10.2022.", "ED"),
    "a last day that is no day": (f"{CEILING} | Spēkā līdz='31.02.2023", "ED"),
    "swapped days": (f"{CEILING} | Spēkā no=2023-05-31 | Spēkā līdz=2022-09-01", "ED"),
    "swapped days that lie elsewhere": (f"{CEILING} | Spēkā no=2024-05-31 | Spēkā līdz=2023-09-01", "ED"),
    "two rates at once": (f"{CEILING} | EUR=5\n{CEILING} | EUR=6", "ED"),
    "a semester's rate, of whose first day it is": (
        "Likmes | Likme=Griesti semestrī | EUR=-5 | Spēkā no=2023-01-01 | Spēkā līdz=2023-01-31",
        "ED",
    ),
    "an ESF share as a fraction too many": ("Iestatījumi | ESF daļa, %=850", MONEY),
    "an ESF share as text": ("Iestatījumi | ESF daļa, %='85 %", MONEY),
    "an ESF share of TRUE": ("Iestatījumi | ESF daļa, %=TRUE", MONEY),
    "an ESF share below 0": ("Iestatījumi | ESF daļa, %=-1", MONEY),
    "a rounding that is unknown": ("Iestatījumi | ESF daļas noapaļošana=uz augšu", MONEY),
    "a length of lessons with its unit": ("Iestatījumi | Konsultācijas stundas ilgums, min='40 min", "KO"),
    "a length of lessons of 0": ("Iestatījumi | Konsultācijas stundas ilgums, min=0", "KO"),
    "a first eligible day that is text": ("Iestatījumi | Attiecināmības sākums='16.03.2017", ALL),
    "a last eligible day that is an error": ("Iestatījumi | Attiecināmības beigas=#N/A", ALL),
    "a period of the calendar with swapped days": (
        "Kalendārs | No=2023-05-31 | Līdz=2023-05-01 | Veids=atbalsts pārtraukts",
        ALL,
    ),
    "a kind of day that is unknown": ("Kalendārs | No=2023-02-06 | Līdz=2023-02-06 | Veids=atbalsts partraukts", ALL),
    "days of the calendar that are text": ("Kalendārs | No='01.05.2023 | Līdz=2023-05-05", ALL),
    "a group that nobody knows": ("Kalendārs | No=2023-02-06 | Līdz=2023-02-06 | Veids=x | Grupa=Z9", ALL),
    "a group that cannot be read": ("Kalendārs | No=2023-02-06 | Līdz=2023-02-06 | Grupa=#REF!", ALL),
    "a learner whose ID stands twice": ("Izglītojamie |\nIzglītojamie |", ALL),
    "a learner of an unknown sort of school": ("Izglītojamie | Izglītība=augstskola", ALL),
    "a learner whose code has ten digits": ("Izglītojamie | Personas kods='0102052000", ALL),
    "a learner whose status ends before it starts": (
        "Izglītojamie | Statuss=trūcīgs | Statuss spēkā no=2023-02-01 | Statuss spēkā līdz=2023-01-01",
        ALL,
    ),
    "a plan with days that are text": ("IAP | No='09.01.2023", ALL),
    "a plan with swapped days": ("IAP | No=2023-06-30 | Līdz=2023-01-09", ALL),
    "a plan whose status is an error": ("IAP | Statuss=#REF!", ALL),
    "a plan of a learner that nobody knows": ("IAP | Izglītojamā ID=I009", ALL),
    "a plan that stands twice": ("IAP |\nIAP |", ALL),
    "a mark of a plan that is no x": ("IAP | ML=varbūt", "ML"),
}


@pytest.mark.parametrize("broken, waiting", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_elsewhere_holds_the_rows_that_depend_on_it(broken: str, waiting: str) -> None:
    school = workbook(ROWS, broken)
    assert held(school) == waiting
    assert all(each.split()[1].startswith(broken.partition(" |")[0]) for each in errors(school))
    found = totals(school, FEBRUARY)
    assert [e.support_type.code for e in found.types if e.held_errors.rows] == waiting.split()
    assert {each.type for each in claims(school, FEBRUARY)} == {*ALL.split(), "kopsavilkums"} - {*waiting.split()}
    assert 0 <= found.total.esf <= found.total.eligible <= found.total.actual


HARMLESS: Mapping[str, str] = {
    "a rate that ended before": f"{CEILING} | EUR=-5 | Spēkā līdz=2023-01-31",
    "a rate that begins later, its end unreadable": f"{CEILING} | Spēkā no=2023-03-01 | Spēkā līdz='31.02.2023",
    "a month's rate that began within the semester": f"{CEILING} | EUR=-5 | Spēkā no=2023-03-01",
    "a suspension of another month": "Kalendārs | No=2023-05-01 | Līdz=2023-05-05 | Veids=x",
    "a suspension of another school year": "Kalendārs | No='01.05.2021 | Līdz=2021-05-05",
    "another learner": "Izglītojamie |\nIzglītojamie | ID=I002 | Izglītība=augstskola",
    "another plan": "IAP |\nIAP | IAP ID=P2 | Statuss=#REF!",
    "the title of the project": "Iestatījumi | Projekta nosaukums=#REF!",
    "the number of the project": "Iestatījumi | Projekta numurs=8.3.4.0./16/I/001",
    "the date of the agreement": "Iestatījumi | Sadarbības līguma datums='31.02.2020",
    "whether codes are printed": "Iestatījumi | Personas kods pārskatā=varbūt",
}


@pytest.mark.parametrize("broken", HARMLESS.values(), ids=HARMLESS)
def test_an_error_on_which_no_row_of_the_month_depends_holds_nothing(broken: str) -> None:
    school = workbook(ROWS, broken)
    assert errors(school)
    assert held(school) == ""


@pytest.mark.parametrize("broken", ["Budžets | Piešķirts, EUR='daudz", "Kavējumi | No='06.02.2023"])
def test_a_budget_or_an_absence_that_cannot_be_read_is_a_warning(broken: str) -> None:
    school = workbook(ROWS, broken)
    assert (held(school), errors(school)) == ("", [])
    assert any(str(each.severity) == "warning" and each.code == "V40" for each in check(school))


def test_a_budget_of_which_a_line_cannot_be_read_is_printed_empty() -> None:
    school = workbook(
        "Budžets | Atbalsta veids=Transports | Piešķirts, EUR=1.00",
        "Budžets | Atbalsta veids=Transports | Piešķirts, EUR=#REF!",
        "Budžets | Atbalsta veids=Ēdināšana | Piešķirts, EUR=",
        "Transports |",
    )
    by_title = {line["veids"]: line["budzets"] for line in claims(school, FEBRUARY)[-1].lines}
    assert (by_title["Transports"], by_title["Ēdināšana"]) == (None, None)
    assert "V34" not in {each.code for each in check(school)}


def test_the_cause_stands_once_with_its_rows_and_their_euro() -> None:
    school = workbook(
        f"{CEILING} | EUR='70,00 €",
        "IAP | IAP ID=P1",
        "IAP | IAP ID=P2",
        "Ēdināšana | IAP ID=P1 | 6=9.00",
        "Ēdināšana | IAP ID=P2 | 6=3.50 | Mēnesis=2023-03-01",
        "Ēdināšana | IAP ID=P2 | 6=7.00 | Atlikts=gaida rēķinu",
    )
    [cause] = [each for each in check(school) if str(each.severity) == "error"]
    assert (cause.code, cause.place.sheet, cause.place.cell, cause.place.stake) == (
        "V40",
        "Likmes",
        "D5",
        Decimal("12.50"),
    )
    assert "Kļūda aiztur 2 rindas (12,50 EUR)." in cause.message("lv")
    assert "The error holds 2 rows (12.50 EUR)." in cause.message("en")
    [meals, *_] = school.support["ED"]
    causes = inspect(school).causes
    assert verdict((), causes[meals]) == "Kļūda: V40"
    assert len(causes) == 2  # a postponed row is held by nothing
    [own] = [each for each in totals(school, FEBRUARY).types if each.held_errors.rows]
    assert (own.held_errors.eur, own.held_postponed.eur) == (Decimal("9.00"), Decimal("7.00"))


def test_a_row_with_an_error_of_its_own_says_both() -> None:
    school = workbook(f"{CEILING} | EUR=#REF!", "Ēdināšana | IAP ID=P9 | 6=9.00")
    [meals] = school.support["ED"]
    own = [each for each in check(school) if each.place.sheet == "Ēdināšana"]
    assert verdict(own, inspect(school).causes[meals]) == "Kļūda: V07, V41"


def test_a_setting_that_is_only_printed_is_printed_empty_and_a_known_misspelling_right() -> None:
    for typed, printed in (("#REF!", None), ("8.3.4.0./16/1/001", "8.3.4.0/16/I/001"), ("1.2.3", "1.2.3")):
        school = workbook(f"Iestatījumi | Projekta numurs={typed}", "Transports |")
        assert claims(school, FEBRUARY)[0].header["projekts.numurs"] == printed
        assert [each.place.column for each in check(school) if str(each.severity) == "error"] == ["Projekta numurs"]


def test_a_claim_whose_figures_cannot_be_is_a_defect_that_stops() -> None:
    inspection = inspect(workbook("Transports | Samaksāts, EUR=3.50"))
    [item], sums = compensations_of(inspection, TRANSPORT, (FEBRUARY,)), sums_of(inspection)
    require_sound("TR", [item], sums)
    for wrong in (
        replace(sums, esf=Decimal("9.00"), state=Decimal("-5.50")),
        replace(sums, esf=Decimal("-1.00"), state=Decimal("4.50")),
        replace(sums, state=Decimal("9.00")),
        replace(sums, actual=Decimal("3.00")),
    ):
        with pytest.raises(UnsoundClaim, match="TR"):
            require_sound("TR", [item], wrong)
    with pytest.raises(UnsoundClaim, match="Transports!5"):
        require_sound("TR", [replace(item, eligible=Decimal("4.00"))], sums)


def sums_of(inspection: Inspection) -> Any:
    return type_totals(inspection, TRANSPORT, (FEBRUARY,)).sums


# ---- the order of claims ----


def eligible(school: Book, month: Month) -> list[str]:
    found = [each for each in claims(school, month) if each.type == "TR"]
    return [str(line["eur"]) for each in found for line in each.lines]


def test_a_semesters_ceiling_is_used_up_by_the_claims_in_their_order() -> None:
    sent = """
        Likmes     | Atbalsta veids=Transports | Likme=Griesti semestrī | EUR=5
        Transports | Datums=2023-03-06 | Samaksāts, EUR=4.00
    """
    late = "Transports | Datums=2023-02-06 | Samaksāts, EUR=3.00 | Pārskata mēnesis=2023-04-01"
    assert eligible(workbook(sent, late), MARCH) == eligible(workbook(sent), MARCH) == ["4.00"]
    assert eligible(workbook(sent, late), Month(2023, 4)) == ["1.00"]


# ---- the command ----


@pytest.fixture(scope="module")
def broken_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small school whose ESF share nobody can read."""
    path = tmp_path_factory.mktemp("skola") / "skola.xlsx"
    path.write_bytes(write_master(small(5), FEBRUARY))
    book = openpyxl.load_workbook(path)
    typed = {"ESF daļa, %": "astoņdesmit pieci", "Projekta numurs": "8.3.4.0./16/I/001"}
    for name, value in book["Iestatījumi"].iter_rows(min_row=5, max_col=2):
        value.value = typed.get(str(name.value), value.value)
    book.save(path)
    return path


def pumpurs(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pumpurs_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_says_what_is_held_and_why(broken_school: Path, tmp_path: Path) -> None:
    said = pumpurs("claim", broken_school, "--month", "2023-02", "--out", tmp_path, "--lang", "en")
    assert said.returncode == 1, said.stderr
    assert "Held because of errors, in no claim: " in said.stdout
    assert "V40 Iestatījumi!" in said.stdout
    assert "V35 Iestatījumi!" in said.stdout
    found = json.loads(
        pumpurs("claim", broken_school, "--month", "2023-02", "--out", tmp_path, "--format", "json").stdout
    )
    assert {each["eligible"] for each in found["files"]} == {"0.00"}
    assert found["held"]["errors"]["rows"] == sum(each["rows"] for each in found["held"]["causes"]) > 0
    assert "V40" in {each["code"] for each in found["held"]["causes"]}
    manifest = json.loads((tmp_path / "2023-02" / "melnraksts" / "manifest.json").read_text(encoding="utf-8"))
    causes = [(each["code"], each["rows"], each["eur"]) for each in manifest["held"]["causes"]]
    assert causes == [(each["code"], each["rows"], each["eur"]) for each in found["held"]["causes"]]
    kinds = json.loads(pumpurs("totals", broken_school, "--month", "2023-02", "--format", "json").stdout)["types"]
    assert sum(each["held"]["errors"]["rows"] for each in kinds) == found["held"]["errors"]["rows"]
