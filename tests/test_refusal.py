"""A refusal says its sentence in either language, also when a worker process hands it over."""

import pickle
from pathlib import Path

import pytest

from pumpurs_xl.template import Unproven
from pumpurs_xl.values.refusal import Refusal


@pytest.mark.parametrize("refusal", [Refusal(lv="Nav mapes.", en="No folder."), Unproven("xl/styles.xml")])
def test_a_refusal_crosses_a_process(refusal: Refusal) -> None:
    handed = pickle.loads(pickle.dumps(refusal))  # noqa: S301 # our own, a moment ago
    assert type(handed) is type(refusal)
    assert (handed.say("lv"), handed.say("en")) == (refusal.say("lv"), refusal.say("en"))
    assert str(handed) == refusal.say("lv")


def test_a_missing_file_is_told_in_both_languages(tmp_path: Path) -> None:
    import pumpurs_xl

    with pytest.raises(Refusal) as told:
        pumpurs_xl.read(tmp_path / "nav.xlsx")
    assert "nav.xlsx" in told.value.say("lv")
    assert "nav.xlsx" in told.value.say("en")
