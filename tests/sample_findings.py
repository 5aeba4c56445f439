"""What a check of the sample school finds, for tests of the buttons that mean the list and not its length."""

from functools import cache
from pathlib import Path

import pumpurs_xl
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.language import counted

SAMPLE = Path(__file__).parent.parent / "workbook" / "PuMPuRS-paraugs.xlsx"


@cache
def findings() -> tuple[Finding, ...]:
    """What Python finds in the file, the most important first."""
    return tuple(pumpurs_xl.check(pumpurs_xl.read(SAMPLE)))


def warnings() -> str:
    """How many warnings there are, in words."""
    number = sum(finding.severity is Severity.WARNING for finding in findings())
    return counted(number, "brīdinājums", "brīdinājumi", "brīdinājumu")


def sentence() -> str:
    """What Pārbaudīt says of the sample school, which has no error."""
    news = sum(finding.severity is Severity.INFO for finding in findings())
    return f"Kļūdu nav. {warnings()} un {counted(news, 'ziņa', 'ziņas', 'ziņu')}"
