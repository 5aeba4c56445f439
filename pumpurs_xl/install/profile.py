"""The user's profile on Windows: what is put there, all or nothing, and what is taken away again."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.hosts import keeping
from pumpurs_xl.hosts.machine import ADDIN, Machine, shipped
from pumpurs_xl.install.addin import with_interpreter
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.refusal import Refusal

MASTERS = ("PuMPuRS.xlsx", "PuMPuRS-paraugs.xlsx")
SCRIPT = "install.ps1"
RECEIPT = "uzstadits.json"
PYTHON = "python"
"""The folder of install.ps1's own Python, beside ours."""


def put(machine: Machine) -> Both:
    """Puts the add-in into Excel's start folder; forms, workbooks and install.ps1 into the program's own."""
    before = receipt(machine)["files"]
    files = {path: content for path, content in _files(machine).items() if not _is_changed(path, machine, before)}
    sums = {_name(machine, path): _digest(content) for path, content in files.items() if path != machine.addin}
    note = json.dumps({"version": version("pumpurs-xl"), "files": sums}, indent=1)
    _write_all({**files, machine.root / RECEIPT: note.encode()})
    return both(
        "Uzstādīts. Atveriet Excel: augšā ir cilne PuMPuRS.",
        "Installed. Open Excel: the tab PuMPuRS is at the top.",
    )


def clear(machine: Machine) -> Both:
    """Takes away what `put` and install.ps1 left, except what somebody has changed or added since."""
    before: Mapping[str, str] = receipt(machine)["files"]
    own = [path for name in before if not _is_changed(path := machine.root / name, machine, before)]
    try:
        for path in (machine.addin, *own, machine.root / SCRIPT, machine.root / RECEIPT):
            path.unlink(missing_ok=True)
        # The private Python takes away neither itself nor the log it is writing to: install.ps1 -Remove does.
        keeping.clear(machine.root, (keeping.UNDO, keeping.AGREED, keeping.SWAPS) if machine.private else keeping.KEPT)
    except OSError as problem:
        raise _refusal(problem) from problem
    if not machine.private:
        shutil.rmtree(machine.root / PYTHON, ignore_errors=True)
    for folder in (machine.templates, machine.root):
        with suppress(OSError):  # something of the school's is in it: it stays
            folder.rmdir()
    return both("Noņemts. Darbgrāmatas un pārskati ir palikuši.", "Removed. Workbooks and claims have stayed.")


def receipt(machine: Machine) -> Mapping[str, Any]:
    """What the last installation put into its folder: its version, and the digests of its files."""
    try:
        found: Mapping[str, Any] = json.loads((machine.root / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"version": None, "files": {}}
    return found


def _files(machine: Machine) -> dict[Path, bytes]:
    """What is put there, by its place; raises Refusal where the program itself is not whole."""
    forms = (*shipped_templates().values(), *map(shipped, MASTERS))
    try:
        addin = shipped(ADDIN).read_bytes()
        script = shipped(SCRIPT).read_bytes()
        files = {machine.templates / form.name: form.read_bytes() for form in forms}
    except FileNotFoundError as missing:
        name = Path(missing.filename).name
        raise Refusal(
            lv=f"Programmā trūkst faila {name}. Lejupielādējiet programmu no jauna.",
            en=f"The program lacks its file {name}. Download the program again.",
        ) from missing
    if not machine.private:
        addin = with_interpreter(addin, str(machine.python))
    return {machine.addin: addin, **files, machine.root / SCRIPT: script}


def _is_changed(path: Path, machine: Machine, before: Mapping[str, str]) -> bool:
    """Whether the school has changed a form since it was put there: then it stays as it is."""
    if path.parent != machine.templates or not path.is_file():
        return False
    return _digest(path.read_bytes()) != before.get(_name(machine, path))


def _name(machine: Machine, path: Path) -> str:
    return path.relative_to(machine.root).as_posix()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_all(files: Mapping[Path, bytes]) -> None:
    """All the files or none: what was replaced comes back where one cannot be written."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    try:
        for path, content in files.items():
            _write(path, content)
    except OSError as problem:
        for path, old in before.items():
            with suppress(OSError):
                if old is None:
                    path.unlink(missing_ok=True)
                elif path.read_bytes() != old:
                    _write(path, old)
        raise _refusal(problem) from problem


def _write(path: Path, content: bytes) -> None:
    """The whole file or the old one; it is written outside the folder, since Excel opens all that lies in XLSTART."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.parent.parent / f"{path.name}.jauns"
    try:
        new.write_bytes(content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _refusal(problem: OSError) -> Refusal:
    if isinstance(problem, PermissionError):
        return Refusal(
            lv="Excel tur pievienojumprogrammu atvērtu. Aizveriet Excel un mēģiniet vēlreiz.",
            en="Excel holds the add-in open. Close Excel and try again.",
        )
    return Refusal(
        lv="Jūsu profila mapē nevar rakstīt. Atbrīvojiet vietu diskā un mēģiniet vēlreiz.",
        en="The folder of your profile cannot be written to. Make room on the disk and try again.",
    )
