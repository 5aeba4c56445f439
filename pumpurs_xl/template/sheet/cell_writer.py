"""Cell values as a sheet writes them: text is always text, numbers are exact, dates are serial numbers.

Everything is checked before a byte is written: a text that Excel cannot hold stops the stamping.
"""

import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from itertools import count

from pumpurs_xl.template.placeholders import Value, escaped_text
from pumpurs_xl.values.language import Both, both

LONGEST_TEXT = 32_767
_DAY_ZERO = 693_594
_DAYS_TO_1904 = 1462
_FIRST_CERTAIN_DAY = date(1900, 3, 1)
# Nearly every number and text of a claim is of these plain kinds, and needs no closer look.
_SHORT_NUMBER = re.compile(r"-?[1-9][0-9]{0,8}(?:\.[0-9]{1,6})?|0(?:\.[0-9]{1,6})?")
_PLAIN_TEXT = re.compile(r"(?!\s)[^\x00-\x1f&<>\"$_\ud800-\udfff\ufffe\uffff]{1,9999}(?<!\s)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Unwritable(ValueError):
    """A value that no cell can hold; the reason never repeats the value."""

    def __init__(self, value: Value, lv: str, en: str) -> None:
        super().__init__(en)
        self.value = value
        self.reason: Both = both(lv, en)


def checked_text(text: str) -> str:
    """The text, if a cell can hold it."""
    if _ILLEGAL.search(text):
        raise Unwritable(
            text,
            "tekstā ir neredzama rakstzīme, ko Excel fails nepieļauj",
            "the text holds a character that no Excel file allows",
        )
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise Unwritable(text, "teksts ir garāks par 32 767 rakstzīmēm", "the text is longer than 32,767 characters")
    return text


def number_text(number: Decimal | int) -> str:
    """The number as XML, equal numbers alike; Excel keeps 15 digits, so a longer one is refused, not cut."""
    text = str(number)
    if _SHORT_NUMBER.fullmatch(text):
        return text.rstrip("0").rstrip(".") if "." in text else text
    amount = Decimal(number)
    if not amount.is_finite():
        raise Unwritable(number, "vērtība nav skaitlis", "the value is not a number")
    text = format(amount, "f") if amount else "0"
    if len(text) > 15 and len(text.replace("-", "").replace(".", "").strip("0")) > 15:
        raise Unwritable(number, "skaitlim ir vairāk nekā 15 ciparu", "the number has more than 15 digits")
    return text.rstrip("0").rstrip(".") if "." in text else text


def serial(day: date, *, since_1904: bool) -> int:
    """The number by which Excel knows a day."""
    if day < _FIRST_CERTAIN_DAY:
        raise Unwritable(day, "datums ir pirms 1900. gada marta", "the date is before March 1900")
    return day.toordinal() - _DAY_ZERO - (_DAYS_TO_1904 if since_1904 else 0)


class Strings(defaultdict[str, int]):
    """The texts of one stamped file, by their XML; numbered on from those of the template."""

    def __init__(self, base: int, prefix: str) -> None:
        super().__init__(count(base).__next__)
        self.opening, self.closing = f"<{prefix}si>", f"</{prefix}si>"

    def xml(self) -> str:
        """The new entries of the shared strings."""
        return "".join(self)


class Numbers(dict[Value, str]):
    """Numbers and days as they were written before, for all later files of a template."""

    MOST = 4096


class Cells(dict[Value, str]):
    """What follows a cell's own attributes, by value; each distinct value of a file is written once."""

    def __init__(
        self, strings: Strings | None, numbers: Numbers, prefix: str, string_prefix: str, *, since_1904: bool
    ) -> None:
        super().__init__(numbers)
        self._numbers = numbers
        self._strings = strings
        self._prefix = prefix
        self._text = f"{string_prefix}t"
        self._since_1904 = since_1904
        self._shared = f' t="s"><{prefix}v>', f"</{prefix}v></{prefix}c>"
        item = (strings.opening, strings.closing) if strings is not None else ("", "")
        self._plain = f"{item[0]}<{self._text}>", f"</{self._text}>{item[1]}"

    def __missing__(self, value: Value) -> str:
        if value.__class__ is str and self._strings is not None and _PLAIN_TEXT.fullmatch(value):
            (opening, closing), (before, after) = self._plain, self._shared
            xml = self[value] = f"{before}{self._strings[f'{opening}{value}{closing}']}{after}"
        else:
            xml = self[value] = self._written(value)
        return xml

    def _written(self, value: Value) -> str:
        if isinstance(value, str):
            return self.string(self.plain(value)) if value else "/>"
        if value is None:
            return "/>"
        if isinstance(value, bool | datetime | float):
            raise TypeError(type(value).__name__)
        if isinstance(value, date):
            return self._number(value, str(serial(value, since_1904=self._since_1904)))
        return self._number(value, number_text(value))

    def _number(self, value: Value, text: str) -> str:
        xml = f"><{self._prefix}v>{text}</{self._prefix}v></{self._prefix}c>"
        if len(self._numbers) < Numbers.MOST:
            self._numbers[value] = xml
        return xml

    def plain(self, text: str) -> str:
        """A text as the inside of a string."""
        text = checked_text(text)
        keeps = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
        return f"<{self._text}{keeps}>{escaped_text(text)}</{self._text}>"

    def string(self, inner: str) -> str:
        """A cell with this string: shared where the template shares strings, else its own."""
        if self._strings is None:
            return f' t="inlineStr"><{self._prefix}is>{inner}</{self._prefix}is></{self._prefix}c>'
        before, after = self._shared
        return f"{before}{self._strings[f'{self._strings.opening}{inner}{self._strings.closing}']}{after}"
