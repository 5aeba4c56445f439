"""ML and IP of the sample school: what was bought for its learners, several on one document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pumpurs_xl.values.money import cents
from workbook.build.sample.papers import CLOTHIER, SHOP, Document, Issuer
from workbook.build.sample.plans import SamplePlan
from workbook.build.sample.year import Cells


@dataclass(frozen=True)
class Purchase:
    """One thing bought for several learners on one document."""

    number: str
    day: date
    item: str
    unit: str
    price: Decimal
    customers: slice
    quantity: int = 1
    group: str = ""


_AIDS = (
    Purchase("R-2022/318", date(2022, 9, 19), "Darbarīku komplekts", "kompl.", Decimal("24.90"), slice(6)),
    Purchase(
        "R-2022/342", date(2022, 10, 3), "Zīmēšanas piederumu komplekts", "kompl.", Decimal("18.45"), slice(6, 11)
    ),
    Purchase("R-2022/377", date(2022, 11, 9), "Burtnīca A4, 96 lapas", "gab.", Decimal("1.8375"), slice(3, 14), 4),
    Purchase("R-2023/021", date(2023, 2, 7), "Darba priekšauts", "gab.", Decimal("16.20"), slice(8)),
    Purchase("R-2023/064", date(2023, 3, 7), "Zinātniskais kalkulators", "gab.", Decimal("14.99"), slice(5, 13)),
    Purchase("R-2023/090", date(2023, 4, 4), "Profesionālā terminu vārdnīca", "gab.", Decimal("21.50"), slice(6, 10)),
)
_POSTPONED = Purchase("", date(2023, 5, 16), "Profesijas mācību grāmata", "gab.", Decimal("19.80"), slice(1, 2))
_ITEMS = (
    Purchase("K-55120", date(2022, 10, 12), "Rudens jaka", "gab.", Decimal("44.90"), slice(5), group="apģērbs"),
    Purchase("K-55873", date(2022, 11, 23), "Ziemas apavi", "pāris", Decimal("39.90"), slice(3, 9), group="apavi"),
    Purchase(
        "K-60411",
        date(2023, 2, 15),
        "Higiēnas preču komplekts",
        "kompl.",
        Decimal("12.45"),
        slice(9),
        2,
        "higiēnas preces",
    ),
    Purchase("K-61998", date(2023, 4, 19), "Sporta apavi", "pāris", Decimal("32.50"), slice(2, 8), group="apavi"),
)


def learning_aids(plans: Sequence[SamplePlan]) -> tuple[list[Cells], list[Cells]]:
    """The rows of Mācību līdzekļi, one of them postponed, and the shop's invoices."""
    rows, documents = _buy(plans, "ML", _AIDS, "rēķins", SHOP)
    waiting = [row | {"Dokumenta Nr.": None, "Atlikts": "nav saņemts rēķins"} for row in _rows(plans, "ML", _POSTPONED)]
    return rows + waiting, documents


def personal_items(plans: Sequence[SamplePlan]) -> tuple[list[Cells], list[Cells]]:
    """The rows of Lietošanas priekšmeti and the receipts."""
    return _buy(plans, "IP", _ITEMS, "čeks", CLOTHIER)


def _buy(
    plans: Sequence[SamplePlan], code: str, purchases: Sequence[Purchase], kind: str, issuer: Issuer
) -> tuple[list[Cells], list[Cells]]:
    title = {"ML": "Mācību līdzekļi", "IP": "Lietošanas priekšmeti"}[code]
    rows, documents = [], []
    for purchase in purchases:
        own = list(_rows(plans, code, purchase))
        rows += own
        amount = len(own) * cents(purchase.quantity * purchase.price)
        documents.append(Document(kind, purchase.number, purchase.day, issuer, title).row(amount))
    return rows, documents


def _rows(plans: Sequence[SamplePlan], code: str, purchase: Purchase) -> Iterator[Cells]:
    needing = [plan for plan in plans if code in plan.needs and plan.start <= purchase.day <= plan.last]
    entitled = [plan for plan in needing if not purchase.group or plan.person.has_status(purchase.day)]
    for plan in entitled[purchase.customers]:
        row = {
            "IAP ID": plan.id,
            "Datums": purchase.day,
            "Preču grupa": purchase.group,
            "Prece": purchase.item,
            "Mērvienība": purchase.unit,
            "Daudzums": purchase.quantity,
            "Cena, EUR": purchase.price,
            "Dokumenta Nr.": purchase.number,
            "Saņemts": purchase.day + timedelta(2),
        }
        yield {heading: value for heading, value in row.items() if value != ""}
