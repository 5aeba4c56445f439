"""IP, items of personal use (individuālās lietošanas priekšmeti): clothing, footwear, hygiene goods.

Source of the three groups: the amendment described by the ministry (S 5).
"""

from pumpurs_xl.model.column import Text, column
from pumpurs_xl.support.purchase import DatedGoods, Goods
from pumpurs_xl.support.support_type import support_type
from pumpurs_xl.values.language import both

GROUPS = ("apģērbs", "apavi", "higiēnas preces")


class GroupedGoods(DatedGoods):
    """The group stands beside the day."""

    group: Text = column("Preču grupa", choices=GROUPS, help="apģērbs, apavi vai higiēnas preces.", width=16)


class PersonalItem(Goods, GroupedGoods):
    """An item of personal use bought for one learner."""


PERSONAL_ITEMS = support_type(
    "IP",
    both("Lietošanas priekšmeti", "Items of personal use"),
    PersonalItem,
    form=both(
        "Individuālās lietošanas priekšmetu izdevumu kopsavilkums",
        "Summary of costs of items of personal use",
    ),
    help="Apģērbs, apavi, higiēnas preces: viena rinda katrai precei.",
)
