"""Texts: the shared texts of a workbook, and a text in its own cell.

A text is one run of letters or several in their own formats; how it is pronounced (East Asian phonetic runs) is no
part of it.
"""

from functools import lru_cache

from pumpurs_xl.hosts.file.guard.names import BLANKS, COMPATIBILITY, MAIN, unescape
from pumpurs_xl.hosts.file.guard.outline import refuse_root
from pumpurs_xl.hosts.file.guard.parts import Parts
from pumpurs_xl.hosts.file.guard.refusals import too_much_inside

MOST_TEXTS = 1_000_000
LARGEST_TEXTS = 96 * 1024 * 1024
_TEXT, _ITEM, _PHONETIC = f"{MAIN} t", f"{MAIN} si", f"{MAIN} rPh"
SEEN_THROUGH = {f"{COMPATIBILITY} AlternateContent", f"{COMPATIBILITY} Fallback"}
"""Around what is said in two ways, and around the plain one of the two."""
_SPACE = "http://www.w3.org/XML/1998/namespace space"


@lru_cache(maxsize=1024)
def is_foreign(tag: str) -> bool:
    """Whether an element is of another format, to be passed over with all in it."""
    return not tag.startswith(MAIN) and tag not in SEEN_THROUGH


class TextReader:
    """Takes the elements of a text as they come."""

    def __init__(self) -> None:
        self._runs: list[str] = []
        self._said: list[str] = []
        self._skipped = 0  # elements open, from one on that is no part of the text
        self._reading = self._kept = False

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipped or tag == _PHONETIC or is_foreign(tag):
            self._skipped += 1
        elif tag == _TEXT:
            self._reading, self._kept = True, attributes.get(_SPACE) == "preserve"
            self._said.clear()

    def add_text(self, text: str) -> None:
        if self._reading:
            self._said.append(text)

    def end_element(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == _TEXT:
            said = "".join(self._said)
            self._runs.append(unescape(said if self._kept else said.strip(BLANKS)))
            self._reading = False

    def take(self) -> str:
        """The text whose elements have come, and a fresh start."""
        text = "".join(self._runs)
        self._runs.clear()
        return text


def read_texts(parts: Parts, name: str | None) -> list[str | None]:
    """The shared texts, in the order in which cells point at them; None for an empty one."""
    if name is None:
        return []
    if parts.size(name) > LARGEST_TEXTS:
        raise too_much_inside(parts.path, name)
    texts: list[str | None] = []
    reader = TextReader()
    started = False

    def start_element(tag: str, attributes: dict[str, str]) -> None:
        nonlocal started
        if not started:
            refuse_root(parts, tag, "sst")
            started = True
        reader.start_element(tag, attributes)

    def end_element(tag: str) -> None:
        reader.end_element(tag)
        if tag == _ITEM:
            texts.append(reader.take() or None)
            if len(texts) > MOST_TEXTS:
                raise too_much_inside(parts.path, name)

    parts.parse(name, start=start_element, end=end_element, text=reader.add_text)
    return texts
