"""The programme's facts stand in one room, and nowhere else in the package."""

import re
from pathlib import Path

import pytest

from pumpurs_xl import programme

ROOT = Path(__file__).parent.parent
FACTS = {
    "the project's number": r"8\.3\.4",
    "the funder": r"IKVD",
    "the planning document": r"\bNAP\b",
    "the fund": r"Eiropas Sociāl[aā]|European Social Fund",
    "the slogan of the Union": re.escape(programme.UNION_LINES[1]),
    "the title": re.escape(programme.TITLE),
    "the day of the rules": r"2016, 7, 12",
    "since when grades 1 to 4 take part": r"01\.09\.2021|2021, 9, 1\b",
    "the first eligible day": r"16\.03\.2017|2017, 3, 16",
    "a status of a plan": "|".join(f'"{status}"' for status in programme.PLAN_STATUSES),
    "a specialist": "|".join(f'"{specialist}"' for specialist in programme.SPECIALISTS if " " in specialist),
}
"""What only programme.py may say, in code, sentences and docstrings alike."""
MODULES = [
    path
    for folder in ("pumpurs_xl", "workbook/build")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != ROOT / "pumpurs_xl" / "programme.py" and "sample" not in path.parts
]


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_of_the_programme_is_said_in_one_room(fact: str) -> None:
    told = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(FACTS[fact], line)
    ]
    assert not told, f"{fact} belongs in pumpurs_xl/programme.py:\n" + "\n".join(told)


def test_each_fact_has_its_source() -> None:
    text = (ROOT / "pumpurs_xl" / "programme.py").read_text(encoding="utf-8")
    handbook = (ROOT / "docs" / "rokasgramata.md").read_text(encoding="utf-8")
    sources = set(re.findall(r"S \d+", text))
    assert len(sources) > 5
    assert all(f"- {source}: " in handbook for source in sources)
