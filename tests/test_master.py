"""The master workbook: what design says is in it, it reads back as written, and its formulas agree with Python."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from recalculated import by_ironcalc, by_libreoffice, differences, needs_libreoffice, stored
from schools import MONTHS, checked, school

import pumpurs_xl
from pumpurs_xl.master.summary.grid import FIGURES, FIRST_SEMESTER, SECOND_SEMESTER, TOTAL, block
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.values.month import Month, Semester

SHIPPED = Path(__file__).parent.parent / "workbook"
COMMON = "Kompensējamā summa, EUR; Pārskata mēnesis; Atlikts; Piezīmes; Pārbaude"
DAYS = "; ".join(map(str, range(1, 32)))
PROMISED = {  # design.md, section 3
    "tIestatijumi": ("Iestatījumi", "Iestatījums; Vērtība; Paskaidrojums"),
    "tLikmes": ("Likmes", "Atbalsta veids; Likme; Vietas veids; EUR; Spēkā no; Spēkā līdz; Pamatojums"),
    "tKalendars": ("Kalendārs", "No; Līdz; Veids; Grupa; Rīkojuma Nr.; Vieta; Piezīme"),
    "tBudzets": ("Budžets", "Mācību gads; Semestris; Atbalsta veids; Piešķirts, EUR"),
    "tRekini": (
        "Rēķini",
        (
            "Dokumenta veids; Dokumenta Nr.; Datums; Izsniedzējs; Izsniedzēja reģ. Nr.; Atbalsta veids; Summa, EUR; "
            "Uz projektu, EUR; Apmaksāts; Maksājuma dok. Nr."
        ),
    ),
    "tKavejumi": ("Kavējumi", "Izglītojamā ID; Izglītojamais; No; Līdz; Iemesls"),
    "tIzglitojamie": (
        "Izglītojamie",
        (
            "ID; Vārds; Uzvārds; Personas kods; Izglītība; Klase/kurss; Grupa; Dzīvesvieta; Statuss; Statuss spēkā no; "
            "Statuss spēkā līdz; Statusa dokuments; Brīvpusdienas; Maksājuma saņēmējs; Konta Nr."
        ),
    ),
    "tIAP": (
        "IAP",
        (
            "IAP ID; Izglītojamā ID; Izglītojamais; Mācību gads; Semestris; No; Līdz; Statuss; Apturēts no; "
            "TR; ML; NM; ED; IP; ST; KO"
        ),
    ),
    "tTR": (
        "Transports",
        (
            "Nr.; IAP ID; Izglītojamais; Datums; Maršruts no; Maršruts līdz; Mērķis; Biļetes veids; Biļetes Nr.; "
            f"Derīga no; Derīga līdz; Atvieglojums, %; Samaksāts, EUR; Rīkojuma Nr.; Izmaksāts; {COMMON}"
        ),
    ),
    "tML": (
        "Mācību līdzekļi",
        (
            "Nr.; IAP ID; Izglītojamais; Datums; Prece; Mērvienība; Daudzums; Cena, EUR; Dokumenta Nr.; Saņemts; "
            f"Summa, EUR; {COMMON}"
        ),
    ),
    "tNM": (
        "Naktsmītnes",
        (
            "Nr.; IAP ID; Izglītojamais; No; Līdz; Vietas veids; Cena mēnesī, EUR; Mēneša daļa; Atlaide, %; "
            f"Dokumenta Nr.; Rīkojuma Nr.; Summa, EUR; {COMMON}"
        ),
    ),
    "tED": (
        "Ēdināšana",
        f"Nr.; IAP ID; Izglītojamais; Mēnesis; {DAYS}; Dienas; Summa, EUR; Dokumenta Nr.; Rīkojuma Nr.; {COMMON}",
    ),
    "tIP": (
        "Lietošanas priekšmeti",
        (
            "Nr.; IAP ID; Izglītojamais; Datums; Preču grupa; Prece; Mērvienība; Daudzums; Cena, EUR; Dokumenta Nr.; "
            f"Saņemts; Summa, EUR; {COMMON}"
        ),
    ),
    "tST": (
        "Speciālais transports",
        (
            "Nr.; IAP ID; Izglītojamais; Datums; Maršruts no; Maršruts līdz; Kilometri; Likme, EUR/km; "
            f"Summa pēc dokumenta, EUR; Pārvadātājs; Dokumenta Nr.; Pamatojums; Summa, EUR; {COMMON}"
        ),
    ),
    "tKO": (
        "Konsultācijas",
        (
            "Nr.; IAP ID; Izglītojamais; Datums; Sākums; Beigas; Stundas; Speciālists; Speciālista veids; "
            f"Mācību priekšmets; Temats; Norise; Apliecinājums; Apliecināts; Summa, EUR; {COMMON}"
        ),
    ),
    "tParbaude": (
        "Pārbaude",
        "Svarīgums; Kods; Lapa; Šūna; Kas nav kārtībā; Kā labot; EUR; Izskatīts; Paskaidrojums",
    ),
    "tRegistrs": (
        "Reģistrs",
        "Pārskats; Mēnesis; Atbalsta veids; Versija; Rindas; Izglītojamie; EUR; Noslēgts; Kontrolkods; Statuss",
    ),
}
NEW_TYPES = set(BY_CODE) - {"TR", "ML", "NM", "ED", "IP", "ST", "KO"}
"""Support types that came later: each adds its sheet, and its column to IAP."""


def parts(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "grāmata.xlsx"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", PROMISED)
def test_a_sheet_holds_its_promised_table(name: str) -> None:
    sheet, promised = PROMISED[name][0], PROMISED[name][1].split("; ")
    book = openpyxl.load_workbook(SHIPPED / "PuMPuRS.xlsx")
    table = book[sheet].tables[name]
    found = [column.name for column in table.tableColumns]
    assert [heading for heading in found if not heading.startswith("_") and heading not in NEW_TYPES] == promised
    assert list(book[sheet].tables) == [name]


def test_only_results_are_protected_and_without_a_password() -> None:
    book = openpyxl.load_workbook(SHIPPED / "PuMPuRS.xlsx")
    protected = {sheet.title for sheet in book if sheet.protection.sheet}
    assert protected == {"Aprēķins", "Kopsavilkums", "Reģistrs"}
    assert not any(sheet.protection.password for sheet in book)


def test_each_sheet_prints_on_a4_with_its_headings() -> None:
    for sheet in openpyxl.load_workbook(SHIPPED / "PuMPuRS-paraugs.xlsx"):
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.title in {"Sākums", "Kopsavilkums"} or sheet.freeze_panes


def test_charts_are_native(tmp_path: Path) -> None:
    names = [name for name, _ in parts(SHIPPED / "PuMPuRS.xlsx")]
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3
    assert not any(name.startswith("xl/media") or "vba" in name for name in names)


def test_formulas_are_such_as_excel_2016_knows() -> None:
    for name, content in parts(SHIPPED / "PuMPuRS-paraugs.xlsx"):
        text = content.decode("utf-8", "replace")
        assert "_xlfn" not in text, name
        assert not re.search(r"\[@", text), name


def test_the_sample_school_checks_clean() -> None:
    findings = pumpurs_xl.check(pumpurs_xl.read(SHIPPED / "PuMPuRS-paraugs.xlsx"))
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert 0 < sum(finding.severity == "warning" for finding in findings) < 10


def test_an_empty_workbook_asks_for_nothing_but_its_settings() -> None:
    findings = pumpurs_xl.check(pumpurs_xl.read(SHIPPED / "PuMPuRS.xlsx"))
    assert {(finding.code, finding.place.sheet) for finding in findings} == {("V01", "Iestatījumi")}


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    nasty = ["=1+1", "+1", "-1+2", "@SUM(A1)", "http://x", "{=1}", "'=1"]
    rows = [{"ID": f"I{number}", "Vārds": text, "Uzvārds": text} for number, text in enumerate(nasty)]
    path = written(tmp_path, write_master({"Izglītojamie": rows}, Month(2022, 9)))
    sheet = openpyxl.load_workbook(path)["Izglītojamie"]
    assert [sheet.cell(5 + place, 2).value for place in range(len(nasty))] == nasty
    assert {sheet.cell(5 + place, 2).data_type for place in range(len(nasty))} <= {"s", "f"}
    assert all(sheet.cell(5 + place, 2).data_type == "s" for place in range(1, len(nasty)))


@pytest.mark.no_cover
def test_live_formulas_of_the_sample_school_equal_python() -> None:
    path = SHIPPED / "PuMPuRS-paraugs.xlsx"
    assert list(differences(stored(path), by_ironcalc(path))) == []


@needs_libreoffice
@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_same(tmp_path: Path) -> None:
    path = SHIPPED / "PuMPuRS-paraugs.xlsx"
    assert list(differences(stored(path), by_libreoffice(path, tmp_path))) == []


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", [3, 5])
def test_libreoffice_comes_to_the_same_for_any_school(seed: int, tmp_path: Path) -> None:
    path = written(tmp_path, write_master(checked(school(seed), MONTHS[3]), MONTHS[3]))
    assert list(differences(stored(path), by_libreoffice(path, tmp_path))) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(8))
def test_live_formulas_of_any_school_equal_python(seed: int, tmp_path: Path) -> None:
    month = MONTHS[seed % len(MONTHS)]
    path = written(tmp_path, write_master(checked(school(seed), month), month))
    recalculated = by_ironcalc(path)
    assert list(differences(stored(path), recalculated)) == []
    book = pumpurs_xl.read(path)
    for row, period in _periods():
        found = pumpurs_xl.totals(book, period)
        for place, sums in enumerate([*(each.sums for each in found.types), found.total], start=1):
            for figure in FIGURES:
                shown = recalculated["Kopsavilkums", block(figure.name) + 1 + row, 1 + place]
                assert Decimal(str(shown)) == figure.of(sums), (str(period), place, figure.name)
    assert recalculated["Kopsavilkums", block("rows") + 1 + SECOND_SEMESTER, 1 + TOTAL] >= 0


def _periods() -> list[tuple[int, Month | Semester]]:
    first, second = Semester(2022, 1), Semester(2022, 2)
    months: list[tuple[int, Month | Semester]] = list(enumerate((*first.months, *second.months), start=1))
    return [*months, (FIRST_SEMESTER, first), (SECOND_SEMESTER, second)]
