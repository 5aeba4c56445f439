"""LibreOffice: the extension with the same buttons, put there by LibreOffice's own tool `unopkg`."""

import re
import subprocess
import sysconfig
from pathlib import Path
from zipfile import ZipFile

from pumpurs_xl.hosts import keeping
from pumpurs_xl.hosts.machine import Machine, shipped
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

EXTENSION = "PuMPuRS.oxt"
PATH_FILE = "pumpurs-path.txt"
"""Where the extension finds the program: LibreOffice runs it in a Python of its own."""
_IDENTIFIER = re.compile(r'<identifier\s+value="([^"]+)"')


def add(machine: Machine, extension: Path) -> Both:
    """Puts the extension into the user's LibreOffice in place of an older one, and says where the program is."""
    _unopkg(machine, "add", "--suppress-license", "--force", argument=str(extension))
    machine.root.mkdir(parents=True, exist_ok=True)
    (machine.root / PATH_FILE).write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return both(
        "Uzstādīts. Atveriet LibreOffice Calc: izvēļņu joslā ir PuMPuRS.",
        "Installed. Open LibreOffice Calc: PuMPuRS is in the menu bar.",
    )


def remove(machine: Machine, extension: Path) -> Both:
    """Takes the extension out of the user's LibreOffice, with what its buttons keep: that may name learners."""
    try:
        (machine.root / PATH_FILE).unlink(missing_ok=True)
        keeping.clear(machine.root)
    except OSError as problem:
        raise Refusal(
            lv=f"Mapi “{machine.root}” nevar iztīrīt. Izdzēsiet to pats: tajā var būt izglītojamo vārdi.",
            en=f"The folder “{machine.root}” cannot be cleared. Delete it yourself: it may hold names of learners.",
        ) from problem
    if not present(machine, extension):
        return both("LibreOffice paplašinājuma PuMPuRS šeit nav.", "LibreOffice has no extension PuMPuRS here.")
    _unopkg(machine, "remove", argument=identifier(extension))
    return both("Noņemts.", "Removed.")


def present(machine: Machine, extension: Path) -> bool:
    """Whether the extension is in the user's LibreOffice."""
    return identifier(extension) in _unopkg(machine, "list")


def shipped_extension() -> Path:
    """The path of the extension that comes with the program; raises Refusal where it is missing."""
    path = shipped(EXTENSION)
    if path.is_file():
        return path
    raise Refusal(
        lv="Šajā programmas versijā LibreOffice paplašinājuma nav; lietojiet komandas, piemēram, pumpurs check.",
        en="This version of the program has no extension for LibreOffice; use the commands, such as pumpurs check.",
    )


def identifier(extension: Path) -> str:
    """The name by which LibreOffice knows an extension."""
    with ZipFile(extension) as archive:
        found: list[str] = _IDENTIFIER.findall(archive.read("description.xml").decode())
    return found[0]


def _unopkg(machine: Machine, verb: str, *options: str, argument: str | None = None) -> str:
    if machine.unopkg is None:
        raise Refusal(
            lv="Šajā datorā nav LibreOffice. Uzstādiet LibreOffice un mēģiniet vēlreiz.",
            en="There is no LibreOffice on this computer. Install LibreOffice and try again.",
        )
    own = [f"-env:UserInstallation={machine.office.as_uri()}"] if machine.office else []
    command = [str(machine.unopkg), verb, *options, *own, *([argument] if argument else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 # LibreOffice's own tool
    if done.returncode and "as root" in done.stderr:
        raise Refusal(
            lv="LibreOffice paplašinājumus nevar uzstādīt kā root. Palaidiet komandu kā parasts lietotājs.",
            en="LibreOffice takes no extension from root. Run the command as an ordinary user.",
        )
    if done.returncode:
        raise Refusal(
            lv="LibreOffice paplašinājumu nepieņēma. Aizveriet LibreOffice un mēģiniet vēlreiz.",
            en="LibreOffice did not take the extension. Close LibreOffice and try again.",
        )
    return done.stdout
