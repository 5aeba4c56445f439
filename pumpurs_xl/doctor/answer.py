"""The answer of a probe: a status and one sentence; where something is wrong, another one says what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pumpurs_xl.hosts.machine import Machine
from pumpurs_xl.values.language import Both, both

Status = Literal["ok", "warning", "error"]
Answer = tuple[Status, Both]

REINSTALL = both("Uzstādiet programmu no jauna.", "Install the program again.")
REPAIR = both("Palaidiet install.ps1 vēlreiz.", "Run install.ps1 again.")
ASK = both("Palūdziet palīdzību datorspeciālistam.", "Ask your IT specialist.")


@dataclass(frozen=True)
class Probe:
    """A part of an installation: its name, the function that looks at it, and whether only Windows has it."""

    name: Both
    look: Callable[[Machine], Answer]
    windows: bool = False


def fine(lv: str, en: str) -> Answer:
    """The answer where nothing has to be done."""
    return "ok", both(lv, en)


def not_here() -> Answer:
    """The answer where this system has no such part."""
    return fine("Šeit nav vajadzīgs.", "Not applicable here.")


def warning(lv: str, en: str, remedy: Both) -> Answer:
    """The answer where it works, but a person must look; the remedy says what to do."""
    return "warning", both(f"{lv} {remedy.lv}", f"{en} {remedy.en}")


def error(lv: str, en: str, remedy: Both) -> Answer:
    """The answer where it does not work; the remedy says what to do."""
    return "error", both(f"{lv} {remedy.lv}", f"{en} {remedy.en}")
