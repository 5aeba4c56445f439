"""Numbers and names as people write them: AB-123 456, ab 123456 and AB.123456 are one number.

A slash between digits stays: 1/23 and 12/3 are two invoices.

>>> bare("AB-123 456") == bare("ab123456"), bare("Nr. 1/23") == bare("nr 12/3"), bare("–")
(True, False, '')
>>> same_place("Preiļu AO", "Preiļi, Rīgas iela 1"), same_place("Rīga", "Rīgas SAO"), same_place("Rīga", "Preiļi")
(True, True, False)
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"(?<!\d)/|/(?!\d)|[^\w/]|_")
_ENDING = re.compile(r"(?:[aeiuāēīū]?s|[aeiuāēīū])$")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The number of a document or ticket, or a name, without spaces, dashes, dots and letter case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=65536)
def same_place(one: str, other: str) -> bool:
    """Whether two texts name one place: by its first word, whatever its ending, or one within the other.

    Stops are named in the genitive ("Preiļu AO"), and a home may be a whole address.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    return _stem(first[0]) == _stem(second[0]) or _within(first, second) or _within(second, first)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _within(few: list[str], many: list[str]) -> bool:
    return set(few) <= set(many)
