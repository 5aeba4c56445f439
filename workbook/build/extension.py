"""The extension PuMPuRS.oxt, built from the folder workbook/addin/oxt.

The menu and the toolbar are made of ribbon.xml, so that Excel and LibreOffice have the same buttons in the same order
under the same words. The same sources give the same bytes on any machine: the parts are stored as they are, in order
and undated.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree  # type: ignore[import-untyped] # ships no types

ADDIN = Path(__file__).parent.parent / "addin"
SOURCES = ADDIN / "oxt"
RIBBON = ADDIN / "ribbon.xml"
UNDATED = (1980, 1, 1, 0, 0, 0)
PARTS = (
    "META-INF/manifest.xml",
    "description.xml",
    "description/lv.txt",
    "description/en.txt",
    "CalcWindowState.xcu",
    "python/pumpurs_calc.py",
)
_CALLBACK = re.compile(r"PumpursRibbon\.Pumpurs(\w+)Cb")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_MENU, _TOOLBAR = "org.pumpurs.calc.menu", "org.pumpurs.calc.toolbar"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"

ADDONS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
oor:name="Addons" oor:package="org.openoffice.Office">
<node oor:name="AddonUI">
<node oor:name="OfficeMenuBar"><node oor:name="{menu}" oor:op="replace">
{title}{calc}<node oor:name="Submenu">
{entries}</node>
</node></node>
<node oor:name="OfficeToolBar"><node oor:name="{toolbar}" oor:op="replace">
{buttons}</node></node>
</node>
</oor:component-data>
"""


@dataclass(frozen=True)
class Button:
    """A button of the ribbon: the function it calls and its word."""

    function: str
    label: str


def groups(ribbon: bytes) -> list[list[Button]]:
    """The buttons of the ribbon, group by group."""
    tree = etree.fromstring(ribbon)
    found = [[_button(node) for node in group.iterfind("{*}button")] for group in tree.iterfind(".//{*}group")]
    return [buttons for buttons in found if buttons]


def _button(node: etree._Element) -> Button:
    callback = _CALLBACK.fullmatch(node.get("onAction", ""))
    if not callback or not node.get("label"):
        raise ValueError(f"ribbon.xml, button {node.get('id')}: no label, or an onAction of another form")
    return Button(_CAPITAL.sub("_", callback[1]).lower(), node.get("label"))


def addons(ribbon: bytes) -> str:
    """Addons.xcu: what LibreOffice reads the menu and the toolbar from."""
    buttons = groups(ribbon)
    return ADDONS.format(
        menu=_MENU,
        toolbar=_TOOLBAR,
        title=_property("Title", "PuMPuRS"),
        calc=_property("Context", _CALC),
        entries="".join(_nodes(buttons)),
        buttons="".join(_nodes(buttons, _property("Context", _CALC))),
    )


def _nodes(buttons: Iterable[Iterable[Button]], more: str = "") -> Iterator[str]:
    """An entry for each button, a line between the groups; LibreOffice sorts them by their names."""
    number = 0
    for group in buttons:
        if number:
            number += 1
            yield _node(number, _property("URL", "private:separator"))
        for button in group:
            number += 1
            url = f"service:org.pumpurs.calc.Job?{button.function}"
            entry = _property("URL", url) + _property("Title", button.label) + _property("Target", "_self")
            yield _node(number, entry + more)


def _node(number: int, content: str) -> str:
    return f'<node oor:name="b{number:02}" oor:op="replace">{content}</node>\n'


def _property(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:string"><value>{escape(value)}</value></prop>'


def build(out: Path) -> None:
    """Writes the extension."""
    parts = [(name, (SOURCES / name).read_bytes()) for name in PARTS]
    parts.append(("Addons.xcu", addons(RIBBON.read_bytes()).encode()))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, UNDATED)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
