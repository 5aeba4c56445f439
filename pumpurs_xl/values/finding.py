"""Finding: a problem in the user's data is a value with a place.

The message says what is wrong, then what to do, without a name or a personal code: the cell says where.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pumpurs_xl.values.language import Both, Language


class Severity(StrEnum):
    """Error: cannot be claimed. Warning: a person must look. Info: routine, good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Fix:
    """What would put the cell right. Lossless: applying it loses nothing the user wrote.

    `number_format` is what the cell must have for the value to be shown, where it may have another.
    """

    cell: str
    value: Any
    lossless: bool
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands, and the EUR at stake there.

    `sheet` is the name that the user sees, `table` the declared name of the table whose row it is, where it is one's.
    """

    sheet: str
    cell: str | None = None
    row: int | None = None
    column: str | None = None
    stake: Decimal | None = None
    table: str = ""

    def __str__(self) -> str:
        """The cell with its sheet, as Excel writes it; the sheet alone where no cell is meant."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: what is wrong, what to do, where it stands and what it may cost."""

    severity: Severity
    place: Place
    problem: Both
    remedy: Both
    fix: Fix | None = None
    code: str = ""

    @property
    def rank(self) -> tuple[int, Decimal, str, int, str]:
        """The order in which a person reads findings: by weight, the most money first, then by place."""
        weight = list(Severity).index(self.severity)
        at = self.place
        return weight, -abs(at.stake or Decimal(0)), at.sheet, at.row or 0, at.cell or ""

    def message(self, language: Language) -> str:
        """What is wrong, then what to do."""
        return f"{self.problem.say(language)} {self.remedy.say(language)}"


def error(place: Place, problem: Both, remedy: Both, fix: Fix | None = None) -> Finding:
    """Cannot be claimed until it is put right."""
    return Finding(Severity.ERROR, place, problem, remedy, fix)


def warning(place: Place, problem: Both, remedy: Both, fix: Fix | None = None) -> Finding:
    """A person must look."""
    return Finding(Severity.WARNING, place, problem, remedy, fix)


def info(place: Place, problem: Both, remedy: Both) -> Finding:
    """Routine: good to know."""
    return Finding(Severity.INFO, place, problem, remedy)
