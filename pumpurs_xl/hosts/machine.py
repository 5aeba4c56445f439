r"""The PC that the program runs on: where things lie on it, what its registry says, and what the product ships.

All that is read from the system is read here, so that a test may give folders of its own.
"""

import os
import shutil
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ADDIN = "PuMPuRS.xlam"
_MAC = "/Applications/LibreOffice.app/Contents/MacOS"

if sys.platform == "win32":
    import winreg

    def registry_value(key: str, name: str) -> Any:
        r"""A value of the registry, None where there is none; the key begins HKCU\, HKLM\ or HKCR\."""
        hive, _, path = key.partition("\\")
        hives = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCR": winreg.HKEY_CLASSES_ROOT}
        try:
            with winreg.OpenKey(hives[hive], path) as opened:
                return winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None

else:

    def registry_value(key: str, name: str) -> Any:  # noqa: ARG001 # asked as on Windows
        """There is no registry here."""
        return None


@dataclass(frozen=True)
class Machine:
    """A PC as the installer, the doctor and the buttons see it."""

    windows: bool
    local: Path  # the user's folder for programs' own files on this PC: %LOCALAPPDATA%
    roaming: Path  # for those that follow the user to another: %APPDATA%
    python: Path  # which is asking
    registry: Callable[[str, str], Any] = registry_value
    unopkg: Path | None = None
    office: Path | None = None  # a profile of LibreOffice other than the user's own

    @property
    def root(self) -> Path:
        """The program's own folder under the user's profile."""
        return self.local / "PuMPuRS"

    @property
    def templates(self) -> Path:
        """Where the claim forms lie that a school may change."""
        return self.root / "templates"

    @property
    def addin(self) -> Path:
        """The add-in in the folder from which Excel starts all it finds."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN

    @property
    def private(self) -> bool:
        """Whether the Python is the one that install.ps1 put there."""
        return self.python.is_relative_to(self.root)


def this_machine() -> Machine:
    """The PC that the program runs on."""
    home = Path.home()
    local = Path(os.environ.get("LOCALAPPDATA") or home / ".local" / "share")
    roaming = Path(os.environ.get("APPDATA") or home / ".config")
    tool = shutil.which("unopkg") or shutil.which("unopkg", path=_MAC)
    return Machine(sys.platform == "win32", local, roaming, Path(sys.executable), unopkg=Path(tool) if tool else None)


def program_folder() -> Path:
    r"""The folder of the program under the user's profile (%LOCALAPPDATA%\PuMPuRS on Windows); made when asked for."""
    folder = this_machine().root
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def show(path: Path) -> None:
    """Opens a file or a folder in the program that the user has for it."""
    webbrowser.open(path.resolve().as_uri())


def shipped(name: str) -> Path:
    """A file of the product's folder `workbook`: beside the package in the source tree, within it where installed."""
    package = Path(__file__).parent.parent
    places = (package / "workbook", package.parent / "workbook")
    return next((place for place in places if place.is_dir()), places[0]) / name
