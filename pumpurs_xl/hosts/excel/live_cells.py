"""Cells of an open workbook: how its values are read, compared, kept and written back.

Excel gives every number as a float, a currency cell as a Decimal, a day as a datetime at midnight; a formula shows
by its text alone. What was read is written back so that it is read the same again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlwings

from pumpurs_xl.model.cell import Cell, ErrorValue
from pumpurs_xl.values.a1 import ERROR_TEXTS

Block = list[list[Any]]


def plain(value: Any) -> Cell:
    """The value of a cell as the core knows it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None) if value.time() != time() else value.date()
    if isinstance(value, str):
        return ErrorValue(value) if value in ERROR_TEXTS else value or None
    return value


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds: a formula, or a value."""

    formula: str = ""
    value: Cell = None

    @classmethod
    def read(cls, value: Any, formula: Any) -> "Content":
        """A formula is a text that begins with = and is not what the cell shows."""
        return cls(formula=formula) if is_formula(formula, value) else cls(value=plain(value))

    @classmethod
    def of(cls, wanted: Any) -> "Content":
        """What the program wants in the cell: a text that begins with = is a formula of ours."""
        live = isinstance(wanted, str) and wanted.startswith("=")
        return cls(formula=wanted) if live else cls(value=plain(wanted))

    @property
    def input(self) -> Any:
        """What is written to have this in the cell; COM takes no Decimal and no date without a time."""
        if self.formula:
            return self.formula
        value = self.value
        if isinstance(value, date) and not isinstance(value, datetime):
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 # a workbook knows no time zone
        return value.text if isinstance(value, ErrorValue) else value

    def as_json(self) -> dict[str, Any]:
        """The content as JSON takes it, for the record of a button."""
        if self.formula:
            return {"formula": self.formula}
        if isinstance(self.value, date):
            return {"day": self.value.isoformat()}
        return {"error": self.value.text} if isinstance(self.value, ErrorValue) else {"value": self.value}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Content":
        """The content that `as_json` gave."""
        if "day" in kept:
            moment = datetime.fromisoformat(kept["day"])
            return cls(value=moment if moment.time() != time() else moment.date())
        if "error" in kept:
            return cls(value=ErrorValue(kept["error"]))
        return cls(formula=kept.get("formula", ""), value=kept.get("value"))


Grid = list[list[Content]]


def is_formula(formula: Any, value: Any) -> bool:
    """Whether the cell holds a formula: a text that begins with = and shows itself is a text."""
    return isinstance(formula, str) and formula.startswith("=") and formula != value


def values_of(cells: xlwings.Range) -> Block:
    """The values of a block as the program gives them, error values as texts."""
    found: Block = cells.options(ndim=2, err_to_str=True).value
    return found


def read(cells: xlwings.Range) -> Grid:
    """What the cells of a block hold: two calls."""
    values, formulas = values_of(cells), cells.formula
    said = formulas if isinstance(formulas, tuple | list) else ((formulas,),)
    pairs = zip(values, said, strict=True)
    return [[Content.read(*cell) for cell in zip(row, texts, strict=True)] for row, texts in pairs]


def put(cells: xlwings.Range, grid: Grid) -> None:
    """Hands a block over in one call; without days in it, by the short way that asks the program nothing else."""
    block = [[content.input for content in row] for row in grid]
    if any(isinstance(value, datetime) for row in block for value in row):
        cells.value = block
    else:
        cells.raw_value = [["" if value is None else value for value in row] for row in block]


def read_back(cells: xlwings.Range, wanted: Grid) -> Grid:
    """What the cells hold after `put`; a text that was taken for something else is written once more as a text."""
    found = read(cells)
    for down, row in enumerate(wanted):
        for across, content in enumerate(row):
            if isinstance(content.value, str) and found[down][across] != content:
                cells[down, across].value = f"'{content.value}"
                found[down][across] = content
    return found


def runs(numbers: Sequence[int]) -> Iterator[range]:
    """Numbers in order as stretches without a gap: 3 4 5 9 is 3–5 and 9."""
    start = before = None
    for number in numbers:
        if before is not None and number != before + 1:
            yield range(start or 0, before + 1)
            start = None
        start = number if start is None else start
        before = number
    if before is not None:
        yield range(start or 0, before + 1)
