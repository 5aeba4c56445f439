"""Formulas that are computed here: signs, comparisons, texts and the functions of `functions`, in exact decimals.

A formula becomes a Python function of the stamped cells and the number of the line it stands on. Where the function
meets what only Excel can tell (a text that is a number in some languages, a circle of cells), it raises Incomputable.

>>> compile_formula('ROUND((1+2)*-2/4%,1)&" EUR"')(None, 0)
'-150 EUR'
>>> compile_formula("VLOOKUP(1,A1:B2,2)") is None
True
"""

from collections.abc import Callable, Sequence
from decimal import Decimal, DecimalException

from pumpurs_xl.template.formula.functions import FUNCTIONS
from pumpurs_xl.template.formula.operands import (
    Argument,
    Array,
    Calculated,
    Cells,
    Computed,
    Fixed,
    NotComputed,
    Omitted,
    Referred,
)
from pumpurs_xl.template.formula.signs import LEVELS, OPERATIONS, Operation, divide, subtract
from pumpurs_xl.template.formula.tokenizer import Token, tokenize
from pumpurs_xl.template.formula.values import ZERO, CellError, ErrorValue, Incomputable, Known, plain


def _number(text: str) -> Decimal:
    """The number; NotComputed for one behind the name of a sheet, which is none."""
    if "!" in text:
        raise NotComputed
    return Decimal(text)


def _logical(name: str) -> bool:
    """TRUE or FALSE; NotComputed for another name."""
    if name.upper() not in {"TRUE", "FALSE"}:
        raise NotComputed
    return name.upper() == "TRUE"


_TYPED: dict[str, Callable[[str], Known]] = {
    "number": _number,
    "text": lambda text: text[1:-1].replace('""', '"'),
    "error": lambda text: ErrorValue(text[text.rindex("#") :]),  # Lapa!#REF! is #REF!
    "name": _logical,
}
_HUNDRED = Decimal(100)


def compile_formula(formula: str | Sequence[Token], cells: Cells | None = None) -> Computed | None:
    """The formula as a function; None where it uses more than is computed here."""
    tokens = tokenize(formula) if isinstance(formula, str) else formula
    parser = _Parser([token for token in tokens if token.kind != "space"], cells)
    try:
        result = parser.expression().value()
    except NotComputed:
        return None
    return None if parser.peek() else lambda sheet, line: _or_zero(result(sheet, line))


def evaluate(formula: Computed, sheet: object, line: int = 0) -> Known:
    """The value of the formula, which may be an error; Incomputable where only Excel can tell."""
    try:
        return formula(sheet, line)
    except CellError as error:
        return error.value
    except (DecimalException, RecursionError):
        raise Incomputable from None


def _or_zero(value: Known) -> Known:
    """What a formula comes to: one that only repeats an empty cell is 0."""
    return ZERO if value is None else plain(value)


class _Parser:
    """Reads a formula by the precedence of its signs: an expression is made of those of the next level."""

    def __init__(self, words: Sequence[Token], cells: Cells | None) -> None:
        self._words = words
        self._cells = cells
        self._place = 0

    def expression(self, level: int = 0) -> Argument:
        if level == len(LEVELS):
            return self.factor()
        left = self.expression(level + 1)
        while sign := self.take(*LEVELS[level]):
            left = _combine(OPERATIONS[sign], left, self.expression(level + 1))
        return left

    def factor(self) -> Argument:
        """An operand with its signs: -2^2 is 4 in Excel, since a sign before an operand binds closer than ^."""
        if self.take("-"):
            return _combine(subtract, Fixed(ZERO), self.factor())
        if self.take("+"):
            return self.factor()
        value = self.operand()
        while self.take("%"):
            value = _combine(divide, value, Fixed(_HUNDRED))
        return value

    def operand(self) -> Argument:
        if self.take("("):
            inner = self.expression()
            self.demand(")")
            return inner
        if not self.peek():
            raise NotComputed
        token = self._words[self._place]
        self._place += 1
        if token.reference and self._cells:
            return Referred(token.reference, self._cells)
        if token.kind == "function":
            return self.call(token.text.upper())
        if token.kind in _TYPED:
            return Fixed(_TYPED[token.kind](token.text))
        raise NotComputed

    def call(self, name: str) -> Argument:
        """A function with its arguments; TEXT would need to know where days are counted from."""
        if name not in FUNCTIONS or (name == "TEXT" and self._cells and self._cells.since_1904):
            raise NotComputed
        return FUNCTIONS[name](self.arguments())

    def arguments(self) -> list[Argument]:
        """The arguments of a function, in their brackets."""
        self.demand("(")
        found: list[Argument] = []
        while not self.take(")"):
            if found:
                self.demand(",")
            found.append(Omitted() if self.peek() in {",", ")"} else self.expression())
        return found

    def peek(self) -> str:
        return self._words[self._place].text if self._place < len(self._words) else ""

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


def _combine(operation: Operation, left: Argument, right: Argument) -> Argument:
    """Two operands made one; of several cells each by itself, as only SUMPRODUCT reads them."""
    if left.is_many or right.is_many:
        one, other = left.rows(), right.rows()
        return Array(lambda sheet, line: one(sheet, line).combine(operation, other(sheet, line)))
    first, second = left.value(), right.value()
    return Calculated(lambda sheet, line: operation(first(sheet, line), second(sheet, line)))
