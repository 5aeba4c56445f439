"""ROUND, ROUNDUP and ROUNDDOWN as Excel has them: the sign does not matter, the number of places is cut to a whole one.

Excel rounds what it shows, 15 digits: 1/3*3 is 1 for it, rounded down too.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from pumpurs_xl.template.formula.values import EXCEL_DIGITS, Incomputable, Known, to_number

_MOST_PLACES = 30


def round_half_up(value: Known, places: Known) -> Decimal:
    """ROUND: half away from zero."""
    return _round(to_number(value), places, ROUND_HALF_UP)


def round_up(value: Known, places: Known) -> Decimal:
    """ROUNDUP: away from zero."""
    return _round(EXCEL_DIGITS.plus(to_number(value)), places, ROUND_UP)


def round_down(value: Known, places: Known) -> Decimal:
    """ROUNDDOWN: towards zero."""
    return _round(EXCEL_DIGITS.plus(to_number(value)), places, ROUND_DOWN)


def _round(number: Decimal, places: Known, direction: str) -> Decimal:
    digits = int(to_number(places))
    if abs(digits) > _MOST_PLACES:
        raise Incomputable
    if digits >= 0:
        return number.quantize(Decimal(1).scaleb(-digits), direction)
    unit = Decimal(10) ** -digits
    return (number / unit).quantize(Decimal(1), direction) * unit
