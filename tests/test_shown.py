"""What is shown is what is meant, in workbook files: styles, hidden things and typed formulas, as Excel writes them."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from books import HEADER_ROW, SPECS, raw_workbook

from pumpurs_xl.book import build
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.inspection import inspect

Parts = dict[str, str]
Edit = Callable[[Parts], None]
TICKETS = [{"Biļetes Nr.": f"B{day}", "Datums": date(2023, 2, day)} for day in (6, 7, 8)]
RIDES = f"xl/worksheets/sheet{list(SPECS).index('Transports') + 1}.xml"
SETTINGS = f"xl/worksheets/sheet{list(SPECS).index('Iestatījumi') + 1}.xml"
PAID = "M"
LINES = [row[0] for row in raw_workbook({"Iestatījumi": [{"ESF daļa, %": 85.0}]}).tables["tIestatijumi"].rows]
SHARE = f"B{HEADER_ROW + 1 + LINES.index('ESF daļa, %')}"
PLAIN_FONT, NO_FILL = '<sz val="11"/>', '<patternFill patternType="none"/>'


@cache
def school() -> bytes:
    """A small school with three tickets, every amount in the format of its column."""
    source, whole = raw_workbook({"Transports": TICKETS, "Iestatījumi": [{"ESF daļa, %": 85.0}]}), BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        day, money = (book.add_format({"num_format": code}) for code in ("dd.mm.yyyy", "#,##0.00"))
        for table in source.tables.values():
            sheet = book.add_worksheet(table.sheet)
            columns = [{"header": heading} for heading in table.headings]
            last = (HEADER_ROW - 1 + max(1, len(table.rows)), len(columns) - 1)
            sheet.add_table(HEADER_ROW - 1, 0, *last, {"name": table.name, "columns": columns})
            for row, values in enumerate(table.rows, start=HEADER_ROW):
                for column, value in enumerate(values):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    elif value is not None:
                        sheet.write(row, column, value, money if isinstance(value, float) else None)
    return whole.getvalue()


def edited(path: Path, *edits: Edit) -> Path:
    with zipfile.ZipFile(BytesIO(school())) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    for edit in edits:
        edit(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return path


def found(path: Path) -> list[str]:
    """Code, weight and cell of each finding, where a row's own heading is not asked for."""
    findings = inspect(build(read_tables(path))).findings
    return sorted(f"{each.code} {each.severity} {each.place.sheet}!{each.place.cell}" for each in findings)


# ---- edits, as a person would make them in Excel ----


def swap(part: str, pattern: str, new: str) -> Edit:
    def edit(parts: Parts) -> None:
        parts[part], number = re.subn(pattern, lambda _: new, parts[part], count=1)
        assert number == 1, (part, pattern)

    return edit


def dressed(
    sheet: str, *cells: str, code: str = "#,##0.00", font: str = "", fill: str = "", built_in: int | None = None
) -> Edit:
    """Cells with a number format, a font and a fill of their own."""

    def edit(parts: Parts) -> None:
        styles = parts["xl/styles.xml"]
        code_xml = code.replace("&", "&amp;").replace('"', "&quot;")
        styles = add(styles, "numFmts", f'<numFmt numFmtId="300" formatCode="{code_xml}"/>')
        styles = add(styles, "fonts", f"<font>{font or PLAIN_FONT}</font>")
        styles = add(styles, "fills", f"<fill>{fill or NO_FILL}</fill>")
        number = len(re.findall("<xf ", styles[styles.index("<cellXfs") : styles.index("</cellXfs")]))
        last = {name: len(re.findall(f"<{name}>", styles)) - 1 for name in ("font", "fill")}
        kind = 300 if built_in is None else built_in
        xf = f'<xf numFmtId="{kind}" fontId="{last["font"]}" fillId="{last["fill"]}" borderId="0" xfId="0"/>'
        parts["xl/styles.xml"] = add(styles, "cellXfs", xf)
        for cell in cells:
            swap(sheet, rf'<c r="{cell}"( s="\d+")?', f'<c r="{cell}" s="{number}"')(parts)

    return edit


def add(styles: str, group: str, xml: str) -> str:
    assert f"</{group}>" in styles
    return styles.replace(f"</{group}>", f"{xml}</{group}>", 1)


def cell(address: str, xml: str, sheet: str = RIDES) -> Edit:
    """Another content for a cell, its style kept."""

    def edit(parts: Parts) -> None:
        pattern = rf'(<c r="{address}"(?: s="\d+")?)(?: t="\w+")?>.*?</c>'
        parts[sheet], number = re.subn(pattern, lambda match: f"{match[1]}>{xml}</c>", parts[sheet], count=1)
        assert number == 1, address

    return edit


def attribute(address: str, said: str) -> Edit:
    return swap(RIDES, rf'<row r="{address}"', f'<row r="{address}" {said}')


def columns(xml: str) -> Edit:
    return swap(RIDES, r"<sheetData>", f"<cols>{xml}</cols><sheetData>")


def state(sheet: str, said: str) -> Edit:
    return swap("xl/workbook.xml", f'<sheet name="{sheet}"', f'<sheet name="{sheet}" state="{said}"')


WHITE = '<patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill>'
DARK = '<patternFill patternType="solid"><fgColor rgb="FF203864"/></patternFill>'
RED = '<patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill>'
SEEN = f"V58 warning Transports!{PAID}6"
FORMULA, REACHES = (f"V59 {weight} Transports!{PAID}6" for weight in ("info", "warning"))
HIDDEN = f"V44 warning Transports!{PAID}5"

CASES: dict[str, tuple[list[Edit], list[str]]] = {
    "nothing is wrong": ([], []),
    "the ESF share typed as 85%": (
        [dressed(SETTINGS, SHARE, built_in=9), cell(SHARE, "<v>0.85</v>", SETTINGS)],
        [f"V57 error Iestatījumi!{SHARE}"],
    ),
    "a concession typed as 50%": (
        [
            swap(RIDES, f'<c r="{PAID}6"', f'<c r="L6"><v>0.5</v></c><c r="{PAID}6"'),
            dressed(RIDES, "L6", built_in=10),
        ],
        ["V57 error Transports!L6"],
    ),
    "an amount crossed out": ([dressed(RIDES, "M6", font="<strike/>")], [SEEN]),
    "crossed out, with its value": ([dressed(RIDES, "M6", font='<strike val="1"/>')], [SEEN]),
    "a strikethrough that was taken off": ([dressed(RIDES, "M6", font='<strike val="0"/>')], []),
    "a row crossed out": (
        [dressed(RIDES, "B6", "M6", font="<strike/>"), dressed(RIDES, "D6", font="<strike/>", built_in=14)],
        [SEEN],
    ),
    "without cents": ([cell("M6", "<v>3.45</v>"), dressed(RIDES, "M6", code="0")], [SEEN]),
    "whole euro without cents": ([cell("M6", "<v>3</v>"), dressed(RIDES, "M6", built_in=1)], []),
    "per cent of an amount": ([dressed(RIDES, "M6", built_in=9)], [SEEN]),
    "thousands": ([dressed(RIDES, "M6", code="0.00,")], [SEEN]),
    "another amount as a text": ([dressed(RIDES, "M6", code='"12,50"')], [SEEN]),
    "a format that hides": ([dressed(RIDES, "M6", code=";;;")], [SEEN]),
    "euro": ([dressed(RIDES, "M6", code='#,##0.00\\ "€"')], []),
    "white letters": ([dressed(RIDES, "M6", font='<color rgb="FFFFFFFF"/>')], [SEEN]),
    "white letters of the theme": ([dressed(RIDES, "M6", font='<color theme="0"/>')], [SEEN]),
    "white letters of the old list": ([dressed(RIDES, "M6", font='<color indexed="9"/>')], [SEEN]),
    "white letters on white": ([dressed(RIDES, "M6", font='<color theme="0"/>', fill=WHITE)], [SEEN]),
    "white letters on blue": ([dressed(RIDES, "M6", font='<color theme="0"/>', fill=DARK)], []),
    "red letters on red": ([dressed(RIDES, "M6", font='<color indexed="10"/>', fill=RED)], [SEEN]),
    "grey letters": ([dressed(RIDES, "M6", font='<color theme="0" tint="-0.35"/>')], []),
    "letters like dots": ([dressed(RIDES, "M6", font='<sz val="1"/>')], [SEEN]),
    "a row of one pixel": ([attribute("6", 'ht="0.75" customHeight="1"')], [f"V44 warning Transports!{PAID}6"]),
    "all rows of one pixel": (
        [
            swap(RIDES, r"<sheetFormatPr ", '<sheetFormatPr customHeight="1" '),
            swap(RIDES, 'Height="15"', 'Height="0.75"'),
        ],
        [HIDDEN],
    ),
    "rows folded away": ([attribute("6", 'outlineLevel="1" hidden="1"')], [f"V44 warning Transports!{PAID}6"]),
    "a hidden column of amounts": ([columns('<col min="13" max="13" width="9" hidden="1"/>')], [HIDDEN]),
    "a column too narrow to see": ([columns('<col min="13" max="13" width="0.14" customWidth="1"/>')], [HIDDEN]),
    "an empty column hidden": ([columns('<col min="12" max="12" width="9" hidden="1"/>')], []),
    "a hidden column without money": ([columns('<col min="9" max="9" width="9" hidden="1"/>')], []),
    "a hidden sheet": ([state("Transports", "hidden")], [HIDDEN]),
    "a sheet hidden from the menu, too": ([state("Transports", "veryHidden")], [HIDDEN]),
    "a sheet without money hidden": ([state("Kavējumi", "hidden")], []),
    "a sum in a cell": ([cell("M6", "<f>1.2+2.3</f><v>3.5</v>")], [FORMULA]),
    "a formula with an old value": (
        [cell("M6", "<f>5*2.5</f><v>3.13</v>"), swap("xl/workbook.xml", "<calcPr ", '<calcPr calcMode="manual" ')],
        [REACHES],
    ),
    "another workbook": ([cell("M6", "<f>[1]Lapa1!$A$1</f><v>3.5</v>")], [REACHES]),
    "another row": ([cell("M6", "<f>M7</f><v>3.5</v>")], [REACHES]),
    "a shared formula of the row itself": (
        [
            cell("M5", '<f t="shared" ref="M5:M6" si="0">ROW(A5)*0+3.5</f><v>3.5</v>'),
            cell("M6", '<f t="shared" si="0"/><v>3.5</v>'),
        ],
        [f"V59 info Transports!{PAID}5", FORMULA],
    ),
    "a shared formula of the row below": (
        [
            cell("M5", '<f t="shared" ref="M5:M6" si="0">M6</f><v>3.5</v>'),
            cell("M6", '<f t="shared" si="0"/><v>3.5</v>'),
        ],
        [f"V59 warning Transports!{PAID}5", REACHES],
    ),
    "at random": ([cell("M6", "<f>ROUND(RAND()*5,2)</f><v>3.5</v>")], [REACHES]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_person_cannot_see_is_told(name: str, tmp_path: Path) -> None:
    edits, expected = CASES[name]
    assert found(edited(tmp_path / "skola.xlsx", *edits)) == expected
