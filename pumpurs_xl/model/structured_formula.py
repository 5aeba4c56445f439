"""Formulas as they are declared, written out in full for Excel 2016, LibreOffice and IronCalc.

>>> expand('IF([Cena, EUR]="","[x]",SUM({table}[[#This Row],[1]:[31]],tIAP[ID]))', "tED")
'=IF(tED[[#This Row],[Cena, EUR]]="","[x]",SUM(tED[[#This Row],[1]:[31]],tIAP[ID]))'
>>> whole_column("tED", "Summa, EUR"), whole_column("tED", "_men")
('tED[[Summa, EUR]]', 'tED[_men]')
"""

import re
from dataclasses import dataclass

_TEXT = r'"[^"]*"'
_FULL_REFERENCE = r"(?:\{table\}|\w+)\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_CELL = r"\[([^\[\]]+)\]"
_PARTS = re.compile(rf"{_TEXT}|{_FULL_REFERENCE}|{_CELL}")
RATE = "IF([_likme]=1E7,0,[_likme])"
Value = str | float | None


@dataclass(frozen=True)
class Live:
    """A formula with the value that Python computed for it."""

    formula: str
    value: Value


def expand(formula: str, table: str) -> str:
    """The formula with references in full; `[Heading]` is the cell of this row."""

    def in_full(match: re.Match[str]) -> str:
        return f"{table}[[#This Row],[{match[1]}]]" if match[1] else match[0]

    return "=" + _PARTS.sub(in_full, formula.replace("{rate}", RATE)).replace("{table}", table)


def whole_column(table: str, heading: str) -> str:
    """A whole column; a heading of more than letters and spaces stands in double brackets."""
    return (
        f"{table}[{heading}]" if re.fullmatch(r"[\w ]+", heading) and not heading.isdigit() else f"{table}[[{heading}]]"
    )
