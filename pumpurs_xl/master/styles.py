"""How the workbook looks: colours by the kind of sheet, and cell formats made once each."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pumpurs_xl.master.layout import CALCULATION, FINDINGS, REGISTER, START, SUMMARY
from pumpurs_xl.model.column import Column
from pumpurs_xl.support import SUPPORT_TYPES

INK, GREY_INK, PALE, LINE = "#1F2933", "#5F6B76", "#F1F3F5", "#C9D1D9"
LINK = "#1F4E79"
RED, AMBER, BLUE, GREEN = ("#9C0006", "#FFC7CE"), ("#7F5F00", "#FFEB9C"), ("#1F4E79", "#DDEBF7"), ("#2E6B34", "#E2F0D9")
"""Ink and paper of an error, a warning, a piece of news and of good order: readable without the colour, too."""
_CHART_COLOURS = ("#1F4E79", "#2E8B7A", "#8064A2", "#E08E0B", "#B5485D", "#6B8E23", "#7A7A7A")
NO_CEILING_FORMAT = '[>=10000000]"nav";#,##0.00'
MONEY, COUNT, MONTH, DAY = '#,##0.00;[Red]-#,##0.00;"–"', '0;-0;"–"', '[$-426]yyyy". gada "mmmm', "dd.mm.yyyy"

_BLUE, _SLATE, _GREEN, _ORANGE, _PURPLE = "#1F4E79", "#54626F", "#2E6B34", "#B45F06", "#5B3E85"
_SUPPORT = {support_type.table.sheet for support_type in SUPPORT_TYPES}
_CENTRED = {"datums", "mēnesis", "laiks", "x", "1 vai 2", "jā / nē"}
_PEOPLE = {"Izglītojamie", "IAP", "Kavējumi"}


@cache
def colour(sheet: str) -> str:
    """The colour of a sheet: start, settings, people, support or results."""
    if sheet == START:
        return _BLUE
    if sheet in {CALCULATION, SUMMARY, FINDINGS, REGISTER}:
        return _PURPLE
    if sheet in _SUPPORT:
        return _ORANGE
    return _GREEN if sheet in _PEOPLE else _SLATE


def chart_colour(place: int) -> str:
    """The colour of a chart's series, counted from 0: as many as are asked for, each further round of them paler."""
    pale, colour = divmod(place, len(_CHART_COLOURS))
    parts = (int(_CHART_COLOURS[colour][at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{255 - round((255 - part) * 0.6**pale):02X}" for part in parts)


class Styles:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"font_size": 10, "valign": "vcenter", **properties})
        return self._made[key]

    def title(self, sheet: str) -> Format:
        """The first line of a sheet, in its colour."""
        return self(bold=True, font_size=16, font_color=colour(sheet))

    def help(self) -> Format:
        """The line of help under the title."""
        return self(italic=True, font_color=GREY_INK)

    def header(self, sheet: str, *, filled: bool = False) -> Format:
        """A heading; that of a ƒ column is paler."""
        paper, ink = ("#DDE1E6", INK) if filled else (colour(sheet), "#FFFFFF")
        return self(
            bold=True, text_wrap=True, valign="vcenter", bg_color=paper, font_color=ink, border=1, border_color=LINE
        )

    def formula(self, number_format: str = "General", **properties: Any) -> Format:
        """A cell that fills itself."""
        grey = {"font_color": GREY_INK, "bg_color": PALE, "border": 1, "border_color": LINE}
        return self(**{"num_format": number_format, **grey, **properties})

    def entry(self, number_format: str = "General", **properties: Any) -> Format:
        """A cell to type in."""
        plain = {"font_color": INK, "border": 1, "border_color": LINE}
        return self(**{"num_format": number_format, **plain, **properties})

    def of(self, column: Column) -> Format:
        """The cells of a declared column: dates, months and marks stand in the middle."""
        centred = {"align": "center"} if column.kind.name in _CENTRED or column.heading == "Nr." else {}
        make = self.formula if column.filled else self.entry
        return make(column.kind.number_format, **centred)


@dataclass(frozen=True)
class Pen:
    """A workbook being written, with its formats."""

    workbook: Workbook
    styles: Styles
