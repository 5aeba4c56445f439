"""What `pumpurs doctor` says of an installation, sound and broken, in a profile folder of the test's own."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pumpurs_xl.doctor import PROBES, Check, as_json, as_text, examine, sound
from pumpurs_xl.doctor.program import program_version
from pumpurs_xl.hosts.machine import Machine, this_machine
from pumpurs_xl.install import install
from pumpurs_xl.install.profile import RECEIPT

POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
EXCEL = {(r"HKCR\Excel.Application\CurVer", ""): "Excel.Application.16"}


def registry(machine: Machine, values: Mapping[tuple[str, str], Any]) -> Machine:
    return replace(machine, registry=lambda key, name: values.get((key, name)))


@pytest.fixture
def pc(tmp_path: Path) -> Machine:
    """A PC with Excel, on which the program is installed as install.ps1 does it."""
    local = tmp_path / "Local"
    python = local / "PuMPuRS" / "python" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    machine = Machine(windows=True, local=local, roaming=tmp_path / "Roaming", python=python)
    install(machine)
    return registry(machine, EXCEL)


def check_named(machine: Machine, english: str) -> Check:
    return next(check for check in examine(machine) if check.name.en == english)


def wrong(machine: Machine) -> dict[str, str]:
    return {check.name.en: check.status for check in examine(machine) if check.status != "ok"}


def test_a_sound_installation_is_sound(pc: Machine) -> None:
    assert wrong(pc) == {}


def test_elsewhere_windows_is_not_asked() -> None:
    checks = examine(replace(this_machine(), windows=False, unopkg=None))
    assert [check.message.en for check in checks].count("Not applicable here.") == 9
    assert sound(checks)


def test_a_missing_addin_is_an_error(pc: Machine) -> None:
    pc.addin.unlink()
    assert check_named(pc, "Add-in").status == "error"
    assert check_named(pc, "Add-in").message.lv == "Excel mapē XLSTART tās nav. Palaidiet install.ps1 vēlreiz."
    assert check_named(pc, "Python of the buttons").status == "error"


def test_a_damaged_addin_is_an_error(pc: Machine) -> None:
    pc.addin.write_bytes(b"no zip")
    assert check_named(pc, "Add-in").message.en == "It cannot be read. Run install.ps1 again."


def test_an_addin_of_another_version_is_an_error(pc: Machine) -> None:
    shutil.copy(pc.templates / "PuMPuRS.xlsx", pc.addin)
    assert check_named(pc, "Add-in").message.en == "It is of another version of the program. Run install.ps1 again."


def test_a_blocked_addin_is_an_error(pc: Machine) -> None:
    Path(f"{pc.addin}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert wrong(pc) == {"Blocking": "error"}


def test_a_missing_python_behind_the_buttons_is_an_error(pc: Machine) -> None:
    pc.python.unlink()
    assert wrong(pc) == {"Python of the buttons": "error"}


def test_an_unfinished_installation_is_an_error(pc: Machine) -> None:
    (pc.root / RECEIPT).unlink()
    assert program_version(pc)[0] == "error"


@pytest.mark.parametrize("sign", ["=", ";", "%"])
def test_a_character_that_breaks_the_way_to_python_is_an_error(pc: Machine, sign: str) -> None:
    moved = replace(pc, roaming=pc.roaming / f"anna{sign}b")
    assert check_named(moved, "Names of folders").status == "error"
    assert sign in check_named(moved, "Names of folders").message.lv


@pytest.mark.parametrize(
    "value, status", [(r"C:\Users\x\Documents", "ok"), (r"%USERPROFILE%\OneDrive - Skola\Dokumenti", "warning")]
)
def test_documents_in_the_cloud_are_a_warning(pc: Machine, value: str, status: str) -> None:
    assert check_named(registry(pc, {(FOLDERS, "Personal"): value}), "OneDrive").status == status


def test_a_program_in_the_cloud_is_an_error(pc: Machine) -> None:
    assert check_named(replace(pc, local=pc.local / "OneDrive"), "OneDrive").status == "error"


@pytest.mark.parametrize(
    "number, status", [("Excel.Application.16", "ok"), ("Excel.Application.15", "error"), (None, "warning")]
)
def test_excel_is_2016_or_newer(pc: Machine, number: str | None, status: str) -> None:
    (key,) = EXCEL
    assert check_named(registry(pc, {key: number}), "Excel").status == status


def test_a_policy_against_addins_is_an_error(pc: Machine) -> None:
    assert wrong(registry(pc, {**EXCEL, (POLICY, "AllLocationsDisabled"): 1})) == {"Trusted place": "error"}


def test_a_start_folder_on_the_network_is_an_error(pc: Machine) -> None:
    assert check_named(replace(pc, roaming=Path(r"\\server\users\x")), "Trusted place").status == "error"


def test_a_folder_that_takes_no_file_is_an_error(pc: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert check_named(replace(pc, local=tmp_path / "file"), "Folder of the program").status == "error"


def test_a_paid_licence_is_a_warning(pc: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "a key")
    assert wrong(pc) == {"xlwings": "warning"}
    assert sound(examine(pc))


def test_libreoffice_without_the_extension_is_a_warning(tmp_path: Path) -> None:
    tool = tmp_path / "unopkg"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    machine = replace(this_machine(), windows=False, unopkg=tool)
    assert check_named(machine, "LibreOffice extension").message.lv == "Nav uzstādīts. Palaidiet pumpurs install."


def test_no_message_names_a_folder_of_the_profile(pc: Machine) -> None:
    pc.addin.unlink()
    pc.python.unlink()
    said = as_text(examine(pc), "lv") + as_text(examine(pc), "en")
    assert str(pc.local.parent) not in said
    assert os.environ.get("HOME", "/root") not in said


def test_the_answer_as_json(pc: Machine) -> None:
    pc.addin.unlink()
    answer = as_json(examine(pc), "lv")
    assert answer["ok"] is False
    assert len(answer["checks"]) == len(PROBES)
    assert set(answer["checks"][0]) == {"name", "status", "message"}
    assert {check["status"] for check in answer["checks"]} == {"ok", "error"}


def test_the_answer_as_text(pc: Machine) -> None:
    assert as_text(examine(pc), "lv").endswith("Viss kārtībā.")
    pc.addin.unlink()
    lines = as_text(examine(pc), "lv").splitlines()
    assert "Kļūda: Pievienojumprogramma. Excel mapē XLSTART tās nav. Palaidiet install.ps1 vēlreiz." in lines
    assert lines[-1] == "Izlabojiet, kas atzīmēts ar vārdu “Kļūda”."
