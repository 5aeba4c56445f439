"""The handbook (rokasgrāmata): every sheet, column, rule and placeholder, written from their definitions.

    python -m pumpurs_xl.handbook docs/rokasgramata.md

A test fails when the file no longer says what the program does.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pumpurs_xl.checks import RULES
from pumpurs_xl.checks.shared.rule import Pass, Rule
from pumpurs_xl.claims.claim import CHECK_CODE
from pumpurs_xl.claims.header import HEADER
from pumpurs_xl.claims.key import Key
from pumpurs_xl.claims.line import DAY, LINE, own_keys
from pumpurs_xl.claims.summary import SUMMARY_LINE
from pumpurs_xl.handbook import words as handbook_words
from pumpurs_xl.model.column import Column
from pumpurs_xl.model.table import TableSpec
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
    support = (support_type.table for support_type in SUPPORT_TYPES)
    return "\n".join(("## Lapas un slejas\n", *map(_sheet, (*TABLES, *support, *RESULTS)), handbook_words.OTHER_SHEETS))


def _sheet(table: TableSpec) -> str:
    settings = _columns("Iestatījums", SETTINGS.values()) if table.sheet == "Iestatījumi" else ""
    return f"### {table.sheet} (`{table.name}`)\n\n{table.help}\n\n{_columns('Sleja', table.columns)}{settings}"


def _columns(title: str, columns: Iterable[Column]) -> str:
    rows = [(column.heading, _duty(column), _kind(column), _explanation(column)) for column in columns]
    return _grid((title, "Obligāta", "Veids", "Skaidrojums"), rows)


def _duty(column: Column) -> str:
    if column.filled:
        return "ƒ"
    return "jā" if column.required else ""


def _kind(column: Column) -> str:
    """A setting's value is of many kinds: its own line in the table of settings says which."""
    return "kā iestatījumam" if column.kind.name == "formula" and not column.filled else column.kind.name


def _explanation(column: Column) -> str:
    if not column.choices or column.kind.name == "x":
        return column.help
    return f"{column.help} Izvēle: {', '.join(column.choices)}.".strip()


def _grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines) + "\n"


def _rules() -> str:
    opening = (
        "## Pārbaudes\n\nKļūda: rindu nevar iesniegt, kamēr tā nav izlabota. Brīdinājums: jāpaskatās cilvēkam. "
        "Ziņa: labi zināt.\n"
    )
    return "\n".join((opening, *map(_rule, sorted(RULES, key=lambda rule: rule.code))))


def _rule(rule: Rule) -> str:
    weights = ", ".join(word for severity, word in _WEIGHTS.items() if severity in rule.weights)
    return (
        f"### {rule.code}\n\n{rule.paragraph('Latviski')}\n\n"
        f"- Svarīgums: {weights}; pārbauda {_PASSES[rule.when]}.\n"
        f"- Piemērs: {rule.paragraph('Piemērs')}\n- Avots: {rule.paragraph('Source')}\n"
    )


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
