"""Onto a PC and off it again, in a profile folder of the test's own; for the rest there is docs/windows-smoke.md."""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from recalculated import needs_libreoffice

from pumpurs_xl.hosts.keeping import KEPT, UNDO
from pumpurs_xl.hosts.log import LOGS
from pumpurs_xl.hosts.machine import ADDIN, Machine, registry_value, shipped, this_machine
from pumpurs_xl.install import addin, install, libreoffice, remove
from pumpurs_xl.install.profile import RECEIPT, SCRIPT
from pumpurs_xl.values.refusal import Refusal
from workbook.build.bundle import PYTHON, bundle

ROOT = Path(__file__).parent.parent
PS1 = ROOT / "workbook" / SCRIPT


@pytest.fixture
def pc(tmp_path: Path) -> Machine:
    """A PC on which install.ps1 has just put the private Python."""
    local = tmp_path / "Local"
    python = local / "PuMPuRS" / "python" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    return Machine(windows=True, local=local, roaming=tmp_path / "Roaming", python=python)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# ---- on and off ----


def test_the_addin_lies_where_excel_opens_it_and_nothing_else_does(pc: Machine) -> None:
    install(pc)
    assert files(pc.roaming) == {f"Microsoft/Excel/XLSTART/{ADDIN}"}
    assert pc.addin.read_bytes() == shipped(ADDIN).read_bytes()


def test_the_folder_holds_forms_workbooks_and_the_script_that_removes_it(pc: Machine) -> None:
    install(pc)
    there = files(pc.root)
    assert {"templates/ED.xlsx", "templates/kopsavilkums.xlsx", "templates/PuMPuRS.xlsx", SCRIPT, RECEIPT} <= there
    assert not [name for name in there if name.endswith(".jauns")]


def test_removing_leaves_nothing_of_ours(pc: Machine) -> None:
    install(pc)
    for name in KEPT:
        (pc.root / name).mkdir()
        (pc.root / name / "x").write_text("Anna")
    remove(Machine(windows=True, local=pc.local, roaming=pc.roaming, python=Path("C:/other/python.exe")))
    assert not pc.root.exists()
    assert files(pc.roaming) == set()


def test_the_private_python_leaves_itself_to_the_script(pc: Machine) -> None:
    install(pc)
    (pc.root / UNDO).mkdir()
    (pc.root / LOGS).mkdir()
    remove(pc)
    assert files(pc.root) == {"python/python.exe"}
    assert not (pc.root / UNDO).exists()
    assert (pc.root / LOGS).exists()


def test_what_the_school_made_or_changed_stays(pc: Machine) -> None:
    install(pc)
    (pc.templates / "ED.xlsx").write_bytes(b"our own form")
    (pc.templates / "mana.xlsx").write_bytes(b"our workbook")
    (pc.addin.parent / "PERSONAL.XLSB").write_bytes(b"somebody's macros")
    install(pc)
    assert (pc.templates / "ED.xlsx").read_bytes() == b"our own form"
    remove(pc)
    assert files(pc.templates) == {"ED.xlsx", "mana.xlsx"}
    assert files(pc.addin.parent) == {"PERSONAL.XLSB"}


def test_an_update_replaces_what_nobody_changed(pc: Machine) -> None:
    install(pc)
    pc.addin.write_bytes(b"an older add-in")
    (pc.root / SCRIPT).write_bytes(b"an older script")
    (pc.templates / "TR.xlsx").unlink()
    install(pc)
    assert pc.addin.read_bytes() == shipped(ADDIN).read_bytes()
    assert (pc.root / SCRIPT).read_bytes() == PS1.read_bytes()
    assert (pc.templates / "TR.xlsx").is_file()


def test_a_failed_update_leaves_the_old_installation(pc: Machine) -> None:
    install(pc)
    pc.addin.write_bytes(b"the old add-in")
    (pc.root / SCRIPT).unlink()
    (pc.root / SCRIPT).mkdir()  # in the way of the last file but one
    before = {path: path.read_bytes() for path in pc.local.parent.rglob("*") if path.is_file()}
    with pytest.raises(Refusal, match="Jūsu profila mapē nevar rakstīt"):
        install(pc)
    assert {path: path.read_bytes() for path in pc.local.parent.rglob("*") if path.is_file()} == before


def test_a_damaged_receipt_does_not_stop_an_update(pc: Machine) -> None:
    install(pc)
    (pc.root / RECEIPT).write_text("{", encoding="utf-8")
    install(pc)
    assert '"version"' in (pc.root / RECEIPT).read_text(encoding="utf-8")


def test_removing_twice_is_no_problem(pc: Machine) -> None:
    install(pc)
    remove(pc)
    remove(pc)


def test_nothing_personal_is_written_down(pc: Machine) -> None:
    install(pc)
    assert str(pc.local) not in (pc.root / RECEIPT).read_text(encoding="utf-8")


# ---- which Python the buttons start ----


def test_the_shipped_addin_starts_the_private_python() -> None:
    assert addin.interpreter(shipped(ADDIN).read_bytes()) == r"%LOCALAPPDATA%\PuMPuRS\python\python.exe"


def test_another_python_is_written_into_the_addin(pc: Machine) -> None:
    own = Machine(windows=True, local=pc.local, roaming=pc.roaming, python=Path(r"C:\R & D\ā\python.exe"))
    install(own)
    content = pc.addin.read_bytes()
    assert addin.interpreter(content) == r"C:\R & D\ā\python.exe"
    assert addin.same(content, shipped(ADDIN).read_bytes())


def test_an_addin_with_other_macros_is_another(tmp_path: Path) -> None:
    other = tmp_path / ADDIN
    shutil.copy(shipped(ADDIN), other)
    with ZipFile(other, "a") as archive:
        archive.writestr("customXml/item1.xml", "<a/>")
    assert not addin.same(other.read_bytes(), shipped(ADDIN).read_bytes())
    assert addin.interpreter(other.read_bytes())


# ---- LibreOffice ----


@pytest.fixture
def office() -> Iterator[Machine]:
    """LibreOffice with a profile of its own, driven by an ordinary user: it takes no extension from root.

    It starts in the temporary folder: the one that root is in may be closed to others.
    """
    folder = Path(tempfile.mkdtemp())
    tool = folder / "unopkg"
    by = "runuser -u nobody -- " if os.geteuid() == 0 else ""
    tool.write_text(f'#!/bin/sh\ncd {folder}\nexec {by}env HOME={folder} unopkg "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    folder.chmod(stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)
    nowhere = folder / "x"
    yield Machine(windows=False, local=nowhere, roaming=nowhere, python=nowhere, unopkg=tool, office=folder / "profile")
    shutil.rmtree(folder, ignore_errors=True)


@needs_libreoffice
@pytest.mark.libreoffice
def test_libreoffice_takes_the_extension_and_gives_it_back(office: Machine) -> None:
    extension = office.local.parent / "PuMPuRS.oxt"
    with ZipFile(extension, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        archive.writestr(
            "description.xml",
            '<description xmlns="http://openoffice.org/extensions/description/2006"><identifier value="org.pumpurs.x"/>'
            '<version value="1.0"/></description>',
        )
    assert not libreoffice.present(office, extension)
    libreoffice.add(office, extension)
    libreoffice.add(office, extension)
    assert libreoffice.present(office, extension)
    site = Path((office.root / libreoffice.PATH_FILE).read_text(encoding="utf-8").strip())
    assert (site / "pydantic").is_dir(), "the extension finds the program's libraries there"
    assert libreoffice.remove(office, extension).lv == "Noņemts."
    assert not libreoffice.present(office, extension)
    assert "nav" in libreoffice.remove(office, extension).lv


def test_without_libreoffice_there_is_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="nav LibreOffice"):
        libreoffice.add(Machine(False, tmp_path, tmp_path, tmp_path), tmp_path / "PuMPuRS.oxt")


def test_what_libreoffice_does_not_take_is_told(office: Machine, tmp_path: Path) -> None:
    tool = tmp_path / "unopkg"
    tool.write_text("#!/bin/sh\necho 'ERROR: Cannot run unopkg as root without --shared.' >&2\nexit 1\n")
    tool.chmod(0o755)
    with pytest.raises(Refusal, match="kā root"):
        libreoffice.add(Machine(False, tmp_path, tmp_path, tmp_path, unopkg=tool), tmp_path)
    tool.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(Refusal, match="Aizveriet LibreOffice"):
        libreoffice.add(Machine(False, tmp_path, tmp_path, tmp_path, unopkg=tool), tmp_path)


# ---- the package folder ----


def test_a_package_folder_is_new(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="jau ir"):
        bundle(tmp_path)


def test_this_machine_is_this_one() -> None:
    machine = this_machine()
    assert machine.windows == (os.name == "nt")
    assert not machine.private
    assert registry_value(r"HKCU\Software\PuMPuRS", "nothing") is None


# ---- install.ps1: what can be said of it without Windows ----


@pytest.fixture(scope="module")
def script() -> str:
    return PS1.read_text(encoding="utf-8-sig")


@pytest.fixture(scope="module")
def code(script: str) -> str:
    """The script without its comments."""
    return re.sub(r"(?m)(^|\s)#(?!Requires).*$", "", re.sub(r"(?s)<#.*?#>", "", script))


def test_windows_powershell_reads_its_latvian_letters() -> None:
    assert PS1.read_bytes().startswith(b"\xef\xbb\xbf#Requires -Version 5.1")


def test_it_is_strict_and_stops_at_an_error(script: str) -> None:
    assert "Set-StrictMode -Version Latest" in script
    assert "$ErrorActionPreference = 'Stop'" in script


@pytest.mark.parametrize(
    "lowering",
    [
        "HKCU",
        "HKLM",
        "VBAWarnings",
        "ExecutionPolicy",
        "RunAs",
        "SetEnvironmentVariable",
        "setx",
        "Trusted",
    ],
)
def test_it_touches_no_setting(code: str, lowering: str) -> None:
    assert lowering.lower() not in code.lower()
    assert {"'--no-bin'", "'--no-registry'"} <= set(code.replace(",", " ").split())


@pytest.mark.parametrize("newer", ["?.", "??", " ? ", "&&", "||", "-Parallel", "Join-String", "utf8NoBOM"])
def test_it_says_nothing_that_windows_powershell_does_not_know(code: str, newer: str) -> None:
    assert newer not in code


def test_every_function_it_calls_is_its_own_or_windows_own(code: str) -> None:
    own = set(re.findall(r"(?m)^function ([\w-]+)", code))
    called = set(re.findall(r"\b[A-Z][a-z]+-[A-Z]\w+", re.sub(r"'[^'\n]*'", "''", code)))
    windows = {"Add-Content", "Copy-Item", "Expand-Archive", "Get-ChildItem", "Get-Content", "Get-Date", "Get-Process"}
    windows |= {"Join-Path", "New-Item", "Out-Null", "Out-String", "Read-Host", "Remove-Item", "Select-Object"}
    windows |= {"Set-StrictMode", "Start-Process", "Start-Sleep", "Test-Path", "Unblock-File", "Where-Object"}
    assert called - own <= windows | {"Write-Host"}
    assert own <= called | {"Deny"}


def test_every_variable_it_reads_was_given_a_value(code: str) -> None:
    read = set(re.findall(r"\$(\w+)", re.sub(r"\$(env|script):\w+", "", code)))
    given = set(re.findall(r"(?:\]\s*|^\s*|for \()\$(\w+)\s*[=,)\n]", code, re.MULTILINE))
    given |= set(re.findall(r"foreach \(\$(\w+) in", code)) | set(re.findall(r"\[\w+(?:\[\])?\] \$(\w+)", code))
    assert read - given <= {"_", "null", "PSScriptRoot", "PID", "ErrorActionPreference", "ProgressPreference", "true"}


def test_the_script_and_the_program_name_the_same_things(code: str) -> None:
    assert f"'cpython-{PYTHON}-windows-x86_64-none'" in code
    assert rf"XLSTART\{ADDIN}'" in code
    for name in (SCRIPT, RECEIPT, *KEPT, "python"):
        assert f"'{name}'" in code
    assert all(module in code for module in ("'-m', 'pumpurs_xl', 'install'", "pumpurs_xl.cli"))


def test_its_sentences_say_what_to_do_and_end(code: str) -> None:
    sentences = re.findall(r"Deny '([^']+)'", code)
    assert len(sentences) >= 8
    assert all(sentence.endswith(".") and ":" in sentence for sentence in sentences)


def test_it_parses_as_powershell(script: str) -> None:
    tree_sitter = pytest.importorskip("tree_sitter")
    grammar = pytest.importorskip("tree_sitter_powershell")
    tree = tree_sitter.Parser(tree_sitter.Language(grammar.language())).parse(script.encode())
    assert not tree.root_node.has_error
