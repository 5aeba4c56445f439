"""A workbook file in its parts, in which cells and formats are changed as a person or a program might change them."""

import io
import re
import zipfile
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from lxml import etree  # type: ignore[import-untyped] # ships no types

from pumpurs_xl.model.cell import ErrorValue
from pumpurs_xl.values.a1 import EPOCH

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
N = {"m": MAIN}


class BookFile:
    """A workbook as the parts of its file, in which cells are changed as a person or a program might."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self._trees: dict[str, etree._Element] = {}

    def tree(self, part: str) -> etree._Element:
        """A part as a tree; what is changed in it is written with the file."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def sheet(self, name: str) -> etree._Element:
        """The sheet of that name as a tree."""
        return self.tree(self.part_of(name))

    def part_of(self, sheet: str) -> str:
        """The part that holds a sheet; the writer numbers them in the order of the tabs."""
        names = [each.get("name") for each in self.tree("xl/workbook.xml").iterfind(".//m:sheet", N)]
        return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"

    def cell(self, sheet: str, place: str) -> etree._Element:
        """The cell at an address, made where it is missing."""
        row_number = int(re.sub(r"\D", "", place))
        data = self.sheet(sheet).find("m:sheetData", N)
        rows = {int(row.get("r")): row for row in data}
        if row_number not in rows:
            row = etree.Element(f"{{{MAIN}}}row", r=str(row_number))
            data.insert(sum(number < row_number for number in rows), row)
            rows[row_number] = row
        found = next((each for each in rows[row_number] if each.get("r") == place), None)
        if found is None:
            found = etree.Element(f"{{{MAIN}}}c", r=place)
            before = sum(_column(each.get("r")) < _column(place) for each in rows[row_number])
            rows[row_number].insert(before, found)
        return found

    def put(self, sheet: str, place: str, value: Any) -> None:
        """Types a value into a cell, as Excel stores it; the cell keeps its format."""
        cell = self.cell(sheet, place)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if value is None:
            return
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
            text.text = value
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            return
        kind, stored = _stored(value)
        if kind:
            cell.set("t", kind)
        etree.SubElement(cell, f"{{{MAIN}}}v").text = stored

    def formula(self, sheet: str, place: str, formula: str, value: float) -> None:
        """Puts a formula with its last value into a cell."""
        self.put(sheet, place, value)
        cell = self.cell(sheet, place)
        formula_node = etree.Element(f"{{{MAIN}}}f")
        formula_node.text = formula
        cell.insert(0, formula_node)

    def number_format(self, sheet: str, place: str, code: str) -> None:
        """Gives a cell a number format of its own."""
        formats = self.tree("xl/styles.xml").find("m:numFmts", N)
        number = str(max(int(each.get("numFmtId")) for each in formats) + 1)
        etree.SubElement(formats, f"{{{MAIN}}}numFmt", numFmtId=number, formatCode=code)
        self.restyle(sheet, place, numFmtId=number)

    def strike(self, sheet: str, place: str) -> None:
        """Strikes a cell through."""
        fonts = self.tree("xl/styles.xml").find("m:fonts", N)
        font = etree.SubElement(fonts, f"{{{MAIN}}}font")
        for name, value in (("strike", None), ("sz", "11"), ("name", "Calibri")):
            etree.SubElement(font, f"{{{MAIN}}}{name}", {"val": value} if value else {})
        self.restyle(sheet, place, fontId=str(len(fonts) - 1), applyFont="1")

    def restyle(self, sheet: str, place: str, **changes: str) -> None:
        """Gives a cell its format with a change in it."""
        formats, cell = self.tree("xl/styles.xml").find("m:cellXfs", N), self.cell(sheet, place)
        formats.append(deepcopy(formats[int(cell.get("s", "0"))]))
        for name, value in changes.items():
            formats[-1].set(name, value)
        cell.set("s", str(len(formats) - 1))

    def merge(self, sheet: str, area: str) -> None:
        """Merges an area of a sheet."""
        root = self.sheet(sheet)
        merges = root.find("m:mergeCells", N)
        if merges is None:
            merges = etree.Element(f"{{{MAIN}}}mergeCells")
            after = [each for name in ("sheetData", "autoFilter") for each in root.iterfind(f"m:{name}", N)]
            after[-1].addnext(merges)
        etree.SubElement(merges, f"{{{MAIN}}}mergeCell", ref=area)

    def row(self, sheet: str, number: int) -> etree._Element:
        """A row of a sheet that is there."""
        return self.sheet(sheet).find(f"m:sheetData/m:row[@r='{number}']", N)

    def bytes(self) -> bytes:
        """The file as it stands."""
        parts = {**self.parts, **{name: etree.tostring(tree, encoding="UTF-8") for name, tree in self._trees.items()}}
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
            for name, content in parts.items():
                target.writestr(name, content)
        return file.getvalue()


def _column(place: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", place):
        number = number * 26 + ord(letter) - 64
    return number


def _stored(value: Any) -> tuple[str, str]:
    """The type and the text of a value in a cell."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, ErrorValue):
        return "e", value.text
    if isinstance(value, datetime):
        span = value - datetime.combine(EPOCH, time())
        return "", repr(span.days + span.seconds / 86400)
    if isinstance(value, date):
        return "", str((value - EPOCH).days)
    return "", repr(float(value))
