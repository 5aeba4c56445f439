"""Kills: a draft is written anew and ended at one of its file operations; then the next command comes.

`python tests/kills.py 1000` kills so many times: at random operations, and the command itself at random moments.
"""

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from books import book

from pumpurs_xl.archive.draft import Draft, draft, publish
from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.archive.swap import mend_noted
from pumpurs_xl.claims.claim import claims
from pumpurs_xl.inspection import inspect
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

FEBRUARY = Month(2023, 2)
EDITED, NOTE = b"edited by hand", "mana piezīme.txt"
_CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir"}
DONE, REFUSED, DEFECT = 0, 2, 3


def drafted(out: Path) -> Draft:
    """Two claims of a small school, to be written into a folder."""
    inspection = inspect(book({"Transports": [{}], "Ēdināšana": [{}]}))
    found = claims(inspection, FEBRUARY)
    return draft(inspection, FEBRUARY, [found[0], found[-1]], out, shipped_templates(), only=False)


def standing(out: Path) -> Path:
    """Writes the draft and does to it what a person may do: a file of one's own, a claim edited in place."""
    [one] = publish([drafted(out)], out)
    (one.folder / NOTE).write_bytes(EDITED)
    one.files[0].write_bytes(EDITED)
    return one.folder


def _changes(event: str, arguments: Any) -> bool:
    """Whether Python is about to change something on the disk."""
    if event == "open":
        _, mode, flags = arguments
        return bool(set(mode or "") & set("wax+")) or bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in _CHANGES


def ended_at(number: int, work: Callable[[], object], *, failing: int = 0) -> int:
    """Does the work in a child that is killed at so many file operations, or where they fail with `failing` from there.

    How it ended: minus the signal, or DONE, REFUSED, DEFECT.
    """
    child = os.fork()
    if not child:
        _die_in(number, work, failing)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _die_in(number: int, work: Callable[[], object], failing: int) -> None:
    counted, flush = count(1), os.fsync

    def operation() -> None:
        if next(counted) == number:
            if failing:
                raise OSError(failing, os.strerror(failing))
            os.kill(os.getpid(), signal.SIGKILL)

    def fsync(file: Any) -> None:
        operation()
        flush(file)

    os.fsync = fsync  # type: ignore[assignment] # whatever it takes, it is handed on
    sys.addaudithook(lambda event, arguments: operation() if _changes(event, arguments) else None)
    try:
        work()
        os._exit(DONE)
    except Refusal:
        os._exit(REFUSED)
    except BaseException:  # noqa: BLE001 # a child never comes back
        os._exit(DEFECT)


def problems(folder: Path) -> Iterator[str]:
    """What is wrong with the draft after the next command: not whole, something of the person's lost, leftovers."""
    if not folder.is_dir():
        yield "there is no draft"
        return
    contents = {path.name: path.read_bytes() for path in folder.iterdir()}
    files = json.loads(contents["manifest.json"])["files"]
    torn = {name for name, digest in files.items() if hashlib.sha256(contents[name]).hexdigest() != digest}
    if {name for name in torn if contents[name] != EDITED}:
        yield "a claim is torn"
    if list(contents.values()).count(EDITED) < 2:
        yield "something of the person's own is lost"
    if left := [path.name for path in folder.parent.iterdir() if path != folder]:
        yield f"left behind: {left}"


def campaign(kills: int, seed: int = 0) -> dict[str, int]:
    """So many kills at random file operations, and one in twenty at a random moment of the command: what was wrong."""
    dice = random.Random(seed)  # noqa: S311 # the same kills for the same seed
    wrong: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as home:
        os.environ["LOCALAPPDATA"] = home
        first = Path(home, "first")
        one = drafted(first)
        place = standing(first).relative_to(first)
        for number in range(kills):
            out = Path(home, str(number))
            shutil.copytree(first, out)
            if number % 20:
                ended_at(dice.randint(1, 60), lambda out=out: list(publish([drafted(out)], out)))  # type: ignore[misc]
            else:
                _kill_command(out, dice.random() * 5)
            mend_noted()
            for problem in problems(out / place):
                wrong[problem] = wrong.get(problem, 0) + 1
            shutil.rmtree(out)
        assert one.claims
    return wrong


def _kill_command(out: Path, seconds: float) -> None:
    sample = Path(__file__).parent.parent / "workbook" / "PuMPuRS-paraugs.xlsx"
    months = ["--from", "2022-12", "--to", "2023-02"]
    command = [sys.executable, "-m", "pumpurs_xl", "claim", str(sample), *months, "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(seconds)
        process.kill()


FULL = errno.ENOSPC
if __name__ == "__main__":
    sys.stdout.write(f"{campaign(int(sys.argv[1])) or 'nothing was lost'}\n")
