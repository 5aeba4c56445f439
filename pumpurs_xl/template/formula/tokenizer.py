"""A formula cut into tokens, and the references to cells among them.

The tokens joined are the formula again, to the letter. What is not understood is refused with NoFormula, never
guessed: openpyxl's tokenizer lets an unknown name or a reference to another workbook pass as an operand.

>>> [token.text for token in tokenize("SUM(K$12:K12)*'Ž 1'!A1")]
['SUM', '(', 'K$12:K12', ')', '*', "'Ž 1'!A1"]
>>> copy_formula("A1+$B$2+C:C", rows=1, columns=2)
'C2+$B$2+E:E'
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area, column_number, letters

Kind = Literal["text", "error", "span", "outer", "reference", "table", "number", "function", "name", "space", "mark"]

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_REFERENCE = rf"""
    {_CELL}(?::{_CELL})?(?![\w.(!\\\[])
    | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(!\\])
    | \$?[1-9]\d*:\$?[1-9]\d*(?![\w.(!])
"""
_TABLE = r"\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]"
_TOKEN = re.compile(
    rf"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<space>\s+)
    | (?P<outer>(?:\[[1-9]\d*\][\w.]*(?::[\w.]+)?|'\[[1-9]\d*\](?:[^']|'')*')!\s*
        (?:{_REFERENCE} | \#REF! | '(?:[^']|'')*' | [\w.\\?]+(?:{_TABLE})?)?)
    | (?P<span>(?:[\w.]+:[\w.]+|'(?:[^':]|'')*:(?:[^']|'')*')!)
    | (?P<sheet>(?:[^\W\d][\w.]*|[\w.]+|\[0\]|'(?:[^']|'')+')!)?
      (?:
        (?P<reference>{_REFERENCE})
      | (?P<error>\#REF!(?:{_REFERENCE}) | \#N/A | \#[A-Z0-9/_]+[!?]?)
      | (?P<table>(?:[^\W\d][\w.\\]*)?{_TABLE})
      | (?P<function>[^\W\d][\w.]*(?=\())
      | (?P<name>(?:[^\W\d]|\\)[\w.\\?]*)
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?)
      | (?P<mark><=|>=|<>|[-+*/^&=<>%(),;:{{}}@\#!|])
      )
    """,
    re.VERBOSE,
)
_END = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_KINDS: tuple[Kind, ...] = (
    "text", "space", "outer", "span", "reference", "error", "table", "function", "name", "number", "mark",
)  # fmt: skip
_OFF_SHEET = "#REF!"


class NoFormula(ValueError):
    """The text holds something that no formula known here holds."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a reference; row 0 stands for a whole column, column 0 for a whole row."""

    column: int
    column_fixed: bool
    row: int
    row_fixed: bool

    @classmethod
    def parse(cls, text: str) -> "End":
        """The end written K$12, $K or 12."""
        found = _END.fullmatch(text)
        if not found:
            raise NoFormula(text)
        dollar, column, second_dollar, row = found.groups()
        if not column:
            return cls(0, False, int(row), bool(dollar))
        return cls(column_number(column.upper()), bool(dollar), int(row or 0), bool(second_dollar))

    def at(self, row: int) -> str:
        """The end as written, on another row."""
        column = f"{'$' * self.column_fixed}{letters(self.column)}" if self.column else ""
        return f"{column}{'$' * self.row_fixed}{row}" if self.row else column


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells that a formula names; `sheet` in lower case, empty where the formula's own sheet is meant."""

    lead: str
    sheet: str
    first: End
    last: End | None

    @property
    def ends(self) -> tuple[End, ...]:
        """Its two ends, or one for a single cell."""
        return (self.first, self.last) if self.last else (self.first,)

    @property
    def bottom(self) -> int:
        """The last row it names, 0 for whole columns."""
        return self.ends[-1].row

    @property
    def area(self) -> Area:
        """The cells it names on its sheet."""
        first, last = self.ends[0], self.ends[-1]
        columns = sorted((first.column or 1, last.column or LAST_COLUMN))
        return Area(first.row or 1, columns[0], last.row or LAST_ROW, columns[1])


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a formula, as written."""

    kind: Kind
    text: str
    reference: Reference | None = None


@lru_cache(maxsize=4096)
def tokenize(formula: str) -> tuple[Token, ...]:
    """The tokens of a formula, spaces included; NoFormula where one is not understood."""
    result = []
    place = 0
    while place < len(formula):
        found = _TOKEN.match(formula, place)
        if not found or found.end() == place:
            raise NoFormula(formula)
        kind = next(kind for kind in _KINDS if found[kind] is not None)
        reference = _parse_reference(found["sheet"] or "", found["reference"]) if kind == "reference" else None
        result.append(Token("name" if kind == "reference" and not reference else kind, found[0], reference))
        place = found.end()
    return tuple(result)


def _parse_reference(lead: str, text: str) -> Reference | None:
    """The reference, the upper row first; None for a word that only looks like one, beyond the last row or column."""
    ends = [End.parse(end) for end in text.split(":")]
    if any(end.row > LAST_ROW or end.column > LAST_COLUMN for end in ends):
        return None
    if lead == "[0]!":  # the workbook itself, of whose cells none is meant
        raise NoFormula(text)
    if len(ends) == 2 and ends[0].row > ends[1].row:
        ends = [replace(end, row=at.row, row_fixed=at.row_fixed) for end, at in zip(ends, ends[::-1], strict=True)]
    sheet = lead.removesuffix("!").removeprefix("'").removesuffix("'").replace("''", "'").casefold()
    return Reference(lead, sheet, ends[0], ends[1] if len(ends) == 2 else None)


def copy_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as Excel copies it to a cell so many rows below and columns to the right.

    Ends without a $ go along; a reference that falls off the sheet becomes #REF!.
    """
    result = ""
    for token in tokenize(formula):
        if token.reference:
            ends = [_copy_end(end, rows, columns) for end in token.reference.ends]
            result += token.reference.lead + (_OFF_SHEET if _OFF_SHEET in ends else ":".join(ends))
        else:
            result += token.text
    return result


def _copy_end(end: End, rows: int, columns: int) -> str:
    column = end.column if end.column_fixed or not end.column else end.column + columns
    row = end.row if end.row_fixed or not end.row else end.row + rows
    on_sheet = min(1, end.column) <= column <= LAST_COLUMN and min(1, end.row) <= row <= LAST_ROW
    return replace(end, column=column).at(row) if on_sheet else _OFF_SHEET
