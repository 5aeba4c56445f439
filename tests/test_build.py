"""What is shipped is what the sources build: python -m workbook.build, file by file."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "workbook"
WORKBOOKS, BUTTONS = ("PuMPuRS.xlsx", "PuMPuRS-paraugs.xlsx"), ("PuMPuRS.xlam", "PuMPuRS.oxt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, "-m", "workbook.build", str(folder)], cwd=ROOT, check=True)
    return folder


def forms(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("templates/*"))


def contents(path: Path) -> Iterator[tuple[str, tuple[int, ...], bytes]]:
    """The parts of a package with their dates, in their order: builds of zlib compress differently."""
    with zipfile.ZipFile(path) as package:
        for entry in package.infolist():
            yield entry.filename, entry.date_time, package.read(entry)


def test_everything_that_is_shipped_is_built(built: Path) -> None:
    assert forms(built) == forms(SHIPPED)
    assert {path.name for path in built.iterdir() if path.is_file()} == {*WORKBOOKS, *BUTTONS}


@pytest.mark.parametrize("name", [*WORKBOOKS, *forms(SHIPPED)])
def test_a_shipped_workbook_is_what_the_program_writes(name: str, built: Path) -> None:
    assert list(contents(built / name)) == list(contents(SHIPPED / name)), f"build {name} again: make workbook"


@pytest.mark.parametrize("name", BUTTONS)
def test_the_shipped_buttons_are_byte_for_byte_what_the_sources_build(name: str, built: Path) -> None:
    assert (built / name).read_bytes() == (SHIPPED / name).read_bytes(), f"build {name} again: make workbook"
