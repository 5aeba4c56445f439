"""Broken workbooks: of each fault in a file something is told, at its cell and with its weight.

Here a fixed part of them on a small school; the whole of them is a campaign (`make reliability`).
"""

from pathlib import Path

import pytest
from broken_books import Fault, file_faults, value_faults
from small_school import small_school

from pumpurs_xl import check, read

pytestmark = pytest.mark.no_cover  # whole workbooks, read and checked many times over
VALUES, FILES = list(value_faults()), list(file_faults())


def test_there_are_more_than_two_hundred_kinds_of_faults() -> None:
    assert len({fault.name for fault in (*VALUES, *FILES)}) > 200


def test_the_school_that_is_broken_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "skola.xlsx"
    path.write_bytes(small_school())
    told = {(finding.code, str(finding.severity)) for finding in check(read(path))}
    assert told <= {("V19", "warning"), ("V19", "info"), ("V17", "info")}


@pytest.mark.parametrize("fault", [*VALUES[::41], *FILES[::5]], ids=lambda fault: fault.name)
def test_a_fault_is_told(fault: Fault, tmp_path: Path) -> None:
    assert fault.is_told(tmp_path / "skola.xlsx")
