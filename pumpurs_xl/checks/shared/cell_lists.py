"""Cells by address inside a message: the first ones each, the rest by number.

>>> list_cells(["D5", "D6"]).lv
'D5, D6'
>>> list_cells([f"D{row}" for row in range(5, 20)]).lv
'D5, D6, D7, D8, D9, D10, D11, D12, D13, D14, D15, D16 un vēl 3 šūnās'
"""

from collections.abc import Sequence
from itertools import islice

from pumpurs_xl.model.row import Row
from pumpurs_xl.values.language import Both, both, counted

NAMED = 12
"""How many cells a message names; of the rest it gives the number, so that a long list stays readable."""


def list_cells(addresses: Sequence[str], count: int | None = None) -> Both:
    """The first `NAMED` addresses, then how many more there are; `count` where there are more than are given."""
    shown = ", ".join(addresses[:NAMED])
    rest = (len(addresses) if count is None else count) - min(len(addresses), NAMED)
    if not rest:
        return both(shown, shown)
    return both(f"{shown} un vēl {counted(rest, 'šūnā', 'šūnās', 'šūnās')}", f"{shown} and {rest} more")


def list_other_cells(group: Sequence[Row], row: Row, name: str) -> Both:
    """The cells of the group's other rows, for a finding at `row`; with the sheet where that is another."""
    others = list(islice((other for other in group if other is not row), NAMED))
    addresses = [f"{'' if other.sheet == row.sheet else f'{other.sheet}!'}{other.cell(name)}" for other in others]
    return list_cells(addresses, len(group) - 1)
