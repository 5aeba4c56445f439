"""The buttons of the ribbon, driven through real xlwings in an Excel for tests: what she clicks, reads and finds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sample_findings
from com_engine import Engine, running

import pumpurs_xl
from pumpurs_xl import Month, ribbon
from pumpurs_xl.book import build
from pumpurs_xl.hosts.excel import record
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.hosts.machine import program_folder
from pumpurs_xl.inspection import inspect
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.values.a1 import split_cell
from pumpurs_xl.values.money import euro

WORKBOOK = Path(__file__).parent.parent / "workbook"
SAMPLE = WORKBOOK / "PuMPuRS-paraugs.xlsx"
FEBRUARY = 44958.0  # 1 February 2023 as Excel stores it
BUTTONS = ("start_month", "fill_days", "check", "next_finding", "previous_finding", "fix", "show_summary", "undo")


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own folder, and no window opened, in this test alone."""
    profile = tmp_path / "profils"
    profile.mkdir()
    monkeypatch.setenv("HOME", str(profile))
    monkeypatch.setenv("LOCALAPPDATA", str(profile))
    monkeypatch.setattr("pumpurs_xl.hosts.machine.webbrowser.open", lambda _: True)


@pytest.fixture
def excel(tmp_path: Path) -> Iterator[Engine]:
    """Excel with the sample school open and called from its ribbon."""
    with running() as engine:
        engine.open_book(SAMPLE, tmp_path / "PuMPuRS.xlsx").set_mock_caller()
        yield engine


def said(engine: Engine) -> str:
    return engine.prompts[-1].text


def rows_with(engine: Engine, sheet: str, column: str, value: object = None) -> list[int]:
    """The rows in which a column holds something, or this value."""
    cells = ((*split_cell(cell), held) for (name, cell), held in engine.dump().items() if name == sheet)
    return sorted(row for letters, row, held in cells if letters == column and (value is None or held == value))


def link(engine: Engine) -> str:
    """The formula of the first link in the list."""
    return str(engine.dump()["Pārbaude", "D5"])


def click(engine: Engine, name: str) -> str:
    """Presses a button and gives the sentence at its end."""
    getattr(ribbon, name)()
    return said(engine)


def set_day_price(engine: Engine, price: float) -> None:
    """A new line under the price list."""
    for cell, value in (("A12", "Ēdināšana"), ("B12", "Cena dienā"), ("D12", price)):
        engine.type_in("Likmes", cell, value)


# ---- Pārbaudīt ----


def test_a_check_writes_the_list_and_a_verdict_beside_each_row(excel: Engine) -> None:
    assert click(excel, "check") == f"{sample_findings.sentence()} lapā Pārbaude."
    assert excel.extents()["tParbaude"].startswith(f"A4:J{4 + len(sample_findings.findings())}")
    assert [excel.peek("Pārbaude", cell) for cell in ("A5", "B5", "C5")] == ["Brīdinājums", "V18", "Ēdināšana"]
    assert link(excel).startswith("=HYPERLINK(")
    verdicts = {value for (sheet, _), value in excel.dump().items() if sheet == "Ēdināšana" and "V18" in str(value)}
    assert verdicts == {"Brīdinājums: V18"}


def test_an_error_stands_beside_its_row(excel: Engine) -> None:
    excel.type_in("Transports", "B7", "nav tāda plāna")
    assert "kļūda" in click(excel, "check")
    assert "V07" in str(excel.peek("Transports", "T7"))


def test_what_she_wrote_beside_a_finding_stays_until_its_row_changes(excel: Engine) -> None:
    click(excel, "check")
    excel.type_in("Pārbaude", "H5", "x")
    excel.type_in("Pārbaude", "I5", "maltītes nedubultojas")
    row = link(excel).rpartition('"')[0].rpartition('"')[2]
    click(excel, "check")
    assert [excel.peek("Pārbaude", cell) for cell in ("H5", "I5")] == ["x", "maltītes nedubultojas"]
    excel.type_in("Ēdināšana", f"AN{row[1:]}", "cits rīkojums")
    click(excel, "check")
    assert [excel.peek("Pārbaude", cell) for cell in ("H5", "I5")] == [None, None]


def test_the_calls_of_a_check_do_not_grow_with_the_rows(excel: Engine, tmp_path: Path) -> None:
    click(excel, "check")
    of_a_school = sum(excel.calls.values())
    excel.open_book(WORKBOOK / "PuMPuRS.xlsx", tmp_path / "tukša.xlsx").set_mock_caller()
    excel.calls.clear()
    click(excel, "check")
    assert of_a_school <= sum(excel.calls.values()) + 60


def test_marks_follow_a_row_that_moved(excel: Engine) -> None:
    click(excel, "check")
    formula = link(excel)
    row = int(formula.rpartition('"')[0].rpartition('"')[2][1:])
    plan = excel.peek("Ēdināšana", f"B{row}")
    excel.sort("tED", "IAP ID", descending=True)
    sentence = click(excel, "next_finding")
    moved = sentence.splitlines()[0].rpartition("!")[2]
    assert excel.peek("Ēdināšana", moved) == plan
    assert f"MATCH({row},tED[_rinda],0)" in formula


# ---- Nākamā, Iepriekšējā ----


def test_next_and_previous_walk_along_the_list(excel: Engine) -> None:
    click(excel, "check")
    excel.select("Sākums")
    first, second = click(excel, "next_finding"), click(excel, "next_finding")
    number = len(sample_findings.findings())
    assert first.startswith(f"1. no {number} – Ēdināšana!")
    assert second.startswith(f"2. no {number}")
    assert click(excel, "previous_finding") == first
    assert click(excel, "previous_finding").startswith(f"{number}. no {number}")


def test_without_a_check_there_is_nothing_to_walk_along(excel: Engine) -> None:
    assert "spiediet Pārbaudīt" in click(excel, "next_finding")


# ---- Sākt mēnesi ----


def test_a_month_starts_with_a_row_for_each_plan_and_never_twice(excel: Engine) -> None:
    excel.type_in("Sākums", "C5", date(2023, 7, 1))
    assert "visas rindas jau ir" in click(excel, "start_month")  # no plan runs in July
    excel.type_in("Sākums", "C5", date(2023, 2, 1))
    assert click(excel, "start_month") == "Pievienots par 2023. gada februāri: Ēdināšana – 1 rinda."
    assert "visas rindas jau ir" in click(excel, "start_month")


def test_a_dormitory_place_is_carried_over_with_new_dates(excel: Engine) -> None:
    row = rows_with(excel, "Naktsmītnes", "D", FEBRUARY)[0]
    kept = [excel.peek("Naktsmītnes", f"{column}{row}") for column in "BDEFG"]
    excel.delete_rows("tNM", row - 4)
    sentence = click(excel, "start_month")
    assert sentence == "Pievienots par 2023. gada februāri: Ēdināšana – 1 rinda, Naktsmītnes – 1 rinda."
    added = rows_with(excel, "Naktsmītnes", "B", kept[0])[-1]
    assert [excel.peek("Naktsmītnes", f"{column}{added}") for column in "BDEFG"] == kept


# ---- Atrast izglītojamo ----


def test_a_surname_becomes_its_plan(excel: Engine) -> None:
    excel.type_in("Transports", "B7", "Diktat")
    excel.select("Transports", "B7")
    excel.answers.extend(["no", "yes"])
    assert "ierakstīts plāns IAP-2-" in click(excel, "find_learner")
    assert str(excel.peek("Transports", "B7")).startswith("IAP-2-")


def test_a_surname_nobody_has_changes_nothing(excel: Engine) -> None:
    excel.type_in("Transports", "B7", "Qwerty")
    excel.select("Transports", "B7")
    assert "Pārbaudiet burtus" in click(excel, "find_learner")
    assert excel.peek("Transports", "B7") == "Qwerty"


def test_a_search_elsewhere_says_where_to_type(excel: Engine) -> None:
    excel.select("Sākums", "C5")
    assert "IAP ID" in click(excel, "find_learner")


# ---- Aizpildīt dienas ----


def test_days_are_filled_with_the_price_of_the_row(excel: Engine) -> None:
    excel.type_in("Sākums", "C5", date(2023, 2, 1))
    click(excel, "start_month")
    row = rows_with(excel, "Ēdināšana", "B")[-1]
    excel.type_in("Ēdināšana", f"J{row}", 3.5)  # 6 February, a Monday
    excel.select("Ēdināšana", f"J{row}")
    sentence = click(excel, "fill_days")
    assert sentence.startswith("Aizpildīts: ")
    weekend = [excel.peek("Ēdināšana", f"{letter}{row}") for letter in "HI"]
    assert weekend == [None, None]
    assert excel.peek("Ēdināšana", f"K{row}") == 3.5


def test_days_are_filled_with_the_price_of_the_list(excel: Engine) -> None:
    set_day_price(excel, 3.1)
    click(excel, "start_month")
    row = rows_with(excel, "Ēdināšana", "B")[-1]
    excel.select("Ēdināšana", f"A{row}")
    assert click(excel, "fill_days").startswith("Aizpildīts: ")
    filled = {excel.peek("Ēdināšana", f"{column}{row}") for column in "EFGHIJKL"}
    assert filled == {3.1, None}


def test_filling_asks_for_rows_to_be_selected(excel: Engine) -> None:
    excel.select("Sākums")
    assert "iezīmējiet rindas" in click(excel, "fill_days")


# ---- Izlabot ----


def test_a_repair_is_shown_and_applied_after_a_yes(excel: Engine) -> None:
    excel.type_in("Mācību līdzekļi", "G7", "'2,00")
    excel.answers.append("yes")
    click(excel, "fix")
    assert "Mācību līdzekļi!G7: “2,00” → 2" in excel.prompts[-2].text
    assert excel.peek("Mācību līdzekļi", "G7") == 2.0


def test_a_share_typed_as_per_cent_becomes_the_plain_number(excel: Engine) -> None:
    [row] = rows_with(excel, "Iestatījumi", "A", "ESF daļa, %")
    share = excel.book().sheet("Iestatījumi")
    percent = share.cell(row, 2)._replace(value=0.85, number_format="0%")
    share.put({(row, 2): percent})
    click(excel, "check")
    assert rows_with(excel, "Pārbaude", "B", "V57")
    excel.answers.append("yes")
    click(excel, "fix")
    assert f"Iestatījumi!B{row}: 0,85 → 85" in excel.prompts[-2].text
    assert (excel.peek("Iestatījumi", f"B{row}"), share.cell(row, 2).number_format) == (85.0, "General")
    click(excel, "undo")
    assert share.cell(row, 2) == percent


def test_a_format_a_hidden_column_and_a_linked_amount_are_told_in_an_open_workbook(excel: Engine) -> None:
    rides = excel.book().sheet("Transports")
    rides.put({(7, 13): rides.cell(7, 13)._replace(value=3.45, number_format="0")})
    rides.put({(9, 13): rides.cell(9, 13)._replace(value=3.5, formula="=[citi.xlsx]Lapa1!C4")})
    rides.hidden_columns.add(4)
    found = inspect(build(LiveWorkbook.active().read())).findings
    told = {(each.code, each.place.cell) for each in found if each.place.sheet == "Transports"}
    assert {("V58", "M7"), ("V59", "M9"), ("V44", "D5")} <= told


def test_spaces_nobody_sees_and_a_lost_hyphen_are_put_right(excel: Engine) -> None:
    code = str(excel.peek("Izglītojamie", "D5"))
    excel.type_in("Izglītojamie", "D5", code.replace("-", ""))
    excel.type_in("Transports", "E7", " Rīga ")
    excel.answers.append("yes")
    assert click(excel, "fix").startswith("Izlabots: 2 šūnas.")
    assert excel.peek("Izglītojamie", "D5") == code
    assert excel.peek("Transports", "E7") == "Rīga"


def test_a_no_leaves_all_as_it_is(excel: Engine) -> None:
    excel.type_in("Mācību līdzekļi", "G7", "'2,00")
    excel.answers.append("no")
    assert click(excel, "fix") == "Nekas nav mainīts."
    assert excel.peek("Mācību līdzekļi", "G7") == "2,00"


def test_an_overwritten_formula_comes_back(excel: Engine) -> None:
    formula = excel.dump()["Mācību līdzekļi", "K7"]
    excel.type_in("Mācību līdzekļi", "K7", 1.0)
    excel.answers.append("yes")
    click(excel, "fix")
    assert excel.dump()["Mācību līdzekļi", "K7"] == formula


def test_a_misspelt_heading_is_restored(excel: Engine) -> None:
    excel.type_in("Transports", "D4", "Datumss")
    assert "trūkst slejas" in click(excel, "check")
    excel.answers.append("yes")
    click(excel, "fix")
    assert excel.peek("Transports", "D4") == "Datums"


# ---- Pārskats IKVD ----


def test_claims_are_drafted_into_the_folder_beside_the_workbook(excel: Engine, tmp_path: Path) -> None:
    sentence = click(excel, "prepare_claims")
    assert sentence.startswith("Gatavs: mapē ")
    forms = {path.stem for path in (tmp_path / "Pārskati" / "2023-02" / "melnraksts").glob("*.xlsx")}
    assert forms == {f"{code}-2023-02-1" for code in (*BY_CODE, "kopsavilkums")}
    assert sentence.endswith(f"ir {len(forms)} pārskati.")
    assert "Pārskati ir mapē" in click(excel, "open_folder")


def test_all_months_are_drafted_in_one_click(excel: Engine, tmp_path: Path) -> None:
    click(excel, "prepare_all_months")
    months = sorted(path.name for path in (tmp_path / "Pārskati").iterdir() if path.is_dir())
    assert months[0] == "2022-09"
    assert months[-1] == "2023-06"
    assert len(months) == 10


def test_a_workbook_in_onedrive_writes_among_the_documents(tmp_path: Path) -> None:
    with running() as engine:
        engine.open_book(SAMPLE, "https://d.docs.live.net/12/PuMPuRS.xlsx").set_mock_caller()
        sentence = click(engine, "prepare_claims")
    assert "PuMPuRS" in sentence
    assert list(tmp_path.rglob("ED-2023-02-1.xlsx"))


def test_held_rows_are_told_with_their_reason(excel: Engine) -> None:
    excel.type_in("Naktsmītnes", f"B{rows_with(excel, 'Naktsmītnes', 'D', FEBRUARY)[0]}", "nav tāda")
    assert "1 rinda ar kļūdu" in click(excel, "prepare_claims")


def test_the_summary_is_shown_and_said(excel: Engine) -> None:
    total = pumpurs_xl.totals(pumpurs_xl.read(SAMPLE), Month(2023, 2)).total
    assert click(excel, "show_summary").startswith(f"2023. gada februāris: kompensējami {euro(total.eligible)} EUR")


# ---- Palīdzība ----


def test_diagnosis_and_handbook_answer(excel: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert "kārtībā" in click(excel, "diagnose") or "Izlabojiet" in said(excel)
    assert "pārlūkā" in click(excel, "open_handbook")
    assert "<table>" in (tmp_path / "PuMPuRS-rokasgramata.html").read_text(encoding="utf-8")


# ---- Atsaukt ----


@pytest.mark.parametrize("name", ["check", "start_month", "fill_days", "fix"])
def test_undo_puts_every_cell_back(excel: Engine, name: str) -> None:
    excel.type_in("Mācību līdzekļi", "G7", "'2,00")
    excel.type_in("Ēdināšana", "AN200", "=1+1")
    set_day_price(excel, 3.1)
    excel.select("Ēdināšana", "A1230:A1234")
    cells, tables = excel.dump(), excel.extents()
    excel.answers.extend(["yes"] if name == "fix" else [])
    click(excel, name)
    assert excel.dump() != cells
    click(excel, "undo")
    assert excel.dump() == cells
    assert excel.extents() == tables


def test_a_cell_changed_since_is_left_alone_and_told(excel: Engine) -> None:
    click(excel, "check")
    excel.type_in("Pārbaude", "E5", "mans teksts")
    assert "1 šūna pēc tam ir mainīta" in click(excel, "undo").replace("mainītas, tās nav aiztiktas", "mainīta")
    assert excel.peek("Pārbaude", "E5") == "mans teksts"


def test_with_nothing_done_there_is_nothing_to_undo(excel: Engine) -> None:
    assert "Nav nekā, ko atsaukt" in click(excel, "undo")
    click(excel, "check")
    click(excel, "undo")
    assert "Nav nekā, ko atsaukt" in click(excel, "undo")


# ---- what can be in the way ----


def test_no_workbook_is_open() -> None:
    with running() as engine:
        ribbon.check()
        assert "Nav atvērta" in said(engine)


def test_another_workbook_is_active(excel: Engine, tmp_path: Path) -> None:
    claim = WORKBOOK / "templates" / "ED.xlsx"
    excel.open_book(claim, tmp_path / "cita.xlsx").set_mock_caller()
    for name in BUTTONS[:-1]:
        assert "nav PuMPuRS darbgrāmata" in click(excel, name) or "trūkst" in said(excel), name


def test_a_protected_sheet_stops_the_button_and_nothing_is_half_written(excel: Engine) -> None:
    excel.protect("Naktsmītnes")
    cells, tables = excel.dump(), excel.extents()
    assert "“Naktsmītnes” nevar rakstīt" in click(excel, "check")
    assert excel.dump() == cells
    assert excel.extents() == tables


def test_a_deleted_sheet_is_named(excel: Engine) -> None:
    excel.delete_sheet("Budžets")
    assert "Budžets (tBudzets)" in click(excel, "check")


def test_a_workbook_of_an_earlier_version_has_all_its_buttons(excel: Engine) -> None:
    """It lacks the column of the verdicts, two that are only typed, and a whole sheet; no button minds."""
    for sheet, cell in (("Transports", "T4"), ("Transports", "O4"), ("Pārbaude", "I4")):
        excel.type_in(sheet, cell, "Mūsu zīme")
    excel.delete_sheet("Kavējumi")
    assert click(excel, "check").startswith("Kļūdu nav. 5 brīdinājumi un 74 ziņas")
    assert not rows_with(excel, "Transports", "T", "Kārtībā")
    assert rows_with(excel, "Pārbaude", "B", "V56")
    assert "1. no 79" in click(excel, "next_finding")
    assert "no 79 – Transports\n" in click(excel, "previous_finding")
    assert click(excel, "prepare_claims").endswith("ir 8 pārskati.")
    assert click(excel, "start_month").startswith("Pievienots par 2023. gada februāri: ")
    assert click(excel, "undo").startswith("Atsaukts")


def test_a_renamed_sheet_still_works(excel: Engine) -> None:
    excel.rename_sheet("Transports", "Biļetes")
    excel.type_in("Biļetes", "B7", "nav tāda")
    assert click(excel, "check").startswith("1 kļūda")
    assert "Biļetes!B7" in click(excel, "next_finding")
    excel.type_in("Biļetes", "B7", "Diktat")
    excel.select("Biļetes", "B7")
    excel.answers.append("yes")
    assert "ierakstīts plāns" in click(excel, "find_learner")


def test_a_filter_hides_nothing_from_a_check(excel: Engine) -> None:
    excel.filter("tED", range(5, 900))
    assert click(excel, "check") == f"{sample_findings.sentence()} lapā Pārbaude."


def test_an_empty_workbook_is_checked(tmp_path: Path) -> None:
    with running() as engine:
        engine.open_book(WORKBOOK / "PuMPuRS.xlsx", tmp_path / "tukša.xlsx").set_mock_caller()
        assert click(engine, "check").startswith("2 kļūdas")


def test_excel_in_the_middle_of_a_cell_is_waited_for(excel: Engine) -> None:
    excel.editing = True
    ribbon.check()
    excel.editing = False
    assert "Pabeidziet šūnas labošanu" in said(excel)


def send_claims_to(engine: Engine, folder: str) -> None:
    [row] = rows_with(engine, "Iestatījumi", "A", "Pārskatu mape")
    engine.type_in("Iestatījumi", f"B{row}", folder)


def test_a_folder_outside_the_workbooks_own_is_asked_about_once(excel: Engine, tmp_path: Path) -> None:
    send_claims_to(excel, "../citur")
    excel.answers.append("no")
    assert click(excel, "prepare_claims").startswith("Nekas nav ierakstīts.")
    assert not (tmp_path.parent / "citur").exists()
    excel.answers.append("yes")
    assert click(excel, "prepare_claims").startswith("Gatavs: mapē ")
    asked = len(excel.prompts)
    assert "Pārskati ir mapē" in click(excel, "open_folder")
    assert len(excel.prompts) == asked + 1  # its own sentence, and no question


def test_a_network_folder_is_refused(excel: Engine) -> None:
    send_claims_to(excel, r"\\serveris\kopējs")
    assert "tīkla ceļš" in click(excel, "prepare_claims")
    assert "tīkla ceļš" in click(excel, "open_folder")


def test_a_folder_that_cannot_be_written_is_told(excel: Engine, tmp_path: Path) -> None:
    (tmp_path / "Pārskati").write_text("šeit ir fails", encoding="utf-8")
    assert "nevar rakstīt" in click(excel, "prepare_claims")


def test_a_defect_says_where_the_log_is_and_the_log_tells_nothing_personal(
    excel: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise KeyError("Paula Diktātiņa 190406-29912")

    monkeypatch.setattr("pumpurs_xl.inspection.inspect", broken)
    assert "pumpurs.log" in click(excel, "check")
    log = (program_folder() / "logs" / "pumpurs.log").read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "Diktātiņa" not in log
    assert "190406" not in log


def test_the_record_of_a_button_is_readable_by_its_user_alone(excel: Engine, tmp_path: Path) -> None:
    click(excel, "check")
    [path] = list((program_folder() / "undo").iterdir())
    assert path.stat().st_mode & 0o077 == 0
    assert record.last(str(tmp_path / "PuMPuRS.xlsx")) is not None
