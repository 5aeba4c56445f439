"""An Excel for tests: real xlwings in front, a workbook in dictionaries behind, and COM's bad manners in between.

    with running() as engine:
        book = engine.open_book(Path("workbook/PuMPuRS-paraugs.xlsx"), tmp_path / "PuMPuRS.xlsx")
        book.set_mock_caller()
        engine.answers.append("yes")
        ribbon.check()
        assert engine.prompts[0].text.startswith("…")

It does not calculate: a formula from the file answers the value stored in the file, a new one nothing until `tell`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw
from com_engine_cells import Stored
from com_engine_files import load
from com_engine_parts import App, Apps, Book
from com_engine_user import User

Content = dict[tuple[str, str], Stored]
MOCK_CALLER = "_mock_caller"  # where xlwings keeps what set_mock_caller() was given


class Engine(User):
    """The Excel of one test, with what the test sets and reads."""

    def __init__(self) -> None:
        super().__init__()
        self.app = App(self)
        self.apps = Apps(self.app)

    def open_book(self, source: Path, fullname: Path | str) -> xw.Book:
        """Open a fresh copy of a workbook under a name of the test's choice, which may be a URL."""
        return xw.Book(impl=Book(self.app, self.app.add(load(source), str(fullname))))

    def rows(self, table: str) -> list[dict[str, Stored]]:
        """A table of the workbook in front, each row by heading; days and times are numbers."""
        book = self.book()
        sheet, data = book.table(table)
        top, left, bottom, right = (0, 0, -1, -1) if data.blank else data.body
        answers = (
            [book.answer(sheet, row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)
        )
        return [dict(zip(map(str, sheet.headings(data)), answer, strict=True)) for answer in answers]

    def dump(self, book: str | None = None) -> Content:
        """Every filled cell of a workbook (the one in front) by sheet and address: its formula, or its value."""
        cells: Content = {}
        for sheet in self.book(book).sheets:
            cells |= sheet.contents()
        return cells

    def extents(self, book: str | None = None) -> dict[str, str]:
        """Where every table of a workbook (the one in front) lies; "" is added for an empty one's lack of rows."""
        tables = (table for sheet in self.book(book).sheets for table in sheet.tables)
        return {table.name: table.area.a1 + " (empty)" * table.blank for table in tables}


def changes(before: Content, after: Content) -> dict[tuple[str, str], tuple[Stored, Stored]]:
    """The cells in which two dumps differ, with what was and what is there; None for an empty cell."""
    touched = [place for place, content in before.items() if after.get(place) is not content]
    touched += after.keys() - before.keys()
    both = ((place, before.get(place), after.get(place)) for place in touched)
    return {place: (old, new) for place, old, new in both if (type(old), old) != (type(new), new)}


@contextmanager
def running() -> Iterator[Engine]:
    """An Excel without a workbook, in place of the real one until the end of the test."""
    engine = Engine()
    front, before, names = xw.Engine(impl=engine), xw.engines.active, dict(xw.engines.engines_by_name)
    xw.engines.add(front)
    front.activate()
    try:
        yield engine
    finally:
        xw.engines.engines.remove(front)
        xw.engines.active, xw.engines.engines_by_name = before, names
        if MOCK_CALLER in vars(xw.Book):
            delattr(xw.Book, MOCK_CALLER)
    assert not engine.refused, engine.refused
