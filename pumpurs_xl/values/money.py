"""EUR: exact decimals, rounded half up to the cent, split between ESF and the state.

No float decides a cent: a cell's float becomes the decimal number that Excel shows (15 digits),
and every calculation runs in `Decimal` from there.

>>> cents(exact(1.005)), cents(Decimal("1.5") * Decimal("0.35"))
(Decimal('1.01'), Decimal('0.53'))
>>> split(Decimal("31732.17"), Decimal(85))
(Decimal('26972.34'), Decimal('4759.83'))
>>> parse_amount("1 234,50 EUR"), parse_amount("1.234"), parse_amount("12,5O")
(Decimal('1234.50'), None, None)
"""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
Rounding = Literal["uz leju", "līdz tuvākajam centam"]
_DIRECTION = {"uz leju": ROUND_DOWN, "līdz tuvākajam centam": ROUND_HALF_UP}

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+"
_ONE_MEANING = re.compile(rf"([-−]?)((?:{_GROUPED}|\d+)(?:[.,]\d{{1,2}}|[.,]\d{{4,}})?)", re.ASCII)
_CURRENCY = re.compile(r"^\s*(?:EUR|€)?\s*(.*?)\s*(?:EUR|€)?\s*$", re.IGNORECASE)


def exact(number: float) -> Decimal:
    """The decimal number that Excel shows for this float: 15 significant digits, not rounded to cents."""
    return Decimal(f"{number:.15g}")


def cents(amount: Decimal) -> Decimal:
    """The amount rounded half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def split(total: Decimal, share: Decimal, rounding: Rounding = "uz leju") -> tuple[Decimal, Decimal]:
    """ESF and state part of a claim's total: ESF = share % rounded as set, the state pays the rest.

    Rounding down follows the programme's own totals (39 812 376 = 33 840 519 + 5 971 857, MK 460).
    """
    esf = (total * share / 100).quantize(CENT, _DIRECTION[rounding])
    return esf, total - esf


def parse_amount(text: str) -> Decimal | None:
    """The amount that a text says, where it has one meaning only; `1.234` and `12,5O` have none."""
    bare = _CURRENCY.sub(r"\1", text)
    match = _ONE_MEANING.fullmatch(bare)
    if not match:
        return None
    digits = match[2].translate(_SPACES).replace(",", ".")
    return Decimal(f"{'-' if match[1] else ''}{digits}")


def euro(amount: Decimal, language: str = "lv") -> str:
    """The amount as printed: 31 732,17 in Latvian."""
    pattern, locale = _format_of(language)
    return str(pattern.apply(amount, locale))


@cache
def _format_of(language: str) -> "tuple[NumberPattern, Locale]":
    from babel import Locale  # noqa: PLC0415 # heavy, and not every click prints an amount
    from babel.numbers import parse_pattern  # noqa: PLC0415

    return parse_pattern("#,##0.00"), Locale(language)
