"""The handbook (rokasgrāmata): every sheet, column, rule and placeholder, written from their definitions.

    python -m pumpurs_xl.handbook docs/rokasgramata.md

A test fails when the file no longer says what the program does.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pumpurs_xl.checks import RULES
from pumpurs_xl.checks.shared.rule import Pass
from pumpurs_xl.claims.claim import CHECK_CODE
from pumpurs_xl.claims.header import HEADER
from pumpurs_xl.claims.key import Key
from pumpurs_xl.claims.line import DAY, LINE, own_keys
from pumpurs_xl.claims.summary import SUMMARY_LINE
from pumpurs_xl.handbook import words as handbook_words
from pumpurs_xl.model.column import Column
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables import RESULTS, TABLES
from pumpurs_xl.tables.findings import WEIGHTS
from pumpurs_xl.tables.settings import SETTINGS

_WEIGHTS = {weight: word.casefold() for weight, word in WEIGHTS.items()}
_PASSES = {Pass.ROWS: "pa rindām, pirms naudas aprēķina", Pass.ACCOUNTS: "pēc naudas aprēķina"}


def handbook() -> str:
    """The whole handbook in Latvian, as Markdown."""
    chapters = (handbook_words.OPENING, _sheets(), handbook_words.MONEY, _rules(), _placeholders())
    return "\n".join((*chapters, handbook_words.DECISIONS, handbook_words.SOURCES))


def _sheets() -> str:
    sections = []
    for table in (*TABLES, *(support_type.table for support_type in SUPPORT_TYPES), *RESULTS):
        columns = _columns("Sleja", table.columns)
        settings = _columns("Iestatījums", SETTINGS.values()) if table.sheet == "Iestatījumi" else ""
        sections.append(f"### {table.sheet} (`{table.name}`)\n\n{table.help}\n\n{columns}{settings}")
    return "\n".join(("## Lapas un slejas\n", *sections, handbook_words.OTHER_SHEETS))


def _columns(title: str, columns: Iterable[Column]) -> str:
    """A line for each column; of the value of a setting, the setting's own line says what kind it is."""
    rows = []
    for column in columns:
        duty = "ƒ" if column.filled else "jā" if column.required else ""
        kind = "kā iestatījumam" if column.kind.name == "formula" and not column.filled else column.kind.name
        has_choices = column.choices and column.kind.name != "x"
        choices = f" Izvēle: {', '.join(column.choices)}." if has_choices else ""
        rows.append((column.heading, duty, kind, f"{column.help}{choices}".lstrip()))
    return _grid((title, "Obligāta", "Veids", "Skaidrojums"), rows)


def _grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines) + "\n"


def _rules() -> str:
    opening = (
        "## Pārbaudes\n\nKļūda: rindu nevar iesniegt, kamēr tā nav izlabota. Brīdinājums: jāpaskatās cilvēkam. "
        "Ziņa: labi zināt.\n"
    )
    sections = []
    for rule in sorted(RULES, key=lambda rule: rule.code):
        weights = ", ".join(word for severity, word in _WEIGHTS.items() if severity in rule.weights)
        sections.append(
            f"### {rule.code}\n\n{rule.paragraph('Latviski')}\n\n"
            f"- Svarīgums: {weights}; pārbauda {_PASSES[rule.when]}.\n"
            f"- Piemērs: {rule.paragraph('Piemērs')}\n- Avots: {rule.paragraph('Source')}\n"
        )
    return "\n".join((opening, *sections))


def _placeholders() -> str:
    return "\n".join(
        (
            handbook_words.TEMPLATES,
            "### Visās veidlapās\n\n" + _keys("", (*HEADER, CHECK_CODE)),
            "### Pārskata rindā\n\n" + _keys("rinda.", LINE),
            "### Ēdināšanas dienu sarakstā\n\n" + _keys("diena.", DAY),
            "### Kopsavilkuma rindā\n\n" + _keys("rinda.", SUMMARY_LINE),
            *(f"### Tikai: {each.title.lv}\n\n" + _keys("rinda.", own_keys(each)) for each in SUPPORT_TYPES),
        )
    )


def _keys(prefix: str, keys: Iterable[Key[Any]]) -> str:
    return _grid(("Vietturis", "Nozīme"), [(f"`${{{prefix}{key.name}}}`", key.meaning) for key in keys])
