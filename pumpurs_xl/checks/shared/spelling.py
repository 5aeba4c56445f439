"""Numbers and names as people write them: AB-123 456, ab 123456 and AB.123456 are one number.

A slash between digits stays: 1/23 and 12/3 are two invoices. Signs that nobody sees, letters that only look Latin and
leading zeros make no other number (`values/spelling.py`), nor does “Nr.” before it.

>>> normalize("AB-123 456") == normalize("ab123456"), normalize("R 1/23") == normalize("r 12/3"), normalize("–")
(True, False, '')
>>> normalize("Nr. AB-1") == normalize("№AB-1") == normalize("AB-1"), normalize("Nr1"), normalize("No. Ozols")
(True, 'nr1', 'noozols')
>>> normalize("0012") == normalize("12"), normalize("2023-01-12") == normalize("2023-11-2")
(True, False)
>>> same_place("Preiļu AO", "Preiļi, Rīgas iela 1"), same_place("Rīga", "Rīgas SAO"), same_place("Rīga", "Preiļi")
(True, True, False)
"""

import re
import unicodedata
from functools import lru_cache

from pumpurs_xl.values.spelling import in_one_alphabet, without_zeros

_MARKS = re.compile(r"(?<!\d)/|/(?!\d)|[^\w/]|_")
_NUMBER = re.compile(r"\s*(?:n[ro][.:\s]+|№\s*)(?=\S*\d)", re.IGNORECASE)
_ENDING = re.compile(r"(?:[aeiuāēīū]?s|[aeiuāēīū])$")


@lru_cache(maxsize=65536)
def normalize(text: str) -> str:
    """A name, or the number of a document or ticket, as it is compared: without spaces, dashes, dots and case."""
    prefix = _NUMBER.match(text)
    return without_zeros(_MARKS.sub("", in_one_alphabet(text[prefix.end() :] if prefix else text)))


@lru_cache(maxsize=65536)
def same_place(one: str, other: str) -> bool:
    """Whether two texts name one place: by its first word, whatever its ending, or one within the other.

    Stops are named in the genitive ("Preiļu AO"), and a home may be a whole address.
    """
    first, second = (re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()) for text in (one, other))
    if not first or not second:
        return False
    begin_alike = _ENDING.sub("", first[0]) == _ENDING.sub("", second[0])
    return begin_alike or set(first) <= set(second) or set(second) <= set(first)
