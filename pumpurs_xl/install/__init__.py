r"""Onto a PC and off it again: the add-in into Excel, the extension into LibreOffice.

The add-in is one file in %APPDATA%\Microsoft\Excel\XLSTART: Excel trusts that folder as it comes and opens what lies
in it, so no trusted location is added, no registry key written, no security setting changed. All else lies in
%LOCALAPPDATA%\PuMPuRS. Where there is no Excel, LibreOffice's own extension is installed instead.
"""

from pumpurs_xl.hosts.machine import Machine
from pumpurs_xl.install import libreoffice, profile
from pumpurs_xl.values.language import Both


def install(machine: Machine) -> Both:
    """Puts the add-in where Excel opens it; on another system the extension into LibreOffice."""
    return profile.put(machine) if machine.windows else libreoffice.add(machine, libreoffice.shipped_extension())


def remove(machine: Machine) -> Both:
    """Takes away what `install` and install.ps1 put there, and nothing that the school made."""
    return profile.clear(machine) if machine.windows else libreoffice.remove(machine, libreoffice.shipped_extension())
