"""Tables of an open LibreOffice Calc workbook: a table of an .xlsx arrives as a database range of the same name."""

from collections.abc import Iterator
from typing import Any

from xlwings import XlwingsError

from pumpurs_xl.hosts.calc.bridge import FORMULA, TYPED, downwards
from pumpurs_xl.hosts.calc.ranges import Range


class Tables:
    """The tables of one sheet."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.api = sheet.book.api.DatabaseRanges

    def __iter__(self) -> Iterator["Table"]:
        for name in self.api.getElementNames():
            table = self.api.getByName(name)
            if table.DataArea.Sheet == self.sheet.place:
                yield Table(self.sheet, table)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: str) -> bool:
        return any(table.name.casefold() == name.casefold() for table in self)

    def __call__(self, key: int | str) -> "Table":
        tables = list(self)
        if isinstance(key, int):
            return tables[key - 1]
        for table in tables:
            if table.name.casefold() == key.casefold():
                return table
        raise XlwingsError(f"the sheet {self.sheet.name} has no table {key}")


class Table:
    """A table: its heading, its body, and how it grows."""

    def __init__(self, sheet: Any, area: Any) -> None:
        self.parent, self.api = sheet, area

    @property
    def name(self) -> str:
        """The name of the table: tED."""
        return str(self.api.Name)

    @property
    def range(self) -> Range:
        """All its cells, heading included."""
        return self.parent.block(self.api.DataArea)  # type: ignore[no-any-return] # a sheet is known by its methods

    @property
    def header_row_range(self) -> Range:
        """The cells of its heading."""
        whole = self.range
        return Range(self.parent, whole.first, (whole.row, whole.last[1]))

    @property
    def data_body_range(self) -> Range | None:
        """None where the table has no row, or a blank one alone: so a table without rows is kept."""
        whole = self.range
        rows = whole.shape[0] - 1
        body = Range(self.parent, (whole.row + 1, whole.column), whole.last)
        blank = rows == 0 or (rows == 1 and not any(value != "" for value in body.api.getDataArray()[0]))
        return None if blank else body

    def resize(self, wanted: Any) -> None:
        """Gives the table more rows or fewer; new ones get the formulas and formats of the row above."""
        old, new = self.range, wanted.impl
        if (new.row, new.column, new.last[1]) != (old.row, old.column, old.last[1]):
            raise XlwingsError(f"the table {self.name} keeps its heading: {old.address} cannot become {new.address}")
        if self.parent.api.isProtected():
            raise XlwingsError(f"the sheet {self.parent.name} is protected")
        area = self.api.DataArea
        area.EndRow = new.last[0] - 1
        with self.parent.book.writing(self.name):
            self.api.DataArea = area
            if old.row < old.last[0] < new.last[0]:
                self._continue(old, new.last[0])
            self.parent.book.renew_names(self.name)

    def _continue(self, old: Range, end: int) -> None:
        """Formulas and formats of the last old row go on to the end; what stands there already stays."""
        added = Range(self.parent, (old.last[0] + 1, old.column), (end, old.last[1]))
        kept = added.inputs if added.get_special_cells("constants", None) else []
        Range(self.parent, (old.last[0], old.column), added.last).api.fillAuto(downwards(), 1)
        self._restore_formulas(old, end)
        added.api.clearContents(TYPED)
        if kept:
            pairs = zip(kept, added.inputs, strict=True)
            added.write([[mine or filled for mine, filled in zip(*row, strict=True)] for row in pairs])

    def _restore_formulas(self, old: Range, end: int) -> None:
        """A calculated column whose last formula was overwritten by hand goes on from the last that was not."""
        last: dict[int, int] = {}
        body = Range(self.parent, (old.row + 1, old.column), old.last).api
        for area in body.queryContentCells(FORMULA).getRangeAddresses():
            for column in range(area.StartColumn + 1, area.EndColumn + 2):
                last[column] = max(last.get(column, 0), area.EndRow + 1)
        for column, row in last.items():
            if row < old.last[0]:
                source = Range(self.parent, (row, column), (row, column)).api.getRangeAddress()
                added = Range(self.parent, (old.last[0] + 1, column), (end, column)).api
                self.parent.api.copyRange(added.getCellByPosition(0, 0).getCellAddress(), source)
                added.fillAuto(downwards(), 1)
