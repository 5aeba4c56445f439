"""The hidden columns at the right of every sheet of support, from the day of service to people counted once.

Each is an Excel formula with the same worked out in Python beside it: what the row is (`row_facts`), what of it
stays under the ceilings (`ceilings`), whose first row it is (`people`). The sheets that rows refer to, IAP, Likmes
and Budžets, have hidden columns of their own (`lookups`).
"""

from functools import cache

from pumpurs_xl.master.hidden_columns.ceilings import ceiling_columns, period_columns
from pumpurs_xl.master.hidden_columns.column import HiddenColumn
from pumpurs_xl.master.hidden_columns.people import people_columns
from pumpurs_xl.master.hidden_columns.row_facts import row_columns
from pumpurs_xl.master.ledger import Ledger
from pumpurs_xl.support import SUPPORT_TYPES, SupportType


@cache
def hidden_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """The hidden columns of a support type's sheet, each after those it needs."""
    return (
        *row_columns(support_type),
        *period_columns(support_type),
        *ceiling_columns(support_type),
        *people_columns(support_type),
    )


def fill_hidden_columns(ledger: Ledger) -> None:
    """Works out every hidden column in Python: each needs the earlier ones of all pages."""
    longest = max(map(hidden_columns, SUPPORT_TYPES), key=len)
    for name in [column.name for column in longest]:
        for page in ledger.pages.values():
            for column in hidden_columns(page.support_type):
                if column.name == name:
                    for line in page.lines:
                        line.values[name] = column.value(line)
