"""Support types of which the sample school has no story of its own: rows made of their columns' examples.

So a new support type stands in the sample school before anybody writes a module for it here: a row a plan, or a row a
month where it is given monthly.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from workbook.build.sample.plans import TOLD, SamplePlan
from workbook.build.sample.year import Cells

UNTOLD = tuple(support_type for support_type in SUPPORT_TYPES if support_type.code not in TOLD)
PRICE = Decimal("10.00")
"""EUR, where such a support type has a price."""


def example_rows(plans: Sequence[SamplePlan]) -> dict[str, list[Cells]]:
    """The rows of each such support type by its sheet."""
    return {each.table.sheet: [row for plan in plans for row in _rows(each, plan)] for each in UNTOLD}


def _rows(support_type: SupportType, plan: SamplePlan) -> Iterator[Cells]:
    """On the first day at school of the plan's first month, or of each."""
    columns = [column for column in support_type.table.columns if column.example is not None]
    months = [*plan.months] if support_type.code in plan.needs else []
    for month in months if support_type.monthly else months[:1]:
        day = next(iter(plan.days_at_school(month)), max(plan.start, month.first))
        days = {"datums": day, "mēnesis": month.first}
        yield {each.heading: days.get(each.kind.name, each.example) for each in columns} | {"IAP ID": plan.id}
