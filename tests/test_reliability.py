"""The campaigns that are no part of `make test` are ready to run, and the page of their figures is theirs."""

from datetime import date

import pytest
from reliability import CAMPAIGNS, PAGE, Campaign, Outcome, Skipped, outcome_of, row_of, runs, spread, with_rows

DAY = date(2023, 2, 6)
SAMPLE = Campaign("kills", "it holds", lambda size: Outcome(size, ["torn", "torn", "lost"]), 1_000)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["broken", "unharmed", "clean", "planted", "damage", "readers"])
def test_a_campaign_of_a_small_size_holds(name: str) -> None:
    [(campaign, size)] = runs([name, "1"])
    outcome = campaign.run(size)
    assert outcome.failures == []
    assert outcome.tried >= 1


def test_a_row_says_how_many_held_and_names_what_did_not() -> None:
    row = row_of(SAMPLE, SAMPLE.run(10), DAY)
    assert row == "| `kills` | it holds | 10 | 7 | torn × 2; lost | 2023-02-06 |\n"


def test_only_the_first_failures_are_named_in_the_row() -> None:
    row = row_of(SAMPLE, Outcome(9, list("abcdefg")), DAY)
    assert "| 9 | 2 | a; b; c; d; e; and 2 more |" in row


def test_a_campaign_that_cannot_run_says_why() -> None:
    def lacks(size: int) -> Outcome:
        raise Skipped("LibreOffice is not installed")

    campaign = Campaign("kills", "it holds", lacks, 1)
    assert "| – | – | skipped: LibreOffice is not installed |" in row_of(campaign, outcome_of(campaign, 1), DAY)


def test_a_row_takes_the_place_of_the_older_one_of_its_campaign() -> None:
    page = PAGE.read_text(encoding="utf-8")
    once = with_rows(page, {"kills": row_of(SAMPLE, Outcome(1, []), DAY)})
    twice = with_rows(once, {"kills": row_of(SAMPLE, Outcome(2, []), DAY)})
    assert twice.count("| `kills` |") == 1
    assert "| `kills` | it holds | 2 | 2 | – |" in twice
    assert with_rows(page, {}) == page


def test_campaigns_are_asked_for_by_name_and_size() -> None:
    assert [(campaign.name, size) for campaign, size in runs(["years", "3"])] == [("years", 3)]
    assert [campaign for campaign, _ in runs([])] == CAMPAIGNS
    with pytest.raises(SystemExit, match="no campaign vakar"):
        list(runs(["vakar"]))


def test_a_part_is_spread_over_the_whole() -> None:
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread(range(3), 10) == [0, 1, 2]
