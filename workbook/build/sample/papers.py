"""The sample school's supporting documents: who writes them, and a line of the sheet Rēķini."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from workbook.build.sample.year import Cells


@dataclass(frozen=True)
class Issuer:
    """Who writes documents; the numbers are made up and have valid check digits."""

    name: str
    number: str


CATERER = Issuer("SIA “Parauga ēdnīca”", "49999999994")
DORMITORY = Issuer("VSIA “Parauga tehnikums”, dienesta viesnīca", "99999999993")
SHOP = Issuer("SIA “Parauga mācību preces”", "49999999975")
CLOTHIER = Issuer("SIA “Parauga apģērbi”", "49999999960")
CARRIER = Issuer("SIA “Parauga pārvadājumi”", "49999999956")


@dataclass(frozen=True)
class Document:
    """A document before its sum is known."""

    kind: str
    number: str
    day: date
    issuer: Issuer
    support: str

    def row(self, amount: Decimal, others: Decimal = Decimal(0)) -> Cells:
        """Its line of Rēķini; `others` is what of it concerns people outside the project."""
        paid = self.day + timedelta(12)
        return {
            "Dokumenta veids": self.kind,
            "Dokumenta Nr.": self.number,
            "Datums": self.day,
            "Izsniedzējs": self.issuer.name,
            "Izsniedzēja reģ. Nr.": self.issuer.number,
            "Atbalsta veids": self.support,
            "Summa, EUR": amount + others,
            "Uz projektu, EUR": amount if others else None,
            "Apmaksāts": paid,
            "Maksājuma dok. Nr.": f"MU-{paid:%y%m%d}-{self.number[-3:]}",
        }
