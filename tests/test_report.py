"""The semester report: the figures a real school published, in sentences and on a page without names."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from books import book, book_of

from pumpurs_xl.claims.totals import totals
from pumpurs_xl.inspection import Inspection, inspect
from pumpurs_xl.report.page import page, write_page
from pumpurs_xl.report.semester import Report, as_json, semester_report
from pumpurs_xl.support.consultations import CONSULTATIONS
from pumpurs_xl.values.language import Language
from pumpurs_xl.values.money import euro
from pumpurs_xl.values.month import Semester
from pumpurs_xl.values.refusal import Refusal
from workbook.build.sample import sample_school

SEMESTER = Semester(2022, 2)
SHIPPED_SAMPLE = Path(__file__).parent.parent / "workbook" / "PuMPuRS-paraugs.xlsx"
LANGUAGES: tuple[Language, ...] = ("lv", "en")
Content = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def content() -> Content:
    return sample_school()


@pytest.fixture(scope="module")
def inspection(content: Content) -> Inspection:
    return inspect(book_of(content))


@pytest.fixture(scope="module")
def report(inspection: Inspection) -> Report:
    return semester_report(inspection, SEMESTER)


def of_one(**sheets: list[dict[str, Any]]) -> Report:
    named = {sheet.replace("_", " "): rows for sheet, rows in sheets.items()}
    return semester_report(inspect(book(named)), SEMESTER)


def personal(content: Content) -> set[str]:
    """Every name, code and place of living in the sample: learners' and specialists'."""
    learners = {
        str(row[field])
        for row in content["Izglītojamie"]
        for field in ("ID", "Vārds", "Uzvārds", "Personas kods")
        if row.get(field)
    }
    return learners | {row["Speciālists"] for row in content["Konsultācijas"]}


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


def test_the_semester_reads_as_the_school_published_it(report: Report) -> None:
    text = report.text("lv")
    assert "2022./2023. mācību gada 2. semestrī" in text
    assert "157 individuālie atbalsta plāni" in text
    assert "Ēdināšana: atbalstu saņēma 151 izglītojamais, kopā 31\u00a0732,17\u00a0EUR." in text
    assert "Naktsmītnes: atbalstu saņēma 47 izglītojamie" in text
    assert "Transports: atbalstu saņēma 20 izglītojamo" in text


def test_the_same_in_english(report: Report) -> None:
    text = report.text("en")
    assert "157 individual support plans" in text
    assert "Catering: 151 learners received support, 31,732.17\u00a0EUR in total." in text


def test_the_figures_are_those_of_the_totals(report: Report, inspection: Inspection) -> None:
    found = totals(inspection, SEMESTER)
    assert report.eligible == found.total.eligible == sum(each.eligible for each in report.types)
    assert report.eligible == sum(each.eligible for each in report.months)
    consultations = next(each for each in found.types if each.support_type is CONSULTATIONS)
    assert sum(each.sessions for each in report.specialists) == consultations.sums.rows
    assert sum(each.lessons for each in report.specialists) == consultations.hours


def test_the_noun_follows_its_number() -> None:
    text = of_one(Konsultācijas=[{}]).text("lv")
    assert "1 individuālais atbalsta plāns." in text
    assert "Konsultācijas: atbalstu saņēma 1 izglītojamais." in text  # no rate is set: no EUR
    assert "psihologs – 1 konsultācija (1\u00a0st.)" in text


def test_a_name_in_the_wrong_column_is_counted_but_not_printed() -> None:
    found = of_one(Konsultācijas=[{"Speciālista veids": "Ilze Paraudziņa"}])
    for language in LANGUAGES:
        assert "Paraudziņa" not in found.text(language) + page(found, language)
        assert "Paraudziņa" not in json.dumps(as_json(found, language), ensure_ascii=False)


def test_a_postponed_row_is_told_to_the_school_and_not_to_the_public() -> None:
    found = of_one(Transports=[{}, {"Datums": None, "Atlikts": "gaida biļeti"}])
    assert "Vēl nav ieskaitīts: 1 rinda" in found.text("lv")
    assert "ieskaitīts" not in page(found, "lv")


def test_a_semester_without_rows_is_refused(inspection: Inspection) -> None:
    with pytest.raises(Refusal, match=r"par 2030\./2031\. m\.g\. 1\. semestri\."):
        semester_report(inspection, Semester(2030, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed_and_asks_nothing_of_the_network(report: Report, language: Language) -> None:
    html = page(report, language)
    root = ET.fromstring(html)  # noqa: S314 # our own page
    assert root.get("lang") == language
    tags = {element.tag for element in root.iter()}
    assert not tags & {"script", "link", "img", "iframe", "a"}
    assert not re.search(r"https?:|url\(|@import|src=|href=", html)


def test_each_chart_is_described_and_stands_beside_its_table(report: Report) -> None:
    root = ET.fromstring(page(report, "lv"))  # noqa: S314 # our own page
    charts = list(root.iter("svg"))
    assert len(charts) == 4
    for chart in charts:
        named = (chart.get("aria-labelledby") or "").split()
        assert named == [
            element.get("id") for element in (chart.find("title"), chart.find("desc")) if element is not None
        ]
        assert all(0 <= float(bar.get("width", "")) <= 400 for bar in chart.iter("rect"))
    assert all(section.find(".//table") is not None for section in root.iter("section"))
    cells = {"".join(cell.itertext()) for cell in root.iter("td")}
    assert {str(each.learners) for each in report.types} <= cells
    assert {euro(each.eligible) for each in report.types if each.eligible} <= cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_person_stands_in_what_is_published(report: Report, content: Content, language: Language) -> None:
    published = (
        page(report, language) + report.text(language) + json.dumps(as_json(report, language), ensure_ascii=False)
    )
    people = personal(content)
    assert len(people) > 300
    assert not {person for person in people if words(person) <= words(published)}


def test_a_schools_name_is_text_and_never_markup() -> None:
    found = of_one(Transports=[{}], Iestatījumi=[{"Izglītības iestāde": 'A & B <script>"'}])
    html = page(found, "lv")
    assert "<script" not in html
    assert "A &amp; B &lt;script&gt;" in html


def test_the_command_prints_the_sentences_and_writes_the_page(tmp_path: Path) -> None:
    school = tmp_path / "skola.xlsx"
    shutil.copy(SHIPPED_SAMPLE, school)
    out = tmp_path / "semestris.html"
    done = pumpurs("report", school, "--semester", "2022/2023-2", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "31\u00a0732,17" in done.stdout
    assert done.stdout.splitlines()[-1] == str(out)
    assert "31\u00a0732,17" in out.read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"skola.xlsx", "semestris.html"}


def test_a_workbook_is_never_overwritten_by_a_page(report: Report, tmp_path: Path) -> None:
    workbook = tmp_path / "skola.xlsx"
    workbook.write_bytes(b"gads darba")
    with pytest.raises(Refusal, match=r"\.html"):
        write_page(page(report, "lv"), workbook)
    assert workbook.read_bytes() == b"gads darba"


def test_a_place_that_cannot_be_written_is_refused_and_left_as_it_was(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "mape.html"
    folder.mkdir()
    for place in (folder, tmp_path / "nav" / "lapa.html"):
        with pytest.raises(Refusal, match="--out"):
            write_page(page(report, "lv"), place)
    assert [path.name for path in tmp_path.iterdir()] == ["mape.html"]


def pumpurs(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pumpurs_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
