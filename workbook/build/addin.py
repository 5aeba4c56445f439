"""The add-in PuMPuRS.xlam, built from the text files in workbook/addin.

ribbon.xml has the buttons, their order and words (ribbon.xsd says what may stand there), the .bas files are the VBA
modules (PumpursRun.bas carries the licence of xlwings, on whose RunPython it stands), conf.csv the rows of the add-in's
own sheet: the path of Python and the sentences of VBA. The start file, an empty add-in saved by Excel, comes with
pyOpenVBA. The same sources give the same bytes on any machine: the parts are stored as they are, in order and undated.
"""

import csv
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree  # type: ignore[import-untyped] # ships no types
from pyopenvba import ExcelFile, check_file  # type: ignore[import-untyped] # ships no types

from pumpurs_xl.programme import FUNDER

SOURCES = Path(__file__).parent.parent / "addin"
RIBBON = SOURCES / "ribbon.xml"
MODULES = ("PumpursRibbon", "PumpursRun")
SHEET = "pumpurs.conf"
UNDATED = (1980, 1, 1, 0, 0, 0)

RIBBON_PART = "customUI/customUI14.xml"
RELATIONSHIP = (
    '<Relationship Id="ribbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{RIBBON_PART}"/></Relationships>'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application></Properties>"
)
CORE = (  # Excel's list of add-ins shows the title and the description
    f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>PuMPuRS</dc:title><dc:creator>PuMPuRS</dc:creator>'
    f"<dc:description>Pārbauda darbgrāmatu un sagatavo izdevumu pārskatus {FUNDER}.</dc:description>"
    "</cp:coreProperties>"
)


class BuildError(Exception):
    """The add-in cannot be built from these sources."""


def build(out: Path) -> None:
    """Writes the add-in, or raises BuildError and writes nothing."""
    if problems := ribbon_problems(RIBBON.read_bytes()):
        raise BuildError(f"ribbon.xml: {'; '.join(problems)}")
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "PuMPuRS.xlam"
        write_package(built, parts(Path(folder)))
        if issues := check_file(built).issues:
            raise BuildError(f"{out.name}: {issues}")
        out.write_bytes(built.read_bytes())


def ribbon_problems(ribbon: bytes) -> list[str]:
    """What in a ribbon is not as ribbon.xsd says."""
    schema = etree.XMLSchema(etree.parse(SOURCES / "ribbon.xsd"))
    schema.validate(etree.fromstring(ribbon))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def parts(folder: Path) -> dict[str, bytes]:
    """The parts of the add-in by name."""
    found = start_parts(folder / "start.xlam")
    found[RIBBON_PART] = RIBBON.read_bytes()
    found["docProps/app.xml"] = APP.encode()
    found["docProps/core.xml"] = CORE.encode()
    replace_once(found, "_rels/.rels", "</Relationships>", RELATIONSHIP)
    replace_once(found, "xl/workbook.xml", 'name="Sheet1"', f'name="{SHEET}"')
    replace_once(found, "xl/worksheets/sheet1.xml", "<sheetData/>", f"<sheetData>{''.join(rows())}</sheetData>")
    replace_once(found, "xl/worksheets/sheet1.xml", '<dimension ref="A1"/>', "")
    return found


def start_parts(path: Path) -> dict[str, bytes]:
    """An empty add-in with our VBA modules in it."""
    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        project.delete_module("Module1")
        for name in MODULES:
            project.add_module(name, vba(name))
        book.save()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def vba(name: str) -> str:
    """The text of a module as VBA keeps it; a letter beyond ASCII would depend on the country of the PC."""
    source = (SOURCES / f"{name}.bas").read_text(encoding="utf-8")
    if not source.isascii():
        raise BuildError(f"{name}.bas: only ASCII, please; Latvian goes to conf.csv")
    return source.replace("\n", "\r\n")


def conf() -> dict[str, str]:
    """What the sheet of the add-in says, by key."""
    with (SOURCES / "conf.csv").open(encoding="utf-8", newline="") as file:
        return dict(csv.reader(file))


def rows() -> Iterator[str]:
    """The rows of the add-in's own sheet as XML: a key in column A, its value in column B."""
    for number, pair in enumerate(conf().items(), start=1):
        cells = (
            f'<c r="{column}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in zip("AB", pair, strict=True)
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'


def replace_once(found: dict[str, bytes], name: str, old: str, new: str) -> None:
    """Replaces a text that must stand in a part exactly once; a new start file must not pass unseen."""
    text = found[name].decode()
    if text.count(old) != 1:
        raise BuildError(f"{name}: {old} stands there {text.count(old)} times; has the start file changed?")
    found[name] = text.replace(old, new).encode()


def write_package(path: Path, found: dict[str, bytes]) -> None:
    """The parts in a zip that depends on nothing else: not on a clock, a system or a version of zlib."""
    first = "[Content_Types].xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name in (first, *sorted(found.keys() - {first})):
            entry = zipfile.ZipInfo(name, UNDATED)
            entry.create_system = 0
            package.writestr(entry, found[name])
