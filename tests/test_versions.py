"""A school never loses its workbook to an update: the workbooks of each version are read for ever.

`tests/workbooks/0.1.0/` holds what version 0.1.0 shipped; nobody changes these files.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from books import SPECS, raw_workbook, raw_workbook_of, without_column, without_setting, without_sheet
from schools import school

import pumpurs_xl
from pumpurs_xl import Month, Refusal, Semester, Severity
from pumpurs_xl.book import VERSION, Book, build
from pumpurs_xl.inspection import inspect
from pumpurs_xl.model.table import RawWorkbook
from pumpurs_xl.tables import RESULTS
from pumpurs_xl.tables.settings import SETTINGS

WORKBOOKS = Path(__file__).parent / "workbooks"
OLD = WORKBOOKS / "0.1.0"
FEBRUARY = Month(2023, 2)
COLUMNS = [(sheet, column) for sheet, spec in SPECS.items() for column in spec.columns]
OPTIONAL = [(sheet, column.heading) for sheet, column in COLUMNS if column.optional]
MANDATORY = [(sheet, column.heading) for sheet, column in COLUMNS if not column.optional]


# ---- workbooks of before ----


@pytest.fixture(scope="module")
def old_sample() -> Book:
    return pumpurs_xl.read(OLD / "PuMPuRS-paraugs.xlsx")


def test_the_sample_school_of_0_1_0_is_checked_without_an_error(old_sample: Book) -> None:
    assert old_sample.version == 1
    assert not [each for each in pumpurs_xl.check(old_sample) if each.severity is Severity.ERROR]


def test_the_sample_school_of_0_1_0_keeps_its_figures(old_sample: Book) -> None:
    found = pumpurs_xl.totals(old_sample, Semester(2022, 2))
    sums = {
        each.support_type.code: (each.sums.learners, each.sums.rows, str(each.sums.eligible)) for each in found.types
    }
    assert sums == {
        "TR": (20, 420, "1831.30"),
        "ML": (12, 20, "320.14"),
        "NM": (47, 235, "5083.84"),
        "ED": (151, 755, "31732.17"),
        "IP": (10, 15, "419.10"),
        "ST": (2, 38, "353.80"),
        "KO": (66, 353, "0.00"),
    }
    assert (found.plans, found.total.learners) == (157, 156)
    assert (str(found.total.actual), str(found.total.eligible)) == ("39964.64", "39740.35")
    assert (str(found.total.esf), str(found.total.state)) == ("33779.20", "5961.15")


def test_the_sample_school_of_0_1_0_is_claimed(old_sample: Book) -> None:
    found = pumpurs_xl.claims(old_sample, FEBRUARY)
    assert {each.type: (len(each.lines), each.learners, str(each.eligible)) for each in found} == {
        "TR": (76, 15, "364.90"),
        "ML": (8, 8, "129.60"),
        "NM": (42, 42, "970.00"),
        "ED": (130, 130, "5870.22"),
        "IP": (9, 9, "224.10"),
        "ST": (7, 2, "63.26"),
        "KO": (66, 35, "0.00"),
        "kopsavilkums": (7, 135, "7622.08"),
    }
    assert pumpurs_xl.stamp(found[0]).startswith(b"PK")


def test_the_empty_workbook_of_0_1_0_asks_only_for_the_two_names() -> None:
    book = pumpurs_xl.read(OLD / "PuMPuRS.xlsx")
    findings = [each for each in pumpurs_xl.check(book) if each.severity is Severity.ERROR]
    assert {each.place.column for each in findings} == {"Sadarbības partneris", "Izglītības iestāde"}
    assert pumpurs_xl.totals(book, FEBRUARY).total.eligible == Decimal(0)


# ---- a workbook that lacks what came later ----


def whole() -> RawWorkbook:
    """A small school with rows of every support type, good and bad."""
    raw = raw_workbook_of({**dict.fromkeys(SPECS, ()), **school(3)})
    settings = raw_workbook({}).tables[SPECS["Iestatījumi"].name]  # every setting has its line
    return replace(raw, tables={**raw.tables, settings.name: settings})


def held_and_claimed(book: Book) -> tuple[Any, ...]:
    """All that is money: what each row is compensated, which rows are held, and the errors."""
    inspection = inspect(book)
    accounts = inspection.accounts
    errors = [each for each in inspection.findings if each.severity is Severity.ERROR]
    return (
        [(row.sheet, row.number, each.actual, each.eligible) for row, each in accounts.compensations.items()],
        [(code, row.number) for held in (accounts.errors, accounts.postponed) for code in held for row in held[code]],
        sorted((each.code, each.place.sheet, each.place.row or 0) for each in errors),
    )


@pytest.fixture(scope="module")
def money_of_the_whole() -> tuple[Any, ...]:
    found = held_and_claimed(build(whole()))
    assert all(found)
    return found


@pytest.mark.parametrize("sheet, heading", OPTIONAL)
def test_no_euro_and_no_error_depends_on_an_optional_column(
    sheet: str, heading: str, money_of_the_whole: tuple[Any, ...]
) -> None:
    book = build(without_column(whole(), sheet, heading))
    assert held_and_claimed(book) == money_of_the_whole
    assert news(book) == [sheet]


def news(book: Book) -> list[str]:
    """The sheets of which the check tells that something is missing."""
    return [each.place.sheet for each in inspect(book).findings if each.code == "V56"]


def test_no_euro_depends_on_an_optional_sheet(money_of_the_whole: tuple[Any, ...]) -> None:
    for spec in (spec for spec in SPECS.values() if spec.optional):
        book = build(without_sheet(whole(), spec.sheet))
        assert held_and_claimed(book) == money_of_the_whole
        assert news(book) == ["Iestatījumi"]


@pytest.mark.parametrize("heading", [each.heading for each in SETTINGS.values() if not each.required])
def test_a_missing_setting_is_its_default_and_told(heading: str) -> None:
    book = build(without_setting(raw_workbook({}), "Iestatījumi", heading))
    name = next(name for name, each in SETTINGS.items() if each.heading == heading)
    assert book.settings.known(name) == type(book.settings).model_fields[name].default
    assert news(book) == ["Iestatījumi"]


def test_what_is_missing_is_told_with_what_it_is_for_in_both_languages() -> None:
    book = build(without_column(raw_workbook({"Transports": [{}]}), "Transports", "Izmaksāts"))
    [finding] = inspect(book).findings
    assert finding.message("lv") == (
        "Lapā nav slejas “Izmaksāts” (Kad nauda izmaksāta izglītojamajam): darbgrāmata ir no agrākas versijas, "
        "vai kāds to ir izdzēsis. Nekas nav jādara: programma to lasa kā tukšu."
    )
    assert finding.message("en") == (
        "The sheet lacks the column “Izmaksāts”: the workbook is of an earlier version, or somebody deleted it. "
        "Nothing to do: it is read as empty."
    )


def test_a_file_without_an_optional_column_and_a_setting_is_read(tmp_path: Path) -> None:
    """In the file their headings are called something quite different, which is no column and no setting of ours."""
    path = tmp_path / "skola.xlsx"
    replace_texts(OLD / "PuMPuRS-paraugs.xlsx", path, {"Konta Nr.": "Mūsu zīme", "Pārskatu mape": "Telefons"})
    book = pumpurs_xl.read(path)
    assert {learner.account for learner in book.learners} == {None}
    assert sorted(news(book)) == ["Iestatījumi", "Izglītojamie"]
    assert pumpurs_xl.totals(book, Semester(2022, 2)).total.eligible == Decimal("39740.35")


def replace_texts(source: Path, target: Path, texts: dict[str, str]) -> None:
    """Copies a workbook with some of its texts replaced."""
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in parts.namelist():
            content = parts.read(name)
            for old, new in texts.items() if name.endswith(".xml") else ():
                content = content.replace(f">{old}<".encode(), f">{new}<".encode())
                content = content.replace(f'name="{old}"'.encode(), f'name="{new}"'.encode())
            copy.writestr(name, content)


# ---- what is still refused ----


def refusals(change: Callable[[RawWorkbook], RawWorkbook]) -> Iterator[str]:
    """Both sentences with which a changed workbook is refused."""
    with pytest.raises(Refusal) as refused:
        build(change(raw_workbook({})))
    yield from (refused.value.say("lv"), refused.value.say("en"))


@pytest.mark.parametrize("sheet, heading", MANDATORY)
def test_a_column_that_money_depends_on_is_never_read_as_empty(sheet: str, heading: str) -> None:
    for sentence in refusals(lambda raw: without_column(raw, sheet, heading)):
        assert sheet in sentence
        assert heading in sentence


@pytest.mark.parametrize("sheet", [sheet for sheet, spec in SPECS.items() if not spec.optional])
def test_a_sheet_of_the_first_version_is_never_read_as_empty(sheet: str) -> None:
    for sentence in refusals(lambda raw: without_sheet(raw, sheet)):
        assert sheet in sentence


def renamed(raw: RawWorkbook, sheet: str, old: str, new: str) -> RawWorkbook:
    """The workbook with a text of a table renamed, a heading or the name of a setting."""
    table = raw.tables[SPECS[sheet].name]
    swapped = [[new if cell == old else cell for cell in row] for row in (table.headings, *table.rows)]
    return replace(raw, tables={**raw.tables, table.name: replace(table, headings=swapped[0], rows=swapped[1:])})


def test_a_renamed_optional_column_is_not_taken_for_a_missing_one() -> None:
    for sentence in refusals(lambda raw: renamed(raw, "Transports", "Izmaksāts", "Izmaksāts, EUR")):
        assert "“Izmaksāts, EUR”" in sentence


def test_a_renamed_setting_is_not_taken_for_a_missing_one() -> None:
    for sentence in refusals(lambda raw: renamed(raw, "Iestatījumi", "ESF daļa, %", "ESF daļa")):
        assert "“ESF daļa”" in sentence


def test_a_hidden_column_of_the_master_is_no_renamed_one() -> None:
    raw = renamed(raw_workbook({}), "Mācību līdzekļi", "Summa, EUR", "_summa")
    assert news(build(raw)) == ["Mācību līdzekļi"]


def test_a_sheet_whose_table_was_lost_is_not_taken_for_a_missing_one() -> None:
    def without_its_table(raw: RawWorkbook) -> RawWorkbook:
        return replace(without_sheet(raw, "Kavējumi"), sheets=raw.sheets)

    for sentence in refusals(without_its_table):
        assert "Kavējumi (tKavejumi)" in sentence


def test_a_workbook_of_a_newer_program_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal) as refused:
        build(raw_workbook({}, names={"pumpurs_versija": float(VERSION + 1)}))
    assert refused.value.say("lv") == (
        f"Darbgrāmata ir no jaunākas programmas (versija {VERSION + 1}). Atjauniniet programmu un mēģiniet vēlreiz."
    )
    assert refused.value.say("en") == (
        f"This workbook is of a newer program (version {VERSION + 1}). Update the program and try again."
    )


@pytest.mark.parametrize("written, version", [(1.0, 1), (None, None), ("pirmā", None), (0.5, None)])
def test_the_version_of_a_workbook_is_what_stands_on_its_first_sheet(written: object, version: int | None) -> None:
    assert build(raw_workbook({}, names={"pumpurs_versija": written})).version == version


# ---- declarations ----


def test_every_optional_column_may_be_empty() -> None:
    columns = [*COLUMNS, *((spec.sheet, column) for spec in RESULTS for column in spec.columns)]
    assert [(sheet, column.heading) for sheet, column in columns if column.optional and column.required] == []
