"""IP, items of personal use (individuālās lietošanas priekšmeti): clothing, footwear, hygiene goods.

Source of the three groups: the amendment described by the ministry (S 5).

>>> from datetime import date
>>> from decimal import Decimal
>>> shoes = PersonalItem.model_construct(day=date(2023, 2, 6), quantity=Decimal(1), price=Decimal("39.90"))
>>> shoes.actual(terms=None)
Decimal('39.90')
"""

from pumpurs_xl.model.column import Text, column
from pumpurs_xl.support.purchase import Goods
from pumpurs_xl.support.support_type import SupportType
from pumpurs_xl.values.language import both

GROUPS = ("apģērbs", "apavi", "higiēnas preces")


class PersonalItem(Goods):
    """An item of personal use bought for one learner."""

    group: Text = column(
        "Preču grupa",
        before="item",
        choices=GROUPS,
        help="apģērbs, apavi vai higiēnas preces.",
        width=16,
        example="apavi",
    )


PERSONAL_ITEMS = SupportType(
    code="IP",
    title=both("Lietošanas priekšmeti", "Items of personal use"),
    row=PersonalItem,
    form=both(
        "Individuālās lietošanas priekšmetu izdevumu kopsavilkums",
        "Summary of costs of items of personal use",
    ),
    help="Apģērbs, apavi, higiēnas preces: viena rinda katrai precei.",
)
