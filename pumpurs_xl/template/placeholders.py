r"""Placeholders: `${partneris}` typed into a cell, and what a value looks like in the middle of a text.

>>> shown(Decimal("31732.17")), shown(date(2023, 2, 28)), shown(None), shown(7)
('31\xa0732,17', '28.02.2023.', '', '7')
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from pumpurs_xl.template.file.xml_tree import Element, escape
from pumpurs_xl.values.money import cents, euro
from pumpurs_xl.values.refusal import Refusal

Value = str | int | Decimal | date | None
BLOCKS = ("rinda", "diena")
_PLACEHOLDER = re.compile(r"\$\{([^{}$]*)\}")


@dataclass(frozen=True, slots=True)
class Filling:
    """The text of a cell that holds placeholders: texts and keys in turn, as XML and as a person reads it."""

    markup: tuple[str, ...]
    plain: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def only_key(self) -> str | None:
        """The key of a cell that is exactly one placeholder: it takes the typed value."""
        return self.keys[0] if len(self.keys) == 1 and not any(self.plain) else None

    @property
    def block(self) -> str | None:
        """The block whose line fills this cell."""
        return next((block for block in BLOCKS if any(key.startswith(f"{block}.") for key in self.keys)), None)

    def text(self, values: Mapping[str, Value]) -> str:
        """The text with its values, as a person reads it."""
        return _woven(self.plain, [shown(values[key]) for key in self.keys])

    def xml(self, values: Mapping[str, Value]) -> str:
        """The text with its values, as the inside of a shared string."""
        return _woven(self.markup, [escaped_text(shown(values[key])) for key in self.keys])


def _woven(texts: tuple[str, ...], values: list[str]) -> str:
    return "".join(text + value for text, value in zip(texts, [*values, ""], strict=True))


def filling(element: Element, keys: Collection[str], place: str, prefix: str) -> Filling | None:
    """The placeholders of a shared or inline string; None where it has none. `prefix` is that of its new place.

    Refused: an unknown key, and a placeholder that is broken or spread over differently formatted letters.
    """
    markup, plain, found = [""], [""], []
    end = element.inner
    for text in _texts(element):
        opening = f"{text.prefix}t"
        markup[-1] += element.source[end : text.start] + f'<{opening} xml:space="preserve">'
        for literal, key in _split(text.text):
            markup[-1] += escape(literal)
            plain[-1] += literal
            if key is not None:
                found.append(_known(key, keys, place))
                markup.append("")
                plain.append("")
        markup[-1] += f"</{opening}>"
        end = text.end
    if "${" in "".join(plain):
        raise _broken(place)
    markup[-1] += element.source[end : element.close]
    tags = re.compile(f"(</?){element.prefix}(?=\\w)")
    moved = (tags.sub(rf"\g<1>{prefix}", text) for text in markup)
    return Filling(tuple(moved), tuple(plain), tuple(found)) if found else None


def string_text(element: Element) -> str:
    """What a shared or inline string says, without reading aids."""
    return "".join(text.text for text in _texts(element))


def _texts(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.name == "t":
            yield child
        elif child.name == "r":
            yield from (part for part in child.children if part.name == "t")


def _split(text: str) -> Iterator[tuple[str, str | None]]:
    end = 0
    for hit in _PLACEHOLDER.finditer(text):
        yield text[end : hit.start()], hit[1].strip()
        end = hit.end()
    yield text[end:], None


def _known(key: str, keys: Collection[str], place: str) -> str:
    if key in keys:
        return key
    near = get_close_matches(key.casefold(), keys, n=1, cutoff=0)
    meant = ("${" + near[0] + "}") if near else ""
    raise Refusal(
        lv=f"{place}: vietturis ${{{key}}} nav zināms. Tuvākais zināmais ir {meant}; labojiet šūnas tekstu.",
        en=f"{place}: the placeholder ${{{key}}} is unknown. The closest is {meant}; correct the cell's text.",
    )


def _broken(place: str) -> Refusal:
    return Refusal(
        lv=f"{place}: vietturis nav pabeigts vai tā burti ir dažādi formatēti. Ierakstiet šūnas tekstu no jauna.",
        en=f"{place}: a placeholder is unfinished or its letters are formatted differently. Type the cell anew.",
    )


@lru_cache(maxsize=4096)
def shown(value: Value) -> str:
    """The value in the middle of a text: money as 31 732,17, a date as 28.02.2023."""
    if isinstance(value, Decimal):
        return euro(value) if value == cents(value) else f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y.}"
    return "" if value is None else str(value)


def escaped_text(text: str) -> str:
    """The text inside a cell's string: what Excel would take for an escape of its own is escaped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(_EXCEL_ESCAPE.sub(r"_x005F\g<0>", text) if "_x" in text else text)


_EXCEL_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
