"""The new draft of a month takes the place of the old one; a kill between leaves what the next command puts right.

No system that schools use swaps two folders at once, so the old one is moved aside for a moment. Before that, a note of
the folder is left with the program; each command and each button looks for such notes first.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from pumpurs_xl.hosts.disk import not_written, sync
from pumpurs_xl.hosts.keeping import SWAPS, kept_file
from pumpurs_xl.hosts.machine import this_machine

DRAFT = "melnraksts"
LOCK = ".pumpurs.lock"
_STAGE, _OLD = f".{DRAFT}-jauns", f".{DRAFT}-iepriekšējais"


def new_stage(folder: Path) -> Path:
    """An empty folder beside a draft's own, to write the new one in; it has the rights that any new folder has."""
    stage = _free(folder, _STAGE)
    stage.mkdir()
    return stage


def _free(folder: Path, name: str) -> Path:
    """A name beside the draft that is not taken: one that could not be removed keeps its own."""
    names = (folder.with_name(f"{name}-{number}" if number else name) for number in count())
    return next(path for path in names if not path.exists())


def swap(stage: Path, folder: Path) -> Path | None:
    """Puts the new draft into the place of the old one; gives the old one where it cannot be removed.

    Raises Refusal where the folder cannot be replaced; the old draft then stands as it stood.
    """
    old = _free(folder, _OLD)
    try:
        if folder.exists():
            folder.rename(old)
        stage.rename(folder)
        sync(folder.parent)
    except BaseException as problem:
        if old.exists() and not folder.exists():
            old.rename(folder)
        if not isinstance(problem, OSError):
            raise
        raise not_written(
            folder,
            problem,
            lv="Mapi “{}” nevar nomainīt. Aizveriet tajā atvērtos pārskatus un mēģiniet vēlreiz.",
            en="The folder “{}” cannot be replaced. Close the claims that are open in it and try again.",
        ) from problem
    shutil.rmtree(old, ignore_errors=True)
    return old if old.exists() else None


@contextmanager
def noted(out: Path) -> Iterator[None]:
    """Inside, a note with the program says that drafts in this folder are being swapped; a kill leaves the note."""
    place = str(out.resolve())
    note = None
    with suppress(OSError):  # without a note the next draft in this folder puts things right
        note = kept_file(SWAPS, place)
        note.write_bytes(place.encode(errors="surrogateescape"))
    yield
    if note:
        note.unlink(missing_ok=True)


def mend_noted() -> None:
    """Puts right what a kill left in any folder; one that is being written to is left alone."""
    for note in (this_machine().root / SWAPS).glob("*"):
        with suppress(OSError, Timeout):
            out = Path(note.read_bytes().decode(errors="surrogateescape"))
            if out.is_dir():
                with FileLock(out / LOCK, timeout=0):
                    mend(out)
            note.unlink(missing_ok=True)


def mend(out: Path) -> None:
    """Puts an old draft back where the new one never came, and removes what a kill left; the caller holds the lock."""
    for left in sorted(out.glob(f"????-??/.{DRAFT}-*")):
        folder = left.with_name(DRAFT)
        if _OLD.removeprefix(f".{DRAFT}") in left.name and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)
