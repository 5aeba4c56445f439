"""A workbook of 100 000 rows read, checked and totalled: processor time of each step, and memory.

    .venv/bin/python benchmarks/whole_book.py [ROWS]

The rows are transport tickets of 160 learners over a semester, in a file with the tables of the master and no
formulas. Each step runs once in this order in one process. Others write the file before and read it with openpyxl
after, for comparison: the memory is that of the steps alone.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from plain_workbook import Content, write_plain

import pumpurs_xl
from pumpurs_xl.book import build
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.values.month import Semester

Result = TypeVar("Result")
LEARNERS = 160
OPENPYXL = """
import openpyxl, re, sys, time
start = time.process_time()
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
cells = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
print(f"openpyxl reads {cells} cells: {time.process_time() - start:.1f} s,"
      f" {int(re.search('VmHWM:[^0-9]*([0-9]+)', open('/proc/self/status').read())[1]) // 1024} MB")
"""


def large_school(rows: int) -> Content:
    """As many tickets as asked for, each with its own number."""
    learners = [_learner(place) for place in range(LEARNERS)]
    plans = [_plan(place) for place in range(LEARNERS)]
    settings = {"Sadarbības partneris": "Mērījumu skola", "Izglītības iestāde": "Mērījumu skola"}
    tickets = [_ticket(place) for place in range(rows)]
    return {"Iestatījumi": [settings], "Izglītojamie": learners, "IAP": plans, "Transports": tickets}


def _learner(place: int) -> dict[str, Any]:
    named = {"ID": f"I{place}", "Vārds": f"Vārds {place}", "Uzvārds": f"Uzvārds {place}", "Klase/kurss": "2"}
    return {**named, "Izglītība": "profesionālā", "Dzīvesvieta": "Preiļi"}


def _plan(place: int) -> dict[str, Any]:
    keys = {"IAP ID": f"P{place}", "Izglītojamā ID": f"I{place}", "Mācību gads": "2022/2023", "Semestris": 2}
    return {**keys, "No": date(2023, 1, 9), "Līdz": date(2023, 6, 30), "Statuss": "Īstenošanā", "TR": "x"}


def _ticket(place: int) -> dict[str, Any]:
    route = {"Maršruts no": "Preiļi", "Maršruts līdz": "Rīga", "Mērķis": "mācības", "Biļetes veids": "vienreizēja"}
    day = date(2023, 1, 9) + timedelta(place // LEARNERS % 150)
    numbered = {"IAP ID": f"P{place % LEARNERS}", "Datums": day, "Biļetes Nr.": f"B{place}"}
    return {**numbered, **route, "Samaksāts, EUR": (100 + place % 400) / 100}


def write_large_school(path: Path, rows: int) -> None:
    write_plain(path, large_school(rows))


def timed(step: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    result = work()
    print(f"{step}: {time.process_time() - start:.1f} s")
    return result


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liela.xlsx"
        with ProcessPoolExecutor(1) as writer:
            writer.submit(write_large_school, path, rows).result()
        print(f"{rows} rows, {path.stat().st_size / 1e6:.1f} MB")
        start = time.process_time()
        source = timed("guard and read", lambda: read_tables(path))
        book = timed("typed rows", lambda: build(source))
        findings = timed("check and compensate", lambda: pumpurs_xl.check(book))
        found = timed("totals of the semester", lambda: pumpurs_xl.totals(book, Semester(2022, 2)))
        print(f"all four: {time.process_time() - start:.1f} s")
        print(f"{len(findings)} findings, {found.total.rows} rows count, {found.total.eligible} EUR")
        print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        subprocess.run([sys.executable, "-c", OPENPYXL, str(path)], check=True)


if __name__ == "__main__":
    main()
