"""The support types of the programme, in the order of its forms.

A new one is a module beside these and its name in `SUPPORT_TYPES`; all else is derived from its declaration.
"""

from typing import Annotated

from pydantic import BeforeValidator, InstanceOf

from pumpurs_xl.model.cell import Cell, refuse
from pumpurs_xl.model.column import Kind
from pumpurs_xl.support.accommodation import ACCOMMODATION
from pumpurs_xl.support.catering import CATERING
from pumpurs_xl.support.consultations import CONSULTATIONS
from pumpurs_xl.support.learning_aids import LEARNING_AIDS
from pumpurs_xl.support.personal_items import PERSONAL_ITEMS
from pumpurs_xl.support.special_transport import SPECIAL_TRANSPORT
from pumpurs_xl.support.support_type import SupportType
from pumpurs_xl.support.transport import TRANSPORT

__all__ = ["BY_CODE", "MONTHLY", "SUPPORT_TYPES", "TITLES", "SupportType", "Supported", "support_named"]

SUPPORT_TYPES: tuple[SupportType, ...] = (
    TRANSPORT,
    LEARNING_AIDS,
    ACCOMMODATION,
    CATERING,
    PERSONAL_ITEMS,
    SPECIAL_TRANSPORT,
    CONSULTATIONS,
)
BY_CODE = {support_type.code: support_type for support_type in SUPPORT_TYPES}
MONTHLY = {each: each.monthly for _, each in sorted(BY_CODE.items()) if each.monthly}
"""The support types that a plan grants for every month, by code, with what V51 says of the plan."""
TITLES = tuple(support_type.title.lv for support_type in SUPPORT_TYPES)
_BY_NAME = {
    name.casefold(): support_type
    for support_type in SUPPORT_TYPES
    for name in (support_type.code, support_type.title.lv)
}


def support_named(name: str) -> SupportType | None:
    """The support type that a cell names by its title or code, whatever the letter case."""
    return _BY_NAME.get(name.casefold())


def _supported(value: Cell) -> SupportType:
    support_type = support_named(value) if isinstance(value, str) else None
    return support_type or refuse("not_in_list", value)


Supported = Annotated[InstanceOf[SupportType], BeforeValidator(_supported), Kind("saraksts", "@")]
