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


class Told(Exception):
    """What the user must know, in one sentence."""


class Job(unohelper.Base, XJobExecutor):
    """What a menu entry `service:org.pumpurs.calc.Job?check` calls."""

    ribbon: Any = None  # the program's, once it is loaded; one for all of LibreOffice

    def __init__(self, context: Any) -> None:
        self.context = context

    def trigger(self, action: str) -> None:
        try:
            self.run(action)
        except Told as sentence:
            self.say(str(sentence))
        except Exception:  # noqa: BLE001 # the last place where anything can be told
            journal = self.write_journal()
            self.say(f"PuMPuRS negaidīti apstājās. Nosūtiet programmas uzturētājam failu {journal}.")

    def run(self, action: str) -> None:
        if Job.ribbon is None:
            Job.ribbon = loaded(self.context, self.user_folder())
        button = getattr(Job.ribbon, action, None)
        if button is None:
            raise Told("Šīs pogas uzstādītajā PuMPuRS vēl nav. Uzstādiet jaunāko PuMPuRS versiju.")
        button()

    def say(self, sentence: str) -> None:
        frame = self.service("com.sun.star.frame.Desktop").getCurrentFrame()
        window = frame.getContainerWindow() if frame else None
        box = self.service("com.sun.star.awt.Toolkit").createMessageBox(window, ERRORBOX, 1, TITLE, sentence)
        box.execute()
        box.dispose()

    def user_folder(self) -> Path:
        address = self.service("com.sun.star.util.PathSubstitution").substituteVariables("$(user)", True)
        return Path(unohelper.fileUrlToSystemPath(address))

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def write_journal(self) -> Path:
        """The kind of error and the lines of code where it stopped; nothing of the workbook."""
        path = self.user_folder() / JOURNAL
        kind, _, trace = sys.exc_info()
        lines = [kind.__name__ if kind else "", "\n", *traceback.format_tb(trace)]
        path.write_text("".join(lines), encoding="utf-8")
        return path


def loaded(context: Any, user_folder: Path) -> Any:
    """The module pumpurs_xl.ribbon, with xlwings working on this LibreOffice; Told where that cannot be."""
    if sys.version_info < OLDEST:
        raise Told(
            f"PuMPuRS vajag Python {dotted(OLDEST)} vai jaunāku, bet šajā LibreOffice ir Python "
            f"{dotted(sys.version_info)}. Uzstādiet jaunāku LibreOffice."
        )
    if not hasattr(sys, "argv"):
        sys.argv = [""]  # an embedded Python may have none
    add_site(os.environ.get("PUMPURS_SITE") or named_folder(user_folder))
    try:
        from pumpurs_xl import ribbon
        from pumpurs_xl.hosts.calc import engine
    except ImportError as problem:
        raise Told(lacking(problem, user_folder)) from problem
    engine.register(context)
    return ribbon


def add_site(folder: str) -> None:
    """Puts the program's site folder before the others: LibreOffice's libraries may be older than it needs."""
    if folder and Path(folder).is_dir():
        before = list(sys.path)
        site.addsitedir(folder)
        sys.path[:] = [path for path in sys.path if path not in before] + before


def named_folder(user_folder: Path) -> str:
    for path in (user_folder / PATH_FILE, own_folder() / PATH_FILE):
        if path.is_file():
            return path.read_text(encoding="utf-8-sig").strip()
    return ""


def own_folder() -> Path:
    """Where the program keeps what is its own, as pumpurs_xl.hosts.machine has it."""
    if sys.platform == "win32":
        parent = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        parent = Path.home() / "Library" / "Application Support"
    else:
        parent = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(parent) / "PuMPuRS"


def lacking(problem: ImportError, user_folder: Path) -> str:
    """What to do about a library that does not load."""
    name = (problem.name or "pumpurs_xl").partition(".")[0]
    if name == "pumpurs_xl":
        return (
            "PuMPuRS programma nav atrasta. Uzstādiet PuMPuRS vēlreiz vai ierakstiet tās bibliotēku mapi "
            f"(site-packages) failā {user_folder / PATH_FILE}."
        )
    return (
        f"Bibliotēkas “{name}” nav, vai tā neder LibreOffice Python {dotted(sys.version_info)}. "
        "Uzstādiet PuMPuRS ar tādu pašu Python."
    )


def dotted(version: Any) -> str:
    return f"{version[0]}.{version[1]}"


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 # LibreOffice looks for this name
g_ImplementationHelper.addImplementation(Job, NAME, ("com.sun.star.task.Job",))
