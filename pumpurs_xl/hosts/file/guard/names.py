"""Names of the format: its namespaces, and texts as it writes them."""

import re

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BLANKS = " \t\r\n"
"""What XML takes for blank."""
_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_MARKED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """A text whose control characters are written _x000A_ in the file; halves of a letter become one."""
    return _ESCAPED.sub(_decoded, text) if "_x" in text else text


def _decoded(match: re.Match[str]) -> str:
    plain = _MARKED.sub(lambda mark: chr(int(mark[1], 16)), match[0])
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
