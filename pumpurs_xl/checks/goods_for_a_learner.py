"""V30: goods are bought in a quantity above 0; items of personal use are of the programme's three groups.

Latviski: Preču daudzums ir lielāks par 0; lietošanas priekšmeti ir no trim programmas preču grupām.

Both are errors. A warning where no status of the learner is valid on the day of purchase of an item of
personal use: the circle of those who may have them is narrow.

Piemērs: lietošanas priekšmets nopirkts 6. februārī, bet izglītojamā statuss ir spēkā līdz 31. janvārim.

Source: groups and circle of learners by the amendment that the ministry describes (S 5).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.model.cell import plain
from pumpurs_xl.support.personal_items import GROUPS, PersonalItem
from pumpurs_xl.support.purchase import Goods
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both


@on_rows("V30", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    yield from check_rows(rows_of(book, Goods), book, _quantity)
    yield from check_rows(rows_of(book, PersonalItem), book, _group, _status)


def _quantity(goods: Goods, _: Book) -> Iterator[Finding]:
    if goods.quantity <= 0:
        yield error(
            goods.at("quantity"),
            both("Daudzums nav lielāks par 0.", "The quantity is not above 0."),
            both("Ierakstiet, cik vienību nopirkts.", "Enter how many were bought."),
        )


def _group(item: PersonalItem, _: Book) -> Iterator[Finding]:
    if plain(item.group).casefold() not in GROUPS:
        yield error(
            item.at("group"),
            both("Šādas preču grupas projektā nav.", "The programme knows no such group of goods."),
            both(f"Izvēlieties: {', '.join(GROUPS)}.", f"Choose one of: {', '.join(GROUPS)}."),
        )


def _status(item: PersonalItem, book: Book) -> Iterator[Finding]:
    learner = book.learner_of(item)
    if learner and not learner.status_valid(item.day):
        yield warning(
            item.at("plan_id"),
            both(
                "Pirkuma dienā izglītojamajam nav spēkā neviena statusa.",
                "No status of the learner is valid on the day of purchase.",
            ),
            both(
                "Pārbaudiet statusu un tā termiņu lapā Izglītojamie.",
                "Check the status and its dates in the sheet Izglītojamie.",
            ),
        )
