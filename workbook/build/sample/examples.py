"""Support types of which the sample school has no story of its own: one row a plan, made of their columns' examples.

So a new support type stands in the sample school before anybody writes a module for it here.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from workbook.build.sample.plans import TOLD, SamplePlan
from workbook.build.sample.year import Cells

UNTOLD = tuple(support_type for support_type in SUPPORT_TYPES if support_type.code not in TOLD)
PRICE = Decimal("10.00")
"""EUR, where such a support type has a price."""


def example_rows(plans: Sequence[SamplePlan]) -> dict[str, list[Cells]]:
    """The rows of each such support type by its sheet, on the plan's first day at school."""
    return {
        support_type.table.sheet: [_row(support_type, plan) for plan in plans if support_type.code in plan.needs]
        for support_type in UNTOLD
    }


def _row(support_type: SupportType, plan: SamplePlan) -> Cells:
    day = next(day for month in plan.months for day in plan.days_at_school(month))
    days = {"datums": day, "mēnesis": date(day.year, day.month, 1)}
    columns = [column for column in support_type.table.columns if column.example is not None]
    return {each.heading: days.get(each.kind.name, each.example) for each in columns} | {"IAP ID": plan.id}
