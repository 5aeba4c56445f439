"""V69: a rate is about as large as others of its kind.

Latviski: Likme ir apmēram tāda kā citas tāda paša veida likmes.

Compared are the rates of the same support type and kind, of other periods and other places; where there are none, the
one that is known of the programme. More than five times as much, or less than a fifth, is a warning. 0 is none: it says
that nothing is compensated.

Piemērs: ēdināšanas griesti mēnesī ir 70,00 EUR, bet no 1. septembra ierakstīti 700 – brīdinājums.

Source: the ceiling of meals, 70,00 EUR a month (S 7); rates rise by parts, a comma left out by ten times or more.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import median_high, median_low

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.programme import KNOWN_RATES
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import euro

_TIMES = 5


@on_rows("V69", WARNING)
def check(book: Book) -> Iterator[Finding]:
    kinds: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    for rate in book.rates:
        if rate.readable("support", "kind", "amount") and rate.amount > 0:
            kinds[rate.support.code, str(rate.kind)].append(rate)
    for kind, rates in kinds.items():
        for rate in rates:
            others = [other.amount for other in rates if other is not rate]
            yield from _compare(rate, [*others, *KNOWN_RATES.get(kind, ())])


def _compare(rate: Rate, others: list[Decimal]) -> Iterator[Finding]:
    if not others:
        return
    is_large = rate.amount > _TIMES * median_high(others)
    usual = median_high(others) if is_large else median_low(others)
    is_small = rate.amount * _TIMES < usual and len(others) > 1  # of two that differ the larger one is told
    if is_large or is_small:
        yield warning(
            rate.at("amount"),
            both(
                f"Likme {euro(rate.amount)} EUR ir tālu no citām šāda veida likmēm ({euro(usual)} EUR).",
                f"The rate of {euro(rate.amount, 'en')} EUR is far from others of its kind ({euro(usual, 'en')} EUR).",
            ),
            both("Salīdziniet ar līgumu vai cenrādi.", "Compare it with the contract or the price list."),
        )
