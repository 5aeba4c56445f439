"""Two languages in one place: a sentence is written once, in Latvian and English side by side.

>>> both("Ēdināšana", "Catering").say("lv")
'Ēdināšana'
>>> counted(21, "rinda", "rindas", "rindu"), counted(3, "rinda", "rindas", "rindu")
('21 rinda', '3 rindas')
>>> counted(11, "rinda", "rindas", "rindu")
'11 rindu'
>>> sorted(["Žagars", "Čakste", "Ozols", "Cīrulis", "Āboliņš", "Abula"], key=alphabetical)
['Āboliņš', 'Abula', 'Cīrulis', 'Čakste', 'Ozols', 'Žagars']
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

Language = Literal["lv", "en"]

# Order of the Unicode collation for Latvian: long vowels (and y) sort with the short ones, the rest after its base.
_PLACE = {letter: place for place, letter in enumerate("abcčdefgģhijkķlļmnņopqrŗsštuvwxzž", start=1)}
_SHORT = str.maketrans("āēīōūy", "aeioui")


@dataclass(frozen=True, slots=True)
class Both:
    """A sentence in the two languages of the product."""

    lv: str
    en: str

    def say(self, language: Language) -> str:
        """The sentence in one of the languages."""
        return self.lv if language == "lv" else self.en


def both(lv: str, en: str) -> Both:
    """The sentence in Latvian and in English."""
    return Both(lv, en)


def counted(number: int, one: str, other: str, zero: str) -> str:
    """The number with its noun in the right Latvian form: 1 rinda, 2 rindas, 10 rindu."""
    return f"{number} {({'one': one, 'other': other, 'zero': zero})[_plural_rule()(number)]}"


@cache
def _plural_rule() -> Callable[[int], str]:
    from babel import Locale  # noqa: PLC0415 # heavy, and not every click counts anything

    return Locale("lv").plural_form


def alphabetical(text: str) -> tuple[tuple[int, ...], str]:
    """A sort key in the order of the Latvian alphabet."""
    folded = text.casefold()
    return tuple(_PLACE.get(letter, 0) for letter in folded.translate(_SHORT)), folded
