"""A workbook's formulas worked out by engines that are not ours, beside the values stored in the file."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import ironcalc
import pytest
from python_calamine import CalamineWorkbook

Cell = tuple[str, int, int]
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 # a workbook knows no time zone
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def plain(value: Any) -> Any:
    """A value as all engines give it: numbers as floats, days and times as the numbers Excel stores."""
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return (value - _EPOCH) / timedelta(1)
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    if isinstance(value, timedelta):
        return value / timedelta(1)
    return float(value) if isinstance(value, int | float) else value


def stored(path: Path) -> dict[Cell, Any]:
    """Every value stored in the file that is not blank."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        (sheet, row, column): plain(value)
        for sheet in book.sheet_names
        for row, cells in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(cells, start=1)
        if value != ""
    }


def by_ironcalc(path: Path, typed: Mapping[Cell, str] | None = None) -> dict[Cell, Any]:
    """Every value that IronCalc comes to, once a user has typed this into the workbook."""
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]
    for (sheet, row, column), text in (typed or {}).items():
        model.set_user_input(sheets.index(sheet), row, column, text)
    model.evaluate()
    return {
        (sheets[cell[0]], cell[1], cell[2]): plain(value)
        for cell in model.get_all_cells()
        if (value := model.get_cell_value(*cell)) not in {None, ""}
    }


def by_libreoffice(path: Path, folder: Path) -> dict[Cell, Any]:
    """Every value that LibreOffice comes to when it works the whole workbook out anew."""
    return stored(saved_by_libreoffice(path, folder))


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it, once it has worked all of it out anew."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    out = folder / "recalculated"
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=300)
    return out / path.name


def differences(one: dict[Cell, Any], other: dict[Cell, Any]) -> Iterator[tuple[Cell, Any, Any]]:
    """Cells in which two workings disagree; a printed decimal point may be a comma, as the engine's language has it."""
    for cell in one.keys() | other.keys():
        left, right = one.get(cell), other.get(cell)
        if isinstance(left, float) and isinstance(right, float):
            if abs(left - right) > 1e-6:
                yield cell, left, right
        elif _worded(left) != _worded(right):
            yield cell, left, right


def _worded(value: Any) -> Any:
    """A sentence with an amount, whatever the language of the engine that printed it."""
    return value.replace(",", ".") if isinstance(value, str) else value
