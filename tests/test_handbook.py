"""The handbook says what the program does: it is written from the definitions, and never stale."""

import re
from pathlib import Path

import pytest

from pumpurs_xl.checks import RULES
from pumpurs_xl.claims.claim import keys
from pumpurs_xl.handbook import words as handbook_words
from pumpurs_xl.handbook.text import handbook
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables import TABLES
from pumpurs_xl.tables.settings import SETTINGS

FILE = Path(__file__).parent.parent / "docs" / "rokasgramata.md"
SHEETS = (*TABLES, *(support_type.table for support_type in SUPPORT_TYPES))


@pytest.fixture(scope="module")
def text() -> str:
    return handbook()


def test_the_file_is_what_the_program_would_write_today(text: str) -> None:
    is_current = FILE.read_text(encoding="utf-8") == text
    assert is_current, "docs/rokasgramata.md is stale; run: python -m pumpurs_xl.handbook docs/rokasgramata.md"


def test_every_rule_stands_in_it_with_its_sentence_example_and_source(text: str) -> None:
    for rule in RULES:
        section = text.split(f"### {rule.code}\n", 1)[1].split("\n#", 1)[0]
        assert f"\n{rule.paragraph('Latviski')}\n" in section
        assert f"Piemērs: {rule.paragraph('Piemērs')}\n" in section
        assert f"Avots: {rule.paragraph('Source')}\n" in section
        assert "Svarīgums: ;" not in section, rule.code


def test_the_handbook_explains_no_rule_that_is_gone(text: str) -> None:
    assert re.findall(r"^### (V\d+)$", text, re.MULTILINE) == sorted(rule.code for rule in RULES)


def test_every_cited_source_is_listed() -> None:
    cited = [(rule, source) for rule in RULES for source in re.findall(r"S \d+", rule.paragraph("Source"))]
    lacks = [
        f"pumpurs_xl/handbook/words.py: SOURCES lacks “{source}”, which {rule.code} cites"
        for rule, source in cited
        if f"\n- {source}: " not in handbook_words.SOURCES
    ]
    assert not lacks, "\n".join(["", *lacks])


def test_every_sheet_and_column_stands_in_it(text: str) -> None:
    for table in SHEETS:
        section = text.split(f"### {table.sheet} (`{table.name}`)\n", 1)[1].split("\n#", 1)[0]
        assert all(f"| {column.heading} |" in section for column in table.columns), table.sheet
    assert all(f"| {setting.heading} |" in text for setting in SETTINGS.values())


def test_every_placeholder_stands_in_it(text: str) -> None:
    known = frozenset[str]().union(*map(keys, (*SUPPORT_TYPES, None)))
    assert [key for key in known if f"`${{{key}}}`" not in text] == []
