"""What rules ask of the support type of a row."""

from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow

_TYPES = {support_type.row: support_type for support_type in SUPPORT_TYPES}
ROW_TYPES = {support_type.table.name: support_type.row for support_type in SUPPORT_TYPES}
"""The class of the rows of each table of support."""


def support_type_of(row: SupportRow) -> SupportType:
    """The support type that the row is of."""
    return _TYPES[type(row)]
