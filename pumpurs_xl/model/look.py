"""Look: how a cell shows what it holds, where that may not be what it holds."""

from dataclasses import dataclass

from pumpurs_xl.values.number_format import GENERAL, hides_all, is_plain


@dataclass(frozen=True, slots=True)
class Look:
    """A cell's number format, whether its content is struck through, and whether the letters cannot be seen."""

    number_format: str = GENERAL
    struck: bool = False
    invisible: bool = False  # letters in the colour of the cell, or too small to read

    @property
    def may_mislead(self) -> bool:
        """Whether a number may look other than it is."""
        return self.struck or self.invisible or not is_plain(self.number_format)

    @property
    def hides_text(self) -> bool:
        """Whether a text or a date may look other than it is."""
        return self.struck or self.invisible or hides_all(self.number_format)


PLAIN = Look()
"""A cell that nobody has formatted."""
