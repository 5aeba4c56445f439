"""Whatever button is pressed in whatever workbook: Atsaukt puts every cell and every table back."""

from pathlib import Path
from random import Random

import pytest
from com_engine import Engine, running
from schools import MONTHS, checked, school

from pumpurs_xl import ribbon
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.support import SUPPORT_TYPES

BUTTONS = ("start_month", "find_learner", "fill_days", "check", "next_finding", "fix", "show_summary", "prepare_claims")
DAMAGE = ("nav", "'12,50", "'06.02.2023", "=1+1", "12,5O", 3.5, -1.0, None, "  x ", "'31.02.2023", 44958.5)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "profils"
    folder.mkdir()
    for name in ("HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("pumpurs_xl.hosts.machine.webbrowser.open", lambda _: True)
    return folder


@pytest.mark.no_cover
@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize("seed", range(6))
def test_any_button_is_taken_back_whole(seed: int, tmp_path: Path) -> None:
    dice = Random(seed)  # noqa: S311 # the same workbook for the same seed
    month = dice.choice(MONTHS)
    source = tmp_path / "skola.xlsx"
    source.write_bytes(write_master(checked(school(seed), month), month))
    with running() as excel:
        excel.open_book(source, tmp_path / "PuMPuRS.xlsx").set_mock_caller()
        for name in dice.sample(BUTTONS, len(BUTTONS)):
            damage(excel, dice)
            cells, tables = excel.dump(), excel.extents()
            press(excel, name, dice)
            if excel.dump() != cells or excel.extents() != tables:
                ribbon.undo()
            assert excel.dump() == cells, (seed, name)
            assert excel.extents() == tables, (seed, name)


def damage(excel: Engine, dice: Random) -> None:
    """What people do to a workbook: a few cells typed over, a table sorted, a selection somewhere."""
    for _ in range(dice.randint(1, 4)):
        spec = dice.choice(SUPPORT_TYPES).table
        column = dice.choice("BCDEFGHIJK")
        excel.type_in(spec.sheet, f"{column}{dice.randint(5, 9)}", dice.choice(DAMAGE))
    if dice.random() < 0.4:
        excel.sort(dice.choice(SUPPORT_TYPES).table.name, "IAP ID", descending=True)
    excel.select(dice.choice(SUPPORT_TYPES).table.sheet, dice.choice(["A5:A8", "B5", "J6", "B5:H7"]))


def press(excel: Engine, name: str, dice: Random) -> None:
    """Presses a button and answers what it asks, now yes, now no."""
    asked = excel.press

    def answered(text: str, title: str | None, buttons: str, mode: str | None) -> str:
        if buttons != "ok":
            excel.answers.append(dice.choice(["yes", "no"]))
        return asked(text, title, buttons, mode)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(excel, "press", answered)
        getattr(ribbon, name)()
