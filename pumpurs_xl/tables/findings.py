"""Pārbaude: the list of findings that a check writes; a person marks what has been looked at, and why it stands."""

from pumpurs_xl.model.column import Filled, FilledAmount, Mark, Text, column
from pumpurs_xl.model.row import Row, spec

WEIGHTS = {"error": "Kļūda", "warning": "Brīdinājums", "info": "Ziņa"}
"""How the weight of a finding is written in the workbook, by the name of its severity."""
IN_ORDER = "Kārtībā"
"""What the column Pārbaude of a row says where a check found nothing."""
FINGERPRINT = "_saturs"
"""The hidden last column of the list: the row's content when a person marked the finding as looked at."""
ROW_MARK = "_rinda"
"""The hidden last column of every other table: the row's number when it was last checked."""


class FindingLine(Row):
    """One finding as the list shows it."""

    weight: Filled = column("Svarīgums", filled=True, default=None, help="Kļūda, brīdinājums vai ziņa.", width=13)
    code: Filled = column("Kods", filled=True, default=None, help="Pārbaudes kods rokasgrāmatā.", width=7)
    place_sheet: Filled = column("Lapa", filled=True, default=None, width=21)
    place_cell: Filled = column("Šūna", filled=True, default=None, help="Saite uz šūnu.", width=9)
    problem: Filled = column("Kas nav kārtībā", filled=True, default=None, width=58)
    remedy: Filled = column("Kā labot", filled=True, default=None, width=52)
    stake: FilledAmount = column("EUR", filled=True, default=None, help="Cik naudas no tā atkarīgs.", width=11)
    seen: Mark | None = column(
        "Izskatīts", optional=True, default=None, choices=("x",), help="x = apskatīts un paliek, kā ir.", width=10
    )
    reason: Text | None = column("Paskaidrojums", optional=True, default=None, help="Kāpēc tā ir pareizi.", width=34)


SPEC = spec(
    "tParbaude",
    "Pārbaude",
    FindingLine,
    title="Pārbaudes rezultāti",
    en="Findings",
    help="Sarakstu raksta poga Pārbaudīt. Jūs aizpildāt tikai slejas Izskatīts un Paskaidrojums.",
)
