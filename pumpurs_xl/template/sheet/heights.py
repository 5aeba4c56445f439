"""How high a stamped line must be for its wrapped texts: Excel fits a row on opening, other programs do not."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pumpurs_xl.template.sheet.row_renderer import FilledColumn, Stamping


@dataclass(slots=True)
class WrappedText:
    """The text in one column of the block: its width in digits and the number of its format."""

    column: FilledColumn
    width: float
    style: int

    def heights(self, stamping: Stamping) -> Iterator[tuple[int, float]]:
        """The lines whose text may take more than one line here, and the height in points that it needs."""
        style = stamping.styles.of(self.style)
        if not style.wraps:
            return
        # what a line of the cell holds, in em: a little less than the cell has, as printers differ
        width = self.width * stamping.styles.digit - 4 - 7 * style.indent
        space = max(width * 0.98 / style.size / (1.08 if style.bold else 1), 1)
        surely = space / 0.6  # so many letters fit, unless nearly all are capitals
        texts = self.column.plain_texts(stamping)
        if max(map(len, texts)) <= surely and "\n" not in "".join(texts):
            return
        for at, text in enumerate(texts):
            if len(text) > surely or "\n" in text:
                yield at, round(line_count(text, space) * (1.2 * style.size + 1.5) + 0.5, 1)


# Widths of letters in thousandths of an em: Arial's, which few other fonts of documents exceed.
_WIDTHS = (
    (222, "ijl'|"),
    (278, "I!,./:;[] ft\\\xa0"),
    (333, "r()-`„“”"),
    (500, "cksvxyzJ"),
    (584, "+<=>~"),
    (611, "FTZ"),
    (667, "ABEKPSVXY&"),
    (722, "CDHNRUw"),
    (778, "GOQ"),
    (833, "mM"),
    (889, "%"),
    (944, "W—"),
)
_WORD = re.compile(r"[^ -]*[ -]*")


class _Letters(dict[str, float]):
    def __missing__(self, letter: str) -> float:
        plain = unicodedata.normalize("NFD", letter)[0]
        width = self[plain] if plain != letter else 0.556 if letter < "Ā" or letter in "–€" else 1
        self[letter] = width
        return width


_LETTERS = _Letters({letter: width / 1000 for width, letters in _WIDTHS for letter in letters})


def text_width(text: str) -> float:
    """How wide a text is in em, set in one line."""
    return sum(map(_LETTERS.__getitem__, text))


@lru_cache(maxsize=16384)
def line_count(text: str, space: float) -> int:
    r"""How many lines a wrapped text takes where a line holds `space` em.

    >>> line_count("Rīga – Preiļi", 9), line_count("Rīga – Preiļi", 4), line_count("Anna\nBērziņa", 9)
    (1, 2, 2)
    """
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in _WORD.findall(paragraph):
            width = text_width(word.rstrip(" "))
            if used and used + width > space:
                lines, used = lines + 1, 0.0
            broken = int(width / space) if width > space else 0  # a word longer than the line is broken anywhere
            lines, used = lines + broken, used + text_width(word) - broken * space
    return lines
