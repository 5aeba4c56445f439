"""`python -m pumpurs_xl.install`: what install.ps1 calls, and what makes the package folder."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pumpurs_xl.install import install, remove
from pumpurs_xl.install.bundle import bundle
from pumpurs_xl.install.machine import this_machine
from pumpurs_xl.refusal import Refusal


def main(arguments: Sequence[str]) -> int:
    """Does what is asked; a refusal is one Latvian sentence on stderr and exit code 2."""
    asked = _asked(arguments)
    try:
        if asked.bundle:
            sizes = bundle(asked.bundle, asked.wheel, asked.python)
            said = "\n".join(f"{size:>11,}  {name}" for name, size in sizes.items())
        else:
            said = (remove if asked.remove else install)(this_machine()).lv
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message.lv}\n")
        return 2
    sys.stdout.write(f"{said}\n")
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pumpurs_xl.install")
    parser.add_argument("--remove", action="store_true", help="noņemt")
    parser.add_argument("--bundle", type=Path, metavar="DIR", help="savākt mapi, ko lejupielādē skola")
    parser.add_argument("--wheel", type=Path, help="jau uzbūvēta programma (.whl)")
    parser.add_argument("--python", type=Path, metavar="ZIP", help="python.org “embeddable package” (64 biti)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
