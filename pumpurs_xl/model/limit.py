"""How large a typed number may be."""

from enum import Enum, auto


class Limit(Enum):
    """A bound that a column declares; rule V13 words what is wrong with a number beyond it."""

    ABOVE_0 = auto()
    CORRECTABLE = auto()  # above 0, and below 0 in a row that corrects an earlier one
    AT_LEAST_0 = auto()
    PERCENT = auto()
