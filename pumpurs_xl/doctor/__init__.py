"""What the doctor looks at: each part of an installation, as a value with a plain sentence.

A check looks and answers; it mends nothing, starts no Excel, and names no folder by the name of a person.
"""

from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from pumpurs_xl.doctor import program, windows
from pumpurs_xl.doctor.answer import REPAIR, Answer, Look, Status, error, not_here
from pumpurs_xl.hosts.machine import Machine
from pumpurs_xl.values.language import Both, Language, both

LOOKS = (
    Look(both("Programma", "Program"), program.version_installed),
    Look(both("Python", "Python"), program.python),
    Look(both("Bibliotēkas", "Libraries"), program.libraries),
    Look(both("xlwings", "xlwings"), program.free_part),
    Look(both("Pārskatu veidlapas", "Claim templates"), program.templates),
    Look(both("Darbgrāmatas", "Workbooks"), program.masters),
    Look(both("LibreOffice paplašinājums", "LibreOffice extension"), program.extension),
    Look(both("Programmas mape", "Folder of the program"), windows.folder, windows=True),
    Look(both("Mapju nosaukumi", "Names of folders"), windows.names, windows=True),
    Look(both("OneDrive", "OneDrive"), windows.onedrive, windows=True),
    Look(both("Excel", "Excel"), windows.excel, windows=True),
    Look(both("Pievienojumprogramma", "Add-in"), windows.addin_present, windows=True),
    Look(both("Bloķēšana", "Blocking"), windows.not_blocked, windows=True),
    Look(both("Uzticama vieta", "Trusted place"), windows.trusted, windows=True),
    Look(both("Pogu Python", "Python of the buttons"), windows.interpreter, windows=True),
)
_STATUS = {
    "ok": both("Kārtībā", "In order"),
    "warning": both("Brīdinājums", "Warning"),
    "error": both("Kļūda", "Error"),
}
_TO_MEND = both("Izlabojiet, kas atzīmēts ar vārdu “Kļūda”.", "Mend what is marked with the word “Error”.")


@dataclass(frozen=True)
class Check:
    """One part of the installation, and how it is."""

    name: Both
    status: Status
    message: Both


def examined(machine: Machine) -> tuple[Check, ...]:
    """Every check of the installation, in the order in which one would mend."""
    return tuple(Check(look.name, *_answer(look, machine)) for look in LOOKS)


def sound(checks: tuple[Check, ...]) -> bool:
    """Whether nothing has to be mended; a warning is for a person to weigh."""
    return all(check.status != "error" for check in checks)


def as_json(checks: tuple[Check, ...], language: Language) -> dict[str, Any]:
    """The answer of `pumpurs doctor --format json`."""
    told = [
        {"name": check.name.say(language), "status": check.status, "message": check.message.say(language)}
        for check in checks
    ]
    return {"checks": told, "ok": sound(checks)}


def as_text(checks: tuple[Check, ...], language: Language) -> str:
    """A line for each check, and one for them all."""
    lines = (
        f"{_STATUS[check.status].say(language)}: {check.name.say(language)}. {check.message.say(language)}"
        for check in checks
    )
    end = both("Viss kārtībā.", "Everything is in order.") if sound(checks) else _TO_MEND
    return "\n".join((*lines, end.say(language)))


def _answer(look: Look, machine: Machine) -> Answer:
    if look.windows and not machine.windows:
        return not_here()
    try:
        return look.at(machine)
    except (OSError, BadZipFile):
        return error("To nevar nolasīt.", "It cannot be read.", REPAIR)
