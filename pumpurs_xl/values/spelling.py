"""Spelling: keys as they are compared, and the signs in them that nobody sees or that only look like Latin ones.

An ID comes by mail, from a web page, from a phone: with an invisible sign, another hyphen, a letter of another
alphabet, without the zeros that Excel took for a number's. To a person it is the same, so it is to the program.

>>> fold("IAP-2-030") == fold("IАP–2-30\u200b"), fold("P1") == fold("P10"), fold("8. a") == fold("8.A")
(True, False, True)
>>> latin("IАP–2\u200b-030"), odd_sign("IАP-2").lv, odd_sign("Ромашка")
('IAP-2-030', 'burts “A” ir no kirilicas', None)
"""

import re
import unicodedata
from functools import lru_cache

from pumpurs_xl.values.language import Both, both

_ALIKE = dict(zip("авекмнорстухіјѕһԁԛԝ" + "αβεζηικμνορτυχ", "abekmhopctyxijshdqw" + "abezhikmnoptyx", strict=True))
"""Letters of the Cyrillic and the Greek alphabet by the Latin ones that they look like, small or capital."""
_TO_LATIN = str.maketrans(_ALIKE | {letter.upper(): alike.upper() for letter, alike in _ALIKE.items()})
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_BLANK = dict.fromkeys("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", "")
"""Signs that take no room, or a blank's, though Unicode counts them as letters, marks or symbols."""
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_WORD = re.compile(r"[^\W\d_]+")


def _is_invisible(sign: str) -> bool:
    hidden = unicodedata.category(sign) in {"Cf", "Cc"} and not sign.isspace()
    return hidden or sign in _BLANK or "\ufe00" <= sign <= "\ufe0f"


def visible(text: str) -> str:
    """The text without signs that nobody sees: zero-width spaces, soft hyphens, marks of order and of direction."""
    return text if text.isascii() and text.isprintable() else "".join(each for each in text if not _is_invisible(each))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A key as it is compared: without spaces, case, invisible signs and leading zeros, in Latin letters.

    What separates numbers stays: 1-11 and 11-1 are two plans.
    """
    return without_zeros(in_one_alphabet(text))


def in_one_alphabet(text: str) -> str:
    """The small Latin letters, digits and marks that the text looks like, without spaces."""
    composed = unicodedata.normalize("NFKC", visible(text)).casefold()
    return "".join(unicodedata.normalize("NFKC", composed).translate(_TO_LATIN).translate(_DASHES).split())


def without_zeros(text: str) -> str:
    """The text without the zeros that its numbers begin with."""
    return _ZEROS.sub("", text)


def latin(text: str) -> str:
    """The text as it was meant: visible signs only, hyphens, and Latin letters in words that are partly Latin."""
    seen = unicodedata.normalize("NFC", visible(text)).translate(_DASHES)
    return _WORD.sub(lambda word: word[0].translate(_TO_LATIN) if _alien(word[0]) else word[0], seen)


def odd_sign(text: str) -> Both | None:
    """The first sign of a key that is invisible or of another alphabet, in words; None where there is none."""
    hidden = next((each for each in text if _is_invisible(each)), None)
    if hidden:
        code = f"U+{ord(hidden):04X}"
        return both(f"tajā ir neredzama zīme ({code})", f"there is an invisible sign in it ({code})")
    letter = next((letter for word in _WORD.findall(text) for letter in _alien(word)), None)
    if letter is None:
        return None
    shown, is_greek = letter.translate(_TO_LATIN), "GREEK" in unicodedata.name(letter)
    return both(
        f"burts “{shown}” ir no {'grieķu alfabēta' if is_greek else 'kirilicas'}",
        f"the letter “{shown}” is {'Greek' if is_greek else 'Cyrillic'}",
    )


def _alien(word: str) -> list[str]:
    """The letters of other alphabets in a word that can be read as Latin: of a truly Cyrillic word there are none."""
    is_read_as_latin = all(letter.translate(_TO_LATIN) < "\u0370" for letter in word)
    return [letter for letter in word if ord(letter) in _TO_LATIN] if is_read_as_latin else []
