"""Hidden columns that say what a row of support is: whose, when, whether it counts, its sum under the day's ceiling."""

from pumpurs_xl.master.helper import Helper, in_force
from pumpurs_xl.master.ledger import Line, Number
from pumpurs_xl.master.places import DAYS_OF, NO_CEILING
from pumpurs_xl.model.row import Unreadable
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.a1 import serial
from pumpurs_xl.values.money import ZERO


def entry(support_type: SupportType) -> tuple[Helper, ...]:
    """Whose the row is, when support was given, and whether it counts."""
    found = "INDEX(tIAP[_izgl],MATCH(TRIM([IAP ID]),tIAP[_id],0))"
    month = "IF(AND([_diena]>=pumpurs_no,[_diena]<=pumpurs_lidz),YEAR([_diena])*12+MONTH([_diena])-pumpurs_baze,0)"
    whole = 'OR(TRIM([Pārskata mēnesis])="",IFERROR(DAY(N([Pārskata mēnesis]))=1,FALSE))'
    counts = (
        f'IF(AND([_izgl]>0,[_m]>0,ISNUMBER([{support_type.amount.heading}]),TRIM([Atlikts])="",'
        f'LEFT([Pārbaude],5)<>"Kļūda",{whole}),1,0)'
    )
    return (
        Helper("_izgl", f'IF([IAP ID]="",0,IFERROR({found},0))', _learner),
        Helper("_diena", f"INT(N({support_type.day_formula}))", _day),
        *_rate(support_type),
        Helper("_m", month, _month),
        Helper("_skaita", counts, _counts),
        Helper("_summa", f"IF([_skaita]=0,0,{_under_days(support_type)})", _amount),
    )


def _learner(line: Line) -> int:
    return line.page.ledger.learner_of(line.row) if line.row else 0


def _day(line: Line) -> int:
    try:
        return int(serial(line.row.service_day)) if line.row else 0
    except Unreadable:
        return 0


def _rate(support_type: SupportType) -> tuple[Helper, ...]:
    """The price in force on the row's day, where the kind's amount asks for it."""
    if "{rate}" not in support_type.amount.formula:
        return ()
    price = support_type.price
    assert price  # noqa: S101 # a formula that asks for a rate says which one
    return (Helper("_likme", in_force(support_type, price, "[_diena]"), lambda line: _price(line, price)),)


def _price(line: Line, price: RateKind) -> Number:
    support_type, book = line.page.support_type, line.page.ledger.book
    found = (
        book.rate_table.in_force(support_type.code, price, line.row.service_day)
        if line.row and line["_diena"]
        else None
    )
    return found.amount if found else NO_CEILING


def _month(line: Line) -> int:
    window = line.page.ledger.window
    if not line.row or not line["_diena"] or not window.holds(line.row.month):
        return 0
    return window.index(line.row.month)


def _counts(line: Line) -> int:
    if not line["_izgl"] or not line["_m"] or line.amount is None or line.row is None:
        return 0
    return int(not line.is_held and not line.row.is_postponed and line.row.readable("claim_month"))


def _under_days(support_type: SupportType) -> str:
    amount = f"[{support_type.amount.heading}]"
    if support_type not in DAYS_OF:
        return amount
    of_days = f"pumpurs_griesti_dienas_{support_type.code}"
    if fields := support_type.row.day_fields:
        first, last = (support_type.table.by_field[name].heading for name in (fields[0], fields[-1]))
        days, ceilings = f"{{table}}[[#This Row],[{first}]:[{last}]]", f"INDEX({of_days},[_m],0)"
        kept = f"ROUND(IFERROR(SUMPRODUCT({days}-({days}>{ceilings})*({days}-{ceilings})),0),2)"
    else:
        kept = f"MIN({amount},INDEX({of_days},[_m],DAY([_diena])))"
    return f"IF(pumpurs_dienas_{support_type.code}=0,{amount},{kept})"


def _amount(line: Line) -> Number:
    if not line["_skaita"] or line.row is None:
        return ZERO
    ledger, support_type = line.page.ledger, line.page.support_type
    parts = line.row.parts(ledger.book)
    return sum((min(amount, ledger.ceiling(support_type, RateKind.DAY, day)) for day, amount in parts), ZERO)
