"""The record of a button: every block it changed, with what stood there before, so that it can be taken back.

What a program writes is not in Excel's own undo. The record of the last button is kept under the user's profile,
readable by the user alone; it is forgotten when it has been used, and after seven days (`keeping`).
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pumpurs_xl.hosts.excel.live_cells import Content, Grid
from pumpurs_xl.hosts.keeping import UNDO, kept_file


@dataclass(frozen=True, slots=True)
class Written:
    """A block of cells that was written: its sheet, its first cell, what stood there and what stands there now."""

    sheet: str
    row: int
    column: int
    before: Grid
    after: Grid

    def changes(self) -> Iterator[tuple[int, int, Content, Content]]:
        """Row, column, before and after of each cell that the button really changed."""
        for down, (old, new) in enumerate(zip(self.before, self.after, strict=True)):
            for across, (was, now) in enumerate(zip(old, new, strict=True)):
                if was != now:
                    yield self.row + down, self.column + across, was, now

    def as_json(self) -> dict[str, Any]:
        """The step as it is kept in the record."""
        before, after = ([[cell.as_json() for cell in row] for row in grid] for grid in (self.before, self.after))
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "before": before, "after": after}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Written":
        """The step that `as_json` gave."""
        before, after = (
            [[Content.from_json(cell) for cell in row] for row in kept[name]] for name in ("before", "after")
        )
        return cls(kept["sheet"], kept["row"], kept["column"], before, after)


@dataclass(frozen=True, slots=True)
class Resized:
    """A table whose number of body rows was changed."""

    table: str
    before: int
    after: int

    def as_json(self) -> dict[str, Any]:
        """The step as it is kept in the record."""
        return {"table": self.table, "before": self.before, "after": self.after}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Resized":
        """The step that `as_json` gave."""
        return cls(kept["table"], kept["before"], kept["after"])


@dataclass(frozen=True, slots=True)
class Dressed:
    """A cell whose number format was changed."""

    sheet: str
    row: int
    column: int
    format_before: str
    format_after: str

    def as_json(self) -> dict[str, Any]:
        """The step as it is kept in the record."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Dressed":
        """The step that `as_json` gave."""
        return cls(**kept)


@dataclass
class Record:
    """What one button did, in order."""

    button: str = ""
    steps: list[Written | Resized | Dressed] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to take back."""
        return any(not isinstance(step, Written) or any(step.changes()) for step in self.steps)


def keep(record: Record, workbook: str) -> None:
    """Keeps the record of the last button that changed this workbook, for its user alone to read."""
    file = os.open(_path(workbook), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as writer:
        json.dump({"button": record.button, "steps": [step.as_json() for step in record.steps]}, writer)


def last(workbook: str) -> Record | None:
    """The record of the last button in this workbook; None where there is none, or it cannot be read."""
    try:
        kept = json.loads(_path(workbook).read_text(encoding="utf-8"))
        return Record(kept["button"], [_step(step) for step in kept["steps"]])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _step(kept: dict[str, Any]) -> Written | Resized | Dressed:
    kind = Resized if "table" in kept else Dressed if "format_before" in kept else Written
    return kind.from_json(kept)


def forget(workbook: str) -> None:
    """Drops the record of this workbook: a button is taken back once."""
    _path(workbook).unlink(missing_ok=True)


def _path(workbook: str) -> Path:
    """One file a workbook; its name tells nothing of the workbook's."""
    return kept_file(UNDO, workbook, ".json")
