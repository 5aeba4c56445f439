"""The cell formats of a workbook, as far as they decide how high a row must be: wrapping, font size, indent."""

from collections.abc import Sequence
from dataclasses import dataclass

from pumpurs_xl.template.file.xml_tree import Element


@dataclass(frozen=True, slots=True)
class Style:
    """How a format sets the text of its cells; `size` of the font and `indent` as Excel counts them."""

    wraps: bool = False
    size: float = 11
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook's cells by their number, and how many points wide a digit is, as columns count."""

    formats: Sequence[Style] = ()
    digit: float = 5.25

    def of(self, number: int) -> Style:
        """The format of this number; the plain one where the workbook has none."""
        return self.formats[number] if number < len(self.formats) else Style()


def read_styles(styles: Element) -> Styles:
    """The formats of cells; the first font is that of the style Normal, whose digits measure the columns."""
    fonts = [font for table in styles.children if table.name == "fonts" for font in table.children]
    formats = [xf for table in styles.children if table.name == "cellXfs" for xf in table.children]
    digit = 5.25
    if fonts:
        name = fonts[0].find("name")
        is_narrow = name is not None and name.get("val").startswith(("Calibri", "Aptos"))
        # Excel counts in whole pixels of three quarters of a point
        digit = 0.75 * round((0.507 if is_narrow else 0.556) * _font_size(fonts[0]) / 0.75)
    return Styles([_read_style(xf, fonts) for xf in formats], digit)


def _read_style(xf: Element, fonts: Sequence[Element]) -> Style:
    number = int(xf.get("fontId") or 0)
    alignment = xf.find("alignment")
    if number >= len(fonts) or alignment is None or alignment.get("textRotation", "0") != "0":
        return Style()
    bold = fonts[number].find("b")
    is_bold = bold is not None and bold.is_on("val", "1")
    return Style(alignment.is_on("wrapText"), _font_size(fonts[number]), is_bold, int(alignment.get("indent") or 0))


def _font_size(font: Element) -> float:
    size = font.find("sz")
    return float(size.get("val")) if size else 11
