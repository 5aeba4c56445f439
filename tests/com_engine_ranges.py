"""Ranges and tables of the Excel of the tests, as the front end of xlwings asks for them."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from com_engine_books import Area, Place, SheetData, TableData, shifted
from com_engine_cells import entered, formula_text, over_com, refusal
from com_engine_wire import Part, Write
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from com_engine_sheets import Sheet


class OnSheet(Part):
    """Something on a sheet, of no use any more once the sheet is deleted or the workbook closed."""

    def __init__(self, sheet: "Sheet") -> None:
        super().__init__(sheet.wire)
        self.home = sheet

    def call(self, kind: str) -> None:
        self.wire.call(kind)
        if not self.home.there:
            raise refusal(None)


class Range(OnSheet):
    """A rectangle of cells on a sheet."""

    max_cells_per_read = max_cells_per_write = None
    has_array = False

    def __init__(self, sheet: "Sheet", area: Area, *, known: bool = False) -> None:
        super().__init__(sheet)
        self.area = area
        self.options: Any = None  # xlwings lays its own here
        self._known = known  # Python itself said where it is, so that Excel need not be asked

    @property
    def api(self) -> Any:
        """Refused, but xlwings itself asks for it before each write: only whether there is any cell."""
        asks = sys._getframe(2).f_globals["__name__"]  # noqa: SLF001 # nothing else tells who asks
        return len(self) > 0 if asks == "xlwings.conversion.standard" else super().api

    @property
    def sheet(self) -> "Sheet":
        self._locate()
        return self.home

    @property
    def row(self) -> int:
        return self._locate().top

    @property
    def column(self) -> int:
        return self._locate().left

    @property
    def shape(self) -> tuple[int, int]:
        area = self._locate()
        return area.bottom - area.top + 1, area.right - area.left + 1

    def _locate(self) -> Area:
        if not self._known:
            self.call("property")
            self._known = True
        return self.area

    def __len__(self) -> int:
        return (self.area.bottom - self.area.top + 1) * (self.area.right - self.area.left + 1)

    def __call__(self, *position: int) -> "Range":
        self.call("property")
        if len(position) == 1:
            down, right = divmod(position[0] - 1, self.area.right - self.area.left + 1)
        else:
            down, right = position[0] - 1, position[1] - 1
        row, column = self.area.top + down, self.area.left + right
        return Range(self.home, Area(row, column, row, column))

    @property
    def address(self) -> str:
        return self.get_address(row_absolute=True, column_absolute=True, external=False)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        self.call("property")
        corners = dict.fromkeys((self.area[:2], self.area[2:]))
        a1 = ":".join(
            f"{'$' * column_absolute}{get_column_letter(column)}{'$' * row_absolute}{row}" for row, column in corners
        )
        place = f"[{self.home.home.data.name}]{self.home.data.name}"
        plain = all(letter.isalnum() or letter in "[]._" for letter in place)
        return a1 if not external else f"{place}!{a1}" if plain else f"'{place}'!{a1}"

    @property
    def raw_value(self) -> Any:
        self.call("read")
        book, sheet = self.home.home.data, self.home.data
        return self._block(
            lambda row, column: over_com(book.answer(sheet, row, column), sheet.cell(row, column).number_format)
        )

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(data, "value")

    @property
    def formula(self) -> Any:
        self.call("read")
        return self._block(lambda row, column: formula_text(self.home.data.cell(row, column)))

    @formula.setter
    def formula(self, data: Any) -> None:
        self._put(data, "formula")

    def _block(self, answer: Any) -> Any:
        """The answers of all cells: one alone, or rows of them; nothing where there is no cell."""
        if not len(self):
            return None
        columns = range(self.area.left, self.area.right + 1)
        rows = tuple(
            tuple(answer(row, column) for column in columns) for row in range(self.area.top, self.area.bottom + 1)
        )
        return rows if len(self) > 1 else rows[0][0]

    def _put(self, data: Any, kind: str) -> None:
        """Write a block, or one thing into every cell: all of it, hidden rows too, or nothing."""
        self._open()
        sheet = self.home.data
        cells = {place: entered(sheet.cell(*place), item) for place, item in self._spread(data)}
        sheet.put(cells)
        self._log(kind)

    def _spread(self, data: Any) -> Iterator[tuple[Place, Any]]:
        """Each cell with what comes into it; one formula for many cells moves along as it does when filled down."""
        if isinstance(data, list | tuple):
            rows = data if isinstance(data[0], list | tuple) else [data]
            return zip(self.area.places(), (item for row in rows for item in row), strict=True)
        if isinstance(data, str) and data.startswith("=") and len(self) > 1:
            places = self.area.places()
            return ((place, shifted(data, place[0] - self.area.top, place[1] - self.area.left)) for place in places)
        return ((place, data) for place in self.area.places())

    def _open(self) -> None:
        self.call("write")
        self.home.data.check_open(self.area)

    def _log(self, kind: str) -> None:
        self.wire.writes.append(Write(self.home.home.data.name, self.home.data.name, self.area.a1, kind))

    def clear_contents(self) -> None:
        self._put(None, "value")

    @property
    def number_format(self) -> str | None:
        self.call("property")
        formats = {self.home.data.cell(*place).number_format for place in self.area.places()}
        return formats.pop() if len(formats) == 1 else None

    @number_format.setter
    def number_format(self, number_format: str) -> None:
        self._open()
        sheet = self.home.data
        sheet.put({place: sheet.cell(*place)._replace(number_format=number_format) for place in self.area.places()})
        self._log("format")

    @property
    def column_width(self) -> float | None:
        """In letters; nothing where the columns differ."""
        self.call("property")
        hidden = {column in self.home.data.hidden_columns for column in range(self.area.left, self.area.right + 1)}
        return {True: 0.0, False: 9.0}[hidden.pop()] if len(hidden) == 1 else None

    @property
    def row_hidden(self) -> bool | None:
        self.call("property")
        hidden = {row in self.home.data.hidden_rows for row in range(self.area.top, self.area.bottom + 1)}
        return hidden.pop() if len(hidden) == 1 else None

    def select(self) -> None:
        """Move the selection; Excel does it only on the sheet in front."""
        self.call("action")
        if not self.home.in_front:
            raise refusal("Select method of Range class failed")
        self.home.data.selection = self.area

    @property
    def table(self) -> "Table | None":
        self.call("property")
        tables = (table for table in self.home.data.tables if table.area.meets(self.area))
        return next((Table(self.home, table) for table in tables), None)


class Table(OnSheet):
    """A table (ListObject)."""

    def __init__(self, sheet: "Sheet", data: TableData) -> None:
        super().__init__(sheet)
        self.data = data

    @property
    def parent(self) -> "Sheet":
        self.call("property")
        return self.home

    @property
    def name(self) -> str:
        self.call("property")
        return self.data.name

    display_name = name

    @property
    def range(self) -> Range:
        return self._range(self.data.area)

    @property
    def header_row_range(self) -> Range:
        return self._range(self.data.area._replace(bottom=self.data.area.top))

    @property
    def data_body_range(self) -> Range | None:
        """The rows; a table without any has no body."""
        body = self._range(self.data.body)
        return None if self.data.blank else body

    @property
    def insert_row_range(self) -> Range | None:
        body = self._range(self.data.body)
        return body if self.data.blank else None

    @property
    def totals_row_range(self) -> None:
        self.call("property")

    def _range(self, area: Area) -> Range:
        self.call("property")
        return Range(self.home, area)

    def resize(self, target: Any) -> None:
        """Give the table another extent; what falls out of it stays in its cells."""
        self.call("write")
        sheet: SheetData = self.home.data
        if sheet.protected:
            raise refusal("This command is not available on a protected sheet.")
        sheet.resize(self.data, target.impl.area)
        self.wire.writes.append(Write(self.home.home.data.name, sheet.name, self.data.area.a1, "resize"))


class Tables(OnSheet):
    """The tables of a sheet."""

    def __len__(self) -> int:
        self.call("property")
        return len(self.home.data.tables)

    def __iter__(self) -> Iterator[Table]:
        for table in self.home.data.tables:
            self.call("property")
            yield Table(self.home, table)

    def __call__(self, key: int | str) -> Table:
        self.call("property")
        for number, table in enumerate(self.home.data.tables, start=1):
            if key == number or (isinstance(key, str) and key.lower() == table.name.lower()):
                return Table(self.home, table)
        raise KeyError(key)

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True
