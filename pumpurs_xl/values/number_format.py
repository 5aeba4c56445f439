r"""Number formats: whether a cell shows the amount that it stores.

A format is a code as the file stores it, in English whatever the user's language: sections for numbers above, below
and at 0, then for text. Source: ECMA-376-1, 18.8.30 and 18.8.31.

>>> [str(shown(code, Decimal("12.5"))) for code in ("# ##0.00", '0.00\\ "EUR"', "0", "0.00,", '"12,50"', ";;;")]
['same', 'same', 'other', 'other', 'other', 'nothing']
>>> shows_percent("0%"), shows_percent('0"%"'), is_plain("#,##0.00;[Red]-#,##0.00"), is_plain("0.0")
(True, False, True, False)
"""

import operator
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile

from pumpurs_xl.values.money import CENT

GENERAL = "General"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<skip>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|Standard)|(?P<exponent>E[+-])|(?P<digit>[#0?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<fraction>/)|(?P<text>@)|(?P<end>;)|(?P<moment>AM/PM|A/P|[dmyhs])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_DEFAULTS = {
    1: (lambda _: True,),
    2: (lambda value: value >= 0, lambda _: True),
    3: (lambda value: value > 0, lambda value: value < 0, lambda _: True),
}
_WHITE = {"white", "color2", "color 2"}
_COLOURS = {"black", "blue", "cyan", "green", "magenta", "red", "yellow"}
_PROBES = tuple(map(Decimal, ("12345.67", "-12345.67", "0.01", "-0.05", "99999999.99", "7", "0")))
Token = tuple[str, str]


class Shown(StrEnum):
    """What a cell shows of the amount in it."""

    SAME = "same"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(frozen=True)
class _Section:
    """One section of a format: what it shows of the numbers that it is for."""

    tokens: tuple[Token, ...]

    def has(self, kind: str) -> bool:
        return any(each == kind for each, _ in self.tokens)

    @property
    def words(self) -> list[str]:
        """What stands in brackets, in small letters: a colour, a condition, a currency."""
        return [text.casefold() for kind, text in self.tokens if kind == "bracket"]

    @property
    def core(self) -> tuple[Token, ...]:
        """From the first place of a digit to the last, with the commas after it."""
        places = [at for at, (kind, _) in enumerate(self.tokens) if kind in {"digit", "general"}]
        if not places:
            return ()
        commas = takewhile(lambda token: token[0] == "comma", self.tokens[places[-1] + 1 :])
        return self.tokens[places[0] : places[-1] + 1 + len(list(commas))]

    def literals(self) -> tuple[str, str, str]:
        """The texts before, among and after the digits."""
        core = self.core
        start = next((at for at, (kind, _) in enumerate(self.tokens) if kind in {"digit", "general"}), len(self.tokens))
        parts = self.tokens[:start], core, self.tokens[start + len(core) :]
        before, among, after = ("".join(text for kind, text in part if kind == "literal") for part in parts)
        return before, among, after

    def holds(self, value: Decimal) -> bool | None:
        """Whether its condition holds; None where it has none."""
        match = next((match for word in self.words if (match := _CONDITION.fullmatch(word))), None)
        if match is None:
            return None
        if match[1] == "<>":
            return value != Decimal(match[2])
        return bool(_COMPARE[match[1]](value, Decimal(match[2])))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "end":
            parts.append([])
        elif kind in {"quoted", "escaped"}:
            parts[-1].append(("literal", text))
        elif kind == "bracket" and text.startswith("$"):
            parts[-1].append(("literal", text[1:].rpartition("-")[0] or text[1:].partition("-")[0]))
        elif kind == "bracket" and set(text.casefold()) <= set("hms"):
            parts[-1].append(("moment", text))
        else:
            parts[-1].append((kind, text))
    return tuple(_Section(tuple(part)) for part in parts)


def _section_of(code: str, value: Decimal) -> tuple[_Section, bool]:
    """The section that shows the value, and whether the minus of a number below 0 is written by itself."""
    numeric = [section for section in _sections(code)[:3] if not section.has("text")]
    if not code or not numeric:
        return _sections(GENERAL)[0], True
    for section, default in zip(numeric, _DEFAULTS[len(numeric)], strict=True):
        holds = section.holds(value)
        if default(value) if holds is None else holds:
            return section, section is numeric[0]
    return numeric[-1], True


def shows_percent(code: str, value: Decimal = CENT) -> bool:
    """Whether the cell shows the number as per cent: 0.85 as 85 %."""
    return _section_of(code, value)[0].has("percent")


def shown(code: str, value: Decimal, *, ratio: bool = False) -> Shown:
    """What a cell of this format shows of the amount: the same to the cent, another one, or nothing at all.

    A date, a fraction or a text in place of a number is another one; of a `ratio`, such as the share of a month, 50 %
    is the same as 0.5.
    """
    section, signed = _section_of(code, value)
    visible = (text for kind, text in section.tokens if kind not in {"skip", "bracket"})
    if not "".join(visible).strip() or _WHITE.intersection(section.words):
        return Shown.NOTHING if value else Shown.SAME
    if not _literals_keep(section, value) or not _sign_kept(section, value, signed=signed):
        return Shown.OTHER
    if not section.core or section.has("moment"):
        return Shown.OTHER if value or section.has("moment") else Shown.SAME
    if section.has("fraction"):
        return Shown.SAME if value == value.to_integral_value() else Shown.OTHER
    return Shown.SAME if abs(_rounded(section, abs(value), ratio=ratio) - abs(value)) < CENT else Shown.OTHER


def _literals_keep(section: _Section, value: Decimal) -> bool:
    """Whether no text of the format passes for a part of the number."""
    before, among, after = section.literals()
    if re.search(r"\d", before + among) or re.search(r"[.,-]", among) or re.match(r"[.,]?\d", after):
        return False
    return not (value > 0 and before.rstrip().endswith(("-", "−")))


def _sign_kept(section: _Section, value: Decimal, *, signed: bool) -> bool:
    """Whether a number below 0 is told from one above: by a minus, brackets or a colour."""
    before, _, after = section.literals()
    return value >= 0 or signed or bool(set("-−(") & set(before + after)) or bool(_COLOURS.intersection(section.words))


def _rounded(section: _Section, value: Decimal, *, ratio: bool) -> Decimal:
    """The number that the digits of the section say, rounded half up as Excel does."""
    kinds = [kind for kind, _ in section.core]
    if "general" in kinds:
        return value
    point = kinds.index("point") if "point" in kinds else len(kinds)
    decimals = kinds[point:].count("digit")
    if "exponent" in kinds:
        mantissa = kinds[point : kinds.index("exponent")].count("digit") if point < len(kinds) else 0
        return Decimal(f"{value:.{mantissa}E}")
    scaled = value.scaleb(-3 * _thousands(kinds, point))
    hundreds = 2 * sum(kind == "percent" for kind, _ in section.tokens)
    seen = scaled.scaleb(hundreds).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return seen.scaleb(-hundreds) if ratio else seen


def _thousands(kinds: list[str], point: int) -> int:
    """How many commas divide by a thousand: those with no place of a whole digit after them."""
    last = max((at for at, kind in enumerate(kinds[:point]) if kind == "digit"), default=-1)
    return sum(kind == "comma" and at > last for at, kind in enumerate(kinds))


@lru_cache(maxsize=1024)
def is_plain(code: str) -> bool:
    """Whether a format shows every amount as it is, to the cent."""
    if any(_CONDITION.fullmatch(word) for section in _sections(code) for word in section.words):
        return False
    return all(shown(code, probe) is Shown.SAME for probe in _PROBES)


@lru_cache(maxsize=1024)
def hides_all(code: str) -> bool:
    """Whether a format shows neither a number nor a text (`;;;`)."""
    sections = _sections(code)
    return len(sections) > 3 and not sections[3].tokens and shown(code, _PROBES[0]) is Shown.NOTHING
