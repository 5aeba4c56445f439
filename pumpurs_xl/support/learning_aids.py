"""ML, individual learning aids (individuālie mācību līdzekļi): bought for one learner."""

from pumpurs_xl.support.purchase import DatedGoods, Goods
from pumpurs_xl.support.support_type import support_type
from pumpurs_xl.values.language import both


class LearningAid(Goods, DatedGoods):
    """A learning aid bought for one learner."""


LEARNING_AIDS = support_type(
    "ML",
    both("Mācību līdzekļi", "Learning aids"),
    LearningAid,
    form=both("Individuālo mācību līdzekļu izdevumu kopsavilkums", "Summary of learning aid costs"),
    help="Individuālie mācību līdzekļi: viena rinda katrai precei.",
)
