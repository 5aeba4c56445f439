"""The house as docs/architecture.md draws it: rooms in their order, spreadsheet libraries at the edges."""

import ast
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pumpurs_xl"
MODULES = sorted(PACKAGE.rglob("*.py"))
TOP = {path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
DRAWN = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("\n## The rooms\n")[1].split("\n## ")[0]
ORDER = re.findall(r"^- `(\w+(?:/|\.py))` – \S", DRAWN, re.MULTILINE)
"""The rooms as the page lists them, in the order of the flow: `values/`, `model/` … `book.py` …"""

SPREADSHEETS = {"openpyxl", "xlwings", "xlsxwriter", "python_calamine", "isal", "uno"}
EDGES = {"hosts", "template", "master", "archive", "import_", "report", "buttons", "ribbon"}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
MOST_AT_THE_TOP = 27


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The full names that a module imports: pumpurs_xl.book.Book, openpyxl."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    parts = [
        f"{node.module}.{alias.name}" for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    return (*whole, *parts)


def libraries(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


def offenders(unwanted: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    """The modules that import what they should not, each with what it is."""
    return {str(path.relative_to(PACKAGE)): names for path in MODULES if (names := unwanted(path))}


def room(path: Path) -> str:
    """The file or folder at the top of the package that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_asked(path: Path) -> set[str]:
    """The other rooms that a module imports; the package itself is the room __init__."""
    known = {name.rstrip("/").removesuffix(".py") for name in TOP}
    parts = [name.split(".") for name in imported(path) if name.partition(".")[0] == "pumpurs_xl"]
    return {each[1] if each[1:] and each[1] in known else "__init__" for each in parts} - {room(path)}


# ---- the rooms ----


def test_the_page_names_every_room_and_nothing_else() -> None:
    assert sorted(name.rstrip("/") for name in ORDER) == sorted(TOP)


def test_a_newcomer_sees_the_house_at_a_glance() -> None:
    assert len(TOP) <= MOST_AT_THE_TOP


def test_a_room_imports_only_what_stands_before_it() -> None:
    order = [name.rstrip("/").removesuffix(".py") for name in ORDER]
    assert offenders(lambda path: rooms_asked(path) - set(order[: order.index(room(path))])) == {}


def test_only_the_edges_know_a_spreadsheet_library() -> None:
    assert offenders(lambda path: set() if room(path) in EDGES else libraries(path) & SPREADSHEETS) == {}


def test_no_module_is_too_long_to_read() -> None:
    assert [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


# ---- what the package imports, and what nothing in it may import ----


def test_each_dependency_is_imported_by_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[^\w-]", each)[0] for each in project["dependencies"]]
    modules = {"markdown-it-py": "markdown_it", "python-stdnum": "stdnum"}
    used = set().union(*map(libraries, MODULES))
    assert [name for name in names if modules.get(name, name) not in used] == []


def test_nothing_needs_what_only_builds() -> None:
    assert offenders(lambda path: libraries(path) & {"workbook"}) == {}


def test_nothing_needs_the_paid_part_of_xlwings() -> None:
    assert offenders(lambda path: {name for name in imported(path) if name.startswith("xlwings.pro")}) == {}


def test_nothing_speaks_to_the_network() -> None:
    assert offenders(lambda path: libraries(path) & NETWORK) == {}
