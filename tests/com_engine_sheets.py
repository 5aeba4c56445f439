"""Sheets and names of the Excel of the tests, as the front end of xlwings asks for them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from com_engine_books import WHOLE, Area, SheetData, area_of
from com_engine_cells import no_such_member, refusal
from com_engine_ranges import Range, Tables
from com_engine_wire import Part

if TYPE_CHECKING:
    from com_engine_parts import Book


class Sheets(Part):
    """The sheets of a workbook; as in xlwings on Windows, `name in sheets` is never true."""

    def __init__(self, book: "Book") -> None:
        super().__init__(book.wire)
        self.book = book

    @property
    def active(self) -> "Sheet":
        return Sheet(self.book, self.book.ask().active)

    def __len__(self) -> int:
        return len(self.book.ask().sheets)

    def __iter__(self) -> Iterator["Sheet"]:
        for sheet in list(self.book.data.sheets):
            self.wire.call("property")
            yield Sheet(self.book, sheet)

    def __call__(self, key: int | str) -> "Sheet":
        sheets = self.book.ask().sheets
        try:
            return Sheet(self.book, self.book.data.sheet(key) if isinstance(key, str) else sheets[key - 1])
        except (KeyError, IndexError):
            raise no_such_member() from None


class Sheet(Part):
    """A sheet."""

    def __init__(self, book: "Book", data: SheetData) -> None:
        super().__init__(book.wire)
        self.home, self.data = book, data

    def ask(self) -> SheetData:
        """The sheet, by a call."""
        self.wire.call("property")
        if not self.there:
            raise refusal(None)
        return self.data

    @property
    def there(self) -> bool:
        return self.home.there and self.data in self.home.data.sheets

    @property
    def book(self) -> "Book":
        self.ask()
        return self.home

    @property
    def name(self) -> str:
        return self.ask().name

    @property
    def index(self) -> int:
        return self.home.data.sheets.index(self.ask()) + 1

    @property
    def visible(self) -> bool:
        return self.ask().visible

    @property
    def tables(self) -> Tables:
        self.ask()
        return Tables(self)

    @property
    def names(self) -> "Names":
        self.ask()
        return Names(self.home)

    @property
    def cells(self) -> Range:
        self.ask()
        return Range(self, WHOLE)

    @property
    def used_range(self) -> Range:
        rows, columns = zip(*self.ask().cells or [(1, 1)], strict=True)
        return Range(self, Area(min(rows), min(columns), max(rows), max(columns)))

    @property
    def in_front(self) -> bool:
        book = self.home.data
        return book.active is self.data and self.home.desk.front is book

    def activate(self) -> None:
        """Bring the sheet to the front; Excel does not do it with a hidden one."""
        if not self.ask().visible:
            raise refusal("Activate method of Worksheet class failed")
        self.home.data.active = self.data

    select = activate

    def range(self, first: Any, last: Any = None) -> Range:
        """A range by address, name, table part, corners, or row, column and size."""
        if isinstance(first, tuple) and len(first) == 4:
            row, column, rows, columns = first
            return Range(self, Area(row, column, row + rows - 1, column + columns - 1), known=True)
        self.ask()
        corners = [self._area(corner) for corner in (first, last) if corner is not None]
        tops, lefts, bottoms, rights = zip(*corners, strict=True)
        return Range(self, Area(min(tops), min(lefts), max(bottoms), max(rights)))

    def _area(self, corner: Any) -> Area:
        if isinstance(corner, Range):
            return corner.area
        if isinstance(corner, tuple):
            if 0 in corner:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return Area(*corner, *corner)
        return self._named(corner)

    def _named(self, text: str) -> Area:
        """The rectangle of an address, or of a name or a table part that lies on this sheet."""
        try:
            return area_of(text)
        except ValueError:
            pass
        try:
            sheet, area = self.home.data.find(self.home.data.named(text) or text)
        except (KeyError, ValueError):
            raise refusal(None) from None
        if sheet is not self.data:
            raise refusal(None)
        return area


class Names(Part):
    """The names of a workbook."""

    def __init__(self, book: "Book") -> None:
        super().__init__(book.wire)
        self.book = book

    def contains(self, name: str) -> bool:
        return self.book.ask().named(name) is not None

    def __len__(self) -> int:
        return len(self.book.ask().names)

    def __call__(self, name: str) -> "Name":
        if not self.contains(name):
            raise no_such_member()
        return Name(self.book, name)

    def snapshot(self) -> list[tuple[str, "Name"]]:
        return [(name, Name(self.book, name)) for name in self.book.ask().names]


class Name(Part):
    """A name of a workbook."""

    def __init__(self, book: "Book", name: str) -> None:
        super().__init__(book.wire)
        self.book, self._name = book, name

    @property
    def name(self) -> str:
        return next(name for name in self.book.ask().names if name.lower() == self._name.lower())

    @property
    def refers_to(self) -> str:
        return f"={self.book.ask().named(self._name)}"

    @property
    def refers_to_range(self) -> Range:
        """The cells that the name stands for; an error where they are gone."""
        try:
            sheet, area = self.book.ask().find(self.refers_to)
        except (KeyError, ValueError):
            raise refusal(None) from None
        return Range(Sheet(self.book, sheet), area)
