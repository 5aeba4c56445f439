"""The pages for people name what is there: paths, commands, options, make targets. (The handbook has its own test.)"""

import re
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperOption

from pumpurs_xl.cli import app

ROOT = Path(__file__).parent.parent
PAGES = {
    page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8")
    for page in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
    if page.name not in {"rokasgramata.md", "CHANGELOG.md"}  # generated; a record of what once was
}
EVERYTHING = "\n".join(PAGES.values())
TREES = (ROOT, ROOT / "pumpurs_xl", ROOT / "docs")
"""What a path may be relative to: the repository, the package, the page's own folder."""
COMMON = {"--help", "--format", "--lang"}
"""Options of every command; README says so once."""

PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+/|[\w.-]+\.(?:py|md|toml|ps1|bas|xml|sh)|Makefile")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def commands() -> dict[str, TyperCommand]:
    found = typer.main.get_group(app).commands
    return {name: command for name, command in found.items() if isinstance(command, TyperCommand)}


def own_options(command: TyperCommand) -> set[str]:
    """The options of a command that not every command has."""
    options = [option for option in command.params if isinstance(option, TyperOption)]
    return {name for option in options for name in option.opts} - COMMON


def options_shown(command: str) -> set[str]:
    """The options that stand behind a command wherever a page shows it."""
    shown = re.findall(rf"\bpumpurs {command}\b([^\n`#]*)", EVERYTHING)
    return {option for line in shown for option in re.findall(r"--[\w-]+", line)} - COMMON


def paths_named(page: str) -> set[str]:
    """What a page names as a path of this repository, in code or as a link; one with a placeholder is none."""
    code = [word for span in re.findall(r"`([^`\n]+)`", PAGES[page]) for word in span.split()]
    fixed = {word.rstrip(".,:;") for word in code if not re.search(r"[<>*%…$\\=(\[~]", word)}
    paths = {word for word in fixed if PATH.fullmatch(word) and not word.startswith(".venv/")}
    return paths | set(LINK.findall(PAGES[page]))


def is_there(name: str) -> bool:
    """Whether a path is in the repository; a bare file name may be anywhere in it."""
    if any((tree / name).exists() for tree in TREES):
        return True
    return "/" not in name and any(ROOT.glob(f"[!.]*/**/{name}"))


# ---- paths ----


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    assert [name for name in sorted(paths_named(page)) if not is_there(name) and name not in ELSEWHERE] == []


ELSEWHERE = {
    "manifest.json",  # what the program writes
    "x.py",  # hostile files of the smoke test
    "json.py",
}


def test_a_path_that_is_gone_would_be_noticed() -> None:
    assert {"pumpurs_xl/checks/free_lunch.py", "docs/architecture.md"} <= paths_named("CONTRIBUTING.md")
    assert {"hosts/file/guard/", "book.py", "../CONTRIBUTING.md"} <= paths_named("docs/architecture.md")
    assert not is_there("pumpurs_xl/checks/gone.py")
    assert not is_there("gone.py")


# ---- commands ----


@pytest.mark.parametrize("name", commands())
def test_every_command_is_shown_with_its_options(name: str) -> None:
    assert re.search(rf"\bpumpurs {name}\b", PAGES["README.md"])
    assert options_shown(name) == own_options(commands()[name])


def test_no_page_shows_a_command_that_is_not_there() -> None:
    shown = set(re.findall(r"(?<![\w./-])(?:\.venv/bin/|-m )?pumpurs ([a-z]+)\b", EVERYTHING))
    assert shown - set(commands()) == set()


def test_the_options_that_every_command_has_are_shown_once() -> None:
    for name, command in commands().items():
        assert {"--format", "--lang"} <= {option for each in command.params for option in each.opts}, name
    assert all(option in PAGES["README.md"] for option in ("--lang en", "--format json"))


@pytest.mark.parametrize("command", commands().values(), ids=list(commands()))
def test_every_command_and_option_says_what_it_is_for(command: TyperCommand) -> None:
    assert command.help
    assert [each.name for each in command.params if not getattr(each, "help", None)] == []


# ---- make ----


def test_make_has_every_target_that_a_page_names_and_no_other() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    in_code = re.findall(r"`([^`\n]+)`|^    (\S.*)$", EVERYTHING, re.MULTILINE)
    named = {target for parts in in_code for part in parts for target in re.findall(r"\bmake ([a-z]+)\b", part)}
    assert named == targets
