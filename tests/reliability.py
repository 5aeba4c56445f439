"""The campaigns: each proof of the tests at its full size, and what it showed, written into docs/reliability.md.

.venv/bin/python tests/reliability.py                  # every campaign: hours
.venv/bin/python tests/reliability.py months 100       # one, of that size
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures: tests/reliability.py -->\n", "<!-- end of figures -->\n"
HEAD = "| campaign | what it proves | tried | held | what did not | day |\n|---|---|--:|--:|---|---|\n"
_NAMED = 5
Item = TypeVar("Item")


class Skipped(Exception):
    """A campaign cannot run here: why."""


@dataclass
class Outcome:
    """How much was tried, and the names of what did not hold, one each time."""

    tried: int
    failures: list[str]

    @property
    def held(self) -> int:
        return self.tried - len(self.failures)


@dataclass(frozen=True)
class Campaign:
    """A proof of any size: its name, what it proves, how it is run, and its full size."""

    name: str
    proves: str
    run: Callable[[int], Outcome]
    size: int


def spread(items: Sequence[Item], size: int) -> list[Item]:
    """So many of the items, evenly from first to last; all of them where there are no more."""
    return [items[at * len(items) // size] for at in range(size)] if size < len(items) else list(items)


def failing(names: Sequence[Item], holds: Callable[[Item], bool], name: Callable[[Item], str]) -> Outcome:
    """Each of the items is tried; those that do not hold, and those that end in a defect, by name."""
    failures = []
    for each in names:
        try:
            held = holds(each)
        except Exception as defect:  # noqa: BLE001 # a defect is what a campaign looks for
            failures.append(f"{name(each)} ({type(defect).__name__})")
        else:
            failures += [] if held else [name(each)]
    return Outcome(len(names), failures)


# ---- the campaigns ----


def _broken(size: int) -> Outcome:
    from broken_books import file_faults, value_faults

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skola.xlsx"
        faults = spread([*file_faults(), *value_faults()], size)
        return failing(faults, lambda fault: fault.is_told(path), lambda fault: fault.name)


def _readers(size: int) -> Outcome:
    from broken_books import file_faults, value_faults
    from second_reader import untold_differences

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skola.xlsx"
        faults = spread([*file_faults(), *value_faults()], size)
        return failing(faults, lambda fault: not untold_differences(fault.file(), path), lambda fault: fault.name)


def _unharmed(size: int) -> Outcome:
    from book_file import BookFile
    from small_school import small_school
    from unharmed_books import UNHARMED, said

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skola.xlsx"
        before = said(small_school(), path)

        def holds(change: Callable[[BookFile], None]) -> bool:
            file = BookFile(small_school())
            change(file)
            return said(file.bytes(), path) == before

        return failing(spread(UNHARMED, size), holds, lambda change: change.__name__)


def _clean_months(size: int) -> Outcome:
    from planted_faults import alarms_of_month

    return failing(range(size), lambda seed: not alarms_of_month(seed), str)


def _planted(size: int) -> Outcome:
    from planted_faults import untold

    outcome = Outcome(0, [])
    for seed in range(size):
        tried, missed = untold(seed)
        outcome = Outcome(outcome.tried + tried, outcome.failures + missed)
    return outcome


def _clean_years(size: int) -> Outcome:
    from clean_schools import MONTHS, alarms_of_school

    return failing(range(size), lambda seed: not alarms_of_school(seed, MONTHS), str)


def _damage(size: int) -> Outcome:
    from test_odd_files import damage_run

    with tempfile.TemporaryDirectory() as folder:
        _, wrong = damage_run(ROOT / "workbook" / "PuMPuRS.xlsx", Path(folder) / "kopija.xlsx", size, seed=0)
    return Outcome(size, ["another value was read"] * wrong)


def _bombs(size: int) -> Outcome:
    if sys.platform == "win32":
        raise Skipped("Windows does not say what a process cost")
    from bombs import BOMBS, MEGABYTES, SECONDS, cost

    def holds(name: str) -> bool:
        write, full = BOMBS[name]
        with tempfile.TemporaryDirectory() as folder:
            seconds, memory, _ = cost(write(Path(folder) / "bomba.xlsx", full))
        return seconds <= SECONDS and memory <= MEGABYTES

    return failing(spread(list(BOMBS), size), holds, str)


def _kills(size: int) -> Outcome:
    if not hasattr(os, "fork"):
        raise Skipped("it kills a child of its own, which Windows has not")
    from kills import campaign

    return Outcome(size, [problem for problem, count in campaign(size).items() for _ in range(count)])


CAMPAIGNS = [
    Campaign("broken", "one fault in a workbook file is told at its cell, or the file is refused", _broken, 1_500),
    Campaign("unharmed", "a workbook that says the same in another dress is told and claimed the same", _unharmed, 100),
    Campaign("clean", "a random month without a fault hears of no error and no slip", _clean_months, 1_000),
    Campaign("planted", "of 1–10 faults in a random month each is told at its cell", _planted, 1_000),
    Campaign("years", "a year of a clean school, and each 5th after a month, hears of no slip", _clean_years, 20),
    Campaign("readers", "where openpyxl reads another value, that is told or refused", _readers, 1_500),
    Campaign("damage", "a damaged file is refused or read right", _damage, 6_000),
    Campaign("bombs", "a file costs at most 10 s of processor time and 500 MB", _bombs, 100),
    Campaign("kills", "after a kill the next command leaves a whole draft and a person's own files", _kills, 1_000),
]


# ---- the page ----


def row_of(campaign: Campaign, outcome: Outcome | Skipped, day: date) -> str:
    """The line of a campaign in the table."""
    start = f"| `{campaign.name}` | {campaign.proves} |"
    if isinstance(outcome, Skipped):
        return f"{start} – | – | skipped: {outcome} | {day} |\n"
    kinds = {name: outcome.failures.count(name) for name in outcome.failures}
    named = [f"{name} × {count}" if count > 1 else name for name, count in kinds.items()]
    more = [f"and {len(named) - _NAMED} more"] if len(named) > _NAMED else []
    failed = "; ".join([*named[:_NAMED], *more]).replace("|", "\\|") or "–"
    return f"{start} {outcome.tried} | {outcome.held} | {failed} | {day} |\n"


def with_rows(page: str, rows: dict[str, str]) -> str:
    """The page with the lines of these campaigns in its table; the others stay, in the order of the campaigns."""
    before, rest = page.split(BEGIN)
    table, after = rest.split(END)
    known = {found[1]: f"{found[0]}\n" for found in re.finditer(r"^\| `(\w+)` \|.*$", table, re.MULTILINE)} | rows
    lines = "".join(known[campaign.name] for campaign in CAMPAIGNS if campaign.name in known)
    return f"{before}{BEGIN}{HEAD}{lines}{END}{after}"


def runs(arguments: Sequence[str]) -> Iterator[tuple[Campaign, int]]:
    """The campaigns asked for, and the size of each: NAME [SIZE], or all."""
    wanted = [campaign for campaign in CAMPAIGNS if campaign.name in arguments[:1] or not arguments]
    if not wanted:
        sys.exit(f"There is no campaign {arguments[0]}: {', '.join(campaign.name for campaign in CAMPAIGNS)}.")
    yield from ((campaign, int(arguments[1]) if arguments[1:] else campaign.size) for campaign in wanted)


def outcome_of(campaign: Campaign, size: int) -> Outcome | Skipped:
    """What a campaign showed; why it could not run where it lacks something."""
    try:
        return campaign.run(size)
    except Skipped as skipped:
        return skipped


def main(arguments: Sequence[str]) -> int:
    """Runs campaigns, prints each line and writes it into the page; 1 where something did not hold."""
    failed = False
    for campaign, size in runs(arguments):
        outcome = outcome_of(campaign, size)
        row = row_of(campaign, outcome, date.today())  # noqa: DTZ011 # the day where the campaign ran
        PAGE.write_text(with_rows(PAGE.read_text(encoding="utf-8"), {campaign.name: row}), encoding="utf-8")
        failures = outcome.failures if isinstance(outcome, Outcome) else []
        sys.stdout.write("".join([row, *(f"  {name}\n" for name in failures)]))
        sys.stdout.flush()
        failed |= bool(failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
