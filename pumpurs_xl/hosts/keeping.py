"""What the program keeps in its own folder under the user's profile, and for how long."""

import hashlib
import shutil
import time
from pathlib import Path

from pumpurs_xl.hosts.log import LOGS
from pumpurs_xl.hosts.machine import program_folder, this_machine

UNDO, AGREED, SWAPS = "undo", "mapes", "nepabeigts"
"""What the last button changed, which may name learners; folders that were agreed to; swaps of drafts under way."""
KEPT = (UNDO, AGREED, SWAPS, LOGS)
DAYS = 7
"""How long a button can be taken back."""


def keeping_place(name: str) -> Path:
    """One of `KEPT`, made when it is asked for, for its user alone to read."""
    folder = program_folder() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def kept_file(name: str, of: str, ending: str = "") -> Path:
    """The file kept there of a workbook or a folder, whose own name it does not tell."""
    digest = hashlib.sha256(of.encode(errors="surrogateescape")).hexdigest()
    return keeping_place(name) / f"{digest[:24]}{ending}"


def expire(now: float | None = None) -> None:
    """Drops records of buttons that are older than seven days, or dated in days to come; each command and click asks.

    One that cannot be removed now is tried again the next time.
    """
    moment = time.time() if now is None else now
    for record in (this_machine().root / UNDO).glob("*.json"):
        try:
            if abs(moment - record.stat().st_mtime) > DAYS * 24 * 3600:
                record.unlink(missing_ok=True)
        except OSError:
            continue


def clear(root: Path, names: tuple[str, ...] = KEPT) -> None:
    """Removes what is kept there; raises OSError where something stays, for it may name learners."""
    for name in names:
        if (root / name).is_dir():
            shutil.rmtree(root / name)
