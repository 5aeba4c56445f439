"""A draft on disk: who may read it, what of a person's own stays in it, and where a workbook may send it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kills import EDITED, NOTE, drafted, standing
from schools import school

from pumpurs_xl.archive.draft import notes, publish
from pumpurs_xl.archive.place import claims_place
from pumpurs_xl.archive.tidy import tidy
from pumpurs_xl.hosts.disk import write_whole
from pumpurs_xl.hosts.keeping import UNDO, expire, keeping_place
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal


@pytest.mark.skipif(sys.platform == "win32", reason="rights of Linux")
@pytest.mark.parametrize("mask", [0o022, 0o002, 0o077])
def test_who_may_read_new_folders_may_read_the_draft(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        [one] = publish([drafted(tmp_path)], tmp_path)
    finally:
        os.umask(before)
    assert one.folder.stat().st_mode & 0o777 == 0o777 & ~mask
    assert {path.stat().st_mode & 0o777 for path in one.folder.iterdir()} == {0o666 & ~mask}


def test_what_a_person_made_or_changed_is_kept_and_told(tmp_path: Path) -> None:
    folder = standing(tmp_path)
    (folder / "mape").mkdir()
    (folder / "mape" / "x").write_bytes(b"x")
    (folder / ".DS_Store").touch()
    [one] = publish([drafted(tmp_path)], tmp_path)
    edited = f"{one.files[0].stem} (labots).xlsx"
    assert {path.name for path in one.kept} == {edited, NOTE, "mape"}
    assert (folder / edited).read_bytes() == (folder / NOTE).read_bytes() == EDITED
    assert (folder / "mape" / "x").read_bytes() == b"x"
    assert one.files[0].read_bytes()[:2] == b"PK"
    [note] = notes(one)
    assert edited in note.lv
    assert NOTE in note.en
    one.files[0].write_bytes(b"edited again")
    [again] = publish([drafted(tmp_path)], tmp_path)
    assert (folder / f"{one.files[0].stem} (labots 2).xlsx").read_bytes() == b"edited again"
    assert len(again.kept) == 4


def test_a_draft_that_nobody_touched_keeps_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        [one] = publish([drafted(tmp_path)], tmp_path)
    assert one.kept == ()
    assert notes(one) == []
    names = {path.name for path in one.folder.iterdir()}
    assert names == {*(path.name for path in one.files), "manifest.json"}


@pytest.mark.parametrize("manifest", [b"{", b"[]", b'{"files": 1}', None])
def test_without_a_manifest_every_file_may_be_a_persons(manifest: bytes | None, tmp_path: Path) -> None:
    folder = standing(tmp_path)
    if manifest is None:
        (folder / "manifest.json").unlink()
    else:
        (folder / "manifest.json").write_bytes(manifest)
    [one] = publish([drafted(tmp_path)], tmp_path)
    assert {path.read_bytes() for path in one.kept} == {EDITED}
    assert len(one.kept) == 2


def test_an_old_draft_that_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    standing(tmp_path)
    monkeypatch.setattr("pumpurs_xl.archive.swap.shutil.rmtree", lambda *_, **__: None)
    [one] = publish([drafted(tmp_path)], tmp_path)
    assert one.left
    assert any(str(one.left) in note.lv for note in notes(one))


@pytest.mark.parametrize("folder", ["Pārskati", "a/../b", "", r"Projekts\2023"])
def test_claims_go_to_a_folder_with_the_workbook(folder: str, tmp_path: Path) -> None:
    place, is_outside = claims_place(tmp_path, folder)
    assert not is_outside
    assert place.resolve().is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize("folder", ["..", "../x", r"..\x", "/tmp/x", "a/../../x"])  # noqa: S108 # nothing is written
def test_a_folder_elsewhere_is_seen(folder: str, tmp_path: Path) -> None:
    assert claims_place(tmp_path, folder)[1]


def test_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    base = tmp_path / "skola"
    base.mkdir()
    (base / "Pārskati").symlink_to(tmp_path / "citur")
    assert claims_place(base, "Pārskati")[1]


@pytest.mark.parametrize(
    "folder", [r"\\srv\x", "//srv/x", "NUL", "a/com1.txt", "x:y", "%TEMP%", "~/x", "a\x01", "\ud800"]
)
def test_a_network_path_or_a_device_is_refused(folder: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Pārskatu mape"):
        claims_place(tmp_path, folder)


@pytest.mark.parametrize("folder", ["../citur", "//srv/x"])
def test_the_command_asks_for_out(folder: str, tmp_path: Path) -> None:
    content = school(5)
    content["Iestatījumi"] = [{**content["Iestatījumi"][0], "Pārskatu mape": folder}]
    book = tmp_path / "skola" / "grāmata.xlsx"
    book.parent.mkdir()
    book.write_bytes(write_master(content, Month(2023, 2)))
    command = [sys.executable, "-m", "pumpurs_xl", "claim", str(book), "--month", "2023-02", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Pārskatu mape" in done.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["grāmata.xlsx", "skola"]
    done = subprocess.run([*command, "--out", str(tmp_path / "o")], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["kept"] == []


def test_a_record_of_a_button_ends_after_seven_days() -> None:
    now, day = time.time(), 24 * 3600
    ages = {"new": 0, "six": 6, "eight": 8, "tomorrow": -1, "next month": -30}
    for name, days in ages.items():
        path = keeping_place(UNDO) / f"{name}.json"
        path.write_text("Anna", encoding="utf-8")
        os.utime(path, (now - days * day, now - days * day))
    expire(now)
    assert {path.stem for path in keeping_place(UNDO).iterdir()} == {"new", "six", "tomorrow"}
    tidy()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lapa.html"
    write_whole(path, b"one")

    def full(_: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("pumpurs_xl.hosts.disk.os.fsync", full)
    with pytest.raises(OSError, match="full"):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
