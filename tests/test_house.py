"""The house as it is drawn: the core knows no spreadsheet, nothing imports in a circle, nothing needs the paid part."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "pumpurs_xl"
SPREADSHEETS = {"openpyxl", "xlwings", "xlsxwriter", "python_calamine", "isal", "uno"}
EDGES = {"hosts", "template", "master", "archive", "import_", "report", "buttons", "ribbon"}
MODULES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_the_edges_know_a_spreadsheet_library(path: Path) -> None:
    libraries = {name.partition(".")[0] for name in imported(path)} & SPREADSHEETS
    assert not libraries or room(path) in EDGES


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_nothing_needs_the_paid_part_of_xlwings(path: Path) -> None:
    assert not any(name.startswith("xlwings.pro") for name in imported(path))


def test_rooms_import_in_one_direction() -> None:
    drawn: dict[str, set[str]] = {}
    for path in MODULES:
        own = {name.split(".")[1] for name in imported(path) if name.startswith("pumpurs_xl.")}
        drawn.setdefault(room(path), set()).update(own - {room(path)})
    left = {name: {other for other in others if other in drawn} for name, others in drawn.items() if name != "__init__"}
    while free := {name for name, others in left.items() if not others}:
        left = {name: others - free for name, others in left.items() if name not in free}
    assert not left, f"a circle among {sorted(left)}"


def test_no_module_is_too_long_to_read() -> None:
    assert [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []
