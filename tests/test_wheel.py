"""What a school installs: the package and the shipped files; nothing that only builds or tests them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WORKBOOK = ROOT / "workbook"
BESIDE_THE_TEMPLATES = {
    "PuMPuRS.xlsx",
    "PuMPuRS-paraugs.xlsx",
    "PuMPuRS.xlam",
    "PuMPuRS.oxt",
    "install.ps1",
    "emblem.png",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as hatchling, the build backend, makes it: without an environment of its own, so without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def package_files() -> set[str]:
    files = (path for path in (ROOT / "pumpurs_xl").rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_wheel_holds_the_package_and_what_is_shipped(wheel: zipfile.ZipFile) -> None:
    shipped = {f"templates/{path.name}" for path in (WORKBOOK / "templates").iterdir()} | BESIDE_THE_TEMPLATES
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == package_files() | {f"pumpurs_xl/workbook/{name}" for name in shipped}


def test_the_wheel_holds_the_shipped_files_to_the_byte(wheel: zipfile.ZipFile) -> None:
    for name in BESIDE_THE_TEMPLATES:
        assert wheel.read(f"pumpurs_xl/workbook/{name}") == (WORKBOOK / name).read_bytes(), name


def test_the_wheel_holds_nothing_that_builds_or_tests(wheel: zipfile.ZipFile) -> None:
    needless = ("workbook/build/", "workbook/addin/", "tests/", "benchmarks/", "docs/")
    assert [name for name in wheel.namelist() if any(folder in name for folder in needless)] == []


def test_the_wheel_brings_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    [command] = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "pumpurs = pumpurs_xl.cli:main" in wheel.read(command).decode()
    assert any(name.endswith("/LICENSE") for name in wheel.namelist())
