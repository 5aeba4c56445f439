"""The shipped claim forms: one template per kind of support, and the summary of a month.

A form's columns come from the declaration of its kind of support, so a new kind has its form at once.
Order of the columns and wording of the header and the signatures: the programme's forms
(domain.md, parts 6 and 7). Whatever the funder's own form looks like, it replaces these as a template.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.emblem import HEIGHT, emblem
from pumpurs_xl.form_columns import DAILY_COLUMNS, MONEY, SUM, SUMMARY_COLUMNS, FormColumn, columns_of
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.catering import CATERING

SUMMARY = "kopsavilkums"
_BUILT = datetime(2023, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the file tells no clock

HEADER = (
    ("Projekta Nr.", "${projekts.numurs}"),
    ("Sadarbības partneris", "${partneris}"),
    ("Reģistrācijas Nr.", "${regnr}"),
    ("Sadarbības līguma Nr. / datums", "${ligums.numurs} / ${ligums.datums}"),
    ("Izglītības iestāde", "${iestade}"),
    ("Atbalsta veids", "${veids} (${veids.kods})"),
    ("Pārskata periods", "${menesis} (${periods})"),
    ("Mācību gads / semestris", "${macibu_gads} / ${semestris}"),
    ("Pārskats / versija", "${parskats} / ${versija}"),
)
SIGNATURES = (
    ("Sagatavoja (grāmatvedis)", "${gramatvedis}"),
    ("Projekta koordinators", "${koordinators}"),
    ("Iestādes vadītājs", "${vaditajs}"),
)

FIGURES = (
    ("Izglītojamo skaits", "${kopa.izglitojamie}", "#,##0"),
    ("t. sk. ESF finansējums, EUR", "${kopa.esf}", MONEY),
    ("t. sk. valsts budžeta finansējums, EUR", "${kopa.valsts}", MONEY),
)


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form: what stands on it from the title to the signatures."""

    name: str
    title: str
    columns: tuple[FormColumn, ...]
    subtitle: str = ""
    header: tuple[tuple[str, str], ...] = HEADER
    figures: tuple[tuple[str, str, str], ...] = FIGURES
    portrait: bool = False


def sheets_of(kind: SupportType) -> tuple[FormSheet, ...]:
    """The sheets of a kind's form; the catering form has the daily list too."""
    form = FormSheet(kind.title.lv, kind.form.lv, columns_of(kind))
    daily = FormSheet("Dienu saraksts", kind.form.lv, DAILY_COLUMNS, "Izdevumi pa dienām", figures=(), portrait=True)
    return (form, daily) if kind is CATERING else (form,)


def summary_sheet() -> FormSheet:
    """The month's summary: one line per kind of support."""
    header = tuple((label, text) for label, text in HEADER if label != "Atbalsta veids")
    return FormSheet("Kopsavilkums", "Izdevumu kopsavilkums", SUMMARY_COLUMNS, header=header, figures=())


def write_forms(folder: Path) -> list[Path]:
    """Writes every shipped template into the folder; the same bytes each time."""
    forms = {kind.code: sheets_of(kind) for kind in SUPPORT_TYPES} | {SUMMARY: (summary_sheet(),)}
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{name}.xlsx", sheets) for name, sheets in forms.items()]


def _write(path: Path, sheets: Sequence[FormSheet]) -> Path:
    with Workbook(path, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": sheets[0].title, "author": "pumpurs_xl", "created": _BUILT})
        for sheet in sheets:
            _Page(workbook, workbook.add_worksheet(sheet.name), sheet).write()
    return path


@dataclass
class _Page:
    """One sheet while it is written, row by row."""

    workbook: Workbook
    cells: Worksheet
    sheet: FormSheet
    row: int = 0

    def write(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            self.cells.set_column(place, place, column.width)
        self._emblem()
        self._title()
        self._header()
        self._table()
        self._figures()
        self._signatures()
        self._print_setup()

    def _style(self, **properties: Any) -> Format:
        return self.workbook.add_format({"font_name": "Arial", "font_size": 10, **properties})

    def _put(self, place: int, text: str, **properties: Any) -> None:
        self.cells.write_string(self.row, place, text, self._style(**properties))

    @property
    def _last(self) -> int:
        return len(self.sheet.columns) - 1

    def _after(self, width: float) -> int:
        """The first column that begins behind so many letters."""
        widths = [column.width for column in self.sheet.columns]
        return next(place for place in range(len(widths)) if sum(widths[:place]) >= width)

    def _emblem(self) -> None:
        options = {
            "image_data": io.BytesIO(emblem()),
            "x_scale": 54 / HEIGHT,
            "y_scale": 54 / HEIGHT,
            "description": "Eiropas Savienības karogs",
        }
        self.cells.insert_image(0, 0, "es-karogs.png", options)
        for text, slogan, vertical in (
            ("EIROPAS SAVIENĪBA", "IEGULDĪJUMS TAVĀ NĀKOTNĒ", "bottom"),
            ("Eiropas Sociālais fonds", "", "top"),
        ):
            self.cells.set_row_pixels(self.row, 27)
            self._put(0, text, align="left", indent=10, valign=vertical, bold=bool(slogan))
            self._put(self._last, slogan, align="right", valign=vertical, bold=True, font_color="#003399")
            self.row += 1

    def _title(self) -> None:
        self.row += 1
        self._put(0, self.sheet.title, font_size=18, bold=True)
        self.cells.set_row(self.row, 26)
        self.row += 1
        if self.sheet.subtitle:
            self._put(0, self.sheet.subtitle, font_size=12)
            self.row += 1

    def _header(self) -> None:
        self._put(0, "ESF projekts „${projekts.nosaukums}”", font_size=11, bold=True)
        self.cells.set_row(self.row, 20)
        self.row += 1
        for label, text in self.sheet.header:
            self._put(0, f"{label}:")
            self._put(self._after(30), text, bold=True)
            self.row += 1
        self.row += 1

    def _table(self) -> None:
        boxed = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        self.cells.repeat_rows(self.row)
        self.cells.set_row(self.row, 36)
        for place, column in enumerate(self.sheet.columns):
            grey = {**boxed, "bg_color": "#E7E6E6", "align": "center", "valign": "vcenter"}
            self._put(place, column.heading, **grey, bold=True, font_size=8)
        self.row += 1
        if not self.sheet.portrait:
            self.cells.set_row(self.row, 27)  # two lines: LibreOffice fits no row to its text on opening
        self.cells.freeze_panes(self.row, 0)
        for place, column in enumerate(self.sheet.columns):
            self._put(place, column.text, **boxed, num_format=column.number_format, align=column.align)
        self.row += 1
        self._total()

    def _total(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            look = self._style(
                bold=True, top=6, bottom=1, num_format=column.number_format, align=column.align if place else "left"
            )
            if column.total == SUM:
                line = xl_rowcol_to_cell(self.row - 1, place)
                formula = f"{SUM}({line}:{line})"  # a range, so that it grows with the lines
                self.cells.write_formula(self.row, place, formula, look)
            else:
                text = column.total or ("" if place else "Kopā")
                self.cells.write(self.row, place, text or None, look)
        self.row += 1

    def _figures(self) -> None:
        place = next((n for n, column in enumerate(self.sheet.columns) if column.text == "${rinda.eur}"), 0)
        for label, text, number_format in self.sheet.figures:
            self._put(place - 1, label, align="right")
            self._put(place, text, align="right", num_format=number_format, bold=True)
            self.row += 1

    def _signatures(self) -> None:
        self.row += 1
        for label, name in SIGNATURES:
            self.cells.set_row(self.row, 24)
            self._put(0, f"{label}:", valign="bottom")
            self._put(self._after(30), name, valign="bottom", bold=True)
            self._put(self._after(56), "Paraksts __________________  Datums ______________", valign="bottom")
            self.row += 1
        self.row += 1
        self._put(0, "Kontrolkods: ${kontrolkods}", font_size=7, font_color="#595959")

    def _print_setup(self) -> None:
        self.cells.set_paper(9)
        if not self.sheet.portrait:
            self.cells.set_landscape()
        self.cells.fit_to_pages(1, 0)
        self.cells.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.cells.print_area(0, 0, self.row, self._last)
        self.cells.set_footer("&C&9&P. lapa no &N")
        self.cells.hide_gridlines(2)
