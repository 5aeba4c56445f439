"""ML, individual learning aids (individuālie mācību līdzekļi): bought for one learner.

>>> from datetime import date
>>> from decimal import Decimal
>>> pens = LearningAid.model_construct(day=date(2023, 2, 6), quantity=Decimal(3), price=Decimal("1.8375"))
>>> pens.actual(terms=None)
Decimal('5.51')
"""

from pumpurs_xl.support.purchase import Goods
from pumpurs_xl.support.support_type import SupportType
from pumpurs_xl.values.language import both


class LearningAid(Goods):
    """A learning aid bought for one learner."""


LEARNING_AIDS = SupportType(
    code="ML",
    title=both("Mācību līdzekļi", "Learning aids"),
    row=LearningAid,
    form=both("Individuālo mācību līdzekļu izdevumu kopsavilkums", "Summary of learning aid costs"),
    help="Individuālie mācību līdzekļi: viena rinda katrai precei.",
)
