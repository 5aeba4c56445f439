"""Hidden columns that say what a row of support is: whose, when, whether it counts, its sum under the day's ceiling."""

from pumpurs_xl.master.hidden_columns.column import HiddenColumn, in_force
from pumpurs_xl.master.layout import DAYS_OF, NO_CEILING
from pumpurs_xl.master.ledger import LedgerLine, Number
from pumpurs_xl.model.row import Unreadable
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.a1 import serial
from pumpurs_xl.values.money import ZERO


def row_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """Whose the row is, when support was given, whether and in which month it counts, its sum under day ceilings."""
    plan = "INDEX(tIAP[_izgl],MATCH(TRIM([IAP ID]),tIAP[_id],0))"
    month = "IF(AND([_diena]>=pumpurs_no,[_diena]<=pumpurs_lidz),YEAR([_diena])*12+MONTH([_diena])-pumpurs_baze,0)"
    whole = 'OR(TRIM([Pārskata mēnesis])="",IFERROR(DAY(N([Pārskata mēnesis]))=1,FALSE))'
    counts = (
        f'IF(AND([_izgl]>0,[_m]>0,ISNUMBER([{support_type.amount.heading}]),TRIM([Atlikts])="",'
        f'LEFT([Pārbaude],5)<>"Kļūda",{whole}),1,0)'
    )
    claimed = "YEAR([Pārskata mēnesis])*12+MONTH([Pārskata mēnesis])-pumpurs_baze"
    return (
        HiddenColumn(
            "_izgl",
            f'IF([IAP ID]="",0,IFERROR({plan},0))',
            lambda line: line.page.ledger.learner_of(line.row) if line.row else 0,
        ),
        HiddenColumn("_diena", f"INT(N({support_type.day_formula}))", _service_day),
        *_price_columns(support_type),
        HiddenColumn("_m", month, _service_month),
        HiddenColumn("_skaita", counts, _counts),
        HiddenColumn("_p", f'IF([_skaita]=0,0,IF(TRIM([Pārskata mēnesis])="",[_m],{claimed}))', _claim_month),
        HiddenColumn("_summa", f"IF([_skaita]=0,0,{_under_day_ceilings(support_type)})", _amount),
    )


def _service_day(line: LedgerLine) -> int:
    try:
        return int(serial(line.row.service_day)) if line.row else 0
    except Unreadable:
        return 0


def _price_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """The price in force on the row's day, where the support type's amount asks for it."""
    if "{rate}" not in support_type.amount.formula:
        return ()
    price = support_type.price
    assert price  # noqa: S101 # a formula that asks for a rate says which one

    def value(line: LedgerLine) -> Number:
        if line.row is None or not line["_diena"]:
            return NO_CEILING
        rate = line.page.ledger.book.rate_table.in_force(support_type.code, price, line.row.service_day)
        return rate.amount if rate else NO_CEILING

    return (HiddenColumn("_likme", in_force(support_type, price, "[_diena]"), value),)


def _service_month(line: LedgerLine) -> int:
    window = line.page.ledger.window
    if not line.row or not line["_diena"] or not window.holds(line.row.month):
        return 0
    return window.index(line.row.month)


def _counts(line: LedgerLine) -> int:
    if not line["_izgl"] or not line["_m"] or line.amount is None or line.row is None:
        return 0
    return int(not line.is_held and not line.row.is_postponed and line.row.readable("claim_month"))


def _claim_month(line: LedgerLine) -> int:
    return line.page.ledger.window.index(line.row.claimed) if line.row and line["_skaita"] else 0


def _under_day_ceilings(support_type: SupportType) -> str:
    """The formula of the row's sum with each of its days held under the day's ceiling, where there are such."""
    amount = f"[{support_type.amount.heading}]"
    if support_type not in DAYS_OF:
        return amount
    of_days = f"pumpurs_griesti_dienas_{support_type.code}"
    if fields := support_type.row.day_fields:
        first, last = (support_type.table.by_field[name].heading for name in (fields[0], fields[-1]))
        days, ceilings = f"{{table}}[[#This Row],[{first}]:[{last}]]", f"INDEX({of_days},[_m],0)"
        eligible = f"ROUND(IFERROR(SUMPRODUCT({days}-({days}>{ceilings})*({days}-{ceilings})),0),2)"
    else:
        eligible = f"MIN({amount},INDEX({of_days},[_m],DAY([_diena])))"
    return f"IF(pumpurs_dienas_{support_type.code}=0,{amount},{eligible})"


def _amount(line: LedgerLine) -> Number:
    if not line["_skaita"] or line.row is None:
        return ZERO
    ledger, support_type = line.page.ledger, line.page.support_type
    parts = line.row.parts(ledger.book)
    return sum((min(amount, ledger.ceiling(support_type, RateKind.DAY, day)) for day, amount in parts), ZERO)
