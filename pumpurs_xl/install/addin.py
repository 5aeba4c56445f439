"""The add-in as a file: which Python its buttons start, and whether two add-ins are of one version."""

import html
import re
from io import BytesIO
from zipfile import ZipFile

_INTERPRETER = re.compile(rb"(?<=>)[^<>]*\\pythonw?\.exe(?=<)")


def interpreter(addin: bytes) -> str | None:
    """The path of the Python that the buttons start, as the add-in's own sheet says it."""
    found = next((match for content in _sheets(addin).values() for match in _INTERPRETER.findall(content)), None)
    return html.unescape(found.decode()) if found else None


def with_interpreter(addin: bytes, program: str) -> bytes:
    """The add-in with another Python behind its buttons; all else in it stays as it is."""
    text = html.escape(program, quote=False).encode()
    out = BytesIO()
    with ZipFile(BytesIO(addin)) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            content = _INTERPRETER.sub(lambda _: text, content) if _is_sheet(part.filename) else content
            new.writestr(part, content, compress_type=part.compress_type)
    return out.getvalue()


def same(first: bytes, second: bytes) -> bool:
    """Whether two add-ins are of one version, whichever Python they start."""
    return _without_interpreter(first) == _without_interpreter(second)


def _without_interpreter(addin: bytes) -> dict[str, bytes]:
    return _parts(addin) | {name: _INTERPRETER.sub(b"", content) for name, content in _sheets(addin).items()}


def _sheets(addin: bytes) -> dict[str, bytes]:
    return {name: content for name, content in _parts(addin).items() if _is_sheet(name)}


def _parts(addin: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(addin)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _is_sheet(part: str) -> bool:
    return part.startswith("xl/worksheets/") or part == "xl/sharedStrings.xml"
