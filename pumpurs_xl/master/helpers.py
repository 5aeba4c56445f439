"""The hidden columns at the right of every sheet of support, from the day of service to people counted once."""

from functools import cache

from pumpurs_xl.master.entry import entry
from pumpurs_xl.master.helper import Helper
from pumpurs_xl.master.ledger import Ledger, Page
from pumpurs_xl.master.limits import over, periods
from pumpurs_xl.master.people import claimed
from pumpurs_xl.support import SUPPORT_TYPES, SupportType


@cache
def helpers(support_type: SupportType) -> tuple[Helper, ...]:
    """The hidden columns of a kind's sheet, each after those it needs."""
    return (*entry(support_type), *periods(support_type), *over(support_type), *claimed(support_type))


def fill(ledger: Ledger) -> None:
    """Works out every hidden column: each needs the earlier ones of all pages."""
    longest = max(map(helpers, SUPPORT_TYPES), key=len)
    for name in [helper.name for helper in longest]:
        for page in ledger.pages.values():
            for helper in helpers(page.support_type):
                if helper.name == name:
                    fill_column(page, helper)


def fill_column(page: Page, helper: Helper) -> None:
    for line in page.lines:
        line.values[helper.name] = helper.value(line)
