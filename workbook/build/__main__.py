"""Builds everything that the product ships into a folder: python -m workbook.build [FOLDER]."""

import sys
from pathlib import Path

from workbook.build import addin, extension
from workbook.build.forms import write_forms
from workbook.build.masters import empty_master, sample_master


def build(folder: Path) -> None:
    """The workbooks, the forms, the add-in and the extension; the same sources give the same bytes."""
    write_forms(folder / "templates")
    (folder / "PuMPuRS.xlsx").write_bytes(empty_master())
    (folder / "PuMPuRS-paraugs.xlsx").write_bytes(sample_master())
    addin.build(folder / "PuMPuRS.xlam")
    extension.build(folder / "PuMPuRS.oxt")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent)
