"""A formula as its tokens, and its references to cells.

>>> [token.text for token in tokens("SUM(K$12:K12)*'Ž 1'!A1")]
['SUM', '(', 'K$12:K12', ')', '*', "'Ž 1'!A1"]
>>> copied("A1+$B$2+C:C", rows=1, columns=2)
'C2+$B$2+E:E'
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, column_number, letters

Kind = Literal["text", "error", "span", "outer", "reference", "table", "number", "function", "name", "space", "mark"]

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_TOKEN = re.compile(
    rf"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<space>\s+)
    | (?P<outer>(?:\[\d+\][\w.]*|'\[\d+\](?:[^']|'')*')!\s*(?:\$?[\w.\\]+(?::\$?[\w.$]+)?|\#REF!)?)
    | (?P<span>(?:[\w.]+:[\w.]+|'(?:[^':]|'')*:(?:[^']|'')*')!)
    | (?P<sheet>(?:[^\W\d][\w.]*|[\w.]+|'(?:[^']|'')+')!)?
      (?:
        (?P<reference>{_CELL}(?::{_CELL})?(?![\w.(!\\\[]) | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(!\\])
            | \$?[1-9]\d*:\$?[1-9]\d*(?![\w.(!]))
      | (?P<error>\#[A-Z0-9/_]+[!?]?)
      | (?P<table>(?:[^\W\d][\w.\\]*)?\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\])
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


class NoFormula(ValueError):
    """The text holds something that no formula known here holds."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a reference; row 0 stands for a whole column, column 0 for a whole row."""

    column: int
    column_fixed: bool
    row: int
    row_fixed: bool

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
    def bottom(self) -> int:
        """The last row it names, 0 for whole columns."""
        return self.last.row if self.last else self.first.row


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a formula, as written."""

    kind: Kind
    text: str
    reference: Reference | None = None


@lru_cache(maxsize=4096)
def tokens(formula: str) -> tuple[Token, ...]:
    """The tokens of a formula, spaces included; NoFormula where one is not understood."""
    result = []
    place = 0
    while place < len(formula):
        hit = _TOKEN.match(formula, place)
        if not hit or hit.end() == place:
            raise NoFormula(formula)
        result.append(_token(hit))
        place = hit.end()
    return tuple(result)


def _token(hit: re.Match[str]) -> Token:
    kind = next(kind for kind in _KINDS if hit[kind] is not None)
    if kind == "reference":
        found = _reference(hit["sheet"] or "", hit["reference"])
        return Token(kind, hit[0], found) if found else Token("name", hit[0])
    return Token(kind, hit[0])


def _reference(lead: str, text: str) -> Reference | None:
    ends = [_end(end) for end in text.split(":")]
    if any(end.row > LAST_ROW or end.column > LAST_COLUMN for end in ends):
        return None
    if len(ends) == 2 and ends[0].row > ends[1].row:
        raise NoFormula(text)
    return Reference(lead, sheet_name(lead), ends[0], ends[1] if len(ends) == 2 else None)


def _end(text: str) -> End:
    hit = _END.fullmatch(text)
    if not hit:
        raise NoFormula(text)
    if not hit[2]:
        return End(0, False, int(hit[4]), bool(hit[1]))
    return End(column_number(hit[2].upper()), bool(hit[1]), int(hit[4] or 0), bool(hit[3]))


def sheet_name(lead: str) -> str:
    """The sheet that a lead such as 'Ž 1'! names, in lower case."""
    return lead.removesuffix("!").removeprefix("'").removesuffix("'").replace("''", "'").casefold()


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as Excel copies it to another cell; a reference that falls off the sheet is #REF!."""
    return "".join(
        _copied(token.reference, rows, columns) if token.reference else token.text for token in tokens(formula)
    )


def _copied(reference: Reference, rows: int, columns: int) -> str:
    ends = [_end_copied(end, rows, columns) for end in (reference.first, reference.last) if end]
    if not all(_on_sheet(end) for end in ends):
        return f"{reference.lead}#REF!"
    return reference.lead + ":".join(end.at(end.row) for end in ends)


def _end_copied(end: End, rows: int, columns: int) -> End:
    return replace(
        end,
        column=end.column if end.column_fixed or not end.column else end.column + columns,
        row=end.row if end.row_fixed or not end.row else end.row + rows,
    )


def _on_sheet(end: End) -> bool:
    return -1 < end.column <= LAST_COLUMN and -1 < end.row <= LAST_ROW and (end.column > 0 or end.row > 0)


def references(formula: Sequence[Token]) -> list[Reference]:
    return [token.reference for token in formula if token.reference]
