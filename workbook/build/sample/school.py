"""The sample school itself: an invented technical school with its settings, rates and budget."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pumpurs_xl import programme
from pumpurs_xl.tables.budget import ALL
from workbook.build.sample.accommodation import PRICES
from workbook.build.sample.catering import CEILING, CEILING_FROM
from workbook.build.sample.examples import PRICE, UNTOLD
from workbook.build.sample.special_transport import PER_KM
from workbook.build.sample.year import FIRST, SECOND, Cells

NAME = "VSIA “Parauga tehnikums”"
SETTINGS: Cells = {
    "Projekta numurs": programme.NUMBER,
    "Projekta nosaukums": "Atbalsts priekšlaicīgas mācību pārtraukšanas samazināšanai",
    "Sadarbības partneris": NAME,
    "Reģistrācijas numurs": "99999999993",
    "Sadarbības līguma numurs": "PARAUGS-1/2017",
    "Sadarbības līguma datums": date(2017, 10, 16),
    "Izglītības iestāde": NAME,
    "Projekta koordinators": "Inga Zvaniņa",
    "Grāmatvedis": "Dace Summiņa",
    "Iestādes vadītājs": "Andris Paraudziņš",
    "Attiecināmības sākums": date(2017, 10, 16),
    "Attiecināmības beigas": date(2023, 12, 31),
    "ESF daļa, %": 85,
    "ESF daļas noapaļošana": "uz leju",
    "Personas kods pārskatā": "nē",
    "Konsultācijas stundas ilgums, min": 40,
    "Pārskatu mape": "Pārskati",
}
_YEAR = (date(2022, 9, 1), date(2023, 8, 31))
_BUDGETS = {
    "Transports": (1200, 2600),
    "Mācību līdzekļi": (600, 800),
    "Naktsmītnes": (4200, 6400),
    "Ēdināšana": (26000, 33000),
    "Lietošanas priekšmeti": (700, 700),
    "Speciālais transports": (400, 700),
}


def rates() -> list[Cells]:
    """The sheet Likmes: in September 2022 meals had no ceiling yet."""
    specification = "ēdināšanas iepirkuma specifikācija: mēnesī vienam audzēknim, ar PVN"
    prices = [_rate("Naktsmītnes", "Cena mēnesī", price, _YEAR, "maksas cenrādis") for price in PRICES.values()]
    return [
        _rate("Ēdināšana", "Griesti mēnesī", CEILING, (CEILING_FROM, date(2023, 6, 30)), specification),
        *(rate | {"Vietas veids": place} for rate, place in zip(prices, PRICES, strict=True)),
        _rate("Transports", "Griesti mēnesī", Decimal("40.00"), _YEAR, "rīkojums Nr. 1-7/12"),
        _rate("Mācību līdzekļi", "Griesti semestrī", Decimal("45.00"), _YEAR, "rīkojums Nr. 1-7/12"),
        _rate("Speciālais transports", "Likme par km", PER_KM, _YEAR, "pārvadātāja cenas piedāvājums"),
        *(_rate(each.title.lv, each.price, PRICE, _YEAR, "cenas piedāvājums") for each in UNTOLD if each.price),
    ]


def _rate(support: str, kind: str, amount: Decimal, in_force: tuple[date, date], basis: str) -> Cells:
    return {
        "Atbalsta veids": support,
        "Likme": kind,
        "EUR": amount,
        "Spēkā no": in_force[0],
        "Spēkā līdz": in_force[1],
        "Pamatojums": basis,
    }


def budget() -> Iterator[Cells]:
    """The sheet Budžets: each semester by support type and in all."""
    for place, semester in enumerate((FIRST, SECOND)):
        granted = {support: amounts[place] for support, amounts in _BUDGETS.items()}
        for support, amount in {**granted, ALL: sum(granted.values())}.items():
            yield {
                "Mācību gads": semester.school_year,
                "Semestris": semester.number,
                "Atbalsta veids": support,
                "Piešķirts, EUR": Decimal(amount),
            }
