"""Random schools without a slip, but with all that is normal: what the rules about slips must never take for one.

A dearer menu from January on, an excursion for one group, boarders who eat three times a day, far practice,
concessions, season tickets, dear goods among cheap ones, stays by the place, sessions by day, money paid out weeks
later or ahead.

    .venv/bin/python tests/clean_schools.py 20      # so many schools: a year, and each month on the 5th of the next
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from unittest.mock import patch

from books import book_of

from pumpurs_xl.checks import paid_out_in_time, supporting_documents
from pumpurs_xl.inspection import inspect
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables.calendar import Calendar
from pumpurs_xl.values.month import Month, Semester

Cells = dict[str, Any]
Content = dict[str, list[Cells]]
MONTHS = [Month(2022, number) for number in (9, 10, 11, 12)] + [Month(2023, number) for number in (1, 2, 3, 4, 5, 6)]
SLIPS = {"V07", "V21", "V27", "V48", "V55", "V64", "V65", "V66", "V67", "V68", "V69"}
"""The rules that tell slips; none may say a word here."""
_NOTHING_OFF = Calendar([])
_FARES = {"Ogre": "2.10", "Sigulda": "2.70", "Cēsis": "4.30", "Preiļi": "8.30", "Rēzekne": "8.90", "Liepāja": "11.40"}
_GOODS = {"Burtnīca": "1.2", "Pildspalva": "0.65", "Kalkulators": "24.9", "Darba apģērbs": "62", "Instrumenti": "38.5"}
_PLACES = {"vienvietīga": "60", "divvietīga": "40", "trīsvietīga": "25"}


@dataclass
class Pupil:
    """A learner with the habits of a year."""

    number: int
    group: str
    home: str
    is_boarder: bool
    concession: int
    place: str | None
    gets: set[str] = field(default_factory=set)

    def plan(self, month: Month) -> str:
        return f"IAP-{month.semester.number}-{self.number:03}"


def clean_school(seed: int) -> Content:
    """A school year as it is typed; the same for the same seed."""
    dice = Random(seed)  # noqa: S311 # the same school for the same seed
    pupils = [_pupil(dice, number) for number in range(1, dice.randint(4, 25))]
    content: Content = {sheet: [] for sheet in ("Rēķini", "Kavējumi", "Kalendārs", "Budžets")}
    content |= {support_type.table.sheet: [] for support_type in SUPPORT_TYPES}
    content["Iestatījumi"] = [{"Sadarbības partneris": "Skola", "Izglītības iestāde": "Skola", "ESF daļa, %": 85}]
    content["Likmes"] = list(_rates())
    content["Izglītojamie"] = [_learner(pupil) for pupil in pupils]
    content["IAP"] = [_plan(pupil, semester) for pupil in pupils for semester in (1, 2)]
    for month in MONTHS:
        for sheet, rows in _month(dice, pupils, month).items():
            content[sheet] += rows
    for number, ticket in enumerate(content["Transports"], start=1):
        ticket["Biļetes Nr."] = f"AB-{number:05}" if dice.random() < 0.9 else None
    return content


def _pupil(dice: Random, number: int) -> Pupil:
    return Pupil(
        number=number,
        group=dice.choice(["V22", "V21", "D20"]),
        home=dice.choice(list(_FARES)),
        is_boarder=dice.random() < 0.15,
        concession=dice.choice([0, 0, 0, 50, 90]),
        place=dice.choice(list(_PLACES)) if dice.random() < 0.3 else None,
        gets={code for code in ("TR", "ED", "ML", "ST", "KO") if dice.random() < 0.7},
    )


def _rates() -> Iterator[Cells]:
    yield {"Atbalsta veids": "Ēdināšana", "Likme": "Griesti mēnesī", "EUR": 70, "Spēkā līdz": date(2022, 12, 31)}
    yield {"Atbalsta veids": "Ēdināšana", "Likme": "Griesti mēnesī", "EUR": 85, "Spēkā no": date(2023, 1, 1)}
    yield {"Atbalsta veids": "Speciālais transports", "Likme": "Likme par km", "EUR": Decimal("0.35")}
    for place, price in _PLACES.items():
        yield {"Atbalsta veids": "Naktsmītnes", "Likme": "Cena mēnesī", "Vietas veids": place, "EUR": Decimal(price)}


def _learner(pupil: Pupil) -> Cells:
    return {
        "ID": f"I{pupil.number:03}",
        "Vārds": "Anna",
        "Uzvārds": f"Paraudziņa {pupil.number}",
        "Izglītība": "profesionālā",
        "Klase/kurss": "2",
        "Grupa": pupil.group,
        "Dzīvesvieta": pupil.home,
    }


def _plan(pupil: Pupil, semester: int) -> Cells:
    months = Semester(2022, semester).months
    return {
        "IAP ID": pupil.plan(months[0]),
        "Izglītojamā ID": f"I{pupil.number:03}",
        "Mācību gads": "2022/2023",
        "Semestris": semester,
        "No": months[0].first,
        "Līdz": months[-1].last,
        "Statuss": "Īstenošanā",
        **{support_type.code: "x" for support_type in SUPPORT_TYPES},
    }


def _month(dice: Random, pupils: list[Pupil], month: Month) -> Content:
    """What was given in the month, and the invoices for it."""
    days = [day for day in month.days if _NOTHING_OFF.is_working(day, None)]
    menu = {day: Decimal(dice.randint(280, 420)) / 100 * (Decimal("1.3") if month.year == 2023 else 1) for day in days}
    menu[dice.choice(days)] = Decimal(15)  # a festive dinner for all
    trip = dice.choice(days), dice.choice(["V22", "V21", "D20"])  # an excursion of a group
    if len([pupil for pupil in pupils if pupil.group == trip[1] and "ED" in pupil.gets]) < 4:
        trip = trip[0], "nav"
    rows: Content = {
        "Ēdināšana": _all_meals(dice, pupils, month, menu, trip),
        "Transports": [t for pupil in pupils if "TR" in pupil.gets for t in _tickets(dice, pupil, month, days)],
        "Naktsmītnes": [_stay(pupil, month) for pupil in pupils if pupil.place],
        "Mācību līdzekļi": [_goods(dice, pupil, month, days) for pupil in pupils if dice.random() < 0.2],
        "Speciālais transports": [_ride(pupil, month, day) for pupil in pupils[:1] for day in days[::4]],
        "Konsultācijas": [_session(dice, pupil, month, days) for pupil in pupils if "KO" in pupil.gets],
    }
    numbers = {row["Dokumenta Nr."] for own in rows.values() for row in own if "Dokumenta Nr." in row}
    rows["Rēķini"] = [
        {"Dokumenta Nr.": number, "Datums": month.last, "Izsniedzējs": "SIA Piegāde", "Summa, EUR": Decimal(1200)}
        for number in sorted(numbers)
    ]
    return rows


def _all_meals(
    dice: Random, pupils: list[Pupil], month: Month, menu: dict[date, Decimal], trip: tuple[date, str]
) -> list[Cells]:
    """The meals of all; where fewer than four of the group went on the excursion, it was none."""
    before = dice.getstate()
    rows = [_meals(dice, pupil, month, menu, trip) for pupil in pupils if "ED" in pupil.gets]
    if trip[1] != "nav" and sum(row.get(str(trip[0].day)) == Decimal(14) for row in rows) < 4:
        dice.setstate(before)
        return _all_meals(dice, pupils, month, menu, (trip[0], "nav"))
    return rows


def _meals(dice: Random, pupil: Pupil, month: Month, menu: dict[date, Decimal], trip: tuple[date, str]) -> Cells:
    eaten = {day: price for day, price in menu.items() if dice.random() < 0.8} or dict(list(menu.items())[:1])
    prices = {
        day: (price + min(2 * price, Decimal(8)) if pupil.is_boarder else price).quantize(Decimal("0.01"))
        for day, price in eaten.items()
    }
    if trip[0] in prices and trip[1] == pupil.group:
        prices[trip[0]] = Decimal(14)
    served = {str(day.day): price for day, price in prices.items()}
    return {"IAP ID": pupil.plan(month), "Mēnesis": month.first, **served, "Dokumenta Nr.": f"PE-{month}"}


def _tickets(dice: Random, pupil: Pupil, month: Month, days: list[date]) -> Iterator[Cells]:
    common = {
        "IAP ID": pupil.plan(month),
        "Mērķis": "mācības",
        "Biļetes veids": "vienreizēja",
        "Atvieglojums, %": pupil.concession or None,
        "Izmaksāts": dice.choice([month.next.first.replace(day=15), month.first, None]),
    }
    share = Decimal(100 - pupil.concession) / 100
    if dice.random() < 0.2:
        season = {"Biļetes veids": "abonements", "Derīga no": month.first, "Derīga līdz": month.last}
        price = (Decimal(44) * share).quantize(Decimal("0.01"))
        way = {"Maršruts no": pupil.home, "Maršruts līdz": "Rīga", "Samaksāts, EUR": price}
        yield {**common, **way, **season, "Datums": month.first - timedelta(2) if month != MONTHS[0] else month.first}
        return
    fare = (Decimal(_FARES[pupil.home]) * share).quantize(Decimal("0.01"))
    for day in dice.sample(days, 4):
        there = {"Maršruts no": pupil.home, "Maršruts līdz": "Rīga", "Samaksāts, EUR": fare}
        yield {**common, **there, "Datums": day}
        yield {**common, **there, "Maršruts no": "Rīga", "Maršruts līdz": pupil.home, "Datums": day}
    if dice.random() < 0.1:  # once, to a far place of practice
        far = {"Maršruts no": "Rīga", "Maršruts līdz": "Ventspils", "Mērķis": "prakse", "Rīkojuma Nr.": "1-7/5"}
        yield {**common, **far, "Atvieglojums, %": None, "Samaksāts, EUR": Decimal("11.80"), "Datums": days[0]}


def _stay(pupil: Pupil, month: Month) -> Cells:
    return {
        "IAP ID": pupil.plan(month),
        "No": month.first,
        "Līdz": month.last,
        "Vietas veids": pupil.place,
        "Cena mēnesī, EUR": Decimal(_PLACES[str(pupil.place)]),
        "Dokumenta Nr.": f"DV-{month}",
    }


def _goods(dice: Random, pupil: Pupil, month: Month, days: list[date]) -> Cells:
    item = dice.choice(list(_GOODS))
    day = dice.choice(days)
    return {
        "IAP ID": pupil.plan(month),
        "Datums": day,
        "Prece": item,
        "Daudzums": dice.randint(1, 12) if item in {"Burtnīca", "Pildspalva"} else 1,
        "Cena, EUR": Decimal(_GOODS[item]) * dice.choice([Decimal(1), Decimal("1.2"), Decimal("1.5")]),
        "Dokumenta Nr.": f"R-{month}",
        "Saņemts": day + timedelta(2),
    }


def _ride(pupil: Pupil, month: Month, day: date) -> Cells:
    by_distance = {"Kilometri": Decimal("18.4")} if pupil.is_boarder else {"Summa pēc dokumenta, EUR": Decimal("12.5")}
    way = {"Maršruts no": "Ogre", "Maršruts līdz": "Rīga", "Pārvadātājs": "SIA Vedējs", "Pamatojums": "atzinums"}
    return {"IAP ID": pupil.plan(month), "Datums": day, **way, **by_distance, "Dokumenta Nr.": f"PP-{month}"}


def _session(dice: Random, pupil: Pupil, month: Month, days: list[date]) -> Cells:
    hour = dice.randint(8, 18)
    return {
        "IAP ID": pupil.plan(month),
        "Datums": dice.choice(days),
        "Sākums": time(hour, 10),
        "Beigas": time(hour + 1, dice.choice([10, 30])),
        "Speciālists": f"Ilze {pupil.number}",
        "Speciālista veids": "psihologs",
        "Norise": "klātienē",
        "Apliecinājums": "paraksts",
    }


def as_on_the_fifth(content: Content, month: Month, dice: Random) -> tuple[Content, date]:
    """The school as it looks on the 5th after the month: nothing later, its money not paid out, an invoice missing."""
    end, today = month.last, month.next.first.replace(day=5)
    dated = ("Datums", "Mēnesis", "No")
    seen = {
        sheet: [row for row in rows if sheet == "IAP" or next((row[name] for name in dated if name in row), end) <= end]
        for sheet, rows in content.items()
    }
    seen["Transports"] = [
        {**row, "Izmaksāts": None} if row.get("Izmaksāts") and row["Izmaksāts"] > today else row
        for row in seen["Transports"]
    ]
    if seen["Rēķini"]:
        missing = dice.choice(seen["Rēķini"])
        seen["Rēķini"] = [row for row in seen["Rēķini"] if row is not missing]
    return seen, today


def false_alarms(content: Content, today: date, month: Month) -> list[str]:
    """What rules about slips say of a school without any."""
    with (
        patch.object(paid_out_in_time, "today", lambda: today),
        patch.object(supporting_documents, "today", lambda: today),
    ):
        findings = inspect(book_of(content, names={"pumpurs_menesis": month.first})).findings
    told = [each for each in findings if each.code in SLIPS or (each.code == "V31" and each.place.column == "Datums")]
    return [f"{each.code} {each.place.sheet}!{each.place.cell}: {each.message('lv')}" for each in told]


def alarms_of_school(seed: int, months: list[Month]) -> list[str]:
    """The false alarms of a school at the end of its year, and as on the 5th after each of the months."""
    content, dice = clean_school(seed), Random(seed)  # noqa: S311 # as above
    found = false_alarms(content, date(2023, 7, 31), MONTHS[-1])
    for month in months:
        seen, today = as_on_the_fifth(content, month, dice)
        found += false_alarms(seen, today, month)
    return [f"{seed}: {alarm}" for alarm in found]


if __name__ == "__main__":
    alarms = [alarm for seed in range(int(sys.argv[1])) for alarm in alarms_of_school(seed, MONTHS)]
    print(*alarms, f"{len(alarms)} false alarms", sep="\n")  # noqa: T201 # a script
    sys.exit(bool(alarms))
