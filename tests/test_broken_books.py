"""Broken workbooks: of each fault in a file something is told, at its cell and with its weight.

Here a fixed part of them on a small school; the whole of them is a campaign (`make reliability`).
"""

from pathlib import Path

import pytest
from book_file import BookFile
from broken_books import Expected, Fault, file_faults, small_school, value_faults

from pumpurs_xl import Refusal, check, read
from pumpurs_xl.values.finding import Finding

pytestmark = pytest.mark.no_cover  # whole workbooks, read and checked many times over
VALUES, FILES = list(value_faults()), list(file_faults())


def findings(path: Path, content: bytes) -> list[Finding]:
    path.write_bytes(content)
    return list(check(read(path)))


def is_told(expected: Expected, found: list[Finding]) -> bool:
    return any(
        finding.code in expected.codes
        and str(finding.severity) in expected.weights
        and finding.place.sheet == expected.sheet
        and expected.cell in {None, finding.place.cell}
        for finding in found
    )


def broken(path: Path, fault: Fault) -> list[Finding] | Refusal:
    file = BookFile(small_school())
    fault.do(file)
    try:
        return findings(path, file.bytes())
    except Refusal as refusal:
        return refusal


def test_there_are_more_than_two_hundred_kinds_of_faults() -> None:
    assert len({fault.name for fault in (*VALUES, *FILES)}) > 200


def test_the_school_that_is_broken_is_sound(tmp_path: Path) -> None:
    told = findings(tmp_path / "skola.xlsx", small_school())
    assert {(finding.code, str(finding.severity)) for finding in told} <= {("V19", "warning"), ("V17", "info")}


@pytest.mark.parametrize("fault", [*VALUES[::41], *FILES[::5]], ids=lambda fault: fault.name)
def test_a_fault_is_told(fault: Fault, tmp_path: Path) -> None:
    answer = broken(tmp_path / "skola.xlsx", fault)
    assert isinstance(answer, Refusal) or is_told(fault.expected, answer)
