"""V69: a rate is about as large as others of its kind.

Latviski: Likme ir apmēram tāda kā citas tāda paša veida likmes.

Compared are the rates of the same support type and kind, of other periods and other places; where there are none, the
one that is known of the programme. More than five times as much, or less than a fifth, is a warning. 0 is none: it says
that nothing is compensated. A ceiling without any to compare with is told where it is more than eight times what any
learner has come to, and a price above 3 EUR for a kilometre.

Piemērs: ēdināšanas griesti mēnesī ir 70,00 EUR, bet no 1. septembra ierakstīti 700 – brīdinājums.

Source: the ceiling of meals, 70,00 EUR a month (S 7); rates rise by parts, a comma left out by ten times or more.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from statistics import median_high, median_low

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.programme import KNOWN_RATES
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import euro

_TIMES = 5
_TIMES_SPENT = 8
_FEWEST = 10
"""Learners' months, or days or semesters, from which it can be seen how much they come to."""
_DEAREST_KILOMETRE = Decimal(3)
_PERIODS: dict[RateKind, Callable[[SupportRow], Hashable]] = {
    RateKind.DAY: lambda row: row.service_day,
    RateKind.MONTH: lambda row: row.month,
    RateKind.SEMESTER: lambda row: row.month.semester,
}
_COMPARE = both("Salīdziniet ar līgumu vai cenrādi.", "Compare it with the contract or the price list.")


@on_rows("V69", WARNING)
def check(book: Book) -> Iterator[Finding]:
    kinds: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    for rate in book.rates:
        if rate.readable("support", "kind", "amount") and rate.amount > 0:
            kinds[rate.support.code, str(rate.kind)].append(rate)
    for kind, rates in kinds.items():
        for rate in rates:
            others = [other.amount for other in rates if other is not rate]
            known = [*others, *KNOWN_RATES.get(kind, ())]
            yield from _compare(rate, known) if known else _alone(rate, book)


def _compare(rate: Rate, others: list[Decimal]) -> Iterator[Finding]:
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
            _COMPARE,
        )


def _alone(rate: Rate, book: Book) -> Iterator[Finding]:
    """A rate that has no other to compare it with."""
    spent = _most_spent(rate, book)
    if spent and rate.amount > _TIMES_SPENT * spent:
        yield warning(
            rate.at("amount"),
            both(
                f"Griesti {euro(rate.amount)} EUR ir tālu virs visa, ko kāds izglītojamais izlietojis (līdz "
                f"{euro(spent)} EUR).",
                f"The ceiling of {euro(rate.amount, 'en')} EUR is far above what any learner has spent (up to "
                f"{euro(spent, 'en')} EUR).",
            ),
            _COMPARE,
        )
    elif rate.kind is RateKind.PER_KM is rate.support.price and rate.amount > _DEAREST_KILOMETRE:
        yield warning(
            rate.at("amount"),
            both(
                f"{euro(rate.amount)} EUR par kilometru ir neparasti daudz.",
                f"{euro(rate.amount, 'en')} EUR a kilometre is unusually much.",
            ),
            _COMPARE,
        )


def _most_spent(rate: Rate, book: Book) -> Decimal | None:
    """EUR of the learner who spent most in a period of the ceiling; None where it is none, or too few have spent."""
    period_of = _PERIODS.get(rate.kind)
    if period_of is None:
        return None
    spent: dict[Hashable, Decimal] = defaultdict(Decimal)
    for row in book.rows(rate.support):
        cost = None if row.problems or row.is_postponed else row.stake(book)
        if cost:
            spent[book.learner_key(row), period_of(row)] += cost
    return max(spent.values()) if len(spent) >= _FEWEST else None
