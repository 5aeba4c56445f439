"""What all sheets of the workbook share: title, colours of findings, print set-up, protection."""

from xlsxwriter.worksheet import Worksheet

from pumpurs_xl.master.layout import HEADER_ROW
from pumpurs_xl.master.styles import AMBER, BLUE, GREEN, RED, Pen, colour
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.findings import IN_ORDER, WEIGHTS
from pumpurs_xl.values.a1 import address

_ONE_PAGE = 230  # characters across that can still be read on one landscape page
_PORTRAIT = 110
_LAST_IN_SIGHT = ("learner_name", "surname")  # up to here columns stay on the left
_WEIGHTS = tuple(zip(WEIGHTS.values(), (RED, AMBER, BLUE), strict=True))


def write_title(pen: Pen, sheet: Worksheet, name: str, title: str, help_line: str) -> None:
    """Title, one line of help, the tab's colour."""
    sheet.set_tab_color(colour(name))
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, pen.styles.title(name))
    sheet.write_string(1, 0, help_line, pen.styles.help())


def highlight(pen: Pen, sheet: Worksheet, spec: TableSpec, length: int, mark: int) -> None:
    """Cells that Pārbaude names light up, wherever their row has moved since; clearing that list clears the colours.

    `mark` is the column in which a check left the row's number.
    """
    last_row, last_column = HEADER_ROW + length - 1, len(spec.columns) - 1
    checked_at = f"ADDRESS(${address(HEADER_ROW + 1, mark)},COLUMN(),4)"
    found = f'COUNTIFS(pumpurs_lapa,"{spec.sheet}",pumpurs_suna,{checked_at},pumpurs_svars'
    for weight, (ink, paper) in _WEIGHTS:
        style = pen.workbook.add_format({"font_color": ink, "bg_color": paper, "bold": paper == RED[1]})
        rule = {"type": "formula", "criteria": f'={found},"{weight}")>0', "format": style, "stop_if_true": True}
        sheet.conditional_format(HEADER_ROW, 0, last_row, last_column, rule)
    if "status" in spec.by_field:
        place = spec.columns.index(spec.by_field["status"])
        colour_words(pen, sheet, (HEADER_ROW, place, last_row, place))


def colour_words(pen: Pen, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    """Cells that begin with the name of a weight, in its colour."""
    for weight, (ink, paper) in (*_WEIGHTS, (IN_ORDER, GREEN)):
        style = pen.workbook.add_format({"font_color": ink, "bg_color": paper})
        sheet.conditional_format(*area, {"type": "text", "criteria": "begins with", "value": weight, "format": style})


def print_setup(sheet: Worksheet, spec: TableSpec) -> None:
    """A4, as many pages across as stay legible, the headings on each; no fixed area, as tables grow."""
    places = [place for place, column in enumerate(spec.columns, start=1) if column.field in _LAST_IN_SIGHT]
    in_sight = min(places, default=1)
    sheet.set_row(HEADER_ROW - 1, 32)
    sheet.freeze_panes(HEADER_ROW, in_sight)
    across = sum(column.width or 12 for column in spec.columns)
    paper(sheet, landscape=across > _PORTRAIT, pages=1 if across <= _ONE_PAGE else 2)
    sheet.repeat_rows(HEADER_ROW - 1)
    if across > _ONE_PAGE:
        sheet.repeat_columns(0, in_sight - 1)


def paper(sheet: Worksheet, *, landscape: bool, pages: int = 1) -> None:
    """A4 with narrow margins, so many pages across, as many down as it takes, numbered."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&8&A&R&8&P. lapa no &N")


def protect(sheet: Worksheet) -> None:
    """Without a password: against slips, not against people."""
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
