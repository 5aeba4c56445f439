"""What a person does in the workbook in front, for tests: none of it is counted as a call."""

import re
from collections.abc import Iterable
from typing import Any

from com_engine_books import Area, BookData, Place, SheetData, area_of, shifted
from com_engine_cells import Cell, Fault, Stored, entered
from com_engine_parts import App
from com_engine_wire import Wire


class User(Wire):
    """The person at the screen."""

    app: App

    def book(self, name: str | None = None) -> BookData:
        """An open workbook by name, or the one in front."""
        return next(book for book in self.app.opened if name == book.name or (name is None and book is self.app.front))

    def type_in(self, sheet: str, a1: str, value: Any) -> None:
        """Type into a cell; under the last row of a table the table grows by the row."""
        home, place = self.book().sheet(sheet), area_of(a1)
        home.check_open(place)
        for table in home.tables:
            area = table.area._replace(bottom=table.area.bottom + 1)
            if place.top == area.bottom and place.meets(area) and value not in {None, ""} and not home.protected:
                home.resize(table, area)
        home.put({place[:2]: entered(home.cell(*place[:2]), value)})

    def tell(self, sheet: str, a1: str, value: Stored) -> None:
        """Say what the formula of a cell comes to, as Excel would after calculating."""
        home, place = self.book().sheet(sheet), area_of(a1)[:2]
        home.change({place: home.cell(*place)._replace(value=float(value) if type(value) is int else value)})

    def peek(self, sheet: str, a1: str) -> Stored:
        """What a cell answers: numbers for days and times."""
        book, place = self.book(), area_of(a1)
        return book.answer(book.sheet(sheet), place.top, place.left)

    def select(self, sheet: str, a1: str | None = "A1") -> None:
        """Go to a sheet and select cells there; None selects a chart."""
        book = self.book()
        book.active = book.sheet(sheet)
        book.active.selection = area_of(a1) if a1 else None

    def filter(self, table: str, hidden: Iterable[int]) -> None:
        """Filter a table so that rows of the sheet are hidden; none shows them all."""
        home, data = self.book().table(table)
        home.hidden_rows = home.hidden_rows - set(range(data.body.top, data.body.bottom + 1)) | set(hidden)

    def protect(self, sheet: str, on: bool = True) -> None:
        self.book().sheet(sheet).protected = on

    def sort(self, table: str, heading: str, *, descending: bool = False) -> None:
        """Sort a table: whole rows move, hidden columns and formulas too; rows that a filter hides stay."""
        book = self.book()
        home, data = book.table(table)
        home.check_open(data.body)
        column = data.area.left + home.headings(data).index(heading)
        rows = [row for row in range(data.body.top, data.body.bottom + 1) if row not in home.hidden_rows]
        order = sorted(rows, key=lambda row: sort_key(book.answer(home, row, column)), reverse=descending)
        order.sort(key=lambda row: book.answer(home, row, column) is None)  # blanks are last either way
        home.change(_moved(home, data.body, dict(zip(order, rows, strict=True))))

    def delete_rows(self, table: str, *numbers: int) -> None:
        """Delete rows of a table, counted from 1; what lies below moves up, and the last row left is emptied."""
        home, data = self.book().table(table)
        home.check_open(data.body)
        gone = {data.area.top + number for number in numbers}
        below = data.body._replace(bottom=max(row for row, _ in home.cells))
        data.blank = gone.issuperset(range(data.body.top, data.body.bottom + 1))
        if data.blank:
            gone.remove(data.body.top)
            home.change({place: home.cell(*place).emptied for place in data.body.places()})
        kept = (row for row in range(below.top, below.bottom + 1) if row not in gone)
        left = {place: home.columns.get(place[1], Cell()) for place in below.places()}
        home.change(left | _moved(home, below, {row: below.top + number for number, row in enumerate(kept)}))
        data.area = data.area._replace(bottom=data.area.bottom - len(gone))

    def rename_sheet(self, old: str, new: str) -> None:
        """Rename a sheet; names and formulas follow, texts inside formulas do not."""
        book = self.book()
        home = book.sheet(old)
        former, home.name = home.name, new
        home.change({})
        book.names = {name: _renamed(target, former, new) for name, target in book.names.items()}
        for sheet in book.sheets:
            naming = {place: cell for place, cell in sheet.cells.items() if former in cell.formula}
            sheet.change(
                {at: cell._replace(formula=_renamed(cell.formula, former, new)) for at, cell in naming.items()}
            )

    def delete_sheet(self, name: str) -> None:
        """Delete a sheet; what names said about it is lost."""
        book = self.book()
        home = book.sheet(name)
        book.sheets.remove(home)
        book.names = {name: re.sub(rf"^{_prefix(home.name)}", "#REF!", target) for name, target in book.names.items()}
        if book.active is home:
            book.active = next(sheet for sheet in book.sheets if sheet.visible)


def sort_key(value: Stored) -> tuple[int, Any]:
    """Where Excel sorts a value: numbers, then texts whatever their case, then true and false, then errors."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, float):
        return 0, value
    return (3, "") if isinstance(value, Fault) else (1, (value or "").lower())


def _moved(sheet: SheetData, area: Area, rows: dict[int, int]) -> dict[Place, Cell]:
    """The cells of an area's rows at their new places."""
    columns = range(area.left, area.right + 1)
    cells = {(new, column): (sheet.cell(old, column), new - old) for old, new in rows.items() for column in columns}
    return {place: cell._replace(formula=shifted(cell.formula, by, 0)) for place, (cell, by) in cells.items()}


def _prefix(sheet: str) -> str:
    return rf"(?:'{re.escape(sheet)}'|\b{re.escape(sheet)})!"


def _renamed(formula: str, old: str, new: str) -> str:
    """A formula with a sheet's new name, outside its quoted texts."""
    parts = formula.split('"')
    return '"'.join(part if n % 2 else re.sub(_prefix(old), f"'{new}'!", part) for n, part in enumerate(parts))
