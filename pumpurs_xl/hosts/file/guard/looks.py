"""Looks: of each cell format of a workbook what decides how an amount looks.

Source: ECMA-376-1, 18.8 (styles), 18.8.27 (indexed colours), 20.1.6.2 (the colours of a theme, whose numbers begin
with the background).
"""

from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.styles import Styles
from pumpurs_xl.model.look import Look
from pumpurs_xl.values.number_format import GENERAL

Colour = tuple[int, int, int]
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_LEAST_SIZE = 3.0
"""Points below which a letter is a dot."""
_ALIKE = 16
"""How far apart two colours are, of 255 in each part, before an eye tells them apart."""
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_INDEXED = (_BLACK, _WHITE, (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 0, 255), (0, 255, 255)) * 2
_SYSTEM = {64: _BLACK, 65: _WHITE}
_BUILT_IN = {
    **dict(enumerate((GENERAL, "0", "0.00", "#,##0", "#,##0.00"))),
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), start=9)),
    **dict.fromkeys((5, 6, 37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((7, 8, 39, 40, 43, 44), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), "#,##0;-#,##0"),
    **dict(enumerate(("##0.0E+0", "@"), start=48)),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "dd.mm.yyyy"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 46, 47), "h:mm"),
}
"""The codes that a number stands for by itself; those of money and dates follow the language of the computer."""


def looks_of(styles: Styles, parts: Parts, theme: str | None) -> tuple[Look, ...]:
    """The look of each cell format by its number, in the colours of the part that names those of the theme."""
    colours = dict(zip(_THEME, (_WHITE, _BLACK), strict=False))
    if theme:
        colours |= _colours_of_theme(parts, theme)
    return tuple(_look(cell, styles, colours) for cell in styles.cells)


def _colours_of_theme(parts: Parts, name: str) -> dict[str, Colour]:
    found: dict[str, Colour] = {}
    slot = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal slot
        word = tag.removeprefix(f"{_DRAWING} ")
        if word in _THEME:
            slot = word
        elif word in {"srgbClr", "sysClr"} and slot:
            colour = _of_hex(attributes.get("lastClr") or attributes.get("val", ""))
            if colour:
                found.setdefault(slot, colour)
            slot = ""

    parts.parse(name, start=start)
    return found


def _look(cell: dict[str, str], styles: Styles, theme: dict[str, Colour]) -> Look:
    """What a cell format makes of a cell; what it names and the part lacks is as if it were not named."""
    number = cell.get("numFmtId", "0")
    font, fill = _at(styles.fonts, cell.get("fontId")), _at(styles.fills, cell.get("fillId"))
    letters = _colour(font.get("color"), theme) or _BLACK
    pattern = fill.get("patternFill", {}).get("patternType", "none")
    ground = _colour(fill.get("fgColor"), theme) if pattern == "solid" else _WHITE
    alike = ground is not None and max(abs(one - other) for one, other in zip(letters, ground, strict=True)) < _ALIKE
    return Look(
        number_format=styles.formats.get(number) or _BUILT_IN.get(int(number), GENERAL),
        struck=font.get("strike", {"val": "0"}).get("val", "1") not in {"0", "false"},
        invisible=alike or float(font.get("sz", {}).get("val", "11")) < _LEAST_SIZE,
    )


def _at(listed: list[dict[str, dict[str, str]]], number: str | None) -> dict[str, dict[str, str]]:
    place = int(number or 0)
    return listed[place] if place < len(listed) else {}


def _colour(said: dict[str, str] | None, theme: dict[str, Colour]) -> Colour | None:
    """A colour as it is written: by its parts, by the theme, by the old list; None where it is none of them."""
    if not said:
        return None
    if "rgb" in said:
        return _of_hex(said["rgb"][-6:])
    if "theme" in said:
        place = int(said["theme"])
        found = theme.get(_THEME[place]) if place < len(_THEME) else None
        return found and _tinted(found, float(said.get("tint", "0")))
    place = int(said.get("indexed", "-1"))
    return _INDEXED[place] if 0 <= place < len(_INDEXED) else _SYSTEM.get(place)


def _tinted(colour: Colour, tint: float) -> Colour:
    """The colour made darker (below 0) or lighter (above)."""
    red, green, blue = (round(part * (1 + tint) if tint < 0 else part + (255 - part) * tint) for part in colour)
    return red, green, blue


def _of_hex(text: str) -> Colour | None:
    try:
        number = int(text, 16)
    except ValueError:
        return None
    return number >> 16 & 255, number >> 8 & 255, number & 255
