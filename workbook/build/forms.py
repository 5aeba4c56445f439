"""The shipped claim forms: one template per support type, and the summary of a month.

A form's columns come from the declaration of its support type, so a new one has its form at once.
Order of the columns and wording of the header and the signatures: the programme's forms
(domain.md, parts 6 and 7). Whatever the funder's own form looks like, it replaces these as a template.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.programme import FUND, UNION_LINES
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from workbook.build.form_columns import (
    AMOUNT,
    DAILY_COLUMNS,
    PAGE,
    SUM,
    SUMMARY_COLUMNS,
    UPRIGHT_PAGE,
    Fit,
    FormColumn,
    columns_of,
    fit_columns,
)

SUMMARY = "kopsavilkums"
EMBLEM = Path(__file__).parent.parent / "emblem.png"
"""The emblem of the European Union, 240 x 160 pixels: a blue flag with a ring of twelve gold stars."""
_EMBLEM_SCALE = 44 / 160  # so that it is as high as the two lines of text beside it
_FONT = {"font_name": "Arial", "font_scheme": False}  # not the font of a theme
# Columns are measured in digits of this font, 8 pixels each: in Excel, which rounds, and nearly so in programs
# that do not. With Excel's Calibri 11 LibreOffice makes columns 6 % wider, and so prints all letters smaller.
_MEASURE = {**_FONT, "font_size": 11}
_DIGITS = {"default_column_width": 72, "default_row_height": 19}
_BUILT = datetime(2023, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the file tells no clock

LONG_HEADER = (
    ("Sadarbības partneris", "${partneris}"),
    ("Izglītības iestāde", "${iestade}"),
    ("Sadarbības līguma Nr. / datums", "${ligums.numurs} / ${ligums.datums}"),
)
HEADER = (  # two side by side
    ("Projekta Nr.", "${projekts.numurs}"),
    ("Atbalsta veids", "${veids} (${veids.kods})"),
    ("Reģistrācijas Nr.", "${regnr}"),
    ("Pārskata periods", "${menesis} (${periods})"),
    ("Pārskats / versija", "${parskats} / ${versija}"),
    ("Mācību gads / semestris", "${macibu_gads}. m. g., ${semestris}. semestris"),
)
SIGNED = "Pārskats ${parskats}\nVersija ${versija}\n\nKompensējamā summa kopā:\n${kopa.eur} EUR"
SIGNATURES = (
    ("Sagatavoja (grāmatvedis)", "${gramatvedis}"),
    ("Projekta koordinators", "${koordinators}"),
    ("Iestādes vadītājs", "${vaditajs}"),
)
# The words stand in the number's format: one row holds them all, and no page break can part them.
FIGURES = (
    ("${kopa.izglitojamie}", '"Izglītojamo skaits: "#,##0', 0.24),
    ("${kopa.esf}", f'"t. sk. ESF finansējums, EUR: "{AMOUNT}', 0.34),
    ("${kopa.valsts}", f'"t. sk. valsts budžeta finansējums, EUR: "{AMOUNT}', 0.42),
)


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form: what stands on it from the title to the signatures."""

    name: str
    title: str
    columns: tuple[FormColumn, ...]
    subtitle: str = ""
    header: tuple[tuple[str, str], ...] = HEADER
    figures: tuple[tuple[str, str, float], ...] = FIGURES
    portrait: bool = False


def sheets_of(support_type: SupportType) -> tuple[FormSheet, ...]:
    """The sheets of a support type's form: the claim, and the daily list where the type has one."""
    form = FormSheet(support_type.title.lv, support_type.form.lv, columns_of(support_type))
    daily = FormSheet(
        "Dienu saraksts", support_type.form.lv, DAILY_COLUMNS, "Izdevumi pa dienām", figures=(), portrait=True
    )
    return (form, daily) if support_type.daily_list else (form,)


def summary_sheet() -> FormSheet:
    """The month's summary: one line per support type."""
    header = tuple((label, "${veids}" if label == "Atbalsta veids" else text) for label, text in HEADER)
    return FormSheet("Kopsavilkums", "Izdevumu kopsavilkums", SUMMARY_COLUMNS, header=header, figures=())


def write_forms(folder: Path) -> list[Path]:
    """Writes every shipped template into the folder; the same bytes each time."""
    forms = {support_type.code: sheets_of(support_type) for support_type in SUPPORT_TYPES} | {
        SUMMARY: (summary_sheet(),)
    }
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{name}.xlsx", sheets) for name, sheets in forms.items()]


def _write(path: Path, sheets: Sequence[FormSheet]) -> Path:
    options = {"in_memory": True, "default_format_properties": dict(_MEASURE), **_DIGITS}
    with Workbook(path, options) as workbook:
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
        for place, width in enumerate(self._fit.widths):
            self.cells.set_column_pixels(place, place, _pixels(width))
        self._emblem()
        self._title()
        self._header()
        self._table()
        self._figures()
        self._signatures()
        self._print_setup()

    @cached_property
    def _fit(self) -> Fit:
        return fit_columns(self.sheet.columns, UPRIGHT_PAGE if self.sheet.portrait else PAGE)

    def _style(self, **properties: Any) -> Format:
        return self.workbook.add_format({**_FONT, "font_size": 9, **properties})

    def _put(self, place: int, text: str, **properties: Any) -> None:
        self.cells.write_string(self.row, place, text, self._style(**properties))

    @property
    def _last(self) -> int:
        return len(self.sheet.columns) - 1

    def _after(self, points: float) -> int:
        """The first column that begins so far from the left edge."""
        widths = self._fit.widths
        return next(place for place in range(len(widths)) if sum(widths[:place]) >= points)

    def _before(self, points: float) -> int:
        """The last column that begins no farther from the left edge."""
        widths = self._fit.widths
        return max(place for place in range(len(widths)) if sum(widths[:place]) <= max(points, 0))

    def _bands(self, *shares: float) -> list[tuple[int, int]]:
        """The first and the last column of bands that share the page's width about so."""
        widths = self._fit.widths
        edges = [sum(widths[:place]) / sum(widths) for place in range(len(widths))]
        wanted = [sum(shares[:place]) for place in range(len(shares))]
        starts = [min(range(len(edges)), key=lambda place: abs(edges[place] - want)) for want in wanted]
        return list(zip(starts, [*(start - 1 for start in starts[1:]), self._last], strict=True))

    def _emblem(self) -> None:
        options = {
            "image_data": io.BytesIO(EMBLEM.read_bytes()),  # from memory, so that its path is not in the file
            "x_scale": _EMBLEM_SCALE,
            "y_scale": _EMBLEM_SCALE,
            "description": "Eiropas Savienības karogs",
        }
        self.cells.insert_image(0, 0, "es-karogs.png", options)
        for text, slogan, vertical in (
            (*UNION_LINES, "bottom"),
            (FUND, "", "top"),
        ):
            self._put(0, text, align="left", indent=8, valign=vertical, bold=bool(slogan))
            self._put(self._last, slogan, align="right", valign=vertical, bold=True, font_color="#003399")
            self._next(16.5)

    def _title(self) -> None:
        self._next(6)
        self._put(0, self.sheet.title, font_size=16, bold=True)
        self._put(self._last, "Kontrolkods: ${kontrolkods}", align="right", font_size=8, font_color="#595959")
        self._next(24)
        if self.sheet.subtitle:
            self._put(0, self.sheet.subtitle, font_size=11)
            self.row += 1

    def _header(self) -> None:
        self._put(0, "ESF projekts „${projekts.nosaukums}”", font_size=10, bold=True)
        self._next(18)
        value = self._before(PAGE - 235)  # room for the longest month and its days
        label = self._before(sum(self._fit.widths[:value]) - 105)
        step, lines = 1 if self.sheet.portrait else 2, self.sheet.header
        self._long_header()
        for first in range(0, len(lines), step):
            labelled = lines[first : first + step]
            for at, begins, (name, text) in zip((0, label), (self._after(145), value), labelled, strict=False):
                self._put(at, f"{name}:")
                self._put(begins, text, bold=True)
            self._next(13)
        self._next(8)

    def _long_header(self) -> None:
        """Names that take the whole line, and become smaller where even that is too short."""
        look = self._style(bold=True, shrink=True)
        for name, text in LONG_HEADER:
            self._put(0, f"{name}:")
            self.cells.merge_range(self.row, self._after(145), self.row, self._last, text, look)
            self._next(13)

    def _next(self, height: float) -> None:
        """Gives the row its height and goes on to the one below."""
        self.cells.set_row(self.row, height)
        self.row += 1

    def _table(self) -> None:
        size, boxed = self._fit.size, {"border": 1, "border_color": "#7F7F7F"}
        grey = {**boxed, "bg_color": "#E7E6E6", "align": "center", "valign": "vcenter", "text_wrap": True}
        self.cells.repeat_rows(self.row)
        for place, column in enumerate(self.sheet.columns):
            self._put(place, column.heading, **grey, bold=True, font_size=size - 1)
        self._next(self._fit.heading_height)
        self.cells.freeze_panes(self.row, 0)
        # The row has no height: each line gets what its texts need.
        for place, column in enumerate(self.sheet.columns):
            look = {**boxed, "valign": "vcenter", "font_size": size, "num_format": column.number_format}
            self._put(place, column.text, **look, **_own_look(column))
        self.row += 1
        self._total()

    def _total(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            look = self._style(
                bold=True,
                top=6,
                bottom=1,
                font_size=self._fit.size,
                valign="vcenter",
                num_format=column.number_format,
                **_own_look(column) if place else {"align": "left"},
            )
            if column.total == SUM:
                line = xl_rowcol_to_cell(self.row - 1, place)
                formula = f"{SUM}({line}:{line})"  # a range, so that it grows with the lines
                self.cells.write_formula(self.row, place, formula, look)
            else:
                text = column.total or ("" if place else "Kopā")
                self.cells.write(self.row, place, text or None, look)
        self._next(16)

    def _figures(self) -> None:
        if not self.sheet.figures:
            return
        bands = self._bands(*(share for *_, share in self.sheet.figures))
        for band, (text, number_format, _) in zip(bands, self.sheet.figures, strict=True):
            look = self._style(num_format=number_format, align="left", valign="vcenter", bold=True, shrink=True)
            self.cells.merge_range(self.row, band[0], self.row, band[1], text, look)
        self._next(18)

    def _signatures(self) -> None:
        """What is signed, and names with lines to sign on: one row, so that no page break parts them."""
        self.cells.set_row(self.row, 70)
        plain, bold = self._style(), self._style(bold=True)
        look = self._style(text_wrap=True, valign="bottom")
        bands = self._bands(*[1 / 3] * 3) if self.sheet.portrait else self._bands(0.22, 0.26, 0.26, 0.26)
        for first, last in bands:
            if first < last:
                self.cells.merge_range(self.row, first, self.row, last, "", look)
        if not self.sheet.portrait:
            self.cells.write_string(self.row, 0, SIGNED, look)
        for (first, _), (label, name) in zip(bands[-3:], SIGNATURES, strict=True):
            lines = f"\n\nParaksts {'_' * 18}\nDatums {'_' * 14}"
            self.cells.write_rich_string(self.row, first, plain, f"{label}\n", bold, name, plain, lines, look)

    def _print_setup(self) -> None:
        self.cells.set_paper(9)
        if not self.sheet.portrait:
            self.cells.set_landscape()
        self.cells.fit_to_pages(1, 0)
        self.cells.set_margins(left=0.35, right=0.35, top=0.35, bottom=0.5)
        self.cells.print_area(0, 0, self.row, self._last)
        # The file is named after the claim, so that no page is without its number.
        self.cells.set_footer('&L&"Arial"&8&F&C&"Arial"&8&P. lapa no &N&R&"Arial"&8&A', {"margin": 0.2})
        self.cells.hide_gridlines(2)


def _pixels(points: float) -> int:
    return int(points / 0.75)


def _own_look(column: FormColumn) -> dict[str, Any]:
    """Texts wrap; figures become smaller rather than #####."""
    return {"align": column.align, "text_wrap": column.wraps, "shrink": not column.wraps}
