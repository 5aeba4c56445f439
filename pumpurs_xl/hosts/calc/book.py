"""An open LibreOffice Calc workbook as xlwings asks for it: its sheets, its tables, its names."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from xlwings import XlwingsError

from pumpurs_xl.hosts.calc.bridge import option, refusals, uno
from pumpurs_xl.hosts.calc.formula import from_excel, to_excel
from pumpurs_xl.hosts.calc.ranges import Range, corners
from pumpurs_xl.hosts.calc.tables import Tables
from pumpurs_xl.hosts.calc.values import Formats

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}


class Book:
    """A spreadsheet document."""

    def __init__(self, app: Any, document: Any) -> None:
        self.app, self.api = app, document

    @cached_property
    def formats(self) -> Formats:
        """The number formats of the document."""
        return Formats(self.api)

    @property
    def controller(self) -> Any:
        """UNO's controller: what the user sees of the document and does with it."""
        return self.api.getCurrentController()

    @property
    def fullname(self) -> str:
        """The path of the file; the address where it is no file; the title where it was never stored."""
        address = str(self.api.getURL())
        if not address:
            return str(self.api.Title)
        return str(uno().fileUrlToSystemPath(address)) if address.startswith("file:") else address

    @property
    def name(self) -> str:
        """The name of the file; the title where it was never stored."""
        return Path(self.fullname).name if self.api.getURL() else str(self.api.Title)

    @property
    def sheets(self) -> "Sheets":
        """The sheets in their order."""
        return Sheets(self)

    @property
    def names(self) -> "Names":
        """The names defined for the whole workbook."""
        return Names(self)

    def activate(self) -> None:
        """Brings the window of the workbook to the front."""
        self.controller.getFrame().activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Stores the workbook where it came from, or at another place under that name."""
        if path is None:
            self.api.store()
            return
        chosen = FILTERS.get(Path(path).suffix.lower(), FILTERS[".xlsx"])
        options = [option("FilterName", chosen), *([option("Password", password)] if password else [])]
        self.api.storeAsURL(Path(path).resolve().as_uri(), tuple(options))

    def close(self) -> None:
        """Closes the workbook without asking whether to store it."""
        self.api.close(True)  # UNO knows no keywords

    @contextmanager
    def writing(self, where: str) -> Iterator[None]:
        """Inside, cells are written; what Calc refuses is told as an error of xlwings.

        Nothing is noted in Calc's own undo, and what stood there is gone, as after a macro in Excel: Calc would take
        back a table's new size, but not the values written into it.
        """
        steps = self.api.getUndoManager()
        steps.lock()
        try:
            yield
        except refusals() as fault:
            raise XlwingsError(f"{where} cannot be written; is the sheet protected?") from fault
        finally:
            steps.unlock()
            steps.clear()

    def renew_names(self, table: str) -> None:
        """Has the names that stand for columns of a table seen anew: Calc keeps them as they were before it grew."""
        names = self.api.NamedRanges
        for known in map(names.getByName, names.getElementNames()):
            if known.Content.startswith(f"{table}["):
                known.Content = known.Content  # to set it is to compile it


class Sheets:
    """The sheets in their order."""

    def __init__(self, book: Book) -> None:
        self.book, self.api = book, book.api.Sheets

    @property
    def active(self) -> "Sheet":
        """The sheet that the user sees."""
        return Sheet(self.book, self.book.controller.getActiveSheet())

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> Iterator["Sheet"]:
        return (self(number) for number in range(1, len(self) + 1))

    def __contains__(self, name: str) -> bool:
        return bool(self.api.hasByName(name))

    def __call__(self, key: int | str) -> "Sheet":
        if isinstance(key, int):
            return Sheet(self.book, self.api.getByIndex(key - 1))
        if key not in self:
            raise XlwingsError(f"the workbook has no sheet {key}")
        return Sheet(self.book, self.api.getByName(key))


class Sheet:
    """One sheet."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.api = book, sheet

    @property
    def name(self) -> str:
        """The name on its tab."""
        return str(self.api.Name)

    @cached_property
    def place(self) -> int:
        """The place among the sheets as UNO counts, from 0."""
        return int(self.api.getRangeAddress().Sheet)

    @property
    def index(self) -> int:
        """The place among the sheets as Excel counts, from 1."""
        return self.place + 1

    @property
    def visible(self) -> bool:
        """Whether the user sees its tab."""
        return bool(self.api.IsVisible)

    @property
    def tables(self) -> Tables:
        """The tables on the sheet."""
        return Tables(self)

    @property
    def used_range(self) -> Range:
        """The cells from the first to the last that holds something."""
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)  # UNO knows no keywords
        cursor.gotoEndOfUsedArea(True)
        return self.block(cursor.getRangeAddress())

    def range(self, first: Any, last: Any = None) -> Range:
        """The cells that xlwings names by an address, by (row, column), or by two ranges."""
        start, end = corners(first, last)
        if 0 in (*start, *end):
            raise IndexError("a range begins at row 1 and column 1")
        return Range(self, start, end)

    def block(self, area: Any) -> Range:
        """The cells of an address as UNO has it."""
        return Range(self, (area.StartRow + 1, area.StartColumn + 1), (area.EndRow + 1, area.EndColumn + 1))

    def activate(self) -> None:
        """Shows the sheet to the user."""
        self.book.controller.setActiveSheet(self.api)


class Names:
    """The names that are defined for the whole workbook."""

    def __init__(self, book: Book) -> None:
        self.book, self.api = book, book.api.NamedRanges

    def snapshot(self) -> list[tuple[str, "Name"]]:
        """All names with what they stand for."""
        return [(name, Name(self.book, self.api.getByName(name))) for name in self.api.getElementNames()]

    def __call__(self, name: str) -> "Name":
        spelled = self._spelling(name)
        if spelled is None:
            raise XlwingsError(f"the workbook has no name {name}")
        return Name(self.book, self.api.getByName(spelled))

    def _spelling(self, name: str) -> str | None:
        """The name as the workbook spells it: letter case says nothing."""
        return next((known for known in self.api.getElementNames() if known.casefold() == name.casefold()), None)


class Name:
    """A name and what it stands for."""

    def __init__(self, book: Book, name: Any) -> None:
        self.book, self.api = book, name

    @property
    def name(self) -> str:
        """The name as the workbook spells it."""
        return str(self.api.Name)

    @property
    def refers_to(self) -> str:
        """What the name stands for, as Excel's formula."""
        return to_excel(f"={self.api.Content}")

    @refers_to.setter
    def refers_to(self, formula: str) -> None:
        self.api.Content = from_excel(formula).removeprefix("=")

    @property
    def refers_to_range(self) -> Range:
        """The cells that the name stands for; XlwingsError where it stands for something else."""
        cells = self.api.getReferredCells()
        if cells is None:
            raise XlwingsError(f"the name {self.name} stands for no cells")
        area = cells.getRangeAddress()
        return Sheet(self.book, cells.getSpreadsheet()).block(area)
