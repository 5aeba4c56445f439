"""Formulas that can be computed here: + - * / ( ), %, SUM, ROUND, MIN, MAX, numbers and cells, in Decimal.

A formula becomes a Python function of the stamped cells and the line it stands on. What it cannot be
computed from (a text where a number belongs, a division by zero) is told by Incomputable.

>>> compiled("ROUND((1+2)*-2/4%,1)")(None, 0)
Decimal('-150.0')
>>> compiled("VLOOKUP(1,A1:B2,2)") is None
True
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from typing import Any, Protocol

from pumpurs_xl.template.formula.tokenizer import Reference, Token, tokens

Known = Decimal | str | None
Number = Callable[[Any, int], Decimal]
Many = Callable[[Any, int], Iterable[Known]]
Computed = Callable[[Any, int], Known]
_ZERO = Decimal(0)
_MOST_PLACES = 30


class Incomputable(ArithmeticError):
    """A cell whose value only Excel can tell."""


class Cells(Protocol):
    """Turns the references of one formula into functions of the stamped cells."""

    def one(self, reference: Reference) -> Computed: ...
    def many(self, reference: Reference) -> Many: ...


class NotComputed(ValueError):
    """The formula uses more than is computed here."""


def compiled(formula: str | Sequence[Token], cells: Cells | None = None) -> Computed | None:
    """The formula as a function; None where it uses more than is computed here."""
    found = tokens(formula) if isinstance(formula, str) else formula
    words = [token for token in found if token.kind != "space"]
    if cells and len(words) == 1 and words[0].reference and not words[0].reference.last:
        return _mirrored(cells.one(words[0].reference))
    try:
        reader = _Reader(words, cells)
        result = reader.sum()
        reader.expect_end()
    except NotComputed:
        return None
    return result


def _mirrored(cell: Computed) -> Computed:
    """A formula that only repeats a cell: a text stays a text, an empty cell is 0."""

    def value(sheet: Any, line: int) -> Known:
        found = cell(sheet, line)
        return _ZERO if found is None else found

    return value


def _operand(cell: Computed) -> Number:
    def value(sheet: Any, line: int) -> Decimal:
        found = cell(sheet, line)
        if isinstance(found, str):
            raise Incomputable
        return _ZERO if found is None else found

    return value


class _Reader:
    """Reads a formula by the precedence of its signs."""

    def __init__(self, words: Sequence[Token], cells: Cells | None) -> None:
        self._words = words
        self._cells = cells
        self._place = 0

    def expect_end(self) -> None:
        if self._place != len(self._words):
            raise NotComputed

    def sum(self) -> Number:
        left = self._product()
        while sign := self._sign("+", "-"):
            left = _SIGNS[sign](left, self._product())
        return left

    def _product(self) -> Number:
        left = self._signed()
        while sign := self._sign("*", "/"):
            left = _SIGNS[sign](left, self._signed())
        return left

    def _signed(self) -> Number:
        if self._sign("-"):
            inner = self._signed()
            return lambda sheet, line: -inner(sheet, line)
        if self._sign("+"):
            return self._signed()
        value = self._value()
        while self._sign("%"):
            value = _percent(value)
        return value

    def _value(self) -> Number:
        token = self._next()
        if token.kind == "number":
            return _constant(Decimal(token.text))
        if token.reference and not token.reference.last and self._cells:
            return _operand(self._cells.one(token.reference))
        if token.kind == "function" and token.text.upper() in {"SUM", "ROUND", "MIN", "MAX"}:
            return self._function(token.text.upper())
        if token.text == "(":
            inner = self.sum()
            self._demand(")")
            return inner
        raise NotComputed

    def _function(self, name: str) -> Number:
        self._demand("(")
        if name == "ROUND":
            return self._round()
        parts = [self._part()]
        while self._sign(","):
            parts.append(self._part())
        self._demand(")")
        return _total(parts) if name == "SUM" else _extreme(parts, min if name == "MIN" else max)

    def _round(self) -> Number:
        value = self.sum()
        self._demand(",")
        places = self.sum()
        self._demand(")")
        return lambda sheet, line: rounded(value(sheet, line), places(sheet, line))

    def _part(self) -> Many:
        """One argument of SUM, MIN or MAX: cells, of which texts do not count, or a calculation."""
        token = self._words[self._place] if self._place < len(self._words) else None
        after = self._words[self._place + 1].text if self._place + 1 < len(self._words) else ""
        if token and token.reference and after in {",", ")"} and self._cells:
            self._place += 1
            return self._cells.many(token.reference)
        value = self.sum()
        return lambda sheet, line: (value(sheet, line),)

    def _next(self) -> Token:
        if self._place >= len(self._words):
            raise NotComputed
        self._place += 1
        return self._words[self._place - 1]

    def _sign(self, *signs: str) -> str:
        if self._place < len(self._words) and self._words[self._place].text in signs:
            self._place += 1
            return self._words[self._place - 1].text
        return ""

    def _demand(self, sign: str) -> None:
        if not self._sign(sign):
            raise NotComputed


def rounded(value: Decimal, places: Decimal) -> Decimal:
    """ROUND as Excel does it: half away from zero, the number of places cut to a whole one."""
    digits = int(places)
    if abs(digits) > _MOST_PLACES:
        raise Incomputable
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if digits >= 0 else _tens(value, -digits)


def _tens(value: Decimal, digits: int) -> Decimal:
    unit = Decimal(10) ** digits
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def _constant(value: Decimal) -> Number:
    return lambda *_: value


def _percent(value: Number) -> Number:
    return lambda sheet, line: value(sheet, line) / 100


def _added(left: Number, right: Number) -> Number:
    return lambda sheet, line: left(sheet, line) + right(sheet, line)


def _subtracted(left: Number, right: Number) -> Number:
    return lambda sheet, line: left(sheet, line) - right(sheet, line)


def _multiplied(left: Number, right: Number) -> Number:
    return lambda sheet, line: left(sheet, line) * right(sheet, line)


def _divided(left: Number, right: Number) -> Number:
    return lambda sheet, line: left(sheet, line) / right(sheet, line)


_SIGNS = {"+": _added, "-": _subtracted, "*": _multiplied, "/": _divided}


def _numbers(parts: Sequence[Many], sheet: Any, line: int) -> Iterator[Decimal]:
    return (value for part in parts for value in part(sheet, line) if isinstance(value, Decimal))


def _total(parts: Sequence[Many]) -> Number:
    return lambda sheet, line: sum(_numbers(parts, sheet, line), _ZERO)


def _extreme(parts: Sequence[Many], choice: Callable[..., Decimal]) -> Number:
    return lambda sheet, line: choice(_numbers(parts, sheet, line), default=_ZERO)


def evaluated(formula: Computed, sheet: object, line: int = 0) -> Known:
    """The value of the formula; Incomputable where only Excel can tell."""
    try:
        return formula(sheet, line)
    except (DecimalException, RecursionError):
        raise Incomputable from None
