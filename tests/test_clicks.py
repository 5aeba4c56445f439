"""Real clicks: LibreOffice Calc on a screen, the toolbar of the extension clicked with a mouse, the workbook read back.

Each step leaves a picture in build/screens.
"""

import importlib.util
import os
import re
import shutil
import site
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from xml.etree import ElementTree as ET

import pytest
import sample_findings
import uno_session

from pumpurs_xl.hosts.calc import engine as calc

ROOT = Path(__file__).parent.parent
SOURCES, EXTENSION = ROOT / "workbook" / "addin", ROOT / "workbook" / "PuMPuRS.oxt"
SAMPLE, SCREENS = ROOT / "workbook" / "PuMPuRS-paraugs.xlsx", ROOT / "build" / "screens"
Found = TypeVar("Found")
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
GROUPS = [
    [(button.attrib["id"], button.attrib["label"]) for button in group.iter(f"{UI}button")]
    for group in ET.parse(SOURCES / "ribbon.xml").iter(f"{UI}group")  # noqa: S314 # our own file
]
LABELS = [label for group in GROUPS for _, label in group]
LONGEST = 90  # seconds a button may take on a busy machine
NOBODY = "65534"
needs_screen = uno_session.needs("unopkg", "Xvfb", "openbox", "xdotool", "import", "setpriv")


# ---- The extension as a file ----


def loaded(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_extension_has_the_buttons_of_the_ribbon_in_menu_and_toolbar() -> None:
    with zipfile.ZipFile(EXTENSION) as archive:
        addons = archive.read("Addons.xcu").decode()
    told = re.findall(r"Job\?(\w+)</value></prop><prop[^>]*><value>([^<]*)<", addons)
    assert told == [button for group in GROUPS for button in group] * 2
    assert addons.count("private:separator") == 2 * (len(GROUPS) - 1)


def test_the_manifest_names_every_part_that_libreoffice_reads() -> None:
    with zipfile.ZipFile(EXTENSION) as archive:
        manifest, names = archive.read("META-INF/manifest.xml").decode(), set(archive.namelist())
    listed = set(re.findall(r'full-path="([^"]+)"', manifest))
    assert listed == {name for name in names if name.endswith((".xcu", ".py"))}


def test_the_extension_has_the_version_of_the_program() -> None:
    with zipfile.ZipFile(EXTENSION) as archive:
        described = archive.read("description.xml").decode()
    assert f'<version value="{version("pumpurs-xl")}"/>' in described


@uno_session.needs()
def test_an_installation_that_does_not_fit_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uno_session.uno()
    component = loaded(SOURCES / "oxt" / "python" / "pumpurs_calc.py")
    missing, broken = ImportError(name="pumpurs_xl"), ImportError(name="pydantic_core._pydantic_core")
    assert "pumpurs-path.txt" in component.explain_import_error(missing, tmp_path)
    assert component.explain_import_error(broken, tmp_path).startswith("Bibliotēkas “pydantic_core” nav, vai tā neder")
    monkeypatch.setattr(component, "OLDEST", (9, 9))
    with pytest.raises(component.Refusal, match=r"PuMPuRS vajag Python 9\.9 vai jaunāku"):
        component.load_ribbon(None, tmp_path)


# ---- The screen ----


@dataclass(frozen=True)
class Spot:
    """A button, a menu or a text on the screen."""

    name: str
    x: int
    y: int


@dataclass
class Screen:
    """A screen on which LibreOffice runs, its mouse, and what assistive technology sees of it."""

    environment: dict[str, str]
    office: uno_session.Office

    def picture(self, name: str) -> None:
        time.sleep(0.7)  # the screen is painted after the answer
        SCREENS.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(SCREENS / f"{name}.png")], env=self.environment, check=True)

    def click(self, spot: Spot) -> None:
        move = ["mousemove", str(spot.x), str(spot.y), "sleep", "0.2", "click", "1"]
        subprocess.run(["xdotool", *move], env=self.environment, check=True)

    def windows(self) -> list[Any]:
        toolkit = self.office.context.ServiceManager.createInstance("com.sun.star.awt.Toolkit")
        found = (toolkit.getTopWindow(number) for number in range(toolkit.getTopWindowCount()))
        return [context for context in (window.getAccessibleContext() for window in found) if context is not None]

    def spots(self, kind: str) -> dict[str, Spot]:
        """All that is of a kind on the screen, by its name."""
        return {spot.name: spot for spot in unless_closed(partial(self._spots, role(kind)))}

    def _spots(self, kind: int) -> list[Spot]:
        return [spot for window in self.windows() for spot in within(window, kind)]

    def wait_for(self, kind: str, name: str = "") -> Spot:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            for spot in self.spots(kind).values():
                if name in {"", spot.name}:
                    return spot
            time.sleep(0.3)
        self.picture("nesagaidīts")
        raise AssertionError(f"{kind} {name} does not appear")

    def message(self) -> str:
        """What the message box says, once it is there."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if said := unless_closed(self._said):
                return "\n".join(said)
            time.sleep(0.3)
        self.picture("nesagaidīts")
        raise AssertionError("no message box appears")

    def _said(self) -> list[str]:
        return [spot.name for box in self.boxes() for spot in within(box, role("STATIC")) if spot.name]

    def boxes(self) -> list[Any]:
        return unless_closed(self._boxes)

    def _boxes(self) -> list[Any]:
        return [window for window in self.windows() if window.getAccessibleRole() == role("ALERT")]

    def answer(self, label: str) -> None:
        """Clicks a button of the message box until the box is gone: a window manager may move it under the mouse."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end and (boxes := self.boxes()):
            for spot in unless_closed(partial(all_within, boxes[0], role("PUSH_BUTTON"))):
                if spot.name == label:
                    self.click(spot)
            time.sleep(0.5)
        assert not self.boxes()

    def button(self, label: str, picture: str) -> str:
        """Clicks a button of the toolbar; what the message box says at its end."""
        self.click(self.wait_for("PUSH_BUTTON", label))
        said = self.message()
        self.picture(picture)
        self.answer("OK")
        return said


def unless_closed(look: Callable[[], list[Found]]) -> list[Found]:
    """What is on the screen; a window that closes while it is looked at shows nothing."""
    try:
        return look()
    except uno_session.uno().getClass("com.sun.star.lang.DisposedException"):
        return []


@cache
def role(name: str) -> int:
    return int(uno_session.uno().getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}"))


def within(context: Any, kind: int, depth: int = 6) -> Iterator[Spot]:
    """All of a kind in a window; only who looks for a menu looks into the menu bar."""
    own = context.getAccessibleRole()
    if own == kind:
        place, size = context.getLocationOnScreen(), context.getSize()
        if size.Width:  # an entry of a closed menu has no width
            yield Spot(context.getAccessibleName(), place.X + size.Width // 2, place.Y + size.Height // 2)
    if not depth or (own == role("MENU_BAR") and kind not in {role("MENU"), role("MENU_ITEM")}):
        return
    children = context.getAccessibleChildCount()
    for child in map(context.getAccessibleChild, range(children if children < 100 else 0)):
        if child is not None:
            yield from within(child.getAccessibleContext(), kind, depth - 1)


def all_within(context: Any, kind: int) -> list[Spot]:
    return list(within(context, kind))


@contextmanager
def display() -> Iterator[str]:
    """A screen without a monitor, with a window manager."""
    reader, writer = os.pipe()
    screen = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(screen, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        name = f":{told.readline().strip()}"
    own, nowhere = {**os.environ, "DISPLAY": name}, subprocess.DEVNULL
    manager = subprocess.Popen(["openbox"], env=own, stdout=nowhere, stderr=nowhere)
    try:
        yield name
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def install(profile: Path) -> None:
    """The extension into a profile; LibreOffice's own tool refuses root, so root does it as nobody.

    It starts beside the profile: the folder that root is in may be closed to others.
    """
    own = f"-env:UserInstallation={profile.as_uri()}"
    command = ["unopkg", "add", "--suppress-license", own, str(profile.parent / EXTENSION.name)]
    shutil.copy(EXTENSION, profile.parent)
    if os.geteuid() == 0:
        profile.parent.chmod(0o755)
        profile.mkdir()
        shutil.chown(profile, int(NOBODY), int(NOBODY))
        command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
    own_home = {**os.environ, "HOME": str(profile)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=own_home, cwd=profile.parent)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def profile() -> Iterator[Path]:
    """A throw-away profile with the extension, where nobody too may go."""
    with tempfile.TemporaryDirectory(prefix="pumpurs-") as folder:
        install(Path(folder) / "profils")
        yield Path(folder) / "profils"


@pytest.fixture(scope="module")
def screen(profile: Path) -> Iterator[Screen]:
    own = str(profile.parent / "dati")
    with display() as name:
        environment = {"DISPLAY": name, "LOCALAPPDATA": own, "SAL_USE_VCLPLUGIN": "gen", "BROWSER": "true"}
        with uno_session.office(profile, headless=False, environment=environment) as running:
            yield Screen({**os.environ, **environment}, running)


@pytest.fixture(scope="module")
def document(screen: Screen, profile: Path) -> Iterator[Any]:
    """The synthetic school, open on the screen."""
    path = profile.parent / "PuMPuRS.xlsx"
    shutil.copy(SAMPLE, path)
    opened = screen.office.open(path, hidden=False)
    opened.CurrentController.Frame.ContainerWindow.setPosSize(0, 20, 1600, 950, 15)
    screen.wait_for("PUSH_BUTTON", LABELS[-1])
    yield opened
    opened.setModified(False)
    screen.office.close(opened)


def table(document: Any, name: str) -> list[tuple[Any, ...]]:
    return list(document.DatabaseRanges.getByName(name).getReferredCells().getDataArray())


@needs_screen
def test_the_toolbar_shows_the_buttons_and_clicks_reach_the_workbook(
    screen: Screen, document: Any, profile: Path
) -> None:
    shown = [name for name in screen.spots("PUSH_BUTTON") if name in LABELS]
    assert shown == LABELS
    assert "PuMPuRS" in screen.spots("TOOL_BAR")
    screen.picture("1-riku-josla")

    assert screen.button("Pārbaudīt", "2-nav-programmas").startswith("PuMPuRS programma nav atrasta.")
    (profile / "user" / "pumpurs-path.txt").write_text(site.getsitepackages()[0], encoding="utf-8")

    before = table(document, "tParbaude"), table(document, "tED")
    assert screen.button("Pārbaudīt", "3-parbaudits").startswith(sample_findings.sentence())
    found = table(document, "tParbaude")
    assert len(found) == 1 + len(sample_findings.findings())
    assert found[1][:3] == ("Brīdinājums", "V18", "Ēdināšana")
    meals = table(document, "tED")
    beside = [row[meals[0].index("Pārbaude")] for row in meals[1:]]
    warned = {each.place.row for each in sample_findings.findings() if each.code == "V18"}
    assert (beside.count("Brīdinājums: V18"), beside.count("Kārtībā")) == (len(warned), len(beside) - len(warned))

    document.CurrentController.setActiveSheet(document.Sheets.getByName("Pārbaude"))
    screen.picture("4-lapa-parbaude")

    said = screen.button("Nākamā", "5-nakama")
    cell = document.CurrentController.Selection
    assert said.startswith(f"1. no {len(found) - 1} – Ēdināšana!B{cell.CellAddress.Row + 1}")
    assert cell.Spreadsheet.Name == "Ēdināšana"
    screen.picture("6-atrasta-suna")

    screen.click(screen.wait_for("MENU", "PuMPuRS"))
    entry = screen.wait_for("MENU_ITEM", "Atsaukt")
    screen.picture("7-izvelne")
    screen.click(entry)
    assert screen.message().startswith("Atsaukts “Pārbaudīt”")
    screen.answer("OK")
    assert (table(document, "tParbaude"), table(document, "tED")) == before

    assert "Viss kārtībā." in screen.button("Diagnostika", "8-diagnostika")
    assert "8 pārskati" in screen.button("Sagatavot pārskatus", "9-sagatavoti")
    assert len(list((profile.parent / "Pārskati" / "2023-02").rglob("*.xlsx"))) == 8


@needs_screen
@pytest.mark.parametrize(
    "buttons, answer", [("ok", "OK"), ("ok_cancel", "Cancel"), ("yes_no", "Yes"), ("yes_no_cancel", "No")]
)
def test_a_question_is_answered_with_the_mouse(screen: Screen, document: Any, buttons: str, answer: str) -> None:
    alert, answers = calc.Engine(screen.office.context).app.alert, []
    asking = Thread(target=lambda: answers.append(alert("Vai labot?", "PuMPuRS", buttons, None, None)), daemon=True)
    asking.start()
    assert screen.message() == "Vai labot?"
    screen.answer(answer)
    asking.join(LONGEST)
    assert answers == [answer.lower()]
