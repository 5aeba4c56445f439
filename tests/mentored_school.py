"""A school with the make-believe support type of mentoring.py: written by a copy of the program that knows the type.

    python mentored_school.py BOOK

Mentors cost 12.50 EUR an hour, under a ceiling of 30 EUR a day and of 50 EUR a month. One learner had 2 h (25.00 EUR)
and 3 h (37.50, of which 30.00 under the day's and 25.00 under the month's ceiling), the other one 1 h (12.50).
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from books import DEFAULTS, LEARNER, PLAN, SETTINGS
from schools import checked, school

from pumpurs_xl.buttons.opening_month import rows_to_add
from pumpurs_xl.master.content import book_of
from pumpurs_xl.master.writer import write_master
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.values.month import Month

SHEET = "Mentora palīdzība"
Cells = dict[str, Any]


def content() -> dict[str, list[Cells]]:
    """The rows of each sheet."""
    return {
        "Iestatījumi": [SETTINGS],
        "Likmes": [_rate("Griesti dienā", 30.0), _rate("Griesti mēnesī", 50.0), _rate("Likme par stundu", 12.5)],
        "Budžets": [{**DEFAULTS["Budžets"], "Atbalsta veids": SHEET, "Piešķirts, EUR": 100.0}],
        "Rēķini": [{**DEFAULTS["Rēķini"]}],
        "Izglītojamie": [LEARNER, {**LEARNER, "ID": "I002", "Uzvārds": "Bērziņa"}],
        "IAP": [PLAN, {**PLAN, "IAP ID": "P2", "Izglītojamā ID": "I002"}],
        "Mācību līdzekļi": [{**DEFAULTS["Mācību līdzekļi"], "Krāsa": "zila"}],
        SHEET: [_help("P1", 6, 2.0), _help("P2", 8, 1.0) | {"Temats": "Mācīšanās"}, _help("P1", 7, 3.0)],
    }


def _rate(name: str, eur: float) -> Cells:
    return {"Atbalsta veids": SHEET, "Likme": name, "EUR": eur}


def _help(plan: str, day: int, hours: float) -> Cells:
    return {**DEFAULTS[SHEET], "IAP ID": plan, "Datums": date(2023, 2, day), "Ilgums, st.": hours}


def main() -> None:
    """Writes the workbook, opens the month after it, and tries the random schools of the other tests."""
    february, march = Month(2023, 2), Month(2023, 3)
    Path(sys.argv[1]).write_bytes(write_master(content(), february))
    opened = rows_to_add(book_of(content(), march), march)[BY_CODE["MP"]]
    assert [cells["mentor"] for cells in opened] == ["Ilze Paraudziņa"] * 2
    assert checked(school(1), february)[SHEET]


if __name__ == "__main__":
    main()
