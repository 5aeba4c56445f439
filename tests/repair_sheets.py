"""What in a worksheet or a table makes Excel offer to repair a workbook: the part of `repair_triggers` for them."""

import re
from collections.abc import Callable, Iterator

from repair_package import (
    MAIN,
    Node,
    Package,
    areas_of,
    formula,
    in_order,
    local_names,
    meet,
    plain_text,
    unescaped,
)

from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW, Area, address, position

SHEET_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "drawingHF",
    "picture",
    "legacyDrawing",
    "legacyDrawingHF",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
TABLE_ORDER = ["autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst"]
CELL_ORDER = ["f", "v", "is", "extLst"]
LONGEST = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}

_FITS = {
    "n": re.compile(r"\s*-?(\d+\.?\d*|\.\d+)([Ee][-+]?\d+)?\s*"),
    "s": re.compile(r"\d+"),
    "b": re.compile(r"0|1|true|false"),
    "e": re.compile(r"#.+"),
    "str": re.compile(r".{0,32767}", re.DOTALL),
    "inlineStr": re.compile(r".*", re.DOTALL),
    "d": re.compile(r"\d{4}-\d\d-\d\d.*"),
}
_STRUCTURED = re.compile(r"\w\[")


def elements(package: Package, part: str) -> Iterator[str]:
    names = local_names(package.trees[part])
    if not in_order(names, SHEET_ORDER):
        yield f"elements out of order: {names}"
    yield from (f"{name} twice" for name in set(names) - {"conditionalFormatting"} if names.count(name) > 1)
    for name in ("mergeCells", "cols", "dataValidations", "hyperlinks", "tableParts"):
        found = package.trees[part].find(f"{MAIN}{name}")
        if found is not None and not len(found):
            yield f"{name} is empty"
        if found is not None and found.get("count") and int(found.get("count")) != len(found):
            yield f"{name} counts {found.get('count')} of {len(found)}"


def columns(package: Package, part: str) -> Iterator[str]:
    last = 0
    for each in package.every("col", part):
        first, end = int(each.get("min")), int(each.get("max"))
        if not last < first <= end <= LAST_COLUMN:
            yield f"columns {first} to {end} overlap"
        last = end
        if int(each.get("style") or 0) >= package.formats["cellXfs"] or float(each.get("width") or 0) > 255:
            yield f"columns {first} to {end}: format or width"


def rows(package: Package, part: str) -> Iterator[str]:
    number = 0
    for row in package.every("row", part):
        following = int(row.get("r") or number + 1)
        if not number < following <= LAST_ROW:
            yield f"row {following} out of order"
        number = following
        if float(row.get("ht") or 0) > 409.5 or int(row.get("s") or 0) >= max(package.formats["cellXfs"], 1):
            yield f"row {number}: height or format"
        column = 0
        for cell in row.iter(f"{MAIN}c"):
            place = position(cell.get("r")) if cell.get("r") else (number, column + 1)
            if place[0] != number or not column < place[1] <= LAST_COLUMN:
                yield f"cell {cell.get('r')} out of order"
            column = place[1]
            yield from (f"{address(number, column)}: {trigger}" for trigger in cell_triggers(package, cell))


def cell_triggers(package: Package, cell: Node) -> Iterator[str]:
    kind, value, own = cell.get("t", "n"), cell.findtext(f"{MAIN}v"), cell.find(f"{MAIN}f")
    if int(cell.get("s") or 0) >= max(package.formats["cellXfs"], 1):
        yield f"the format {cell.get('s')} is past the last"
    if not in_order(local_names(cell), CELL_ORDER):
        yield "elements out of order"
    is_past_last = kind == "s" and not (value and value.isdigit() and int(value) < len(package.texts))
    if kind not in _FITS or is_past_last or (value and not _FITS[kind].fullmatch(value)):
        yield f"a value of the kind {kind}"
    inline = cell.find(f"{MAIN}is")
    if inline is not None and len(plain_text(inline)) > 32_767:
        yield "the text is too long"
    if own is not None and own.text:
        yield from formula(own.text, "cell")


def merges(package: Package, part: str) -> Iterator[str]:
    seen: list[Area] = []
    for each in package.every("mergeCell", part):
        yield from areas_of(each.get("ref"), "merge")
        area = Area.parse_loosely(each.get("ref"))
        if area[:2] == area[2:]:
            yield f"a merge of one cell {area}"
        yield from (f"merges {area} and {other} overlap" for other in seen if meet(area, other))
        seen.append(area)


def conditional_formats(package: Package, part: str) -> Iterator[str]:
    for each in package.every("conditionalFormatting", part):
        yield from areas_of(each.get("sqref"), "conditional format")
    for rule in package.every("cfRule", part):
        if int(rule.get("dxfId") or -1) >= package.formats["dxfs"]:
            yield f"the conditional format {rule.get('dxfId')} is past the last"
        if not rule.get("priority"):
            yield "a conditional format without a priority"
        for each in rule.iter(f"{MAIN}formula"):
            yield from condition(each.text or "", "conditional format")


def condition(text: str, where: str) -> Iterator[str]:
    """A formula of a condition, which may not name a table."""
    yield from formula(text, where)
    if _STRUCTURED.search(re.sub(r'"[^"]*"', "", text)):
        yield f"{where}: a table's name in {text[:60]}"


def validations(package: Package, part: str) -> Iterator[str]:
    for each in package.every("dataValidation", part):
        yield from areas_of(each.get("sqref"), "validation")
        for attribute, most in LONGEST.items():
            if len(unescaped(each.get(attribute) or "")) > most:
                yield f"validation: {attribute} is longer than {most}"
        for name in ("formula1", "formula2"):
            text = each.findtext(f"{MAIN}{name}") or ""
            if text.startswith('"'):
                if len(text) > 257:
                    yield "validation: a list of more than 255 letters"
            else:
                yield from condition(text, "validation")


def links_and_headers(package: Package, part: str) -> Iterator[str]:
    for each in package.every("hyperlink", part):
        yield from areas_of(each.get("ref"), "hyperlink")
        if len(each.get("location") or "") > 2083 or len(each.get("tooltip") or "") > 255:
            yield "hyperlink: too long"
    for header in package.every("headerFooter", part):
        for each in header:
            if len(each.text or "") > 255:
                yield f"{local_names(header)}: longer than 255 letters"


def selections(package: Package, part: str) -> Iterator[str]:
    for pane in package.every("pane", part):
        for axis in ("xSplit", "ySplit"):
            if pane.get("state") == "frozen" and float(pane.get(axis) or 0) % 1:
                yield f"the panes are frozen at {pane.get(axis)}"
    for each in package.every("selection", part):
        yield from areas_of(each.get("sqref") or "A1", "selection")


def table_triggers(package: Package, part: str, table: Node) -> Iterator[str]:
    if not in_order(local_names(table), TABLE_ORDER):
        yield "elements out of order"
    yield from table_columns(package, part, table)
    yield from table_places(package, part, table)
    for each in table.iter(f"{MAIN}tableColumn"):
        for attribute in ("dataDxfId", "headerRowDxfId", "totalsRowDxfId"):
            if int(each.get(attribute) or -1) >= package.formats["dxfs"]:
                yield f"{attribute} {each.get(attribute)} is past the last"
    for each in table.iter(f"{MAIN}calculatedColumnFormula", f"{MAIN}totalsRowFormula"):
        yield from formula(each.text or "", "table")


def table_columns(package: Package, part: str, table: Node) -> Iterator[str]:
    """As many columns as the table is wide, each with its own id and name, the name in its first cell."""
    area, fields = Area.parse(table.get("ref")), list(table.iter(f"{MAIN}tableColumn"))
    names = [unescaped(each.get("name")) for each in fields]
    said = int(table.find(f"{MAIN}tableColumns").get("count"))
    if len({said, len(fields), area.last_column - area.first_column + 1}) > 1:
        yield f"{len(fields)} columns in {area}"
    if len({each.get("id") for each in fields}) < len(fields) or len({name.lower() for name in names}) < len(names):
        yield "a column's id or name twice"
    cells = headings(package, part, area) if table.get("headerRowCount") != "0" else names
    pairs = zip(names, cells, strict=False)
    yield from (f"the heading {one!r} is {other!r} in its cell" for one, other in pairs if one != other)


def table_places(package: Package, part: str, table: Node) -> Iterator[str]:
    """A row between headings and totals, the filter over all but the totals, no merge or other table inside."""
    area, totals = Area.parse(table.get("ref")), int(table.get("totalsRowCount", "0"))
    if area.last_row - area.first_row < int(table.get("headerRowCount", "1")) + totals:
        yield "no row between headings and totals"
    for each in table.findall(f"{MAIN}autoFilter"):
        if Area.parse(each.get("ref")) != area._replace(last_row=area.last_row - totals):
            yield f"the filter {each.get('ref')} of {area}"
    tables = [package.trees[name] for name in package.linked(part, "table")]
    neighbours = [*package.every("mergeCell", part), *(each for each in tables if each is not table)]
    areas = [Area.parse_loosely(each.get("ref")) for each in neighbours]
    yield from (f"{area} meets {other}" for other in areas if meet(area, other))


def headings(package: Package, part: str, area: Area) -> list[str | None]:
    """What the cells of a table's first row say."""
    rows = (row for row in package.every("row", part) if int(row.get("r")) == area.first_row)
    found = {position(cell.get("r"))[1]: said(package, cell) for row in rows for cell in row.iter(f"{MAIN}c")}
    return [found.get(column) for column in range(area.first_column, area.last_column + 1)]


def said(package: Package, cell: Node) -> str:
    text, inline = cell.findtext(f"{MAIN}v") or "", cell.find(f"{MAIN}is")
    if cell.get("t") == "s":
        text = dict(enumerate(package.texts)).get(int(text), "")
    return unescaped(text if inline is None else plain_text(inline)).replace("\r\n", "\n")


CHECKS: list[Callable[[Package, str], Iterator[str]]] = [
    elements, columns, rows, merges, conditional_formats, validations, links_and_headers, selections,
]  # fmt: skip
