"""Values as the XML of cells: text is always text, numbers are exact, dates are serial numbers.

Everything is checked before a byte is written: a text that Excel cannot hold stops the stamping. Each distinct value
of a file is written once; numbers and days are kept for the next files of the template.
"""

import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from itertools import count

from pumpurs_xl.template.placeholders import Value, escape_text
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


def check_text(text: str) -> str:
    """The text, if a cell can hold it; Unwritable if not."""
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


class NewStrings(defaultdict[str, int]):
    """The texts that a stamped file adds to the template's, by their XML; each with its number in the shared table."""

    def __init__(self, base: int, prefix: str) -> None:
        super().__init__(count(base).__next__)
        self.prefix, self.opening, self.closing = prefix, f"<{prefix}si>", f"</{prefix}si>"

    def xml(self) -> str:
        """The new entries of the shared strings."""
        return "".join(self)


class Numbers(dict[Value, str]):
    """Numbers and days as XML, written for an earlier file of the template."""

    MOST = 4096


class CellWriter(dict[Value, str]):
    """What follows a cell's own attributes, by value: `cells[Decimal("1.50")]` is `><v>1.5</v></c>`.

    `prefix` is that of the sheet's elements; without `strings`, texts stand in their cells. Unwritable: a value that
    no cell can hold.
    """

    def __init__(self, strings: NewStrings | None, numbers: Numbers, prefix: str, *, since_1904: bool) -> None:
        super().__init__(numbers)
        self._numbers = numbers
        self._strings = strings
        self._prefix = prefix
        self._text = f"{prefix if strings is None else strings.prefix}t"
        self._since_1904 = since_1904
        self._shared = f' t="s"><{prefix}v>', f"</{prefix}v></{prefix}c>"
        item = (strings.opening, strings.closing) if strings is not None else ("", "")
        self._plain = f"{item[0]}<{self._text}>", f"</{self._text}>{item[1]}"

    def __missing__(self, value: Value) -> str:
        if value.__class__ is str and self._strings is not None and _PLAIN_TEXT.fullmatch(value):
            (opening, closing), (before, after) = self._plain, self._shared
            xml = self[value] = f"{before}{self._strings[f'{opening}{value}{closing}']}{after}"
        else:
            xml = self[value] = self._write(value)
        return xml

    def _write(self, value: Value) -> str:
        if value is None or value == "":
            return "/>"
        if isinstance(value, str):
            keeps = ' xml:space="preserve"' if value != value.strip() or "\n" in value or "  " in value else ""
            return self.string(f"<{self._text}{keeps}>{escape_text(check_text(value))}</{self._text}>")
        if isinstance(value, bool | datetime | float):
            raise TypeError(type(value).__name__)
        text = str(serial(value, since_1904=self._since_1904)) if isinstance(value, date) else number_text(value)
        xml = f"><{self._prefix}v>{text}</{self._prefix}v></{self._prefix}c>"
        if len(self._numbers) < Numbers.MOST:
            self._numbers[value] = xml
        return xml

    def string(self, inner: str) -> str:
        """A cell with this string: shared where the template shares strings, else its own."""
        if self._strings is None:
            return f' t="inlineStr"><{self._prefix}is>{inner}</{self._prefix}is></{self._prefix}c>'
        before, after = self._shared
        return f"{before}{self._strings[f'{self._strings.opening}{inner}{self._strings.closing}']}{after}"
