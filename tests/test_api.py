"""What a program that imports pumpurs_xl may rely on: its names, their types, and that it is quick to start."""

import ast
import gc
import os
import pydoc
import subprocess
import sys
import weakref
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest
from books import book

import pumpurs_xl

SHIPPED = Path(__file__).parent.parent / "workbook"
FUNCTIONS = {"check", "claims", "inspect", "read", "stamp", "totals"}
HEAVY = {
    "babel",
    "filelock",
    "holidays",
    "markdown_it",
    "multiprocessing",
    "openpyxl",
    "python_calamine",
    "rich",
    "stdnum",
    "typer",
    "xlsxwriter",
}
PRESSED = "import pumpurs_xl.buttons.button, pumpurs_xl.buttons.check"
"""What the button Pārbaudīt loads, as most buttons do."""


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in pumpurs_xl.__all__:
        found = getattr(pumpurs_xl, name)
        assert name == "__version__" or (found.__doc__ and found.__module__.startswith("pumpurs_xl"))
    assert dir(pumpurs_xl) == sorted(pumpurs_xl.__all__)


def test_types_and_values_of_a_name_come_from_the_same_room() -> None:
    """For a type checker the names are imported; at run time they are loaded on first use."""
    tree = ast.parse(Path(pumpurs_xl.__file__).read_text(encoding="utf-8"))
    [block] = [node for node in tree.body if isinstance(node, ast.If)]
    typed = {
        alias.name: str(node.module).removeprefix("pumpurs_xl.")
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for name, room in typed.items():
        assert getattr(pumpurs_xl, name) is getattr(import_module(f"pumpurs_xl.{room}"), name)
    assert set(pumpurs_xl.__all__) == {*typed, *FUNCTIONS, "__version__"}


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'pumpurs_xl' has no attribute 'totalz'"):
        pumpurs_xl.totalz  # noqa: B018 # the slip


def test_the_version_is_that_of_the_installation() -> None:
    assert pumpurs_xl.__version__ == version("pumpurs-xl")
    done = subprocess.run([sys.executable, "-m", "pumpurs_xl", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"pumpurs-xl {pumpurs_xl.__version__}\n"


def test_help_shows_the_public_functions_with_their_examples() -> None:
    text = pydoc.plain(pydoc.render_doc(pumpurs_xl))
    functions = text[text.index("\nFUNCTIONS\n") :]
    for name in FUNCTIONS:
        assert f"    {name}(" in functions
        assert ">>> from pumpurs_xl import" in (getattr(pumpurs_xl, name).__doc__ or "")
    assert text.index("`read` a workbook") < text.index("PACKAGE CONTENTS")


def test_the_function_claims_stays_when_its_room_is_loaded() -> None:
    """`pumpurs_xl.claims` is a function and a folder; loading the folder must not take the name."""
    program = "import pumpurs_xl\nfrom pumpurs_xl.claims.totals import totals\nprint(type(pumpurs_xl.claims).__name__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "function\n"


# ---- what a user's type checker sees ----

CONSUMER = '''
from decimal import Decimal
from pathlib import Path

import pumpurs_xl
from pumpurs_xl import Finding, Month, Refusal, Severity


def report(path: Path) -> dict[str, Decimal]:
    """What may be claimed by support type, where nothing is wrong."""
    try:
        book = pumpurs_xl.read(path)
    except Refusal as refusal:
        raise SystemExit(refusal.say("en")) from None
    errors: list[Finding] = [each for each in pumpurs_xl.check(book) if each.severity is Severity.ERROR]
    claims = pumpurs_xl.claims(book, Month.parse("2023-02")) if not errors else []
    return {claim.type: claim.eligible for claim in claims if pumpurs_xl.stamp(claim)}


print(pumpurs_xl.__version__, report(Path("skola.xlsx")))
reveal_type(pumpurs_xl.totals)
'''


def test_a_strict_type_checker_knows_the_types(tmp_path: Path) -> None:
    script = tmp_path / "consumer.py"
    script.write_text(CONSUMER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "Success: no issues found" in done.stdout, done.stdout
    assert "def (book: pumpurs_xl.book.Book, period: pumpurs_xl.values.month.Period) ->" in done.stdout
    assert "Any" not in done.stdout


# ---- what it costs ----


def test_a_book_is_forgotten_with_all_that_was_worked_out_of_it() -> None:
    school = book({"Ēdināšana": [{}]})
    assert pumpurs_xl.inspect(school) is pumpurs_xl.inspect(school)
    pumpurs_xl.totals(school, pumpurs_xl.Month(2023, 2))
    pumpurs_xl.claims(school, pumpurs_xl.Month(2023, 2))
    kept = weakref.ref(school)
    del school
    gc.collect()
    assert kept() is None


def loaded(program: str) -> set[str]:
    """The top-level modules that a new Python has loaded after the program."""
    program += "\nimport sys\nprint(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    return set(done.stdout.split())


@pytest.mark.no_cover  # what measures loads modules of its own
@pytest.mark.parametrize("door", ["pumpurs_xl", "pumpurs_xl.ribbon"])
def test_a_door_alone_loads_no_library(door: str) -> None:
    assert not loaded(f"import {door}") & {*HEAVY, "pydantic", "xlwings"}


@pytest.mark.no_cover  # what measures loads modules of its own
def test_a_button_loads_no_library_that_few_clicks_need() -> None:
    assert not loaded(PRESSED) & HEAVY


def test_rows_are_built_when_the_first_one_is_read() -> None:
    program = (
        f"{PRESSED}\nfrom pumpurs_xl.support import SUPPORT_TYPES\n"
        "assert not any(each.row.__pydantic_complete__ for each in SUPPORT_TYPES)"
    )
    loaded(program)
