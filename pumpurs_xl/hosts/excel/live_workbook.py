"""The open workbook through the public xlwings API: one read a table, one write a block, a record of every change.

The same code runs in Excel and in LibreOffice Calc: only the xlwings engine differs.
"""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import xlwings

from pumpurs_xl.book import SPECS
from pumpurs_xl.hosts.excel.live_cells import Block, Content, Grid, is_formula, plain, put, read, read_back, values_of
from pumpurs_xl.hosts.excel.live_looks import LiveLooks
from pumpurs_xl.hosts.excel.record import Dressed, Record, Resized, Written
from pumpurs_xl.model.known_headings import typed_columns
from pumpurs_xl.model.table import RawTable, RawWorkbook, TypedFormula
from pumpurs_xl.tables import RESULTS
from pumpurs_xl.values.refusal import Refusal

_KNOWN = {spec.name for spec in (*SPECS, *RESULTS)}
_DECLARED = {spec.name: spec.columns for spec in SPECS}
NAMES = ("pumpurs_menesis", "pumpurs_versija")
_REJECTED = {-2147418111, -2146777998}  # Excel is busy: a cell is being edited, or a window is open
_HIDDEN = {0, 2}  # what a sheet's Visible says of one that is hidden, from the menu of sheets, too
TITLE = "PuMPuRS"


@contextmanager
def refuse_host_errors(sheet: str = "") -> Iterator[None]:
    """Inside, an error of the spreadsheet program becomes a Refusal; `sheet` is the one that is worked on."""
    try:
        yield
    except Exception as problem:
        error = type(problem)
        of_calc = "com.sun.star" in f"{error.__module__}.{error.__qualname__}"
        if isinstance(problem, Refusal) or not (of_calc or error.__name__ in {"com_error", "XlwingsError"}):
            raise
        raise _refusal(problem, sheet) from problem


def _refusal(problem: Exception, sheet: str) -> Refusal:
    if problem.args and problem.args[0] in _REJECTED:
        return Refusal(
            lv="Programma pašlaik ir aizņemta. Pabeidziet šūnas labošanu (Enter vai Esc) un spiediet pogu vēlreiz.",
            en="The program is busy. Finish editing the cell (Enter or Esc) and press the button again.",
        )
    if not sheet:
        return Refusal(
            lv="Ar darbgrāmatu neizdevās sazināties. Aizveriet to, atveriet vēlreiz un spiediet pogu.",
            en="The workbook could not be reached. Close it, open it again and press the button.",
        )
    return Refusal(
        lv=f"Lapā “{sheet}” nevar rakstīt. Ja tā ir aizsargāta, noņemiet aizsardzību un spiediet pogu vēlreiz.",
        en=f"The sheet “{sheet}” cannot be written. If it is protected, unprotect it and press the button again.",
    )


def apologise(sentence: str) -> None:
    """Tells a sentence where no workbook can: in the program's own window, else where RunPython looks for it."""
    try:
        xlwings.apps.active.alert(sentence, TITLE)  # type: ignore[union-attr] # no program at all is caught, too
    except Exception:  # noqa: BLE001 # whatever is wrong with the program, the sentence is told
        sys.stderr.write(sentence + "\n")
        raise SystemExit(1) from None  # the add-in shows what a failed start has written


class LiveWorkbook:
    """The workbook that the user looks at."""

    def __init__(self, book: xlwings.Book) -> None:
        self.book = book
        self.record = Record()
        self._manual = False  # while a button runs, the program calculates by hand

    @classmethod
    def active(cls) -> "LiveWorkbook":
        """The workbook whose button was pressed, else the active one; Refusal where none is open."""
        with refuse_host_errors():
            found: xlwings.Book | None = None
            if any(argument.startswith("--wb=") for argument in sys.argv):
                found = xlwings.Book.caller()
            elif xlwings.apps.count and len(xlwings.books):
                found = xlwings.books.active
        if found is None:
            raise Refusal(
                lv="Nav atvērta neviena darbgrāmata. Atveriet savu PuMPuRS grāmatu un mēģiniet vēlreiz.",
                en="No workbook is open. Open your PuMPuRS workbook and try again.",
            )
        return cls(found)

    @cached_property
    def place(self) -> str:
        """Where the workbook is stored: a path; a web address for a file of OneDrive that is not on this computer."""
        try:
            return str(self.book.fullname)
        except xlwings.XlwingsError:
            return f"onedrive://{self.book.name}"

    @cached_property
    def tables(self) -> dict[str, "LiveTable"]:
        """The tables of the product by name, as they stand when first asked for."""
        with refuse_host_errors():
            listed = [table for sheet in self.book.sheets for table in sheet.tables if table.name in _KNOWN]
            found = [LiveTable(self.book, table) for table in listed]
        return {table.name: table for table in found}

    def read(self) -> RawWorkbook:
        """All tables with their values, formulas and looks; two reads a table, however long it is."""
        with refuse_host_errors():
            tables = {name: table.raw for name, table in self.tables.items()}
            known = {name.name: name.refers_to_range for name in self.book.names if name.name in NAMES}
            names = {name: plain(cell.options(err_to_str=True).value) for name, cell in known.items()}
        text = repr([(name, raw.headings, raw.rows) for name, raw in sorted(tables.items())])
        digest = hashlib.sha256(text.encode()).hexdigest()
        sheets = tuple(sheet.name for sheet in self.book.sheets)
        return RawWorkbook(self.book.name, tables, sheets, names, manual=self._manual, digest=digest)

    def write(self, sheet: str, row: int, column: int, block: Block, before: Grid | None = None) -> None:
        """Writes a block; what stood there is read unless it is given, and kept for the button Atsaukt.

        A block whose content before is given holds the program's own words: it is not read back.
        """
        wanted = [[Content.of(value) for value in values] for values in block]
        with refuse_host_errors(sheet):
            cells = self.block(sheet, row, column, len(block), len(block[0]))
            old = read(cells) if before is None else before
            self.record.steps.append(Written(sheet, row, column, old, wanted))
            put(cells, wanted)
            if before is None:
                self.record.steps[-1] = Written(sheet, row, column, old, read_back(cells, wanted))

    def dress(self, sheet: str, row: int, column: int, rows: int, number_format: str) -> None:
        """Gives cells under each other another number format; what they had is kept for the button Atsaukt."""
        with refuse_host_errors(sheet):
            for number in range(row, row + rows):
                cell = self.block(sheet, number, column, 1, 1)
                self.record.steps.append(Dressed(sheet, number, column, str(cell.number_format), number_format))
                cell.number_format = number_format

    def block(self, sheet: str, row: int, column: int, rows: int, columns: int) -> xlwings.Range:
        """The cells from one on, so many rows down and columns across."""
        return self.book.sheets[sheet].range((row, column), (row + rows - 1, column + columns - 1))

    def resize(self, name: str, rows: int) -> None:
        """Gives a table so many body rows; formulas and formats of new ones come from the row above."""
        table = self.tables[name]
        if rows == table.length:
            return
        if rows < table.length:
            blank = [[None] * len(table.headings)] * (table.length - rows)
            self.write(table.sheet, table.header_row + rows + 1, table.first_column, blank)
        with refuse_host_errors(table.sheet):
            self.record.steps.append(Resized(name, table.length, rows))
            self.tables[name] = table.resize(rows)

    @property
    def selection(self) -> tuple[str, range, range]:
        """The sheet, rows and columns that are selected."""
        with refuse_host_errors():
            chosen = self.book.selection
            if chosen is None:
                return "", range(0), range(0)
            rows, columns = chosen.shape
            return (
                chosen.sheet.name,
                range(chosen.row, chosen.row + rows),
                range(chosen.column, chosen.column + columns),
            )

    def go(self, sheet: str, cell: str = "A1") -> None:
        """Shows a sheet and selects a cell."""
        with refuse_host_errors(sheet):
            self.book.sheets[sheet].activate()
            self.book.sheets[sheet].range(cell).select()

    def say(self, sentence: str) -> None:
        """Shows a sentence in a message box."""
        with refuse_host_errors():
            self.book.app.alert(sentence, TITLE)

    def ask(self, question: str, buttons: str = "yes_no") -> str:
        """The user's answer: yes, no or cancel."""
        with refuse_host_errors():
            return str(self.book.app.alert(question, TITLE, buttons=buttons))

    def progress(self, text: str | None) -> None:
        """A line in the status bar; None gives it back to Excel."""
        self.book.app.status_bar = text or False

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Inside, the screen stands still and nothing is recalculated; ended whatever happens."""
        self._manual = self.book.app.calculation == "manual"
        with self.book.app.properties(screen_updating=False, enable_events=False, calculation="manual"):
            yield


class LiveTable:
    """A table of the open workbook as it stood when it was first looked at: two reads, however long it is."""

    def __init__(self, book: xlwings.Book, table: Any) -> None:
        self._book, self._table = book, table
        self._range = table.range
        self.name, self.sheet = str(table.name), str(self._range.sheet.name)
        self.header_row, self.first_column = int(self._range.row), int(self._range.column)
        body = table.data_body_range  # a table without rows has none, but shows one blank row
        self.length = int(body.shape[0]) if body else 1

    @cached_property
    def _values(self) -> Block:
        return [[plain(value) for value in row] for row in values_of(self._range)]

    @cached_property
    def _formulas(self) -> Block:
        return [list(row) for row in self._range.formula]

    @property
    def headings(self) -> list[str]:
        """The texts of the heading row as they stand."""
        return [str(heading or "") for heading in self._values[0]]

    @cached_property
    def raw(self) -> RawTable:
        """The table as the core reads it."""
        formulas: dict[int, set[int]] = defaultdict(set)
        for number in range(1, self.length + 1):
            for place, formula in enumerate(self._formulas[number]):
                if is_formula(formula, self._values[number][place]):
                    formulas[self.first_column + place].add(self.header_row + number)
        rows, corner = self._values[1 : self.length + 1], (self.header_row, self.first_column)
        typed = typed_columns(_DECLARED.get(self.name, ()), self.headings, self.first_column)
        sheet, body = self._range.sheet, range(self.header_row + 1, self.header_row + 1 + self.length)
        looks = LiveLooks(sheet, typed, body)
        return RawTable(
            *(self.name, self.sheet, *corner, self.headings, rows, dict(formulas)),
            typed_formulas={
                (row, column): TypedFormula(str(self._formulas[row - self.header_row][column - self.first_column]), row)
                for column in typed
                for row in formulas.get(column, ())
            },
            looks=looks.numbers(),
            hidden_columns=looks.hidden_columns(),
            hidden_sheet=sheet.visible in _HIDDEN,
        )

    def column(self, heading: str) -> int:
        """The column of a heading as Excel counts; 0 where there is none."""
        return self.first_column + self.headings.index(heading) if heading in self.headings else 0

    def contents(self, heading: str) -> Grid:
        """The body cells of a column as they were read."""
        place = self.headings.index(heading)
        body = range(1, self.length + 1)
        return [[Content.read(self._values[number][place], self._formulas[number][place])] for number in body]

    def resize(self, rows: int) -> "LiveTable":
        """Gives the table so many body rows, new ones the formulas of the last; returns it as it stands then.

        Excel fills calculated columns itself; where it did not, the formula of the last row is written.
        """
        sheet = self._range.sheet
        bottom, last = self.header_row + rows, self.first_column + len(self.headings) - 1
        self._table.resize(sheet.range((self.header_row, self.first_column), (bottom, last)))
        if rows > self.length:
            top = self.header_row + self.length + 1
            added = sheet.range((top, self.first_column), (bottom, last)).formula
            for place, formula in enumerate(str(formula or "") for formula in self._formulas[self.length]):
                if formula.startswith("=") and any(row[place] in {None, ""} for row in added):
                    column = self.first_column + place
                    sheet.range((top, column), (bottom, column)).formula = formula
        return LiveTable(self._book, self._table)

    def body(self, first: int) -> xlwings.Range:
        """The body rows from one on, counted from 1."""
        last = self.first_column + len(self.headings) - 1
        corners = (self.header_row + first, self.first_column), (self.header_row + self.length, last)
        found: xlwings.Range = self._range.sheet.range(*corners)
        return found
