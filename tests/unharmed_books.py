"""Changes to a workbook that a check must not mind: what people and programs do to a sheet that says the same.

Each is done to the file of the small school; what is told and what is claimed must stay as it was.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from book_file import MAIN, BookFile, N
from lxml import etree  # type: ignore[import-untyped] # ships no types
from small_school import place_of, tables

from pumpurs_xl import check, read, totals
from pumpurs_xl.claims.totals import Totals
from pumpurs_xl.values.a1 import letters, position
from pumpurs_xl.values.month import Month

SHEET, OTHER = "Transports", "Ēdināšana"
PAID, PLAN = "Samaksāts, EUR", "IAP ID"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _table_part(file: BookFile, sheet: str) -> etree._Element:
    named = f'"{tables()[sheet].name}"'.encode()
    return file.tree(next(name for name in file.parts if "/tables/" in name and named in file.parts[name]))


def _set_area(file: BookFile, rows: int = 0, columns: int = 0) -> None:
    """Draws the table larger by so many rows and columns."""
    table = _table_part(file, SHEET)
    first, last = table.get("ref").split(":")
    row, column = position(last)
    for each in (table, table.find("m:autoFilter", N)):
        each.set("ref", f"{first}:{letters(column + columns)}{row + rows}")


def _move(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", re.sub(r"\d+", str(number), cell.get("r")))


def _body(file: BookFile) -> list[etree._Element]:
    header = tables()[SHEET].header_row
    return [row for row in file.sheet(SHEET).find("m:sheetData", N) if int(row.get("r")) > header]


# ---- rows and columns ----


def reordered_columns(file: BookFile) -> None:
    """Two typed columns change places, heading, cells and all."""
    table, columns = tables()[SHEET], _table_part(file, SHEET).find("m:tableColumns", N)
    one, other = sorted(list(table.headings).index(name) for name in ("Maršruts no", PAID))
    parts = list(columns)
    parts[one], parts[other] = parts[other], parts[one]
    columns[:] = parts
    swapped = {letters(one + 1): letters(other + 1), letters(other + 1): letters(one + 1)}
    for row in file.sheet(SHEET).find("m:sheetData", N):
        if int(row.get("r")) >= table.header_row:
            for cell in row:
                column = cell.get("r").rstrip("0123456789")
                cell.set("r", cell.get("r").replace(column, swapped.get(column, column)))
            row[:] = sorted(row, key=lambda cell: position(cell.get("r")))


def extra_columns_in_the_table(file: BookFile) -> None:
    """Two columns of the user's own at the right end of the table."""
    table, columns = tables()[SHEET], _table_part(file, SHEET).find("m:tableColumns", N)
    width = len(table.headings)
    for at, heading in enumerate(("Mana piezīme", "Pārbaudīts"), start=1):
        etree.SubElement(columns, _tag("tableColumn"), id=str(900 + at), name=heading)
        file.put(SHEET, f"{letters(width + at)}{table.header_row}", heading)
        file.put(SHEET, f"{letters(width + at)}{table.header_row + 1}", "skatīts")
    columns.set("count", str(len(columns)))
    _set_area(file, columns=2)


def blank_row_between(file: BookFile) -> None:
    """A row without a value after the first one of the table."""
    for row in _body(file)[1:][::-1]:
        _move(row, int(row.get("r")) + 1)
    _set_area(file, rows=1)


def sorted_backwards(file: BookFile) -> None:
    """The rows of the table in the other order."""
    rows = _body(file)[: len(tables()[SHEET].rows)]
    numbers = [int(row.get("r")) for row in rows]
    data = rows[0].getparent()
    for row, number in zip(rows, numbers[::-1], strict=True):
        _move(row, number)
    data[:] = sorted(data, key=lambda row: int(row.get("r")))


def filtered(file: BookFile) -> None:
    """A filter on the route hides all rows but one."""
    column = list(tables()[SHEET].headings).index("Maršruts no")
    shown = etree.SubElement(_table_part(file, SHEET).find("m:autoFilter", N), _tag("filterColumn"), colId=str(column))
    etree.SubElement(etree.SubElement(shown, _tag("filters")), _tag("filter"), val="Ogre")
    for row in _body(file)[1 : len(tables()[SHEET].rows)]:
        row.set("hidden", "1")


def hidden_notes(file: BookFile) -> None:
    """The column of notes, in which no money stands, is hidden."""
    _, column = position(place_of(SHEET, "Piezīmes"))
    for columns in file.sheet(SHEET).iterfind("m:cols/m:col", N):
        if columns.get("min") == columns.get("max") == str(column):
            columns.set("hidden", "1")


# ---- texts ----


def headings_in_other_letters(file: BookFile) -> None:
    """Headings in capitals, with a line break and with blanks around them."""
    table, columns = tables()[SHEET], _table_part(file, SHEET).find("m:tableColumns", N)
    for heading, typed in ((PLAN, " iap id "), (PAID, "SAMAKSĀTS,\nEUR"), ("Datums", "DATUMS")):
        at = list(table.headings).index(heading)
        columns[at].set("name", typed.replace("\n", "_x000a_"))
        file.put(SHEET, f"{letters(at + 1)}{table.header_row}", typed)


def blanks_at_the_ends(file: BookFile) -> None:
    """Blanks before and after keys, as they come with a copied cell."""
    for sheet in (SHEET, OTHER):
        place = place_of(sheet, PLAN)
        row, column = position(place)
        value = tables()[sheet].rows[row - tables()[sheet].header_row - 1][column - 1]
        file.put(sheet, place, f" {value}\u00a0 ")


# ---- looks ----


def amounts_with_euro(file: BookFile) -> None:
    """Amounts shown with EUR, €, and parted thousands."""
    file.number_format(SHEET, place_of(SHEET, PAID), '#,##0.00\\ "EUR"')
    file.number_format(OTHER, place_of(OTHER, "6"), "#,##0.00\\ [$€-426]")
    file.number_format("Naktsmītnes", place_of("Naktsmītnes", "Cena mēnesī, EUR"), "0.00;[Red]\\-0.00")


def days_in_another_format(file: BookFile) -> None:
    """Days written as 6. februāris 2023 and 2023-02-06."""
    file.number_format(SHEET, place_of(SHEET, "Datums"), "[$-426]d\\.\\ mmmm\\ yyyy")
    file.number_format("Naktsmītnes", place_of("Naktsmītnes", "No"), "yyyy\\-mm\\-dd")


def coloured_cells(file: BookFile) -> None:
    """Cells with a yellow ground, and bold ones."""
    styles = file.tree("xl/styles.xml")
    fills, fonts = styles.find("m:fills", N), styles.find("m:fonts", N)
    pattern = etree.SubElement(etree.SubElement(fills, _tag("fill")), _tag("patternFill"), patternType="solid")
    etree.SubElement(pattern, _tag("fgColor"), rgb="FFFFFF00")
    etree.SubElement(etree.SubElement(fonts, _tag("font")), _tag("b"))
    look = {"fillId": str(len(fills) - 1), "fontId": str(len(fonts) - 1), "applyFill": "1"}
    for heading in (PLAN, PAID, "Datums"):
        file.restyle(SHEET, place_of(SHEET, heading), **look)


def another_view(file: BookFile) -> None:
    """Another zoom, no frozen panes, a coloured tab, wider columns."""
    root = file.sheet(SHEET)
    view = root.find("m:sheetViews/m:sheetView", N)
    view[:] = []
    view.set("zoomScale", "140")
    root.find("m:sheetPr/m:tabColor", N).set("rgb", "FF00FF00")
    for columns in root.iterfind("m:cols/m:col", N):
        columns.set("width", str(float(columns.get("width")) * 2))


def high_rows(file: BookFile) -> None:
    """Rows that were drawn higher, and grouped."""
    for row in _body(file):
        row.attrib.update({"ht": "42", "customHeight": "1", "outlineLevel": "1"})


# ---- what is added ----


def with_comment(file: BookFile) -> None:
    """A comment at an amount."""
    file.parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><authors><author>Skola</author></authors><commentList>'
        f'<comment ref="{place_of(SHEET, PAID)}" authorId="0"><text><t>Skat. biļeti: 99,00</t></text></comment>'
        "</commentList></comments>"
    ).encode()
    _add_part(file, "xl/comments1.xml", "comments")
    links = file.tree(f"xl/worksheets/_rels/{file.part_of(SHEET).rpartition('/')[2]}.rels")
    etree.SubElement(links, links[0].tag, Id="rIdPiezime", Type=f"{_OFFICE}/comments", Target="/xl/comments1.xml")


def with_own_sheet(file: BookFile) -> None:
    """A sheet of the user's with notes, amounts and a formula."""
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Manas piezīmes, EUR</t></is></c><c r="B1"><v>99.5</v></c></row>'
        '<row r="2"><c r="B2"><f>SUM(B1:B1)</f><v>99.5</v></c></row>'
    )
    part = "xl/worksheets/sheet99.xml"
    file.parts[part] = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    _add_part(file, part, "worksheet")
    links = file.tree("xl/_rels/workbook.xml.rels")
    etree.SubElement(links, links[0].tag, Id="rId99", Type=f"{_OFFICE}/worksheet", Target="worksheets/sheet99.xml")
    own = {"name": "Piezīmes", "sheetId": "99", f"{{{_OFFICE}}}id": "rId99"}
    etree.SubElement(file.tree("xl/workbook.xml").find("m:sheets", N), _tag("sheet"), own)


def _add_part(file: BookFile, part: str, kind: str) -> None:
    types = file.tree("[Content_Types].xml")
    override = types.tag.replace("Types", "Override")
    etree.SubElement(types, override, PartName=f"/{part}", ContentType=f"{_CONTENT}.{kind}+xml")


def with_own_name(file: BookFile) -> None:
    """A defined name of the user's."""
    name = etree.SubElement(
        file.tree("xl/workbook.xml").find("m:definedNames", N), _tag("definedName"), name="mana_summa"
    )
    name.text = f"{SHEET}!${place_of(SHEET, PAID)[0]}$5"


UNHARMED: list[Callable[[BookFile], None]] = [
    reordered_columns, extra_columns_in_the_table, blank_row_between, sorted_backwards, filtered, hidden_notes,
    headings_in_other_letters, blanks_at_the_ends, amounts_with_euro, days_in_another_format, coloured_cells,
    another_view, high_rows, with_comment, with_own_sheet, with_own_name,
]  # fmt: skip
"""Each of the changes."""


def said(content: bytes, path: Path) -> tuple[Counter[tuple[str | None, ...]], Totals]:
    """What a check and the totals of February say of a workbook: findings by code, weight, sheet and column."""
    path.write_bytes(content)
    book = read(path)
    found: Counter[tuple[str | None, ...]] = Counter(
        (each.code, str(each.severity), each.place.sheet, each.place.column) for each in check(book)
    )
    return found, totals(book, Month(2023, 2))
