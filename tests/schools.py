"""Random small schools for the proofs of money: ceilings of every sort, corrections, late and postponed rows.

They are built to be claimed, not to be clean: a check of them finds plenty, and its verdicts are written into
Pārbaude before the workbook is made.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from pumpurs_xl.inspection import inspect
from pumpurs_xl.master.content import Content, book_of
from pumpurs_xl.programme import PLAN_STATUSES
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.findings import IN_ORDER, WEIGHTS
from pumpurs_xl.values.month import Month

Cells = dict[str, Any]
MONTHS = [Month(2022, 11), Month(2022, 12), Month(2023, 1), Month(2023, 2), Month(2023, 3)]


def school(seed: int) -> dict[str, list[Cells]]:
    """Some learners over two semesters with rows of every support type, as they are typed."""
    dice = Random(seed)  # noqa: S311 # the same school for the same seed
    learners = [f"I{number}" for number in range(dice.randint(2, 5))]
    plans = list(_plans(dice, learners))
    rows = {support_type.table.sheet: list(_rows(dice, support_type, plans)) for support_type in SUPPORT_TYPES}
    return {
        "Iestatījumi": [_settings(dice)],
        "Likmes": list(_rates(dice)),
        "Budžets": list(_budget(dice)),
        "Izglītojamie": [_learner(identifier) for identifier in learners],
        "IAP": plans,
        **rows,
    }


def checked(content: dict[str, list[Cells]], month: Month) -> Content:
    """The same school with the verdict of a check beside each row, as the button writes it."""
    inspection = inspect(book_of(content, month))
    errors = {(row.sheet, row.number): cause.code for row, cause in inspection.causes.items()} | {
        (finding.place.sheet, finding.place.row): finding.code
        for finding in inspection.findings[::-1]
        if finding.severity == "error"
    }
    return {
        sheet: [_judged(row, sheet, place, errors) for place, row in enumerate(rows, start=5)]
        for sheet, rows in content.items()
    }


def _judged(row: Cells, sheet: str, place: int, errors: dict[Any, str]) -> Cells:
    if sheet not in {support_type.table.sheet for support_type in SUPPORT_TYPES}:
        return row
    code = errors.get((sheet, place))
    return {**row, "Pārbaude": f"{WEIGHTS['error']}: {code}" if code else IN_ORDER}


def _settings(dice: Random) -> Cells:
    return {
        "Sadarbības partneris": "Parauga tehnikums",
        "Izglītības iestāde": "Parauga tehnikums",
        "ESF daļa, %": dice.choice([85, 70, Decimal("33.33")]),
        "ESF daļas noapaļošana": dice.choice(["uz leju", "līdz tuvākajam centam"]),
        "Konsultācijas stundas ilgums, min": dice.choice([40, 45, 60]),
    }


def _learner(identifier: str) -> Cells:
    return {
        "ID": identifier,
        "Vārds": "Anna",
        "Uzvārds": f"Paraudziņa {identifier}",
        "Izglītība": "profesionālā",
        "Klase/kurss": "2",
        "Dzīvesvieta": "Preiļi",
    }


def _plans(dice: Random, learners: list[str]) -> Iterator[Cells]:
    for learner in learners:
        for number, dates in ((1, (date(2022, 9, 1), date(2022, 12, 31))), (2, (date(2023, 1, 9), date(2023, 8, 31)))):
            if dice.random() < 0.9:
                status = dice.choice([*PLAN_STATUSES, *["Īstenošanā"] * 40])
                marks = {support_type.code: "x" for support_type in SUPPORT_TYPES if dice.random() < 0.95}
                yield {
                    "IAP ID": f"P-{learner}-{number}",
                    "Izglītojamā ID": learner,
                    "Mācību gads": "2022/2023",
                    "Semestris": number,
                    "No": dates[0],
                    "Līdz": dates[1],
                    "Statuss": status,
                    **marks,
                }


def _rates(dice: Random) -> Iterator[Cells]:
    for support_type in SUPPORT_TYPES:
        for rate in filter(None, (*support_type.ceilings, support_type.price)):
            if dice.random() < 0.7:
                least = 200 if "semestr" in rate else 20
                yield {
                    "Atbalsta veids": support_type.title.lv,
                    "Likme": str(rate),
                    "EUR": _money(dice, least // 2, least * 4),
                    "Spēkā no": dice.choice([None, date(2022, 9, 1), date(2023, 1, 15)]),
                }


def _budget(dice: Random) -> Iterator[Cells]:
    for name in ("Ēdināšana", "Transports", "Visi"):
        yield {
            "Mācību gads": "2022/2023",
            "Semestris": dice.choice([1, 2]),
            "Atbalsta veids": name,
            "Piešķirts, EUR": _money(dice, 100, 9000),
        }


def _money(dice: Random, least: int, most: int) -> Decimal:
    return Decimal(dice.randint(least * 10, most * 100)) / 100


def _rows(dice: Random, support_type: SupportType, plans: list[Cells]) -> Iterator[Cells]:
    for number in range(dice.randint(4, 30)):
        plan = dice.choice(plans)["IAP ID"] if dice.random() < 0.97 else "nav"
        semester_months = [month for month in MONTHS if str(month.semester.number) == plan[-1:]] or MONTHS
        month = dice.choice(semester_months)
        day = date(month.year, month.number, dice.randint(9, 28))
        own = _OWN.get(support_type.code, partial(_dated, support_type))
        row = {**support_type.example, "IAP ID": plan, **own(dice, day, number)}
        yield {heading: value for heading, value in {**row, **_common(dice, month, row)}.items() if value is not None}


def _common(dice: Random, month: Month, row: Cells) -> Cells:
    correction = any(isinstance(value, Decimal) and value < 0 for value in row.values())
    late = month.next if correction or dice.random() < 0.2 else None
    return {
        "Pārskata mēnesis": late.first if late else None,
        "Piezīmes": "labojums" if late else None,
        "Atlikts": "gaida rēķinu" if dice.random() < 0.1 else None,
    }


def _signed(dice: Random, amount: Decimal) -> Decimal:
    return -amount if dice.random() < 0.1 else amount


def _dated(support_type: SupportType, dice: Random, day: date, number: int) -> Cells:
    """Of the example row what cannot be the same in every row: its days and its money."""
    made: dict[str, Callable[[], Any]] = {
        "datums": lambda: day,
        "mēnesis": lambda: day.replace(day=1),
        "summa": lambda: _money(dice, 1, 40),
        "cena": lambda: _money(dice, 1, 40),
    }
    columns = [column for column in support_type.table.columns if column.example is not None]
    return {column.heading: made[column.kind.name]() for column in columns if column.kind.name in made}


def _ticket(dice: Random, day: date, number: int) -> Cells:
    return {"Datums": day, "Biļetes Nr.": f"B{number}", "Samaksāts, EUR": _signed(dice, _money(dice, 1, 40))}


def _goods(dice: Random, day: date, number: int) -> Cells:
    return {
        "Datums": day,
        "Saņemts": day,
        "Daudzums": _signed(dice, dice.choice([Decimal(1), Decimal("1.5"), Decimal(3)])),
        "Cena, EUR": Decimal(dice.randint(1, 300000)) / 10000,
        "Dokumenta Nr.": f"R-{number}",
    }


def _stay(dice: Random, day: date, number: int) -> Cells:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    share = dice.choice([None, Decimal("0.5"), Decimal("0.35"), Decimal(1)])
    return {
        "No": day,
        "Līdz": min(day + timedelta(dice.randint(0, 20)), last),
        "Mēneša daļa": share,
        "Cena mēnesī, EUR": _money(dice, 10, 90),
        "Atlaide, %": dice.choice([None, 50, Decimal("12.5")]),
        "Dokumenta Nr.": f"R-{number}",
    }


def _meals(dice: Random, day: date, number: int) -> Cells:
    days = dice.sample(range(9, 29), dice.randint(1, 12))
    return {
        **dict.fromkeys(map(str, range(1, 32))),
        "Mēnesis": day.replace(day=1),
        **{str(each): _money(dice, 1, 9) for each in days},
        "Dokumenta Nr.": f"R-{number}",
    }


def _ride(dice: Random, day: date, number: int) -> Cells:
    by_document = {"Summa pēc dokumenta, EUR": _signed(dice, _money(dice, 5, 60))}
    by_distance = {
        "Summa pēc dokumenta, EUR": None,
        "Kilometri": Decimal(dice.randint(10, 900)) / 10,
        "Likme, EUR/km": Decimal("0.35"),
    }
    return {"Datums": day, "Dokumenta Nr.": f"R-{number}", **dice.choice([by_document, by_distance])}


def _session(dice: Random, day: date, number: int) -> Cells:
    start = dice.randint(8, 16)
    return {
        "Datums": day,
        "Sākums": time(start, 10),
        "Beigas": time(start + 1, dice.choice([0, 10, 25])),
        "Stundas": dice.choice([None, None, Decimal("1.25")]),
        "Speciālists": f"Ilze {number}",
    }


_OWN = {"TR": _ticket, "ML": _goods, "NM": _stay, "ED": _meals, "IP": _goods, "ST": _ride, "KO": _session}
"""What varies in the rows of a support type beyond days and money, so that every branch of its cost is tried."""
