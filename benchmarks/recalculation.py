"""The master workbook worked out anew by LibreOffice: seconds for all its formulas, for a school of any size.

    .venv/bin/python benchmarks/recalculation.py [TIMES]

The sample school stands in the workbook TIMES times over (3 make some 9 000 rows of support). Seconds by the clock;
the better of three runs, as other work on the machine only adds to them.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import uno_session

from pumpurs_xl.master.writer import write_master
from pumpurs_xl.support import SUPPORT_TYPES
from workbook.build.masters import SAMPLE_MONTH
from workbook.build.sample import sample_school

ONCE = {"Iestatījumi", "Likmes", "Kalendārs", "Budžets"}
KEYS = ("ID", "IAP ID", "Izglītojamā ID")
Rows = list[dict[str, Any]]


def larger_school(times: int) -> dict[str, Rows]:
    """The sample school with as many times the people, each with rows of their own."""
    return {
        sheet: rows if sheet in ONCE else [renamed(row, number) for number in range(times) for row in rows]
        for sheet, rows in sample_school().items()
    }


def renamed(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {**row, **{key: f"{row[key]}-{number}" for key in KEYS if key in row}}


def recalculated(path: Path) -> float:
    with uno_session.office(path.parent / "profils") as office:
        document = office.open(path)
        return min(seconds(document) for _ in range(3))


def seconds(document: Any) -> float:
    start = time.perf_counter()
    document.calculateAll()
    return time.perf_counter() - start


def main() -> None:
    content = larger_school(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liela.xlsx"
        path.write_bytes(write_master(content, SAMPLE_MONTH))
        rows = sum(len(content[support_type.table.sheet]) for support_type in SUPPORT_TYPES)
        print(f"{rows} rows of support, {path.stat().st_size / 1e6:.1f} MB: all formulas in {recalculated(path):.1f} s")


if __name__ == "__main__":
    main()
