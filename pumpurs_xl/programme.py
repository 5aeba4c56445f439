"""The facts of PuMPuRS, the programme that this product serves, each with its source.

"S" with a number is a source listed in the handbook (docs/rokasgramata.md). What is not certain, or may change, is a
setting of the workbook: here stands only what a new workbook begins with.
"""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

NUMBER: Final = "8.3.4.0/16/I/001"
"""The project's number (S 1, and the project pages of other schools: S 8, S 11, S 14)."""
_MISSPELT: Final = re.compile(r"8\.3\.4(\.0)?\.?/16/[i1l]/001\.?", re.IGNORECASE)
"""Without spaces and with slashes for dashes: a dot too many (S 1), 1 for I (S 15), no “.0”."""
TITLE: Final = "Atbalsts priekšlaicīgas mācību pārtraukšanas samazināšanai"
"""The project's title (S 1)."""
RULES_ADOPTED: Final = date(2016, 7, 12)
"""The day of the Cabinet's rules on the programme: MK 12.07.2016. noteikumi Nr. 460 (S 1)."""
FIRST_ELIGIBLE_DAY: Final = date(2017, 3, 16)
"""The programme's start (S 1); a partner's own is later and a setting."""
LAST_ELIGIBLE_DAY: Final = date(2023, 12, 31)
"""The programme's end after its extension (S 4, S 8, S 11); a setting."""
DOCUMENTS_AROUND: Final = timedelta(60)
"""How long before or after the project's period a document may be dated: the bill of the last month comes later."""

FUNDER: Final = "IKVD"
"""Who grants the money and takes the claims: Izglītības kvalitātes valsts dienests (S 1)."""
FUND: Final = "Eiropas Sociālais fonds"
FUND_IN_ENGLISH: Final = "the European Social Fund"
UNION_LINES: Final = ("EIROPAS SAVIENĪBA", "IEGULDĪJUMS TAVĀ NĀKOTNĒ")
"""What forms print beside the emblem, above the fund's name: the Union at the left, its slogan at the right (S 7)."""
ESF_SHARE: Final = Decimal(85)
"""Per cent of a claim that the fund pays; the state budget pays the rest (33 840 519 of 39 812 376 EUR, S 1)."""
KNOWN_RATES: Final = {("ED", "Griesti mēnesī"): (Decimal(70),)}
"""EUR of the ceilings known of the programme, by support type and kind: meals of a month with VAT (S 7)."""

FIRST_SEMESTER: Final = range(9, 13)
"""The months of semester 1; semester 2 is the rest of the school year, January to August (S 10, S 11)."""
HIGHEST_GRADE: Final = 12
"""Of general education (S 1)."""
HIGHEST_COURSE: Final = 4
"""Of vocational education (S 1)."""
PRIMARY_GRADES: Final = range(1, 5)
PRIMARY_GRADES_SINCE: Final = date(2021, 9, 1)
"""Grades 1 to 4 take part from the school year 2021/2022 on (S 11); grades 5 and up from the start."""

DRAFT, IN_AGREEMENT, APPROVED, RUNNING, IN_REVISION, SUSPENDED, INACTIVE = PLAN_STATUSES = (
    "Projekts",
    "Saskaņošanā",
    "Apstiprināts",
    "Īstenošanā",
    "Pārskatīšanā",
    "Apturēts",
    "Neaktīvs",
)
"""Statuses of a plan in the funder's database (IAP-12, S 10); their wording may change."""
NOT_AGREED: Final = (DRAFT, IN_AGREEMENT, INACTIVE)
"""Plans that the funder has not agreed to, or no longer: no costs, and not counted."""

SPECIALISTS: Final = {
    "pedagogs": "teacher",
    "psihologs": "psychologist",
    "sociālais pedagogs": "social pedagogue",
    "pedagoga palīgs": "teacher's assistant",
    "speciālās izglītības pedagogs": "special education teacher",
    "surdotulks": "sign language interpreter",
    "asistents": "assistant",
    "ergoterapeits": "occupational therapist",
}
"""Who may give consultations (S 1), each with an English name for the report."""


def is_misspelt(number: str) -> bool:
    """Whether the text is the project's number in a known misspelling: which project is meant, nobody doubts."""
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    return number != NUMBER and bool(_MISSPELT.fullmatch(re.sub(r"[\\‐-―−-]", "/", compact)))
