"""A workbook that says the same in another dress is told and claimed the same."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from book_file import BookFile
from small_school import small_school
from unharmed_books import UNHARMED, said

pytestmark = pytest.mark.no_cover  # whole workbooks, read and checked many times over


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter[tuple[str | None, ...]], object]:
    return said(small_school(), tmp_path_factory.mktemp("pirms") / "skola.xlsx")


@pytest.mark.parametrize("change", UNHARMED, ids=lambda change: change.__name__)
def test_what_says_the_same_is_told_and_claimed_the_same(
    before: tuple[Counter[tuple[str | None, ...]], object], change: Callable[[BookFile], None], tmp_path: Path
) -> None:
    file = BookFile(small_school())
    change(file)
    assert said(file.bytes(), tmp_path / "skola.xlsx") == before


def test_the_changes_are_in_the_file() -> None:
    """A change that did nothing would prove nothing."""
    for change in UNHARMED:
        file = BookFile(small_school())
        same = file.bytes()
        change(file)
        assert file.bytes() != same, change.__name__
