"""What the signs between two operands do: + - * / ^ & and the comparisons, as Excel has them."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from pumpurs_xl.template.formula.values import (
    ZERO,
    CellError,
    ErrorValue,
    Incomputable,
    Known,
    compare,
    to_number,
    to_text,
)

Operation = Callable[[Known, Known], Known]
_RESIDUE = Decimal("1E-15")
_SMALLEST = Decimal("2.2250738585072E-308")
_LARGEST = Decimal("1.79769313486231E+308")


def add(left: Known, right: Known) -> Decimal:
    """The sum of two operands."""
    one, other = _numbers(left, right)
    return _settle(one + other, one)


def subtract(left: Known, right: Known) -> Decimal:
    """The difference of two operands."""
    one, other = _numbers(left, right)
    return _settle(one - other, one)


def _numbers(left: Known, right: Known) -> tuple[Decimal, Decimal]:
    """Both operands as numbers; Incomputable where a text meets an error, since either may be what it comes to."""
    if isinstance(left, str) and isinstance(right, ErrorValue):
        raise Incomputable
    return to_number(left), to_number(right)


def _settle(result: Decimal, operand: Decimal) -> Decimal:
    """What is left of equal numbers is nothing: Excel, too, forgets a rest beyond the digits of its operands."""
    return result if not result or abs(result) > abs(operand) * _RESIDUE else ZERO


def multiply(left: Known, right: Known) -> Decimal:
    """The product of two operands."""
    one, other = _numbers(left, right)
    return _finite(one * other)


def divide(left: Known, right: Known) -> Decimal:
    """The quotient of two operands; #DIV/0! by nothing."""
    one, other = _numbers(left, right)
    if not other:
        raise CellError("#DIV/0!")
    return _finite(one / other)


def power(left: Known, right: Known) -> Decimal:
    """One operand to the power of the other; #NUM! for 0^0, and for a root of what is below 0."""
    one, other = _numbers(left, right)
    if not one and other < 0:
        raise CellError("#DIV/0!")
    if (not one and not other) or (one < 0 and other != other.to_integral_value()):
        raise CellError("#NUM!")
    return _finite(one**other)


def _finite(number: Decimal) -> Decimal:
    if abs(number) > _LARGEST:
        raise CellError("#NUM!")
    return number if abs(number) > _SMALLEST else ZERO


def join(left: Known, right: Known) -> str:
    """The texts of two operands, one after the other."""
    return to_text(left) + to_text(right)


LEVELS = (("=", "<>", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
"""The signs between two operands; those that bind closer stand later."""
OPERATIONS: dict[str, Operation] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "^": power,
    "&": join,
    **{sign: partial(compare, sign) for sign in LEVELS[0]},
}
