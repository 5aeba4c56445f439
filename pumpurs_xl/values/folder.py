"""Where a workbook's claims may go: a folder beside it, which its settings name.

A workbook that came by mail must not send the data of minors to another place. The name is judged as Windows and Linux
would both take it, whichever runs.
"""

import re
from enum import Enum
from itertools import accumulate

_PARTS = re.compile(r"[\\/]+")
_DRIVE = re.compile(r"^[A-Za-z]:(?=[\\/]|$)")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)", re.IGNORECASE)
_IMPOSSIBLE = re.compile(r'[<>:"|?*\x00-\x1f\x7f\ud800-\udfff]|%[^%]+%|\$[\w({]|^~')


class Reach(Enum):
    """Where the folder lies: with the workbook, elsewhere on the computer, or where nothing may be written."""

    BESIDE = "beside"
    OUTSIDE = "outside"
    NOWHERE = "nowhere"


def has_drive(folder: str) -> bool:
    r"""Whether it begins with a drive of Windows: C:\x."""
    return bool(_DRIVE.match(folder))


def parts(folder: str) -> list[str]:
    """The names of the folders on the way, without a drive, whichever way the slashes lean."""
    return [part for part in _PARTS.split(_DRIVE.sub("", folder, count=1)) if part not in {"", "."}]


def reach(folder: str) -> Reach:
    r"""Where a folder of the settings lies, as far as its name tells; only the disk knows what is a link.

    >>> [reach(each).value for each in ("Pārskati", r"..\x", "C:/x", r"\\srv\x", "%TEMP%", "con")]
    ['beside', 'outside', 'outside', 'nowhere', 'nowhere', 'nowhere']
    """
    names = parts(folder)
    if re.match(r"[\\/]{2}", folder) or any(name != ".." and _is_no_name(name) for name in names):
        return Reach.NOWHERE
    depths = list(accumulate(-1 if name == ".." else 1 for name in names))
    leaves = has_drive(folder) or folder.startswith(("/", "\\")) or min(depths, default=0) < 0
    return Reach.OUTSIDE if leaves else Reach.BESIDE


def _is_no_name(name: str) -> bool:
    """Whether Windows takes a name for a device, or for another one without its last dots and spaces."""
    device = _DEVICE.fullmatch(name.split(".", maxsplit=1)[0].strip())
    return bool(device or _IMPOSSIBLE.search(name) or name[-1] in " .")
