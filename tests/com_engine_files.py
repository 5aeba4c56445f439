"""Workbooks loaded from files with openpyxl, once in a session."""

import gc
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from com_engine_books import BookData, SheetData, TableData, area_of
from com_engine_cells import Cell, Fault
from openpyxl.utils.datetime import to_excel


def load(path: Path) -> BookData:
    """The workbook of a file as it was saved; read once, so take a fresh copy before changing anything."""
    stat = path.stat()
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int, _size: int) -> BookData:
    data = io.BytesIO(path.read_bytes())
    collecting = gc.isenabled()
    gc.disable()  # three times faster: openpyxl makes a great many objects that stay
    try:
        written, stored = openpyxl.load_workbook(data), openpyxl.load_workbook(data, data_only=True)
        styles: dict[int, Cell] = {}
        sheets = [_sheet(sheet, stored[sheet.title], styles) for sheet in written.worksheets]
    finally:
        if collecting:
            gc.enable()
    names = {name: str(defined.attr_text) for name, defined in written.defined_names.items()}
    return BookData(str(path), sheets, names, sheets[written.index(written.active)] if written.active else sheets[0])


def _sheet(written: Any, stored: Any, styles: dict[int, Cell]) -> SheetData:
    cells = {}
    for row, values in zip(written.iter_rows(), stored.iter_rows(), strict=True):
        for cell, value in zip(row, values, strict=True):
            blank = styles.get(cell.style_id) or styles.setdefault(cell.style_id, _blank(cell))
            cells[cell.row, cell.column] = _cell(blank, cell, value)
    columns = {
        number: _blank(dimension)
        for dimension in written.column_dimensions.values()
        for number in range(dimension.min or 0, (dimension.max or -1) + 1)
    }
    sheet = SheetData(written.title, cells, columns, [_table(table) for table in written.tables.values()])
    sheet.protected, sheet.visible = bool(written.protection.sheet), written.sheet_state == "visible"
    sheet.hidden_columns = {
        number
        for dimension in written.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, (dimension.max or -1) + 1)
    }
    sheet.hidden_rows = {number for number, row in written.row_dimensions.items() if row.hidden}
    return sheet


def _blank(styled: Any) -> Cell:
    return Cell(number_format=styled.number_format, locked=bool(styled.protection.locked))


def _cell(blank: Cell, written: Any, stored: Any) -> Cell:
    if written.value is None:
        return blank
    value = stored.value
    if stored.data_type == "e":
        value = Fault(value)
    elif value is not None and not isinstance(value, bool | str):
        value = float(value if isinstance(value, int | float) else to_excel(value))  # type: ignore[no-untyped-call] # its stub has no types
    formula = getattr(written.value, "text", written.value) if written.data_type == "f" else ""
    return blank._replace(value=value, formula=formula)


def _table(table: Any) -> TableData:
    """A table of the file; totals rows are not known here, the workbook has none."""
    columns = enumerate(table.tableColumns)
    formulas = {n: f"={c.calculatedColumnFormula.attr_text}" for n, c in columns if c.calculatedColumnFormula}
    return TableData(table.displayName, area_of(table.ref), formulas, blank=bool(table.insertRow))
