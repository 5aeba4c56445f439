"""V26: a learner whose status frees from the dormitory's price, or lowers it, is not claimed at full price.

Latviski: Ja statuss atbrīvo no dienesta viesnīcas maksas vai to samazina, pilnu cenu neiesniedz.

Orphans pay nothing; other statuses usually bring a discount. The status must be valid on the first day of
the stay. A warning: the price list binds schools of the ministry only.

Piemērs: izglītojamajam ar statusu “maznodrošināts” slejā “Atlaide, %” nekas nav ierakstīts – brīdinājums.

Source: MK 29.11.2022 No. 746 (S 25, orphans), MK 18.03.2021 No. 171 (S 26, discounts of 50 %).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import WARNING, on_each
from pumpurs_xl.support.accommodation import Stay
from pumpurs_xl.tables.learners import ORPHAN, STATUSES
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both

_FREE = (
    both(
        "Ar izglītojamā statusu vieta dienesta viesnīcā ir bez maksas, bet rindā ir summa.",
        "With the learner's status the dormitory is free of charge, but the row has an amount.",
    ),
    both(
        "Salīdziniet ar iestādes cenrādi un izglītojamā statusu; ja maksāts nav, izdzēsiet rindu.",
        "Compare with the price list and the learner's status; if nothing was paid, delete the row.",
    ),
)
_FULL_PRICE = (
    both(
        "Izglītojamā statuss parasti dod atlaidi dienesta viesnīcā, bet rindā tās nav.",
        "The learner's status usually brings a discount in the dormitory, but the row has none.",
    ),
    both(
        "Salīdziniet ar iestādes cenrādi; ja atlaide pienākas, ierakstiet to slejā “Atlaide, %”.",
        "Compare with the price list; if there is a discount, enter it in the column “Atlaide, %”.",
    ),
)


@on_each("V26", Stay, WARNING)
def check(stay: Stay, book: Book) -> Iterator[Finding]:
    learner = book.learner_of(stay)
    if not learner or not learner.status_valid(stay.start):
        return
    if ORPHAN in learner.statuses:
        if stay.actual(book) > 0:
            yield warning(stay.at("amount"), *_FREE)
    elif not stay.discount and set(learner.statuses) & set(STATUSES):
        yield warning(stay.at("discount"), *_FULL_PRICE)
