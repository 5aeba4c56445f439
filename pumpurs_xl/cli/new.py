"""`pumpurs new`: a new workbook is a copy of the shipped one."""

from pathlib import Path

from pumpurs_xl.hosts.disk import not_written, write_whole
from pumpurs_xl.hosts.machine import shipped
from pumpurs_xl.values.refusal import Refusal

EMPTY, SAMPLE = "PuMPuRS.xlsx", "PuMPuRS-paraugs.xlsx"


def new_workbook(path: Path, *, sample: bool) -> Path:
    """Writes a new workbook whole or not at all; a file that is there already is never overwritten."""
    if path.suffix.casefold() != ".xlsx":
        raise Refusal(
            lv=f"“{path.name}” nav Excel faila nosaukums. Rakstiet, piemēram, PuMPuRS.xlsx.",
            en=f"“{path.name}” is not the name of an Excel file. Write, for example, PuMPuRS.xlsx.",
        )
    if _exists(path):
        raise Refusal(
            lv=f"Fails “{path}” jau ir. Izvēlieties citu nosaukumu; esošo grāmatu programma nepārraksta.",
            en=f"The file “{path}” is there already. Choose another name; a workbook is never overwritten.",
        )
    name = SAMPLE if sample else EMPTY
    try:
        content = shipped(name).read_bytes()
    except FileNotFoundError as missing:
        raise Refusal(
            lv=f"Programmā trūkst faila {name}. Lejupielādējiet programmu no jauna.",
            en=f"The program lacks its file {name}. Download the program again.",
        ) from missing
    try:
        write_whole(path, content)
    except OSError as problem:
        raise _not_written(path, problem) from problem
    return path.resolve()


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError as problem:
        raise _not_written(path, problem) from problem


def _not_written(path: Path, problem: OSError) -> Refusal:
    lv = "Failu “{}” nevar ierakstīt. Izvēlieties mapi, kurā drīkstat rakstīt."
    en = "The file “{}” cannot be written. Choose a folder that you may write to."
    return not_written(path, problem, lv=lv, en=en)
