"""The charts: native ones, so that they follow the numbers."""

from typing import Any

from xlsxwriter.chart import Chart

from pumpurs_xl.master.layout import SUMMARY
from pumpurs_xl.master.styles import INK, Pen, chart_colour
from pumpurs_xl.master.summary.grid import MONTHS_OF_YEAR, SECOND_TABLE, TABLE_COLUMNS, TOTAL, TYPES, block
from pumpurs_xl.support import SUPPORT_TYPES

_FONT = {"size": 9, "color": INK}


def monthly_chart(pen: Pen) -> Chart:
    """Eligible EUR of each month, one colour a support type."""
    chart = pen.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for place, support_type in enumerate(SUPPORT_TYPES, start=1):
        chart.add_series(_series("eligible", place, support_type.title.lv, chart_colour(place - 1)))
    return _finish(chart, "Kompensējamā summa pa mēnešiem, EUR")


def shares_chart(pen: Pen) -> Chart:
    """The ESF and the state part of each month."""
    chart = pen.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for place, (name, title) in enumerate((("esf", "ESF daļa"), ("state", "Valsts budžeta daļa"))):
        chart.add_series(_series(name, TOTAL, title, chart_colour(place)))
    return _finish(chart, "Kompensējamā summa pa mēnešiem, EUR")


def _series(name: str, place: int, title: str, colour: str) -> dict[str, Any]:
    first, last = block(name) + 1, block(name) + MONTHS_OF_YEAR
    return {
        "name": title,
        "categories": [SUMMARY, first, 0, last, 0],
        "values": [SUMMARY, first, place, last, place],
        "fill": {"color": colour},
        "gap": 60,
    }


def budget_chart(pen: Pen) -> Chart:
    """Granted and spent in semester 2, by support type."""
    chart = pen.workbook.add_chart({"type": "bar"})
    for title, name, colour in (("Piešķirts", "granted", chart_colour(6)), ("Izlietots", "spent", chart_colour(1))):
        column = 1 + TABLE_COLUMNS.index(name)
        rows = SECOND_TABLE + 1, SECOND_TABLE + TYPES
        chart.add_series(
            {
                "name": title,
                "categories": [SUMMARY, rows[0], 0, rows[1], 0],
                "values": [SUMMARY, rows[0], column, rows[1], column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": _FONT})
    chart.set_x_axis({"num_format": "#,##0", "num_font": _FONT})
    return _finish(chart, "2. semestra budžets un izlietojums, EUR", bars=True)


def _finish(chart: Chart, title: str, *, bars: bool = False) -> Chart:
    """Title, legend and size; of columns also their axes."""
    chart.set_title({"name": title, "name_font": {"size": 11, "color": INK, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _FONT})
    if not bars:
        chart.set_x_axis({"num_font": {**_FONT, "rotation": -45}, "num_format": "[$-426]mmm", "text_axis": True})
        chart.set_y_axis(
            {
                "num_format": "#,##0",
                "num_font": _FONT,
                "major_gridlines": {"visible": True, "line": {"color": "#DDE1E6"}},
            }
        )
    chart.set_size({"width": 640, "height": 370})
    return chart
