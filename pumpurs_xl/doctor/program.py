"""The program itself, wherever it runs: version, Python, libraries, templates, workbooks, LibreOffice's extension."""

import os
import re
import struct
import sys
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path

from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.claims.claim import SUMMARY, keys
from pumpurs_xl.doctor.answer import REINSTALL, REPAIR, Answer, error, fine, not_here, warning
from pumpurs_xl.hosts.machine import Machine, shipped
from pumpurs_xl.install import libreoffice
from pumpurs_xl.install.profile import MASTERS, receipt
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.template import compile_template
from pumpurs_xl.values.language import both
from pumpurs_xl.values.refusal import Refusal

OLDEST_PYTHON = (3, 11)
_PROGRAM = "pumpurs-xl"
_CODE = {".py", ".pyd", ".dll", ".so"}


def program_version(machine: Machine) -> Answer:
    """The version; where install.ps1 put it, the one that it finished."""
    current = version(_PROGRAM)
    if machine.private and receipt(machine)["version"] != current:
        return error("Uzstādīšana nav pabeigta.", "The installation was not finished.", REPAIR)
    return fine(f"{_PROGRAM} {current}.", f"{_PROGRAM} {current}.")


def python(_: Machine) -> Answer:
    """A Python that the libraries are made for."""
    number, bits = ".".join(map(str, sys.version_info[:3])), struct.calcsize("P") * 8
    if sys.version_info < OLDEST_PYTHON or bits < 64:
        return error(
            f"Vajag 64 bitu Python 3.11 vai jaunāku, bet šis ir {number}, {bits} bitu.",
            f"A 64-bit Python 3.11 or newer is needed, and this is {number}, {bits} bits.",
            REINSTALL,
        )
    return fine(f"{number}, {bits} bitu.", f"{number}, {bits} bits.")


def libraries(_: Machine) -> Answer:
    """Every library that the program names, whole: a virus scanner may have taken a file away."""
    needed = {re.split(r"[^\w.-]", line)[0] for line in requires(_PROGRAM) or () if "extra ==" not in line}
    if os.name == "nt":
        needed.add("pywin32")
    missing = ", ".join(sorted(name for name in needed if not _is_whole(name)))
    if missing:
        return error(f"Trūkst bibliotēku vai to failu: {missing}.", f"Libraries are missing: {missing}.", REINSTALL)
    return fine("Visas ir.", "All are there.")


def _is_whole(name: str) -> bool:
    """Whether a library is there with all its files of code; none is imported for it."""
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return False
    code = (file for file in files if file.suffix in _CODE and ".." not in file.parts)
    return all(Path(str(file.locate())).is_file() for file in code)


def free_part(_: Machine) -> Answer:
    """The free part of xlwings alone: a licence key would load what the product must never need."""
    if os.environ.get("XLWINGS_LICENSE_KEY") or getattr(sys.modules.get("xlwings"), "__pro__", False):
        return warning(
            "Ir iestatīta xlwings maksas licence, ko PuMPuRS nelieto.",
            "A paid licence of xlwings is set, which PuMPuRS does not use.",
            both("Noņemiet vides mainīgo XLWINGS_LICENSE_KEY.", "Remove the variable XLWINGS_LICENSE_KEY."),
        )
    return fine(f"{version('xlwings')}, brīvā daļa.", f"{version('xlwings')}, the free part.")


def templates(_: Machine) -> Answer:
    """The claim templates are there and compile."""
    forms = shipped_templates()
    missing = ", ".join(path.name for path in forms.values() if not path.is_file())
    if missing:
        return error(f"Trūkst veidlapu: {missing}.", f"Templates are missing: {missing}.", REINSTALL)
    try:
        for code, path in forms.items():
            compile_template(path, keys(None if code == SUMMARY else BY_CODE[code]), path.name)
    except Refusal as refusal:
        return error(refusal.message.lv, refusal.message.en, REINSTALL)
    return fine("Visas ir un ir lietojamas.", "All are there and can be used.")


def masters(_: Machine) -> Answer:
    """The empty workbook and the sample."""
    missing = ", ".join(name for name in MASTERS if not shipped(name).is_file())
    if missing:
        return error(f"Trūkst darbgrāmatu: {missing}.", f"Workbooks are missing: {missing}.", REINSTALL)
    return fine("Tukšā un parauga darbgrāmata ir.", "The empty one and the sample are there.")


def extension(machine: Machine) -> Answer:
    """The buttons in LibreOffice, where there is one."""
    path = shipped(libreoffice.EXTENSION)
    if machine.windows or machine.unopkg is None or not path.is_file():
        return not_here()
    try:
        if libreoffice.present(machine, path):
            return fine("Ir uzstādīts.", "It is installed.")
    except Refusal as refusal:
        return "warning", refusal.message
    return warning("Nav uzstādīts.", "Not installed.", both("Palaidiet pumpurs install.", "Run pumpurs install."))
