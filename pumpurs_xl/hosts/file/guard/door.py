"""The door: lets a workbook file in as bytes and sends away what is none, with a plain sentence."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from pumpurs_xl.values.refusal import Refusal

LARGEST_FILE = 64 * 1024 * 1024
_ZIP, _EMPTY_ZIP, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# What readers of zip and XML raise on a broken file, and what its broken texts make int() or a dict raise.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError),
    *(EOFError, OSError, ValueError, LookupError, OverflowError),
)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Inside, whatever a broken file makes the readers raise becomes one plain refusal."""
    try:
        yield
    except _DAMAGE as fault:
        raise damaged(path) from fault


def contents(path: Path) -> bytes:
    """The bytes of a workbook file; refused where the path leads to no such file."""
    _refuse_path(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path)
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
        raise with_password(path) if _ENCRYPTED in data else _old_format(path)
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        raise not_a_workbook(path)


def not_a_workbook(path: Path) -> Refusal:
    return Refusal(
        lv=f"“{path.name}” nav Excel darbgrāmata (.xlsx). Atveriet to programmā Excel un "
        "saglabājiet kā “Excel darbgrāmata (*.xlsx)”.",
        en=f"“{path.name}” is not an Excel workbook (.xlsx). Open it in Excel and "
        "save it as “Excel Workbook (*.xlsx)”.",
    )


def with_password(path: Path) -> Refusal:
    return Refusal(
        lv=f"Fails “{path.name}” ir aizsargāts ar paroli. Atveriet to programmā Excel, noņemiet paroli un saglabājiet.",
        en=f"The file “{path.name}” is protected by a password. Open it in Excel, remove the password and save it.",
    )


def damaged(path: Path, where: str = "") -> Refusal:
    """The file is broken; `where` names the part or the cell, the same in both languages."""
    place = f" ({where})" if where else ""
    return Refusal(
        lv=f"Fails “{path.name}” ir bojāts{place}. Atveriet to programmā Excel un saglabājiet no jauna "
        "vai ņemiet rezerves kopiju.",
        en=f"The file “{path.name}” is damaged{place}. Open it in Excel and save it again, or take a backup copy.",
    )


def too_much_inside(path: Path, where: str) -> Refusal:
    return Refusal(
        lv=f"Fails “{path.name}” izpakots ir pārāk liels ({where}). Izdzēsiet liekās formatētās rindas "
        "un slejas aiz datiem un saglabājiet.",
        en=f"The file “{path.name}” is too large when unpacked ({where}). Delete the formatted rows "
        "and columns beyond your data and save.",
    )


def strict_format(path: Path) -> Refusal:
    return Refusal(
        lv=f"Fails “{path.name}” saglabāts formātā “Strict Open XML”. Saglabājiet to kā parastu "
        "“Excel darbgrāmata (*.xlsx)”.",
        en=f"The file “{path.name}” is saved as “Strict Open XML”. Save it as an ordinary “Excel Workbook (*.xlsx)”.",
    )


def _old_format(path: Path) -> Refusal:
    return Refusal(
        lv=f"Fails “{path.name}” ir vecajā formātā (.xls). Atveriet to programmā Excel un "
        "saglabājiet kā “Excel darbgrāmata (*.xlsx)”.",
        en=f"The file “{path.name}” is in an old format (.xls). Open it in Excel and "
        "save it as “Excel Workbook (*.xlsx)”.",
    )


def _too_large(path: Path) -> Refusal:
    limit = LARGEST_FILE // 1024 // 1024
    return Refusal(
        lv=f"Fails “{path.name}” ir lielāks par {limit} MB. Izdzēsiet no tā liekos attēlus un formatējumu "
        "un saglabājiet.",
        en=f"The file “{path.name}” is larger than {limit} MB. Delete needless pictures and formatting, then save it.",
    )
