"""Random months: of a clean one no error and no slip is told, of one with planted faults each fault at its cell.

Here a few of them; a thousand are a campaign (`make reliability`).
"""

import pytest
from planted_faults import MOST, alarms_of_month, clean_month, planted, untold

pytestmark = pytest.mark.no_cover  # whole months, checked many times over
SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_month_hears_nothing(seed: int) -> None:
    assert alarms_of_month(seed) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_fault_is_told_at_its_cell(seed: int) -> None:
    count, missed = untold(seed)
    assert missed == []
    assert 1 <= count <= MOST


def test_faults_are_planted_in_rows_of_their_own() -> None:
    content, _ = clean_month(1)
    places = [(fault.expected.sheet, fault.row) for fault in planted(content, 1)]
    assert len(set(places)) == len(places)
