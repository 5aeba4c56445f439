"""The command line as its users call it, on the sample school in a file."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from schools import school as small

from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.master.writer import write_master
from workbook.build.masters import SAMPLE_MONTH

SHIPPED = Path(__file__).parent.parent / "workbook"


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
    assert list(by_code) == ["TR", "ML", "NM", "ED", "IP", "ST", "KO"]
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
    assert [each["type"] for each in found["files"]] == ["TR", "ML", "NM", "ED", "IP", "ST", "KO", "kopsavilkums"]
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
    catering = answer("totals", school, "--month", "2023-02")["types"][3]
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
    answer("claim", school, "--month", "2023-02", "--out", tmp_path)
    answer("claim", school, "--month", "2023-02", "--out", tmp_path, "--type", "NM")
    folder = tmp_path / "2023-02" / "melnraksts"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) == len(manifest["claims"]) == 8


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


def test_routine_is_told_once(school: Path) -> None:
    shown = pumpurs("check", school).stdout
    assert shown.count("V17") == 1
    assert "un vēl" in shown


def test_the_installation_is_sound() -> None:
    assert pumpurs("doctor").returncode == 0
