"""Limits: how much a workbook may hold, so that reading it takes seconds and memory that every PC has."""

from dataclasses import dataclass
from pathlib import Path

from pumpurs_xl.hosts.file.guard.refusals import too_much_inside

MOST_ROWS = 2_100_000
MOST_CELLS = 6_000_000
MOST_VALUES = 2_000_000
LARGEST_GRID = 4_000_000
MOST_ELEMENTS = 1_500_000
MOST_MERGED = 20_000
LARGEST_TEXT = 160 * 1024 * 1024


@dataclass
class Counted:
    """What the sheets of one workbook hold together."""

    path: Path
    rows: int = 0  # one with cells counts three times: it takes as long
    cells: int = 0  # empty ones, too
    values: int = 0
    grid: int = 0  # places from the first column of each row to its last value
    elements: int = 0  # of XML that is not in the plain form
    text: int = 0  # bytes of texts that stand in their own cells
    merged: int = 0

    def prove(self, sheet: str) -> None:
        """Refuses a workbook that holds too much; Refusal names the sheet at which that was seen."""
        within = (
            self.rows <= MOST_ROWS
            and self.cells <= MOST_CELLS
            and self.values <= MOST_VALUES
            and self.grid <= LARGEST_GRID
            and self.elements <= MOST_ELEMENTS
            and self.text <= LARGEST_TEXT
            and self.merged <= MOST_MERGED
        )
        if not within:
            raise too_much_inside(self.path, sheet)
