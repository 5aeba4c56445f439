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
"""What `{rate}` stands for in a declared formula: the price in force on the row's day, 0 where there is none."""
Value = str | float | None


@dataclass(frozen=True)
class Live:
    """A formula with the value that Python computed for it."""

    formula: str
    value: Value


def expand(formula: str, table: str) -> str:
    """The declared formula as a file holds it, with its equals sign.

    `[Heading]` is the cell of this row, `{table}` the table's own name, `{rate}` the price in force; texts in
    quotation marks stay as they are.
    """

    def in_full(match: re.Match[str]) -> str:
        return f"{table}[[#This Row],[{match[1]}]]" if match[1] else match[0]

    return "=" + _PARTS.sub(in_full, formula.replace("{rate}", RATE)).replace("{table}", table)


def whole_column(table: str, heading: str) -> str:
    """The reference to a column; a heading of more than letters and spaces stands in double brackets."""
    is_plain = re.fullmatch(r"[\w ]+", heading) and not heading.isdigit()
    return f"{table}[{heading}]" if is_plain else f"{table}[[{heading}]]"
