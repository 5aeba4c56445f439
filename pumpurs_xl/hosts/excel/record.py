"""The record of a button: every block it changed, with what stood there before, so that it can be taken back.

What a program writes is not in Excel's own undo. The record of the last button is kept under the user's
profile, readable by the user alone, and forgotten when it has been used.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pumpurs_xl.hosts.excel.live_cells import Content, Grid
from pumpurs_xl.hosts.machine import home


@dataclass(frozen=True, slots=True)
class Written:
    """A block of cells that was written: its sheet, its first cell, what stood there and what stands there now."""

    sheet: str
    row: int
    column: int
    before: Grid
    after: Grid

    def changed(self) -> Iterator[tuple[int, int, Content, Content]]:
        """Row, column, before and after of each cell that the button really changed."""
        for down, (old, new) in enumerate(zip(self.before, self.after, strict=True)):
            for across, (was, now) in enumerate(zip(old, new, strict=True)):
                if was != now:
                    yield self.row + down, self.column + across, was, now


@dataclass(frozen=True, slots=True)
class Resized:
    """A table whose number of body rows was changed."""

    table: str
    before: int
    after: int


@dataclass
class Record:
    """What one button did, in order."""

    button: str = ""
    steps: list[Written | Resized] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return any(isinstance(step, Resized) or any(step.changed()) for step in self.steps)


def keep(record: Record, workbook: str) -> None:
    """Keeps the record of the last button that changed this workbook."""
    path = _path(workbook)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as writer:
        json.dump({"button": record.button, "steps": [_as_json(step) for step in record.steps]}, writer)


def last(workbook: str) -> Record | None:
    """The record of the last button in this workbook; None where there is none, or it cannot be read."""
    try:
        kept = json.loads(_path(workbook).read_text(encoding="utf-8"))
        return Record(kept["button"], [_step(step) for step in kept["steps"]])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(workbook: str) -> None:
    _path(workbook).unlink(missing_ok=True)


def _path(workbook: str) -> Path:
    """One file a workbook; its name tells nothing of the workbook's."""
    return home() / "undo" / f"{hashlib.sha256(workbook.encode()).hexdigest()[:24]}.json"


def _as_json(step: Written | Resized) -> dict[str, Any]:
    if isinstance(step, Resized):
        return {"table": step.table, "before": step.before, "after": step.after}
    grids = {name: [[cell.as_json() for cell in row] for row in getattr(step, name)] for name in ("before", "after")}
    return {"sheet": step.sheet, "row": step.row, "column": step.column, **grids}


def _step(kept: dict[str, Any]) -> Written | Resized:
    if "table" in kept:
        return Resized(kept["table"], kept["before"], kept["after"])
    grids = {name: [[Content.from_json(cell) for cell in row] for row in kept[name]] for name in ("before", "after")}
    return Written(kept["sheet"], kept["row"], kept["column"], **grids)
