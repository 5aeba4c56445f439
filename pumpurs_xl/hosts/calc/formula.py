"""Formulas as Excel writes them and as LibreOffice Calc takes them through UNO.

Calc keeps structured references as they are; only the marks between things differ: `;` between arguments and
between the parts of a table reference, `.` after a sheet, `~` and `!` for union and intersection, `|` between
the rows of a constant.

>>> from_excel("=SUMIFS(tED[[Summa, EUR]],tED[Nr.],'Mācību līdzekļi'!A1)")
"=SUMIFS(tED[[Summa, EUR]];tED[Nr.];$'Mācību līdzekļi'.A1)"
>>> to_excel("=IF(tED[[#This Row];[Summa, EUR]]>0;TRUE();$Sākums.C5)")
'=IF(tED[[#This Row],[Summa, EUR]]>0,TRUE,Sākums!C5)'
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pumpurs_xl.values.a1 import ERROR_TEXTS

ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}

_CELL = r"\$?[A-Z]{1,3}\$?[0-9]+"
_COMMON = rf"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<error>{"|".join(map(re.escape, sorted(ERROR_TEXTS)))})
"""
_EXCEL = re.compile(
    _COMMON
    + rf"""
  | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
  | (?P<reference>{_CELL}(?![\w(\[]))
  | (?P<word>[^\W\d][\w.]*\(?)
  | (?P<space>[ ]+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CALC = re.compile(
    _COMMON
    + rf"""
  | (?P<sheet>\$?(?:'(?:[^']|'')+'|[^\W\d]\w*)\.(?={_CELL}|\#REF!|\$?[A-Z]{{1,3}}:))
  | (?P<truth>(?:TRUE|FALSE)\(\))
  | (?P<word>[^\W\d][\w.]*\(?)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ADDIN = "COM.SUN.STAR.SHEET.ADDIN.ANALYSIS.GET"  # how Calc names EOMONTH, EDATE and their like
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")


@lru_cache(maxsize=4096)  # a column of a table says the same in each row
def from_excel(formula: str) -> str:
    """The formula as Calc takes it."""
    return "".join(_translate(formula, _FromExcel()))


@lru_cache(maxsize=4096)
def to_excel(formula: str) -> str:
    """The formula as Excel shows it; an error value that was typed is no formula there."""
    if formula[1:] in ERROR_TEXTS:
        return formula[1:]
    return "".join(_translate(formula, _ToExcel()))


def moves(formula: str) -> bool:
    """Whether the formula names cells by their place, so that it reads differently in each cell."""
    places = (match for match, _ in _pieces(formula, _EXCEL))
    return any(match is not None and match.lastgroup == "reference" for match in places)


class _FromExcel:
    """The marks of Excel as Calc takes them; it goes through a formula piece by piece."""

    pattern = _EXCEL

    def __init__(self) -> None:
        self.open: list[str] = []  # what each bracket is: a call, a group, a constant

    def brackets(self, inside: str) -> str:
        return _brackets(inside, ",", ";")

    def piece(self, kind: str, text: str, before: str, after: str) -> str:
        if kind == "sheet":
            return f"${_quote(text[:-1])}."
        if kind == "word":
            if text.endswith("("):
                self.open.append("call")
            return text
        if kind == "space":
            meet = (before.isalnum() or before in ")]") and (after.isalnum() or after in "($'")
            return "!" if before and after and meet else text
        return self._mark(text) if kind == "other" else text

    def _mark(self, text: str) -> str:
        if text in "({":
            self.open.append("group" if text == "(" else "constant")
        elif text in ")}" and self.open:
            self.open.pop()
        where = self.open[-1] if self.open else "group"
        if text == ",":
            return "~" if where == "group" else ";"
        return "|" if text == ";" and where == "constant" else text


class _ToExcel:
    """The marks of Calc as Excel shows them; it goes through a formula piece by piece."""

    pattern = _CALC

    def __init__(self) -> None:
        self.constant = False

    def brackets(self, inside: str) -> str:
        return _brackets(inside, ";", ",")

    def piece(self, kind: str, text: str, before: str, after: str) -> str:
        if kind == "sheet":
            name = text.removeprefix("$")[:-1]
            plain = name.strip("'")
            bare = _PLAIN_SHEET.fullmatch(plain) and not re.fullmatch(_CELL, plain)
            return f"{plain if bare else _quote(name)}!"
        if kind == "truth":
            return text[:-2]
        if kind != "other":
            return text.removeprefix(_ADDIN)
        self.constant = text == "{" or (self.constant and text != "}")
        rows = {"|": ";"} if self.constant else {"~": ",", "!": " "}
        return {";": ",", **rows}.get(text, text)


def _pieces(formula: str, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str] | None, str]]:
    """The pieces of a formula; the brackets of a table reference come whole, without a match."""
    at, word = 0, False
    while at < len(formula):
        if word and formula[at] == "[":
            end = _closing(formula, at)
            yield None, formula[at:end]
            at, word = end, False
            continue
        match = pattern.match(formula, at)
        assert match is not None  # noqa: S101 # a piece may be any character
        yield match, match.group()
        at, word = match.end(), match.lastgroup == "word"


def _translate(formula: str, marks: _FromExcel | _ToExcel) -> Iterator[str]:
    at = 0
    for match, text in _pieces(formula, marks.pattern):
        after = at + len(text)
        if match is None:
            yield marks.brackets(text)
        else:
            yield marks.piece(match.lastgroup or "", text, formula[at - 1 : at], formula[after : after + 1])
        at = after


def _closing(formula: str, at: int) -> int:
    """Where the bracket that opens here is closed; ' stands before a mark that is meant as a letter."""
    depth = 0
    while at < len(formula):
        letter = formula[at]
        depth += (letter == "[") - (letter == "]")
        at += 2 if letter == "'" else 1
        if not depth:
            break
    return at


def _brackets(inside: str, before: str, after: str) -> str:
    """The brackets of a table reference with the marks between their parts changed; short forms in full."""
    if inside.startswith("[#"):
        inside = f"[{inside}]"  # [#All] is [[#All]]
    elif inside.startswith("[@"):
        column = inside[2:-1]  # [@Km] is [[#This Row],[Km]]
        column = column if column.startswith("[") or not column else f"[{column}]"
        inside = f"[[#This Row],{column}]" if column else "[[#This Row]]"
    parts, depth, at = [], 0, 0
    while at < len(inside):
        letter = inside[at]
        depth += (letter == "[") - (letter == "]")
        meant = inside[at : at + 2] if letter == "'" else letter
        parts.append(after if meant == before and depth == 1 and inside[at - 1] == "]" else meant)
        at += len(meant)
    return "".join(parts)


def _quote(sheet: str) -> str:
    return sheet if sheet.startswith("'") else f"'{sheet}'"
