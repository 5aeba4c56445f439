"""Files on disk: written whole or not at all, and still there after a power cut.

A rename is believed only when the file and its folder have been flushed; Windows cannot flush a folder and needs not.
"""

import errno
import hashlib
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from pumpurs_xl.values.refusal import Refusal

_FULL = {errno.ENOSPC, errno.EDQUOT} if sys.platform != "win32" else {errno.ENOSPC}
_FULL_ON_WINDOWS = {39, 112}
_SHOWN = 80
"""How much of an endless name a sentence shows."""


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet, down to the disk; raises OSError as it comes."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """The whole file or the one before, whatever happens; only a file is ever replaced. Raises OSError as it comes."""
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "not a file", str(path))
    stem = f".pumpurs-{hashlib.sha256(path.name.encode(errors='surrogateescape')).hexdigest()[:8]}"
    for left in path.parent.glob(f"{stem}-*"):  # of a run that was killed
        left.unlink(missing_ok=True)
    stage = path.with_name(f"{stem}-{os.getpid()}")
    try:
        write_new(stage, content)
        stage.replace(path)
        sync(path.parent)
    finally:
        stage.unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """A file or a folder of somebody's, with its times and rights, down to the disk. Raises OSError as it comes."""
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True, copy_function=_copy_file)
        sync(target)
    else:
        _copy_file(source, target)


def _copy_file(source: str | Path, target: str | Path) -> None:
    shutil.copy2(source, target, follow_symlinks=False)
    with suppress(PermissionError), Path(target).open("rb+") as file:  # what may not be written is copied all the same
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Flushes what a folder lists, so that a file created or renamed in it stays so."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a folder of some network disks cannot be flushed
            os.fsync(handle)
    finally:
        os.close(handle)


def not_written(place: Path, problem: OSError, *, lv: str, en: str) -> Refusal:
    """Why something could not be written there, and what to do; `lv` and `en` say that where it is no common reason."""
    shown = str(place) if len(str(place)) <= _SHOWN else f"…{str(place)[-_SHOWN:]}"
    if problem.errno in _FULL or getattr(problem, "winerror", None) in _FULL_ON_WINDOWS:
        return Refusal(
            lv=f"Disks ir pilns: “{shown}” nevar ierakstīt. Atbrīvojiet tajā vietu un mēģiniet vēlreiz.",
            en=f"The disk is full: “{shown}” cannot be written. Make room on it and try again.",
        )
    if problem.errno == errno.ENAMETOOLONG or getattr(problem, "winerror", None) == 206:
        return Refusal(
            lv=f"Nosaukums “{shown}” ir par garu. Izvēlieties īsāku.",
            en=f"The name “{shown}” is too long. Choose a shorter one.",
        )
    return Refusal(lv=lv.format(shown), en=en.format(shown))
