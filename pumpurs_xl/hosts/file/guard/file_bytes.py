"""The bytes of a workbook file; what is none is turned away at the door."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from pumpurs_xl.hosts.file.guard.refusals import damaged_file, not_a_workbook, old_format, too_large, with_password
from pumpurs_xl.values.refusal import Refusal

_MB = 1024 * 1024
LARGEST_FILE = 64 * _MB
_ZIP, _EMPTY_ZIP, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# What readers of zip and XML raise on a broken file, and what its broken texts make int() or a dict raise.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError),
    *(EOFError, OSError, ValueError, LookupError, OverflowError),
)


@contextmanager
def refuse_damage(path: Path) -> Iterator[None]:
    """Inside, whatever a broken file makes the readers raise becomes one Refusal."""
    try:
        yield
    except _DAMAGE as fault:
        raise damaged_file(path) from fault


def read_bytes(path: Path) -> bytes:
    """The bytes of a workbook file; Refusal where the path leads to none."""
    _refuse_path(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise too_large(path, LARGEST_FILE // _MB)
        data = path.read_bytes()
    except OSError as fault:
        raise Refusal(
            lv=f"Failu “{path.name}” nevar atvērt: nav piekļuves tiesību vai to tur cita programma. "
            "Aizveriet to citur un mēģiniet vēlreiz.",
            en=f"The file “{path.name}” cannot be opened: no permission, or another program holds it. "
            "Close it there and try again.",
        ) from fault
    _refuse_format(path, data)
    return data


def _refuse_path(path: Path) -> None:
    if path.name.startswith("~$"):
        raise Refusal(
            lv=f"“{path.name}” ir Excel pagaidu fails, kas pastāv, kamēr darbgrāmata ir atvērta. "
            f"Norādiet pašu darbgrāmatu “{path.name[2:]}”.",
            en=f"“{path.name}” is a temporary file that Excel keeps while the workbook is open. "
            f"Choose the workbook itself, “{path.name[2:]}”.",
        )
    if path.is_dir():
        raise Refusal(
            lv=f"“{path.name}” ir mape. Norādiet darbgrāmatas failu (.xlsx).",
            en=f"“{path.name}” is a folder. Choose the file of the workbook (.xlsx).",
        )
    if not path.exists():
        raise Refusal(
            lv=f"Fails “{path.name}” nav atrasts. Pārbaudiet tā nosaukumu un mapi.",
            en=f"The file “{path.name}” was not found. Check its name and its folder.",
        )
    if not path.is_file():
        raise not_a_workbook(path)


def _refuse_format(path: Path, data: bytes) -> None:
    if not data:
        raise Refusal(
            lv=f"Fails “{path.name}” ir tukšs (0 baitu). Saglabājiet vai lejupielādējiet to vēlreiz.",
            en=f"The file “{path.name}” is empty (0 bytes). Save or download it again.",
        )
    if data.startswith(_OLE):
        raise with_password(path) if _ENCRYPTED in data else old_format(path)
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        raise not_a_workbook(path)
