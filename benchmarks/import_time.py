"""What a click in Excel pays before anything happens: processor time of the imports, each in a Python of its own.

    .venv/bin/python benchmarks/import_time.py [ROUNDS]

Every round starts each program once, so that all of them meet the same machine; the medians are told. Compiled
modules are kept, as they are on a user's computer: a first round that makes them is not counted.
"""

import os
import resource
import subprocess
import sys
from statistics import median

PROGRAMS = {
    "bare Python": "pass",
    "pydantic, one model": "import pydantic\nclass Row(pydantic.BaseModel):\n    amount: int",
    "xlwings": "import xlwings",
    "pumpurs_xl": "import pumpurs_xl",
    "pumpurs_xl, all that is public": "from pumpurs_xl import *",
    "pumpurs_xl.ribbon": "import pumpurs_xl.ribbon",
    "what Pārbaudīt loads": "import pumpurs_xl.buttons.button, pumpurs_xl.buttons.check, pumpurs_xl.inspection",
    "pumpurs_xl.cli": "import pumpurs_xl.cli",
}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def processor_time(program: str) -> float:
    """Seconds that a Python spends on the program, its own start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for number in range(rounds + 1):
        for name, program in PROGRAMS.items():
            spent = processor_time(program)
            if number:
                times[name].append(spent)
    for name, found in times.items():
        print(f"{name:32} {median(found):.2f} s (least {min(found):.2f})")


if __name__ == "__main__":
    main()
