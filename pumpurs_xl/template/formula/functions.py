"""The functions that are computed here, by their names, each as Excel has it.

What a function does with its arguments differs: most want one value of each (`_of_values`), totals take what stands in
cells otherwise than what is typed (`_of_many`), conditions leave alone what they do not choose, and those of the IFS
kind look at rows. SUMPRODUCT alone takes several cells within a calculation, so in it alone arrays are computed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from pumpurs_xl.template.formula.criteria import Test, read_criterion
from pumpurs_xl.template.formula.operands import (
    Argument,
    Calculated,
    Computed,
    Fixed,
    Many,
    NotComputed,
    Omitted,
    Referred,
    Rows,
    without_empty_end,
)
from pumpurs_xl.template.formula.rounding import round_down, round_half_up, round_up
from pumpurs_xl.template.formula.text_formats import read_format
from pumpurs_xl.template.formula.totals import (
    TOTALS,
    Total,
    all_true,
    any_true,
    average,
    count,
    count_filled,
    largest,
    product,
    smallest,
    total,
)
from pumpurs_xl.template.formula.values import (
    ZERO,
    CellError,
    ErrorValue,
    Incomputable,
    Known,
    read_number,
    to_number,
    to_truth,
)

Function = Callable[[Sequence[Argument]], Argument]
_HIDDEN_LEFT_OUT = 100  # SUBTOTAL(109, ...) is SUBTOTAL(9, ...) without the rows that somebody has hidden


def _of_values(function: Callable[..., Known], count_of_arguments: int) -> Function:
    """A function of so many single values."""

    def build(arguments: Sequence[Argument]) -> Argument:
        if len(arguments) != count_of_arguments:
            raise NotComputed
        computed = [argument.value() for argument in arguments]
        return Calculated(lambda sheet, line: function(*[each(sheet, line) for each in computed]))

    return build


def _of_many(function: Total, typed: Callable[[Known], Known]) -> Function:
    """A function of any number of values; `typed` makes what stands in no cell into what counts."""

    def build(arguments: Sequence[Argument]) -> Argument:
        found = [_values(argument, typed) for argument in arguments]
        if not found:
            raise NotComputed
        if len(found) == 1:
            only = found[0]
            return Calculated(lambda sheet, line: function(only(sheet, line)))
        return Calculated(lambda sheet, line: function(chain.from_iterable(many(sheet, line) for many in found)))

    return build


def _values(argument: Argument, typed: Callable[[Known], Known]) -> Many:
    if isinstance(argument, Referred):
        return argument.cells.many(argument.reference)
    if isinstance(argument, Omitted):
        raise NotComputed
    computed = _or_error(argument.value())
    return lambda sheet, line: (typed(computed(sheet, line)),)


def _or_error(computed: Computed) -> Computed:
    """The value, of which an error is one, too."""

    def value(sheet: object, line: int) -> Known:
        try:
            return computed(sheet, line)
        except CellError as error:
            return error.value

    return value


def count_typed(value: Known) -> Known:
    """What COUNT makes of a typed value: a text that says a number is one, an error is none."""
    if isinstance(value, ErrorValue):
        return None
    return read_number(value) if isinstance(value, str) else to_number(value)


def choose(arguments: Sequence[Argument]) -> Argument:
    """IF computes only what it chooses."""
    if len(arguments) not in {2, 3}:
        raise NotComputed
    condition, then, other = (argument.value() for argument in (*arguments, Fixed(known=False))[:3])
    return Calculated(lambda sheet, line: (then if to_truth(condition(sheet, line)) else other)(sheet, line))


def if_error(arguments: Sequence[Argument]) -> Argument:
    """IFERROR; what cannot be told here is no error, and stays untold."""
    if len(arguments) != 2:
        raise NotComputed
    first, other = _or_error(arguments[0].value()), arguments[1].value()

    def value(sheet: object, line: int) -> Known:
        found = first(sheet, line)
        return other(sheet, line) if isinstance(found, ErrorValue) else found

    return Calculated(value)


def text(arguments: Sequence[Argument]) -> Argument:
    """TEXT in a format that is typed into the formula; a text stays as it is."""
    if len(arguments) != 2 or not isinstance(arguments[1], Fixed) or not isinstance(arguments[1].known, str):
        raise NotComputed
    write, computed = read_format(arguments[1].known), arguments[0].value()

    def value(sheet: object, line: int) -> Known:
        found = computed(sheet, line)
        if isinstance(found, bool):
            raise Incomputable
        return found if isinstance(found, str) and read_number(found) is None else write(to_number(found))

    return Calculated(value)


def subtotal(arguments: Sequence[Argument]) -> Argument:
    """SUBTOTAL of cells: other subtotals are left out, and hidden rows where its number says so."""
    kind = arguments[0].known if arguments and isinstance(arguments[0], Fixed) else None
    cells = [argument for argument in arguments[1:] if isinstance(argument, Referred)]
    if not isinstance(kind, Decimal) or not cells or len(cells) + 1 != len(arguments):
        raise NotComputed
    hidden = kind < _HIDDEN_LEFT_OUT
    function = TOTALS.get(int(kind) if hidden else int(kind) - _HIDDEN_LEFT_OUT)
    if not function:
        raise NotComputed
    found = [each.cells.counted(each.reference, hidden=hidden) for each in cells]
    return Calculated(lambda sheet, line: function(chain.from_iterable(many(sheet, line) for many in found)))


def sum_product(arguments: Sequence[Argument]) -> Argument:
    """SUMPRODUCT: what is no number counts as 0, an error is an error."""
    if not arguments:
        raise NotComputed
    factors = [argument.rows() for argument in arguments]

    def value(sheet: object, line: int) -> Known:
        rectangles = [rows(sheet, line) for rows in factors]
        if len({(each.height, each.width) for each in rectangles}) > 1:
            raise CellError("#VALUE!")
        columns = [each.values() for each in without_empty_end(rectangles)]
        return total(map(product_of_numbers, zip(*columns, strict=True)))

    return Calculated(value)


def product_of_numbers(values: Iterable[Known]) -> Decimal:
    """The product, 0 where one of the values is no number."""
    result = Decimal(1)
    for value in values:
        if isinstance(value, ErrorValue):
            raise CellError(value.code)
        result *= value if isinstance(value, Decimal) else ZERO
    return result


def _of_matching(function: Total, place_of_values: int | None, *, one_condition: bool) -> Function:
    """SUMIF and its kind. `place_of_values`: which argument holds what is summed; None: the matches are counted."""

    def build(arguments: Sequence[Argument]) -> Argument:
        rest = list(arguments)
        values = rest.pop(place_of_values) if place_of_values is not None and place_of_values < len(rest) else None
        if not rest or len(rest) % 2 or (one_condition and len(rest) != 2):
            raise NotComputed
        if not all(isinstance(argument, Referred) for argument in (*rest[::2], *([values] if values else []))):
            raise NotComputed
        conditions = [(rows.rows(), _criterion(each)) for rows, each in zip(rest[::2], rest[1::2], strict=True)]
        found = (values or rest[0]).rows()
        return Calculated(lambda sheet, line: function(_matches(sheet, line, found, conditions)))

    return build


def _criterion(argument: Argument) -> Computed:
    """The condition; NotComputed for a typed one that not every Excel reads alike."""
    if isinstance(argument, Fixed):
        try:
            read_criterion(argument.known)
        except Incomputable:
            raise NotComputed from None
    return argument.value()


def _matches(sheet: object, line: int, found: Rows, conditions: Sequence[tuple[Rows, Computed]]) -> Iterator[Known]:
    """The values whose neighbours meet the conditions; Incomputable where their shapes differ."""
    values = found(sheet, line)
    tested = [rows(sheet, line) for rows, _ in conditions]
    tests: list[Test] = [read_criterion(criterion(sheet, line)) for _, criterion in conditions]
    if any((each.height, each.width) != (values.height, values.width) for each in tested):
        raise Incomputable
    if not all(test(None) for test in tests):
        values, *tested = without_empty_end([values, *tested])
    for value, *neighbours in zip(values.values(), *(each.values() for each in tested), strict=True):
        if all(test(neighbour) for test, neighbour in zip(tests, neighbours, strict=True)):
            yield value


def count_all(values: Iterable[Known]) -> Decimal:
    """How many values, the empty ones too."""
    return Decimal(sum(1 for _ in values))


def count_blank(arguments: Sequence[Argument]) -> Argument:
    """COUNTBLANK: a cell with an empty text is blank, too."""
    if len(arguments) != 1 or not isinstance(arguments[0], Referred):
        raise NotComputed
    rows = arguments[0].rows()
    return Calculated(lambda sheet, line: count_all(each for each in rows(sheet, line).values() if each in {None, ""}))


FUNCTIONS: dict[str, Function] = {
    "ABS": _of_values(lambda value: abs(to_number(value)), 1),
    "AND": _of_many(all_true, to_truth),
    "AVERAGE": _of_many(average, to_number),
    "AVERAGEIF": _of_matching(average, 2, one_condition=True),
    "AVERAGEIFS": _of_matching(average, 0, one_condition=False),
    "COUNT": _of_many(count, count_typed),
    "COUNTA": _of_many(count_filled, lambda _: Decimal(1)),
    "COUNTBLANK": count_blank,
    "COUNTIF": _of_matching(count_all, None, one_condition=True),
    "COUNTIFS": _of_matching(count_all, None, one_condition=False),
    "FALSE": _of_values(lambda: False, 0),
    "IF": choose,
    "IFERROR": if_error,
    "MAX": _of_many(largest, to_number),
    "MIN": _of_many(smallest, to_number),
    "NOT": _of_values(lambda value: not to_truth(value), 1),
    "OR": _of_many(any_true, to_truth),
    "PRODUCT": _of_many(product, to_number),
    "ROUND": _of_values(round_half_up, 2),
    "ROUNDDOWN": _of_values(round_down, 2),
    "ROUNDUP": _of_values(round_up, 2),
    "SUBTOTAL": subtotal,
    "SUM": _of_many(total, to_number),
    "SUMIF": _of_matching(total, 2, one_condition=True),
    "SUMIFS": _of_matching(total, 0, one_condition=False),
    "SUMPRODUCT": sum_product,
    "TEXT": text,
    "TRUE": _of_values(lambda: True, 0),
}
