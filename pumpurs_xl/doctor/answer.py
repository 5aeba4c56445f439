"""The answer of a check: how it is, and one sentence; where something is wrong, another one says what to do."""

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
class Look:
    """A check: its name, and where to look."""

    name: Both
    at: Callable[[Machine], Answer]
    windows: bool = False


def fine(lv: str, en: str) -> Answer:
    """Nothing to do."""
    return "ok", both(lv, en)


def not_here() -> Answer:
    """Nothing to look at on this system."""
    return fine("Šeit nav vajadzīgs.", "Not applicable here.")


def warning(lv: str, en: str, remedy: Both) -> Answer:
    """It works, but a person must look."""
    return "warning", both(f"{lv} {remedy.lv}", f"{en} {remedy.en}")


def error(lv: str, en: str, remedy: Both) -> Answer:
    """It does not work."""
    return "error", both(f"{lv} {remedy.lv}", f"{en} {remedy.en}")
