"""The command line as its users call it, on the sample school in a file."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
from schools import school as small

from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.cli import app
from pumpurs_xl.cli.help import translate_help
from pumpurs_xl.cli.usage import usage_error
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.support import BY_CODE
from workbook.build.masters import SAMPLE_MONTH

SHIPPED = Path(__file__).parent.parent / "workbook"
PROMISED_TYPES = ("TR", "ML", "NM", "ED", "IP", "ST", "KO")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(SHIPPED / "PuMPuRS-paraugs.xlsx", tmp_path_factory.mktemp("skola") / "skola.xlsx"))


@pytest.fixture(scope="module")
def small_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few learners with rows of every kind, some of them with errors."""
    path = tmp_path_factory.mktemp("maza") / "skola.xlsx"
    path.write_bytes(write_master(small(5), SAMPLE_MONTH))
    return path


def pumpurs(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pumpurs_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def answer(*arguments: object) -> Any:
    done = pumpurs(*arguments, "--format", "json")
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout)


def test_the_semester_gives_the_published_figures(school: Path) -> None:
    found = answer("totals", school, "--semester", "2022/2023-2")
    by_code = {each["code"]: each for each in found["types"]}
    assert list(by_code) == list(BY_CODE)
    assert set(by_code) >= set(PROMISED_TYPES)
    assert (by_code["ED"]["learners"], by_code["ED"]["eligible"]) == (151, "31732.17")
    assert (by_code["NM"]["learners"], by_code["TR"]["learners"]) == (47, 20)
    assert found["total"]["plans"] == 157
    assert found["period"] == "2022/2023-2"
    assert "hours" in by_code["KO"]


def test_a_sound_school_is_checked_without_an_error(school: Path) -> None:
    done = pumpurs("check", school, "--format", "json")
    counts = json.loads(done.stdout)["counts"]
    assert done.returncode == 0
    assert counts["error"] == 0


def test_a_month_becomes_a_draft_with_its_manifest(school: Path, tmp_path: Path) -> None:
    found = answer("claim", school, "--month", "2023-02", "--out", tmp_path)
    types = [each["type"] for each in found["files"]]
    assert [code for code in types if code in {*PROMISED_TYPES, "kopsavilkums"}] == [*PROMISED_TYPES, "kopsavilkums"]
    assert types[-1] == "kopsavilkums"
    folder = tmp_path / "2023-02" / "melnraksts"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for each in found["files"]:
        path = Path(each["path"])
        assert manifest["files"][path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert {path.name for path in folder.iterdir()} == {*manifest["files"], "manifest.json"}


@pytest.mark.no_cover
def test_the_claim_holds_the_sums_of_the_totals(school: Path, tmp_path: Path) -> None:
    answer("claim", school, "--month", "2023-02", "--out", tmp_path, "--type", "ED")
    path = tmp_path / "2023-02" / "melnraksts" / "ED-2023-02-1.xlsx"
    types = answer("totals", school, "--month", "2023-02")["types"]
    catering = next(each for each in types if each["code"] == "ED")
    cells = [cell.value for sheet in openpyxl.load_workbook(path, data_only=True) for row in sheet for cell in row]
    assert float(catering["eligible"]) in cells
    assert float(catering["esf"]) in cells


@pytest.mark.no_cover
def test_the_same_inputs_give_the_same_bytes(school: Path, tmp_path: Path) -> None:
    for out in ("viens", "divi"):
        answer("claim", school, "--month", "2023-03", "--out", tmp_path / out)
    first, second = (sorted((tmp_path / out / "2023-03").rglob("*.*")) for out in ("viens", "divi"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_range_of_months_is_drafted_in_one_call(school: Path, tmp_path: Path) -> None:
    found = answer("claim", school, "--from", "2022-11", "--to", "2023-01", "--out", tmp_path)
    assert [each["month"] for each in found["months"]] == ["2022-11", "2022-12", "2023-01"]
    types = [file["type"] for file in found["months"][1]["files"]]
    assert "TR" not in types  # a month without transport


def test_one_kind_alone_leaves_the_rest_of_the_draft(school: Path, tmp_path: Path) -> None:
    before = answer("claim", school, "--month", "2023-02", "--out", tmp_path)
    answer("claim", school, "--month", "2023-02", "--out", tmp_path, "--type", "NM")
    folder = tmp_path / "2023-02" / "melnraksts"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) == len(manifest["claims"]) == len(before["files"]) >= 8


def test_a_form_that_lost_a_placeholder_since_last_month_is_refused(school: Path, tmp_path: Path) -> None:
    answer("claim", school, "--month", "2023-02", "--out", tmp_path)
    form = tmp_path / "NM.xlsx"
    with zipfile.ZipFile(shipped_templates()["NM"]) as parts, zipfile.ZipFile(form, "w") as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(b"${kontrolkods}", b"-"))
    before = sorted(tmp_path.rglob("*"))
    done = pumpurs("claim", school, "--month", "2023-03", "--type", "NM", "--template", form, "--out", tmp_path)
    assert done.returncode == 2
    assert "${kontrolkods}" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_row_with_an_error_is_held_and_told_by_the_exit_code(small_school: Path, tmp_path: Path) -> None:
    assert pumpurs("check", small_school).returncode == 1
    found = answer("totals", small_school, "--month", "2023-02")
    assert sum(each["held"]["errors"]["rows"] for each in found["types"]) > 0
    assert pumpurs("claim", small_school, "--month", "2023-02", "--out", tmp_path).returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("totals", "nav.xlsx"),
        ("totals", "{school}", "--month", "2023-13"),
        ("totals", "{school}", "--semester", "2022/2024-2"),
        ("claim", "{school}", "--month", "2019-02"),
        ("claim", "{school}"),
        ("claim", "{school}", "--month", "2023-02", "--type", "XX"),
        ("claim", "{school}", "--month", "2023-02", "--out", "{school}"),
        ("claim", "{school}", "--from", "2023-03", "--to", "2023-02"),
        ("template", "{school}"),
        ("totals",),
        ("nezinu",),
        ("new", "{school}"),
        ("new", "skola.txt"),
        ("new", "/nav/tādas/mapes.xlsx"),
    ],
)
def test_an_error_of_use_is_one_plain_sentence(small_school: Path, arguments: tuple[str, ...]) -> None:
    before = sorted(small_school.parent.iterdir())
    done = pumpurs(*(part.format(school=small_school) for part in arguments))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert sorted(small_school.parent.iterdir()) == before


USAGE = [
    ((), "Norādiet komandu.", "Give a command."),
    (("nezinu",), "Nav tādas komandas: nezinu.", "There is no command nezinu."),
    (("--nav",), "Nav tādas izvēles: --nav.", "There is no option --nav."),
    (
        ("totals", "a", "--semster", "x"),
        "Nav tādas izvēles: --semster. Varbūt --semester?",
        "There is no option --semster. Perhaps --semester?",
    ),
    (("totals",), "Trūkst: BOOK.", "BOOK is missing."),
    (("report", "a"), "Trūkst: --semester.", "--semester is missing."),
    (("totals", "a", "b"), "Lieks arguments: b.", "One argument too many: b."),
    (("totals", "a", "--month"), "Izvēlei --month trūkst vērtības.", "The option --month needs a value."),
    (("new", "--sample=x", "a"), "Izvēlei --sample vērtību neraksta.", "The option --sample takes no value."),
    (
        ("totals", "a", "--format", "xml"),
        "--format: “xml” neder. Izvēlieties vienu no: text, json.",
        "--format: “xml” will not do. Choose one of: text, json.",
    ),
]


@pytest.mark.parametrize("arguments, lv, en", USAGE, ids=[lv for _, lv, _ in USAGE])
def test_an_error_of_use_is_told_in_one_language(arguments: tuple[str, ...], lv: str, en: str) -> None:
    """Each class of typer's errors has a sentence of ours; were one renamed, only the general one would be left."""
    with pytest.raises(typer.TyperException) as misused:
        typer.main.get_command(app).main(arguments, standalone_mode=False)
    told = usage_error(misused.value)
    assert told.lv.startswith(f"{lv} Palīdzība: pumpurs")
    assert told.en.startswith(f"{en} Help: pumpurs")
    assert told.lv.endswith(" --help.")


def test_help_is_latvian(capsys: pytest.CaptureFixture[str]) -> None:
    command = typer.main.get_command(app)
    translate_help(command)
    for name in ("", "new", "check", "totals", "claim", "report", "template", "install", "doctor"):
        command.main([*filter(None, [name]), "--help"], standalone_mode=False)
        shown = capsys.readouterr().out
        assert "Šī palīdzība." in shown
        assert not re.search("Options|Commands|Arguments|Show this|default|required", shown)


def test_routine_is_told_once(school: Path) -> None:
    shown = pumpurs("check", school).stdout
    assert shown.count("V17") == 1
    assert "un vēl" in shown


def test_the_installation_is_sound() -> None:
    assert pumpurs("doctor").returncode == 0
