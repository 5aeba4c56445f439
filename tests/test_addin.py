"""The Excel add-in: the same bytes everywhere, a ribbon Excel accepts, VBA that runs, nothing let in by a workbook."""

import ast
import importlib
import os
import re
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlwings
from pyopenvba import ExcelFile, check_file  # type: ignore[import-untyped] # ships no types
from pyopenvba.apps.excel import Application, ExcelApplication  # type: ignore[import-untyped] # ships no types
from pyopenvba.interpreter import NOTHING, VBAObject, VBARuntimeError  # type: ignore[import-untyped] # ships no types

import pumpurs_xl
from workbook.build import addin as build

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "workbook" / "addin"
SHIPPED = ROOT / "workbook" / "PuMPuRS.xlam"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
RIBBON = (SOURCES / "ribbon.xml").read_text(encoding="utf-8")
BUTTONS = [button.attrib for button in ET.fromstring(RIBBON).iter(f"{UI}button")]  # noqa: S314 # our own file
FUNCTIONS = [button["id"] for button in BUTTONS]
PROMISED = {  # the issue: group, and its buttons in order
    "Mēnesis": ["Sākt mēnesi", "Atrast izglītojamo", "Aizpildīt dienas"],
    "Pārbaude": ["Pārbaudīt", "Iepriekšējā", "Nākamā", "Izlabot…", "Atsaukt"],
    "Pārskats IKVD": ["Rādīt kopsavilkumu", "Sagatavot pārskatus", "Sagatavot visus mēnešus"],
    "Palīdzība": ["Atvērt mapi", "Diagnostika", "Rokasgrāmata"],
}
LOCAL = r"C:\Users\Jānis Bērziņš & dēls\AppData\Local"
PYTHON = rf"{LOCAL}\PuMPuRS\python"
NAMED = "import os, sys; sys.argv.append('--wb=' + os.environ['PUMPURS_WB']); "

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools calls pyparsing by old names
    olevba, mraptor = importlib.import_module("oletools.olevba"), importlib.import_module("oletools.mraptor")


def sub(function: str) -> str:
    return "Pumpurs" + function.title().replace("_", "")


def source(module: str) -> str:
    return (SOURCES / f"{module}.bas").read_text(encoding="utf-8")


def macros() -> dict[str, str]:
    """The VBA of the shipped add-in as oletools reads it, by file name."""
    found = olevba.VBA_Parser(str(SHIPPED)).extract_macros()
    return {name: text.replace("\r\n", "\n") for _, _, name, text in found}


class Windows(VBAObject):  # type: ignore[misc] # of a library without types
    """What RunPython asks of Windows (the shell, its environment, the files), answered and written down."""

    def __init__(self, *, installed: bool = True, ends: int | Exception = 0) -> None:
        self.installed, self.ends = installed, ends
        self.environment: dict[str, str] = {}
        self.commands: list[str] = []
        self.said: list[str] = []

    def vba_get(self, name: str, args: Sequence[Any] = (), named: object = None) -> object:
        return getattr(self, f"_{name.lower()}")(*args)

    def vba_set(self, name: str, value: str, args: Sequence[str] = (), *_: object, **__: object) -> None:
        self.environment[args[0]] = value

    def _environment(self, _kind: str) -> "Windows":
        return self

    def _fileexists(self, path: str) -> bool:
        return self.installed and path == rf"{PYTHON}\python.exe"

    def _expandenvironmentstrings(self, text: str) -> str:
        return text.replace("%LOCALAPPDATA%", LOCAL).replace("%SystemRoot%", r"C:\Windows")

    def _run(self, command: str, style: object, wait: object) -> int:
        assert (int(str(style)), bool(wait)) == (0, True)
        self.commands.append(command)
        if isinstance(self.ends, Exception):
            raise self.ends
        return self.ends

    def _popup(self, sentence: str, *_: object) -> None:
        self.said.append(sentence)


def excel(windows: Windows, monkeypatch: pytest.MonkeyPatch, workbook: Path | None) -> Any:
    """An Excel of pyOpenVBA's with the shipped add-in, on that Windows, and a workbook before the user."""
    app = ExcelApplication.open(SHIPPED)
    app.interpreter.host.create = lambda _name: windows
    hwnd = SimpleNamespace(kind="property", getter=lambda _: 4711, setter=None, parameters=(), varargs=False)
    monkeypatch.setitem(vars(Application)["_vba_members"], "hwnd", hwnd)  # the one thing it lacks
    app.application.active_book = None
    if workbook:
        app.activate_workbook(app.open_workbook(workbook))
    return app


def click(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, str]]:
    """What a click on Pārbaudīt starts, and the environment it is given."""
    windows = Windows()
    excel(windows, monkeypatch, workbook).run("PumpursCheckCb", NOTHING)
    assert windows.said == []
    (line,) = windows.commands
    return line, windows.environment


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    openpyxl.Workbook().save(path := tmp_path / "PuMPuRS.xlsx")
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A workbook that tries each way in that xlwings' own RunPython leaves open, and has an evil name."""
    path = tmp_path / "ļauna & mape;%PATH%" / "a&calc;%PATH% 'b' ^^.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    sheet = book.create_sheet("pumpurs.conf", 0)
    sheet["A1"], sheet["B1"] = "Interpreter_Win", r"C:\evil.exe"
    book.create_sheet("x.py")["A1"] = "print('evil')"
    book.save(path)
    path.with_name("pumpurs.conf").write_text('"INTERPRETER_WIN","C:\\evil.exe"\n"PYTHONPATH","C:\\evil"\n')
    for name in ("json.py", "pumpurs_xl.py", "sitecustomize.py", "cmd.exe"):
        path.with_name(name).write_text("raise SystemExit('evil')")
    return path


def test_the_vba_in_the_file_is_the_source_and_starts_nothing_by_itself() -> None:
    code = {name: text for name, text in macros().items() if re.search("^(?!Attribute|$)", text, re.MULTILINE)}
    assert code == {f"{module}.bas": source(module) for module in build.MODULES}
    found = mraptor.MacroRaptor("\n".join(code.values()))
    found.scan()
    assert not any((found.suspicious, found.autoexec))


def test_the_file_shows_excel_the_ribbon_and_nobody_its_maker() -> None:
    with zipfile.ZipFile(SHIPPED) as package, ExcelFile(SHIPPED) as book:
        parts = {name: package.read(name) for name in package.namelist()} | {"dir": book.vba_project().dir_raw}
    assert parts["customUI/customUI14.xml"].decode() == RIBBON
    assert b'office/2007/relationships/ui/extensibility" Target="customUI/customUI14.xml"' in parts["_rels/.rels"]
    assert b"<dc:creator>PuMPuRS<" in parts["docProps/core.xml"]
    assert check_file(SHIPPED).issues == ()
    for name, content in parts.items():
        assert not re.search(rb"Users|absPath|lastModifiedBy|dcterms:|/home/|/tmp/", content), name


def test_a_ribbon_that_excel_would_not_take_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "ribbon_problems", lambda _: ["line 9: 'huge' is no size"])
    with pytest.raises(build.BuildError, match="huge"):
        build.build(tmp_path / "out.xlam")
    assert not (tmp_path / "out.xlam").exists()


def test_the_ribbon_is_as_promised_and_obeys_its_schema() -> None:
    assert build.ribbon_problems(RIBBON.encode()) == []
    groups = ET.fromstring(RIBBON).iter(f"{UI}group")  # noqa: S314 # our own file
    assert {group.attrib["label"]: [button.attrib["label"] for button in group] for group in groups} == PROMISED
    large = {button["label"] for button in BUTTONS if button["size"] == "large"}
    assert large == {"Sākt mēnesi", "Pārbaudīt", "Sagatavot pārskatus"}


def test_the_places_of_later_buttons_are_kept() -> None:
    assert re.findall(r"<!-- Here: (.*) -->", RIBBON) == ["Kā aprēķināts? (keytip KA)", "Noslēgt mēnesi (keytip NM)"]
    assert not {"KA", "NM"} & {button["keytip"] for button in BUTTONS}


@pytest.mark.parametrize(
    "old,new",
    [
        ('size="large"', 'size="huge"'),
        ("onAction=", "onClick="),
        ('id="undo"', 'id="check"'),
        ('keytip="AT"', 'keytip="IL"'),
        ('keytip="AT"', 'keytip="ATS"'),
        ('label="Atsaukt"', 'label="Pārbaudīt"'),
        ('label="Atsaukt"', ""),
        ('label="Atsaukt"', f'label="{"a" * 1025}"'),
        ('screentip="Atsaukt pēdējo pogu"', 'screentip=""'),
        ("PumpursRibbon.PumpursUndoCb", "PumpursUndoCb"),
        ("PumpursRibbon.PumpursUndoCb", "PumpursRibbon.PumpursFixCb"),
        ('imageMso="Undo"', 'imageMso="Undoo"'),
        ("<group ", "<box/><group "),
        ("office/2009/07/customui", "office/2006/01/customui"),
    ],
)
def test_a_wrong_ribbon_is_refused(old: str, new: str) -> None:
    assert old in RIBBON
    assert build.ribbon_problems(RIBBON.replace(old, new, 1).encode())


def test_a_button_is_a_sub_and_its_one_line_callback() -> None:
    assert [button["onAction"] for button in BUTTONS] == [f"PumpursRibbon.{sub(name)}Cb" for name in FUNCTIONS]
    assert source("PumpursRibbon").partition("Option Explicit\n")[2] == "".join(
        f'\nPublic Sub {sub(name)}()\n    RunPython "from pumpurs_xl import ribbon; ribbon.{name}()"\nEnd Sub\n'
        f"\nPublic Sub {sub(name)}Cb(control As IRibbonControl)\n    {sub(name)}\nEnd Sub\n"
        for name in FUNCTIONS
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_sub_and_its_callback_run_their_python(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = ExcelApplication.open(SHIPPED)
    stub = "Public Heard As String\nSub RunPython(Code As String)\nHeard = Heard & Code & vbLf\nEnd Sub\n"
    app.add_module(stub + "Function All()\nAll = Heard\nEnd Function\n", name="PumpursRun")
    app.run(sub(function))
    app.run(f"{sub(function)}Cb", NOTHING)
    (text,) = set(app.run("All").splitlines())
    called: list[str] = []
    ribbon = SimpleNamespace(**{function: lambda: called.append(function)})
    monkeypatch.setitem(sys.modules, "pumpurs_xl.ribbon", ribbon)
    monkeypatch.setattr(pumpurs_xl, "ribbon", ribbon, raising=False)
    exec(text, {})  # noqa: S102 # the text under test
    assert called == [function]


def test_each_button_has_its_function() -> None:
    tree = ast.parse((ROOT / "pumpurs_xl" / "ribbon.py").read_text(encoding="utf-8"))
    assert set(FUNCTIONS) <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_a_hostile_workbook_changes_nothing(plain: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = (
        rf'C:\Windows\System32\cmd.exe /D /V:OFF /S /C "cd /D "{PYTHON}" && "{PYTHON}\python.exe" -I -X utf8 '
        rf'-c "{NAMED}from pumpurs_xl import ribbon; ribbon.check()" --from_xl=1 --hwnd=4711 2> "%TEMP%\PuMPuRS.log""'
    )
    assert click(plain, monkeypatch) == (line, {"PUMPURS_WB": "PuMPuRS.xlsx"})
    assert click(hostile, monkeypatch) == (line, {"PUMPURS_WB": hostile.name})
    asked = re.findall(r"Active\w+(?:\.\w+)?|\bWorkbooks|Environ\b|\bDir\b|\bOpen\b", source("PumpursRun"))
    assert set(asked) == {"ActiveWorkbook", "ActiveWorkbook.Name"}


def test_python_takes_no_module_from_where_the_workbook_is(hostile: Path) -> None:
    text = f"{NAMED}import json; print(json.__file__, *sys.argv, *sys.path)"
    evil = {"PYTHONPATH": str(hostile.parent), "PYTHONSTARTUP": "json.py", "PUMPURS_WB": hostile.name}
    command = [sys.executable, "-I", "-X", "utf8", "-c", text, "--hwnd=1"]
    told = subprocess.check_output(command, cwd=hostile.parent, env={**os.environ, **evil}, encoding="utf-8")
    assert str(hostile.parent) not in told
    assert f"-c --hwnd=1 --wb={hostile.name} " in told


def test_xlwings_finds_the_workbook_it_was_called_from(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["-c", "--from_xl=1", "--hwnd=4711"])
    monkeypatch.setenv("PUMPURS_WB", hostile.name)
    book = SimpleNamespace(impl=SimpleNamespace(name="found"))
    app = SimpleNamespace(books={hostile.name.lower(): book})
    monkeypatch.setattr(xlwings, "_xlwindows", SimpleNamespace(App=lambda xl: xl), raising=False)
    monkeypatch.setattr(xlwings.main, "App", lambda impl: {4711: app}[impl])
    exec(NAMED, {})  # noqa: S102 # the text under test
    with monkeypatch.context() as windows:
        windows.setattr(sys, "platform", "win32")
        assert xlwings.Book.caller().name == "found"


@pytest.mark.parametrize(
    "windows,name,key",
    [
        (Windows(installed=False), "PuMPuRS.xlsx", "No interpreter"),
        (Windows(), "2023=02.xlsx", "Equals sign"),
        (Windows(), None, "No workbook"),
        (Windows(ends=1), "PuMPuRS.xlsx", "Failed"),
        (Windows(ends=VBARuntimeError(70, "a policy forbids it")), "PuMPuRS.xlsx", "Failed"),
    ],
)
def test_what_goes_wrong_is_said_in_latvian(
    windows: Windows, name: str | None, key: str, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = excel(windows, monkeypatch, plain.rename(plain.with_name(name)) if name else None)
    app.run("PumpursCheck")
    log = "\r\n%TEMP%\\PuMPuRS.log" if key == "Failed" else ""
    assert windows.said == [build.conf()[key] + log]
    assert app.evaluate("Application.StatusBar") is False


def test_each_row_of_the_own_sheet_is_used() -> None:
    assert set(re.findall(r'Setting\("([^"]+)"\)', source("PumpursRun"))) == set(build.conf())
    assert "install.ps1" in build.conf()["No interpreter"]
