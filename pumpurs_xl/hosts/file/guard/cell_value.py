"""The value of a cell, of what the file says in it: its format, its type and its letters."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from pumpurs_xl.hosts.file.guard.limits import Counted
from pumpurs_xl.hosts.file.guard.moments import Convert
from pumpurs_xl.hosts.file.guard.names import BLANKS, unescape
from pumpurs_xl.model.cell import Cell, ErrorValue

_number = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII).fullmatch
_plain_number = re.compile(r"-?\d{1,20}(?:\.\d+)?", re.ASCII).fullmatch
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
_OBJECT = 64  # bytes of a text beside its letters, about


@dataclass
class Content:
    """What the cells of a workbook point at: shared texts, and the cell formats that make a number a moment."""

    texts: list[str | None]
    moments: dict[str, Convert]
    counted: Counted


def value_of(style: str, kind: str, said: str, content: Content) -> Cell:
    """The value of a cell of such a format and type; None where it is empty.

    A number below 0 is no moment, whatever its format. Raises ValueError or LookupError where the letters are no
    value of that type.
    """
    if kind == "s":
        if said.isdecimal() and said.isascii():
            return content.texts[int(said)]
        return content.texts[_place_of(said)] if said else None
    if not kind or kind == "n":
        convert = content.moments.get(style)
        if _plain_number(said):
            return convert(float(said)) if convert else float(said)
        number = _number_of(said)
        return convert(number) if convert and number is not None else number
    return _READ[kind](said, content)


def _number_of(said: str) -> float | None:
    said = said.strip(BLANKS)
    if not said:
        return None
    number = float(said) if _number(said) else math.nan
    if not math.isfinite(number):
        raise ValueError(said)
    return number


def _place_of(said: str) -> int:
    place = said.strip(BLANKS)
    if not (place.isdecimal() and place.isascii()):
        raise ValueError(said)
    return int(place)


def _own_text(said: str, content: Content) -> str | None:
    content.counted.text += len(said) + _OBJECT
    return unescape(said) or None


def _truth(said: str, _: Content) -> bool | None:
    return _TRUTHS[said.strip(BLANKS)] if said else None


def _error(said: str, content: Content) -> ErrorValue | None:
    content.counted.text += len(said) + 2 * _OBJECT
    return ErrorValue(said) if said else None


def _moment_said(said: str, content: Content) -> date | datetime | time | str | None:
    """A day or time written as such, which few programs do; a text where it is none."""
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return read(said.removesuffix("Z"))
        except ValueError:
            continue
    return _own_text(said, content)


_READ: dict[str, Callable[[str, Content], Cell]] = {
    "str": _own_text,
    "inlineStr": _own_text,
    "b": _truth,
    "e": _error,
    "d": _moment_said,
}
