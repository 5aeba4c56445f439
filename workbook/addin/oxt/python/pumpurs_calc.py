"""PuMPuRS in LibreOffice Calc: a menu entry or a button calls the function of its name in pumpurs_xl.ribbon.

It runs in LibreOffice's own Python, whichever that is, and one that is too old must still be able to read it and say
so. The program is found where `pumpurs-path.txt` says, one line with its site-packages: in LibreOffice's user folder,
else in the program's own; PUMPURS_SITE in the environment goes before both. Whatever goes wrong is told in one
sentence in Latvian: an exception that leaves `trigger` is shown to nobody.
"""

# ruff: noqa: INP001, PLC0415 # LibreOffice loads it by its place; the program is imported once it is found

from __future__ import annotations

import os
import site
import sys
import traceback
from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.awt.MessageBoxType import ERRORBOX
from com.sun.star.task import XJobExecutor

NAME = "org.pumpurs.calc.Job"
TITLE = "PuMPuRS"
OLDEST = (3, 11)
PATH_FILE = "pumpurs-path.txt"
JOURNAL = "pumpurs-kluda.txt"


class Refusal(Exception):
    """What stops the button, in one sentence for the user."""


class Job(unohelper.Base, XJobExecutor):
    """What a menu entry `service:org.pumpurs.calc.Job?check` calls."""

    ribbon: Any = None  # the program's, once it is loaded; one for all of LibreOffice

    def __init__(self, context: Any) -> None:
        self.context = context

    def trigger(self, action: str) -> None:
        """Runs a button; LibreOffice calls it."""
        try:
            self.run(action)
        except Refusal as sentence:
            self.say(str(sentence))
        except Exception:  # noqa: BLE001 # the last place where anything can be told
            journal = self.write_journal()
            self.say(f"PuMPuRS negaidīti apstājās. Nosūtiet programmas uzturētājam failu {journal}.")

    def run(self, action: str) -> None:
        """Calls the function of that name in the ribbon; Refusal where the program lacks it or does not load."""
        if Job.ribbon is None:
            Job.ribbon = load_ribbon(self.context, self.user_folder())
        button = getattr(Job.ribbon, action, None)
        if button is None:
            raise Refusal("Šīs pogas uzstādītajā PuMPuRS vēl nav. Uzstādiet jaunāko PuMPuRS versiju.")
        button()

    def say(self, sentence: str) -> None:
        """Shows a sentence in a message box."""
        frame = self.service("com.sun.star.frame.Desktop").getCurrentFrame()
        window = frame.getContainerWindow() if frame else None
        box = self.service("com.sun.star.awt.Toolkit").createMessageBox(window, ERRORBOX, 1, TITLE, sentence)
        box.execute()
        box.dispose()

    def user_folder(self) -> Path:
        """The folder `user` of LibreOffice's profile."""
        address = self.service("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True)
        return Path(unohelper.fileUrlToSystemPath(address))

    def service(self, name: str) -> Any:
        """A new service of LibreOffice."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def write_journal(self) -> Path:
        """Writes the type of the error and the lines of code where it stopped, nothing of the workbook, into a file."""
        path = self.user_folder() / JOURNAL
        error, _, trace = sys.exc_info()
        lines = [error.__name__ if error else "", "\n", *traceback.format_tb(trace)]
        path.write_text("".join(lines), encoding="utf-8")
        return path


def load_ribbon(context: Any, user_folder: Path) -> Any:
    """The module pumpurs_xl.ribbon, with xlwings working on this LibreOffice; Refusal where that cannot be."""
    if sys.version_info < OLDEST:
        raise Refusal(
            f"PuMPuRS vajag Python {version_text(OLDEST)} vai jaunāku, bet šajā LibreOffice ir Python "
            f"{version_text(sys.version_info)}. Uzstādiet jaunāku LibreOffice."
        )
    if not hasattr(sys, "argv"):
        sys.argv = [""]  # an embedded Python may have none
    add_site(os.environ.get("PUMPURS_SITE") or read_path_file(user_folder))
    try:
        import pumpurs_xl.buttons.button  # noqa: F401 # a library that does not load is told here, not at a press
        from pumpurs_xl import ribbon
        from pumpurs_xl.hosts.calc import engine
    except ImportError as problem:
        raise Refusal(explain_import_error(problem, user_folder)) from problem
    engine.register(context)
    return ribbon


def add_site(folder: str) -> None:
    """Puts the program's site folder before the others: LibreOffice's libraries may be older than it needs."""
    if folder and Path(folder).is_dir():
        before = list(sys.path)
        site.addsitedir(folder)
        sys.path[:] = [path for path in sys.path if path not in before] + before


def read_path_file(user_folder: Path) -> str:
    """The site folder that `pumpurs-path.txt` names; empty where there is no such file."""
    for path in (user_folder / PATH_FILE, own_folder() / PATH_FILE):
        if path.is_file():
            return path.read_text(encoding="utf-8-sig").strip()
    return ""


def own_folder() -> Path:
    """Where the program keeps what is its own, as pumpurs_xl.hosts.machine has it."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "share") / "PuMPuRS"


def explain_import_error(problem: ImportError, user_folder: Path) -> str:
    """What to do about a library that does not load."""
    name = (problem.name or "pumpurs_xl").partition(".")[0]
    if name == "pumpurs_xl":
        return (
            "PuMPuRS programma nav atrasta. Uzstādiet PuMPuRS vēlreiz vai ierakstiet tās bibliotēku mapi "
            f"(site-packages) failā {user_folder / PATH_FILE}."
        )
    return (
        f"Bibliotēkas “{name}” nav, vai tā neder LibreOffice Python {version_text(sys.version_info)}. "
        "Uzstādiet PuMPuRS ar tādu pašu Python."
    )


def version_text(version: Any) -> str:
    """Two numbers of a version: 3.11."""
    return f"{version[0]}.{version[1]}"


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 # LibreOffice looks for this name
g_ImplementationHelper.addImplementation(Job, NAME, ("com.sun.star.task.Job",))
