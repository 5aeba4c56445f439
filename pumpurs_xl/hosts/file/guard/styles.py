"""The styles of a workbook file, read once: its number formats, fonts and fills, and the cell formats made of them.

Source: ECMA-376-1, 18.8.
"""

from dataclasses import dataclass, field

from pumpurs_xl.hosts.file.guard.names import MAIN
from pumpurs_xl.hosts.file.guard.outline import refuse_root
from pumpurs_xl.hosts.file.guard.parts import Parts


@dataclass
class Styles:
    """What the part of the styles says, in its order."""

    formats: dict[str, str] = field(default_factory=dict)
    fonts: list[dict[str, dict[str, str]]] = field(default_factory=list)
    fills: list[dict[str, dict[str, str]]] = field(default_factory=list)
    cells: list[dict[str, str]] = field(default_factory=list)


def read_styles(parts: Parts, name: str | None) -> Styles:
    """What the part of that name says; nothing where the workbook has no styles."""
    styles, path = Styles(), list[str]()
    if name is None:
        return styles

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not path:
            refuse_root(parts, tag, "styleSheet")
        word = tag.removeprefix(f"{MAIN} ")
        inside = path[-1] if path else ""
        path.append(word)
        if word == "numFmt" and inside == "numFmts":
            styles.formats.setdefault(attributes["numFmtId"], attributes["formatCode"])
        elif word == "xf" and inside == "cellXfs":
            styles.cells.append(attributes)
        elif word == "font" and inside == "fonts":
            styles.fonts.append({})
        elif word == "fill" and inside == "fills":
            styles.fills.append({})
        elif "fonts" in path[:-1] and styles.fonts:
            styles.fonts[-1][word] = attributes
        elif "fills" in path[:-1] and styles.fills:
            styles.fills[-1][word] = attributes

    parts.parse_outline(name, start=start, end=lambda _: path.pop())
    return styles
