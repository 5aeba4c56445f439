"""Formulas that are computed here: + - * / ( ), %, SUM, ROUND, MIN, MAX, numbers and cells, in exact decimals.

A formula becomes a Python function of the stamped cells and the number of the line it stands on. Where the function
meets what it cannot compute with (a text where a number belongs, a division by zero), it raises Incomputable.

>>> compile_formula("ROUND((1+2)*-2/4%,1)")(None, 0)
Decimal('-150.0')
>>> compile_formula("VLOOKUP(1,A1:B2,2)") is None
True
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from typing import Any, Protocol

from pumpurs_xl.template.formula.tokenizer import Reference, Token, tokenize

Known = Decimal | str | None
Number = Callable[[Any, int], Decimal]
Many = Callable[[Any, int], Iterable[Known]]
Computed = Callable[[Any, int], Known]
_ZERO = Decimal(0)
_MOST_PLACES = 30
_SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_TOTALS: dict[str, Callable[[Iterable[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, _ZERO),
    "MIN": lambda numbers: min(numbers, default=_ZERO),
    "MAX": lambda numbers: max(numbers, default=_ZERO),
}


class Incomputable(ArithmeticError):
    """A cell whose value only Excel can tell."""


class NotComputed(ValueError):
    """The formula uses more than is computed here."""


class Cells(Protocol):
    """Turns the references of one formula into functions of the stamped cells."""

    def one(self, reference: Reference) -> Computed:
        """The value of a single cell."""

    def many(self, reference: Reference) -> Many:
        """The values of all cells of a range."""


def compile_formula(formula: str | Sequence[Token], cells: Cells | None = None) -> Computed | None:
    """The formula as a function; None where it uses more than is computed here."""
    tokens = tokenize(formula) if isinstance(formula, str) else formula
    words = [token for token in tokens if token.kind != "space"]
    if cells and len(words) == 1 and words[0].reference and not words[0].reference.last:
        return _or_zero(cells.one(words[0].reference))
    try:
        parser = _Parser(words, cells)
        result = parser.expression()
    except NotComputed:
        return None
    return None if parser.peek() else result


def evaluate(formula: Computed, sheet: object, line: int = 0) -> Known:
    """The value of the formula; Incomputable where only Excel can tell."""
    try:
        return formula(sheet, line)
    except (DecimalException, RecursionError):
        raise Incomputable from None


def round_half_up(value: Decimal, places: Decimal) -> Decimal:
    """ROUND as Excel does it: half away from zero, the number of places cut to a whole one."""
    digits = int(places)
    if abs(digits) > _MOST_PLACES:
        raise Incomputable
    if digits >= 0:
        return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    unit = Decimal(10) ** -digits
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


class _Parser:
    """Reads a formula by the precedence of its signs: an expression is a sum of terms, a term a product of factors."""

    def __init__(self, words: Sequence[Token], cells: Cells | None) -> None:
        self._words = words
        self._cells = cells
        self._place = 0

    def expression(self) -> Number:
        left = self.term()
        while sign := self.take("+", "-"):
            left = _combine(sign, left, self.term())
        return left

    def term(self) -> Number:
        left = self.factor()
        while sign := self.take("*", "/"):
            left = _combine(sign, left, self.factor())
        return left

    def factor(self) -> Number:
        if self.take("-"):
            inner = self.factor()
            return lambda sheet, line: -inner(sheet, line)
        if self.take("+"):
            return self.factor()
        value = self.operand()
        while self.take("%"):
            value = _combine("/", value, lambda *_: Decimal(100))
        return value

    def operand(self) -> Number:
        if self.take("("):
            inner = self.expression()
            self.demand(")")
            return inner
        if not self.peek():
            raise NotComputed
        token = self._words[self._place]
        self._place += 1
        if token.kind == "number":
            number = Decimal(token.text)
            return lambda *_: number
        if token.reference and not token.reference.last and self._cells:
            return _number(self._cells.one(token.reference))
        if token.kind == "function":
            return self.call(token.text.upper())
        raise NotComputed

    def call(self, name: str) -> Number:
        self.demand("(")
        if name == "ROUND":
            value = self.expression()
            self.demand(",")
            places = self.expression()
            self.demand(")")
            return lambda sheet, line: round_half_up(value(sheet, line), places(sheet, line))
        if name not in _TOTALS:
            raise NotComputed
        arguments = [self.argument()]
        while self.take(","):
            arguments.append(self.argument())
        self.demand(")")
        total = _TOTALS[name]
        return lambda sheet, line: total(
            value for many in arguments for value in many(sheet, line) if isinstance(value, Decimal)
        )

    def argument(self) -> Many:
        """One argument of SUM, MIN or MAX: cells, of which texts do not count, or a calculation."""
        token = self._words[self._place] if self.peek() else None
        if token and token.reference and self.peek(1) in {",", ")"} and self._cells:
            self._place += 1
            return self._cells.many(token.reference)
        value = self.expression()
        return lambda sheet, line: (value(sheet, line),)

    def peek(self, ahead: int = 0) -> str:
        place = self._place + ahead
        return self._words[place].text if place < len(self._words) else ""

    def take(self, *signs: str) -> str:
        """The next word, if it is one of these signs."""
        word = self.peek()
        if word not in signs:
            return ""
        self._place += 1
        return word

    def demand(self, sign: str) -> None:
        if not self.take(sign):
            raise NotComputed


def _combine(sign: str, left: Number, right: Number) -> Number:
    operation = _SIGNS[sign]
    return lambda sheet, line: operation(left(sheet, line), right(sheet, line))


def _number(cell: Computed) -> Number:
    """The cell as an operand: an empty one counts as 0, a text is beyond what is computed here."""

    def value(sheet: Any, line: int) -> Decimal:
        found = cell(sheet, line)
        if isinstance(found, str):
            raise Incomputable
        return _ZERO if found is None else found

    return value


def _or_zero(cell: Computed) -> Computed:
    """A formula that only repeats a cell: a text stays a text, an empty cell is 0."""

    def value(sheet: Any, line: int) -> Known:
        found = cell(sheet, line)
        return _ZERO if found is None else found

    return value
