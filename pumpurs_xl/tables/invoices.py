"""Rēķini: the supporting documents that rows cite by number (Accounting Law, section 11(5), S 40)."""

from decimal import Decimal

from pumpurs_xl.model.column import Amount, Day, Text, column
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.model.row import Row, spec
from pumpurs_xl.support import TITLES, Supported

DOCUMENTS = ("rēķins", "čeks", "kvīts", "pavadzīme", "maksājuma uzdevums")


class Invoice(Row):
    """An invoice, receipt or waybill."""

    document_kind: Text | None = column("Dokumenta veids", choices=DOCUMENTS, optional=True, default=None, width=16)
    document: Text = column("Dokumenta Nr.", help="Kā dokumentā; uz to atsaucas atbalsta rindas.", width=18)
    day: Day = column("Datums")
    issuer: Text = column("Izsniedzējs", help="Kas dokumentu izrakstīja.", width=26)
    issuer_number: Text | None = column("Izsniedzēja reģ. Nr.", optional=True, default=None, width=16)
    support: Supported | None = column("Atbalsta veids", choices=TITLES, default=None, width=20)
    amount: Amount = column("Summa, EUR", help="Dokumenta kopsumma ar PVN.")
    project_amount: Amount | None = column(
        "Uz projektu, EUR", default=None, help="Cik attiecas uz projektu; tukšs = visa summa.", limit=Limit.AT_LEAST_0
    )
    paid: Day | None = column("Apmaksāts", optional=True, default=None)
    payment: Text | None = column("Maksājuma dok. Nr.", optional=True, default=None, width=18)

    @property
    def claimable(self) -> Decimal:
        """How much of the document concerns the project."""
        return self.amount if self.project_amount is None else self.project_amount


SPEC = spec(
    "tRekini",
    "Rēķini",
    Invoice,
    title="Attaisnojuma dokumenti (rēķini, čeki, pavadzīmes)",
    en="Supporting documents",
    help="Viena rinda katram dokumentam. Atbalsta rindas uz to atsaucas ar dokumenta numuru.",
)
