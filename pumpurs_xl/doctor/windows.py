"""A PC with Windows: the folders, Excel, and the add-in in its place."""

import os
import re
import tempfile
from pathlib import Path

from pumpurs_xl.doctor.answer import ASK, REPAIR, Answer, error, fine, warning
from pumpurs_xl.hosts.machine import Machine, shipped
from pumpurs_xl.install import addin
from pumpurs_xl.values.language import both

OLDEST_EXCEL = 16
"""The number by which Windows knows Excel 2016 and every later one."""
_BREAKING = "=;%"
"""Characters of a path on which the way from Excel to Python breaks."""
_SECURITY = r"Microsoft\Office\16.0\Excel\Security"
_FORBIDDING = (
    (rf"HKCU\Software\{_SECURITY}\Trusted Locations", "AllLocationsDisabled"),
    (rf"HKCU\Software\Policies\{_SECURITY}\Trusted Locations", "AllLocationsDisabled"),
    (rf"HKCU\Software\{_SECURITY}", "DisableAllAddins"),
    (rf"HKCU\Software\Policies\{_SECURITY}", "DisableAllAddins"),
    (r"HKCU\Software\Policies\Microsoft\Office\16.0\Common\Security", "VBAOff"),
)
"""Where 1 means that Excel will not run the add-in, wherever it lies."""
_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def folder(machine: Machine) -> Answer:
    """The program's own folder takes a file."""
    try:
        machine.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=machine.root):
            return fine("Tajā var rakstīt.", "It can be written to.")
    except OSError:
        return error(
            r"Mapē %LOCALAPPDATA%\PuMPuRS nevar rakstīt.",
            r"The folder %LOCALAPPDATA%\PuMPuRS cannot be written to.",
            ASK,
        )


def names(machine: Machine) -> Answer:
    """No character in a path that breaks the way from Excel to Python."""
    paths = "".join(map(str, (machine.root, machine.addin, machine.python)))
    signs = " ".join(sign for sign in _BREAKING if sign in paths)
    if signs:
        return error(
            f"Mapes nosaukumā ir {signs}, ar ko Excel nevar palaist Python.",
            f"The name of a folder holds {signs}, with which Excel cannot start Python.",
            both("Lietojiet citu Windows kontu.", "Use another Windows account."),
        )
    return fine("Nav zīmju, kas traucē.", "No character is in the way.")


def onedrive(machine: Machine) -> Answer:
    """Neither the program nor the documents in a folder that OneDrive takes away and gives other names."""
    if "onedrive" in str(machine.root).lower():
        return error("Programmas mape ir OneDrive mākonī.", "The program's folder is in OneDrive.", ASK)
    if "onedrive" in str(machine.registry(_FOLDERS, "Personal")).lower():
        return warning(
            "Mape Dokumenti ir OneDrive mākonī.",
            "The folder Documents is in OneDrive.",
            both(
                "Darbgrāmatu turiet mapē, kas ir tikai šajā datorā.",
                "Keep the workbook in a folder that is on this computer alone.",
            ),
        )
    return fine("Mapes ir šajā datorā.", "The folders are on this computer.")


def excel(machine: Machine) -> Answer:
    """An Excel that the add-in is made for."""
    number = str(machine.registry(r"HKCR\Excel.Application\CurVer", "")).rpartition(".")[2]
    if number.isdigit() and int(number) >= OLDEST_EXCEL:
        return fine("2016 vai jaunāks.", "2016 or newer.")
    remedy = both("Uzstādiet Excel 2016 vai jaunāku.", "Install Excel 2016 or newer.")
    if number.isdigit():
        return error("Šis Excel ir par vecu.", "This Excel is too old.", remedy)
    return warning("Excel šajā datorā nav atrasts.", "No Excel was found on this computer.", remedy)


def addin_present(machine: Machine) -> Answer:
    """The add-in in Excel's start folder, of the program's own version."""
    if not machine.addin.is_file():
        return error("Excel mapē XLSTART tās nav.", "It is not in Excel's folder XLSTART.", REPAIR)
    if not addin.same(machine.addin.read_bytes(), shipped(machine.addin.name).read_bytes()):
        return error("Tā ir no citas programmas versijas.", "It is of another version of the program.", REPAIR)
    return fine("Ir, šīs pašas versijas.", "There, of the same version.")


def not_blocked(machine: Machine) -> Answer:
    """Without the mark of a file from the internet, with which Excel runs no macro."""
    if Path(f"{machine.addin}:Zone.Identifier").exists():
        return error("Windows to bloķē kā lejupielādētu.", "Windows blocks it as downloaded.", REPAIR)
    return fine("Nav bloķēta.", "Not blocked.")


def start_folder_trust(machine: Machine) -> Answer:
    """Excel trusts its start folder, unless somebody has told it not to, or the folder is on the network."""
    if str(machine.addin).startswith("\\\\"):
        return error(
            "Excel mape XLSTART ir tīklā, kur Excel tai neuzticas.",
            "Excel's folder XLSTART is on the network, where Excel does not trust it.",
            ASK,
        )
    if any(machine.registry(key, name) == 1 for key, name in _FORBIDDING):
        return error(
            "Skolas drošības iestatījumi neļauj Excel pievienojumprogrammas.",
            "The school's security settings forbid add-ins in Excel.",
            ASK,
        )
    return fine("Mapei XLSTART Excel uzticas.", "Excel trusts the folder XLSTART.")


def interpreter(machine: Machine) -> Answer:
    """The Python that the add-in's sheet names."""
    said = addin.interpreter(machine.addin.read_bytes()) or ""
    path = re.sub("%LOCALAPPDATA%", lambda _: str(machine.local), said, flags=re.IGNORECASE)
    if not Path(path.replace("\\", os.sep)).is_file():
        return error("Python, ko palaiž pogas, nav.", "The Python that the buttons start is not there.", REPAIR)
    return fine("Ir.", "It is there.")
