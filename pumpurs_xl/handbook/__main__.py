"""Writes the handbook: python -m pumpurs_xl.handbook docs/rokasgramata.md."""

import sys
from pathlib import Path

from pumpurs_xl.handbook.text import handbook

Path(sys.argv[1]).write_text(handbook(), encoding="utf-8", newline="\n")
