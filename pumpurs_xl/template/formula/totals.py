"""Totals as SUM, COUNT and SUBTOTAL have them: of what stands in cells, numbers count, and an error is an error."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from math import prod

from pumpurs_xl.template.formula.values import ZERO, CellError, ErrorValue, Known, plain

Total = Callable[[Iterable[Known]], Known]


def numbers(values: Iterable[Known]) -> Iterator[Decimal]:
    """The numbers among the values; CellError where one is an error."""
    for value in values:
        if isinstance(value, Decimal):
            yield value
        elif isinstance(value, ErrorValue):
            raise CellError(value.code)


def total(values: Iterable[Known]) -> Decimal:
    """SUM."""
    return sum(numbers(values), ZERO)


def smallest(values: Iterable[Known]) -> Decimal:
    """MIN; 0 where there is no number."""
    return min(numbers(values), default=ZERO)


def largest(values: Iterable[Known]) -> Decimal:
    """MAX; 0 where there is no number."""
    return max(numbers(values), default=ZERO)


def product(values: Iterable[Known]) -> Decimal:
    """PRODUCT; 0 where there is no number."""
    found = list(numbers(values))
    return prod(found, start=Decimal(1)) if found else ZERO


def average(values: Iterable[Known]) -> Decimal:
    """AVERAGE; #DIV/0! where there is no number."""
    found = list(numbers(values))
    return _quotient(sum(found, ZERO), len(found))


def count(values: Iterable[Known]) -> Decimal:
    """COUNT: how many numbers; errors are none."""
    return Decimal(sum(isinstance(value, Decimal) for value in values))


def count_filled(values: Iterable[Known]) -> Decimal:
    """COUNTA: how many values of any kind, an empty text and an error too."""
    return Decimal(sum(value is not None for value in values))


def all_true(values: Iterable[Known]) -> bool:
    """AND; texts in cells say nothing, and #VALUE! where nothing else is said."""
    return all(_conditions(values))


def any_true(values: Iterable[Known]) -> bool:
    """OR; texts in cells say nothing, and #VALUE! where nothing else is said."""
    return any(_conditions(values))


def _conditions(values: Iterable[Known]) -> list[bool]:
    """What is true or false among the values: Excel looks at all of them, so that an error is never passed over."""
    found = [bool(value) for value in map(plain, values) if isinstance(value, bool | Decimal)]
    if not found:
        raise CellError("#VALUE!")
    return found


def _spread(values: Iterable[Known], *, of_sample: bool) -> Decimal:
    """The variance of a sample, or of all there is."""
    found = list(numbers(values))
    mean = _quotient(sum(found, ZERO), len(found))
    return _quotient(sum(((number - mean) ** 2 for number in found), ZERO), len(found) - of_sample)


def _quotient(number: Decimal, parts: int) -> Decimal:
    if not parts:
        raise CellError("#DIV/0!")
    return number / parts


TOTALS: Mapping[int, Total] = {
    1: average,
    2: count,
    3: count_filled,
    4: largest,
    5: smallest,
    6: product,
    7: lambda values: _spread(values, of_sample=True).sqrt(),
    8: lambda values: _spread(values, of_sample=False).sqrt(),
    9: total,
    10: lambda values: _spread(values, of_sample=True),
    11: lambda values: _spread(values, of_sample=False),
}
"""By the number that SUBTOTAL names them with."""
