"""What a person put into a draft's folder, or changed in a claim, is carried into the next draft: it is never deleted.

A file is the program's where its bytes are those that the manifest says, or those that are about to be written.
"""

import hashlib
from collections.abc import Collection, Mapping
from itertools import count
from pathlib import Path

from pumpurs_xl.archive.manifest import MANIFEST, read_manifest
from pumpurs_xl.hosts.disk import copy
from pumpurs_xl.values.refusal import Refusal


def carry(folder: Path, stage: Path, digests: Mapping[str, str], *, only: bool) -> list[str]:
    """Copies what is not the program's from the standing draft into the new one; gives the names that are told.

    A claim that somebody changed gets another name beside the new one. With `only`, what is not written anew stays as
    it is. `digests`: SHA-256 of the files to be written, by name.
    """
    if not folder.exists():
        return []
    written, told = _written(folder), []
    taken = {path.name for path in folder.iterdir()} | digests.keys()
    for path in sorted(folder.iterdir()):
        name = path.name
        if only and name not in digests:
            copy(path, stage / name)
        elif name != MANIFEST and not _is_ours(path, {written.get(name), digests.get(name)}):
            target = _beside(path, taken) if name in written or name in digests else name
            copy(path, stage / target)
            told += [target] if not name.startswith((".", "~$")) else []  # those are the systems' own, and no news
    return told


def _written(folder: Path) -> dict[str, str]:
    """The digests of the files that the program wrote there; none where its manifest is gone or cannot be read."""
    try:
        found: dict[str, str] = read_manifest(folder / MANIFEST)["files"]
    except (FileNotFoundError, Refusal):
        return {}
    return found


def _is_ours(path: Path, digests: Collection[str | None]) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() in digests


def _beside(path: Path, taken: set[str]) -> str:
    """A name for an edited claim that says what it is: ED-2023-02-1 (labots).xlsx."""
    names = (f"{path.stem} (labots{f' {number}' if number > 1 else ''}){path.suffix}" for number in count(1))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
