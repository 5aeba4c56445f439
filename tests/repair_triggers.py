"""What makes Excel offer to repair a workbook, or refuse it, although the file may fit its schema.

Microsoft's validator sees elements and attributes one by one; it does not see that a table's heading is not what its
cell says, that a format points past the last one, that two merges overlap. Each function below looks for one kind and
yields a sentence a trigger; `triggers` calls them all.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree  # type: ignore[import-untyped]
from repair_package import LINK, Package, formula, unescaped
from repair_sheets import CHECKS, table_triggers

from pumpurs_xl.values.a1 import LAST_COLUMN, LAST_ROW

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
STYLE_TABLES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[rRcC]|[rR]\d*[cC]\d*")


def content_types(package: Package) -> Iterator[str]:
    yield from (
        f"two parts named {name}" for name, count in Counter(map(str.lower, package.names)).items() if count > 1
    )
    tree = package.trees["[Content_Types].xml"]
    by_end = {each.get("Extension").lower() for each in tree if each.tag.endswith("Default")}
    by_name = [each.get("PartName").lstrip("/") for each in tree if each.tag.endswith("Override")]
    yield from (f"content type of {name} twice" for name, count in Counter(by_name).items() if count > 1)
    yield from (f"content type of {name}, which is not there" for name in by_name if name not in package.parts)
    for name in package.parts:
        if name not in by_name and name.rpartition(".")[2].lower() not in by_end and name != "[Content_Types].xml":
            yield f"no content type of {name}"


def relations(package: Package) -> Iterator[str]:
    yield from (f"{name} is no XML" for name in package.trees and package.broken)
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            folder, base = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            ids = [each.get("Id") for each in tree]
            if len(set(ids)) < len(ids):
                yield f"{name}: an id twice"
            for kind, target in package.links(source).values():
                if target not in package.parts and "#" not in target:
                    yield f"{name}: the {kind} {target} is not there"
            continue
        folder, base = posixpath.split(name)
        rels = package.trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        known = {each.get("Id") for each in rels} if rels is not None else set()
        for node in tree.iter(etree.Element):
            for attribute in ("id", "embed", "link", "pict"):
                value = node.get(f"{LINK}{attribute}")
                if value and value not in known:
                    yield f"{name}: r:{attribute}={value} links to nothing"


def sheet_names(package: Package) -> Iterator[str]:
    titles = [each.get("name") for each in package.every("sheet")]
    ids = [each.get("sheetId") for each in package.every("sheet")]
    if len({title.lower() for title in titles}) < len(titles) or len(set(ids)) < len(ids):
        yield "a sheet's title or id twice"
    for title in titles:
        if not 0 < len(title) <= 31 or re.search(r"[\[\]:*?/\\]", title) or "'" in {title[0], title[-1]}:
            yield f"the sheet title {title}"


def defined_names(package: Package) -> Iterator[str]:
    names = package.every("definedName")
    count = len(package.every("sheet"))
    keys = Counter((each.get("name").lower(), each.get("localSheetId")) for each in names)
    yield from (f"the name {name} twice" for (name, _), times in keys.items() if times > 1)
    for each in names:
        name, local = each.get("name"), each.get("localSheetId")
        if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
            yield f"the name {name}"
        if local and int(local) >= count:
            yield f"the name {name} on a sheet that is not there"
        if not each.text:
            yield f"the name {name} means nothing"
        yield from formula(each.text or "", f"the name {name}")


def styles(package: Package) -> Iterator[str]:
    parts = package.linked(package.workbook, "styles")
    if not parts:
        return
    own = {each.get("numFmtId") for each in package.every("numFmt", parts[0])}
    for group in package.trees[parts[0]]:
        if group.get("count") and int(group.get("count")) != len(group):
            yield f"styles: {etree.QName(group).localname} counts {group.get('count')}"
    for xf in package.every("xf", parts[0]):
        for attribute, table in STYLE_TABLES.items():
            if int(xf.get(attribute) or 0) >= max(package.formats[table], 1):
                yield f"styles: {attribute} {xf.get(attribute)} is past the last"
        if int(xf.get("numFmtId") or 0) >= 164 and xf.get("numFmtId") not in own:
            yield f"styles: the number format {xf.get('numFmtId')} is not there"
    for each in package.every("numFmt", parts[0]):
        if len(each.get("formatCode")) > 255:
            yield "styles: a number format is too long"


def shared_texts(package: Package) -> Iterator[str]:
    for part in package.linked(package.workbook, "sharedStrings"):
        count = package.trees[part].get("uniqueCount")
        if count and int(count) != len(package.texts):
            yield f"shared texts: {count} said, {len(package.texts)} there"
        yield from ("a shared text is too long" for text in package.texts if len(unescaped(text)) > 32_767)


def sheet_parts(package: Package) -> Iterator[str]:
    for title, part in package.sheets:
        for check in CHECKS:
            yield from (f"{title}: {trigger}" for trigger in check(package, part))


def tables(package: Package) -> Iterator[str]:
    found = [(part, name) for _, part in package.sheets for name in package.linked(part, "table")]
    roots = [package.trees[name] for _, name in found]
    for attribute in ("id", "displayName"):
        values = Counter((root.get(attribute) or "").lower() for root in roots)
        yield from (f"two tables with the {attribute} {value}" for value, count in values.items() if count > 1)
    names = {each.get("name").lower() for each in package.every("definedName")}
    yield from (f"a table named as {name}" for name in {root.get("displayName").lower() for root in roots} & names)
    for part, name in found:
        yield from (f"{name}: {trigger}" for trigger in table_triggers(package, part, package.trees[name]))


def drawings(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if tree.tag != f"{DRAWING}wsDr":
            continue
        for anchor in tree:
            corners = [anchor.find(f"{DRAWING}{corner}") for corner in ("from", "to")]
            places = [
                [int(corner.findtext(f"{DRAWING}{axis}")) for axis in ("row", "col")]
                for corner in corners
                if corner is not None
            ]
            if any(row >= LAST_ROW or column >= LAST_COLUMN or min(row, column) < 0 for row, column in places):
                yield f"{name}: an anchor off the sheet"
            if len(places) == 2 and (places[1][0] < places[0][0] or places[1][1] < places[0][1]):
                yield f"{name}: an anchor ends before it begins"
        ids = Counter(node.get("id") for node in tree.iter(f"{DRAWING}cNvPr"))
        yield from (f"{name}: the shape id {value} twice" for value, count in ids.items() if count > 1)


KINDS: list[Callable[[Package], Iterator[str]]] = [
    content_types, relations, sheet_names, defined_names, styles, shared_texts, sheet_parts, tables, drawings,
]  # fmt: skip


def triggers(data: bytes) -> list[str]:
    """Everything in the file that makes Excel offer to repair it."""
    package = Package.read(data)
    return [trigger for kind in KINDS for trigger in kind(package)]
