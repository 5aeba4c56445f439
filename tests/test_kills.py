"""Whatever moment the power, a person or the system chooses: a draft is whole, and what a person made is there."""

import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from kills import DEFECT, DONE, FULL, NOTE, REFUSED, drafted, ended_at, problems, standing

from pumpurs_xl.archive.draft import publish
from pumpurs_xl.archive.swap import mend_noted
from pumpurs_xl.archive.tidy import tidy
from pumpurs_xl.hosts.keeping import SWAPS

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child of its own")
SAMPLE = Path(__file__).parent.parent / "workbook" / "PuMPuRS-paraugs.xlsx"


@needs_fork
@pytest.mark.no_cover
@pytest.mark.parametrize("failing", [0, FULL], ids=["killed", "disk full"])
def test_at_every_file_operation_a_draft_stays_whole(tmp_path: Path, failing: int) -> None:
    place = standing(tmp_path / "pirms").relative_to(tmp_path / "pirms")
    one = drafted(tmp_path / "pirms")
    for number in count(1):
        out = tmp_path / str(number)
        shutil.copytree(tmp_path / "pirms", out)
        mine = type(one)(one.month, one.claims, out / place, one.manifest, one.templates)
        ended = ended_at(number, lambda out=out, mine=mine: list(publish([mine], out)), failing=failing)  # type: ignore[misc]
        mend_noted()
        tidy()
        assert list(problems(out / place)) == [], f"at operation {number}"
        assert ended != DEFECT, f"at operation {number}"
        if ended == DONE and number > 20:
            break
    assert number > 20
    assert ended in {DONE, REFUSED}


def test_an_old_draft_that_was_moved_aside_comes_back_with_the_next_command(
    tmp_path: Path, own_program_folder: Path
) -> None:
    folder = standing(tmp_path)
    folder.rename(folder.with_name(".melnraksts-iepriekšējais"))
    (folder.parent / ".melnraksts-jauns").mkdir()
    (own_program_folder / SWAPS / "x").write_text(str(tmp_path), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pumpurs_xl", "totals", str(SAMPLE), "--month", "2023-02"], check=True)
    assert list(problems(folder)) == []
    assert list((own_program_folder / SWAPS).iterdir()) == []


def test_what_an_older_version_left_goes_with_the_next_draft(tmp_path: Path) -> None:
    folder = standing(tmp_path)
    (folder.parent / ".melnraksts-a1b2c3").mkdir()
    list(publish([drafted(tmp_path)], tmp_path))
    assert list(problems(folder)) == []
    assert (folder / NOTE).is_file()


@needs_fork
def test_workers_end_with_the_process_that_asked(tmp_path: Path) -> None:
    """They hold the pipe of their parent: when it is at its end, they are gone."""
    script = tmp_path / "gari.py"
    script.write_text(
        "import os, time\n"
        "from pumpurs_xl.archive.workers import work\n"
        "def long(item):\n"
        "    os.write(1, b'.')\n    time.sleep(60)\n    os.write(1, b'lived on')\n"
        "if __name__ == '__main__':\n    list(work(long, ['a', 'b'], 2))\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.read(2) == b".."
        parent.kill()
        assert parent.stdout.read() == b""
