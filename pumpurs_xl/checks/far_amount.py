"""V64: an amount, a price or a distance is about as large as others of its kind.

Latviski: Summa, cena vai attālums ir apmēram tāds kā citi līdzīgie.

Far is what is more than three times the usual, with at least 5 EUR at stake: the usual of that day for a meal, of the
route for a ticket or a ride, of the thing for goods, of the place for a stay. What the learner has always had, or the
group has that day, is usual, too. Where too little is known, at least 20 EUR are at stake (of goods 100), and it is far
from what hardly any row of the column exceeds, from the price in Likmes, or above 500 EUR. A whole number by which
Excel keeps a day is told wherever money stands.

Piemērs: pusdienas maksā ap 3,50 EUR, bet vienā dienā ierakstīts 350 – brīdinājums.

Source: a comma left out, or a date where 2,7 was typed, makes an amount a hundred or ten thousand times too large, and
only a comparison can show it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.checks.shared.figures import Figure, Usual, figures
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.model.row import Unreadable
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.a1 import day_of
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.money import ZERO, cents, euro

_TIMES = 3
_LEAST_STAKE = Decimal(5)
_BEYOND_EXCUSE = 20
_LARGE = Decimal(500)
"""EUR for one thing, ticket or meal of one learner; no such amount is known of the programme."""
_NOTHING_LIKE_IT = _LARGE / _TIMES
"""What stands for the usual where there is none to compare with."""
_DAYS = range(36526, 55153)
"""How Excel stores the days from 2000 to 2050."""
_COMPARE = both("Salīdziniet ar dokumentu.", "Compare it with the document.")


@on_rows("V64", WARNING)
def check(book: Book) -> Iterator[Finding]:
    known = [figure for _, row in book.support_rows if not row.is_postponed for figure in _figures_of(row, book)]
    usual, far = Usual(known), defaultdict[SupportRow, dict[Figure, Decimal]](dict)
    for figure in (each for each in known if each.cost >= _LEAST_STAKE):
        nearest = _what_is_usual(figure, usual)
        if nearest is not None:
            far[figure.row][figure] = nearest
    yield from (_finding(found) for found in far.values())


def _figures_of(row: SupportRow, book: Book) -> Iterable[Figure]:
    try:
        return list(figures(row, book))
    except (Unreadable, ArithmeticError):
        return ()


def _what_is_usual(figure: Figure, usual: Usual) -> Decimal | None:
    """The size that the figure should have about; None where it is not far from it."""
    of_column, bulk = usual.of(figure.column), usual.all_but_few(figure.column)
    if _is_day(figure):
        return of_column if of_column and _is_far(figure, of_column) else ZERO
    decided = usual.of(figure.decides)
    if decided is None:
        limit = bulk or figure.listed or _NOTHING_LIKE_IT
        return limit if _is_far(figure, limit, figure.alone) and not _is_excused(figure, usual, of_column) else None
    is_new = figure.excuses and not any(map(usual.shared, figure.excuses))
    if not _is_far(figure, decided) or (is_new and bulk and figure.size <= bulk):
        return None
    return None if _is_excused(figure, usual, of_column) else decided


def _is_far(figure: Figure, usual: Decimal, least: Decimal = _LEAST_STAKE) -> bool:
    return figure.size > _TIMES * usual and figure.cost * (1 - usual / figure.size) >= least


def _is_excused(figure: Figure, usual: Usual, of_column: Decimal | None) -> bool:
    if of_column and figure.size > _BEYOND_EXCUSE * of_column:
        return False
    own = filter(None, map(usual.shared, figure.excuses))
    return any(not _is_far(figure, each) for each in own)


def _is_day(figure: Figure) -> bool:
    return figure.typed == int(figure.typed) and int(figure.typed) in _DAYS


def _finding(found: dict[Figure, Decimal]) -> Finding:
    """One for all far cells of a row; of goods the price, where its quantity seems far only by it."""
    first, usual = next(iter(found.items()))
    if first.field == "price":
        found = {first: usual}
    at = list_cells([first.row.cell(figure.field) for figure in found])
    stake = sum((figure.cost * (1 - usual / figure.size) for figure, usual in found.items()), ZERO)
    problem = _as_day(first) if _is_day(first) else _as_amount(first, usual, at)
    return warning(replace(first.row.at(first.field), stake=cents(stake)), problem, _COMPARE)


def _as_day(figure: Figure) -> Both:
    day = day_of(float(figure.typed))
    date = day.strftime("%d.%m.%Y") if day else ""
    return both(
        f"{euro(figure.typed)} ir skaitlis, ar kādu Excel glabā datumu {date}, nevis cena.",
        f"{euro(figure.typed, 'en')} is the number by which Excel keeps the date {date}, not a price.",
    )


def _as_amount(figure: Figure, usual: Decimal, at: Both) -> Both:
    if usual is _NOTHING_LIKE_IT:
        return both(
            f"Tik liela summa ir neparasta ({euro(figure.typed)}): {at.lv}.",
            f"So large an amount is unusual ({euro(figure.typed, 'en')}): {at.en}.",
        )
    typical = figure.typed * usual / figure.size
    return both(
        f"{euro(figure.typed)} ir vairāk nekā trīs reizes lielāks par parasto (līdz {euro(typical)}): {at.lv}.",
        f"{euro(figure.typed, 'en')} is more than three times the usual ({euro(typical, 'en')}): {at.en}.",
    )
