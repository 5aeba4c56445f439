"""The doctor: looks at each part of an installation and answers with a plain sentence.

A probe mends nothing, starts no Excel, and names no folder by the name of a person.
"""

from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from pumpurs_xl.doctor import program, windows
from pumpurs_xl.doctor.answer import REPAIR, Answer, Probe, Status, error, not_here
from pumpurs_xl.hosts.machine import Machine
from pumpurs_xl.values.language import Both, Language, both

PROBES = (
    Probe(both("Programma", "Program"), program.program_version),
    Probe(both("Python", "Python"), program.python),
    Probe(both("Bibliotēkas", "Libraries"), program.libraries),
    Probe(both("xlwings", "xlwings"), program.free_part),
    Probe(both("Pārskatu veidlapas", "Claim templates"), program.templates),
    Probe(both("Darbgrāmatas", "Workbooks"), program.masters),
    Probe(both("LibreOffice paplašinājums", "LibreOffice extension"), program.extension),
    Probe(both("Programmas mape", "Folder of the program"), windows.folder, windows=True),
    Probe(both("Mapju nosaukumi", "Names of folders"), windows.names, windows=True),
    Probe(both("OneDrive", "OneDrive"), windows.onedrive, windows=True),
    Probe(both("Excel", "Excel"), windows.excel, windows=True),
    Probe(both("Pievienojumprogramma", "Add-in"), windows.addin_present, windows=True),
    Probe(both("Bloķēšana", "Blocking"), windows.not_blocked, windows=True),
    Probe(both("Uzticama vieta", "Trusted place"), windows.start_folder_trust, windows=True),
    Probe(both("Pogu Python", "Python of the buttons"), windows.interpreter, windows=True),
)
_STATUS = {
    "ok": both("Kārtībā", "In order"),
    "warning": both("Brīdinājums", "Warning"),
    "error": both("Kļūda", "Error"),
}
_TO_MEND = both("Izlabojiet, kas atzīmēts ar vārdu “Kļūda”.", "Mend what is marked with the word “Error”.")


@dataclass(frozen=True)
class Check:
    """What the doctor found of one part of the installation, in two languages."""

    name: Both
    status: Status
    message: Both


def examine(machine: Machine) -> tuple[Check, ...]:
    """Checks every part of the installation, in the order in which one would mend them."""
    return tuple(Check(probe.name, *_answer(probe, machine)) for probe in PROBES)


def sound(checks: tuple[Check, ...]) -> bool:
    """Whether nothing has to be mended; a warning is for a person to weigh."""
    return all(check.status != "error" for check in checks)


def as_json(checks: tuple[Check, ...], language: Language) -> dict[str, Any]:
    """The answer of `pumpurs doctor --format json`."""
    parts = [
        {"name": check.name.say(language), "status": check.status, "message": check.message.say(language)}
        for check in checks
    ]
    return {"checks": parts, "ok": sound(checks)}


def as_text(checks: tuple[Check, ...], language: Language) -> str:
    """A line for each check, and one for them all."""
    lines = (
        f"{_STATUS[check.status].say(language)}: {check.name.say(language)}. {check.message.say(language)}"
        for check in checks
    )
    end = both("Viss kārtībā.", "Everything is in order.") if sound(checks) else _TO_MEND
    return "\n".join((*lines, end.say(language)))


def _answer(probe: Probe, machine: Machine) -> Answer:
    """What a probe says; on another system nothing, and where it cannot look, that it could not."""
    if probe.windows and not machine.windows:
        return not_here()
    try:
        return probe.look(machine)
    except (OSError, BadZipFile):
        return error("To nevar nolasīt.", "It cannot be read.", REPAIR)
