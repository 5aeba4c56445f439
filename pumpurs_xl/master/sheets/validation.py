"""What a cell lets the user type: drop-downs, dates, numbers, and a hint where it is not obvious."""

from typing import Any

from pumpurs_xl.model.column import Column
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables.invoices import SPEC as INVOICES
from pumpurs_xl.values.a1 import address

_LISTS = {"plan_id": "pumpurs_iap", "learner_id": "pumpurs_izglitojamie", "document": "pumpurs_dokumenti"}
"""Fields that name a row of another sheet, and the name of the list to choose from."""
_OPEN = {"document"}  # an invoice may come after the row
_DAY = "Rakstiet datumu, piemēram, 06.02.2023."
_NUMBER = "Rakstiet skaitli, piemēram, 3,50."
_BY_KIND: dict[str, dict[str, Any]] = {
    "datums": {"validate": "date", "criteria": ">=", "value": "=DATE(2000,1,1)", "error_message": _DAY},
    "laiks": {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 0.99999,
        "error_message": "Rakstiet laiku, piemēram, 14:30.",
    },
    **{
        kind: {"validate": "decimal", "criteria": "between", "minimum": -1e6, "maximum": 1e6, "error_message": _NUMBER}
        for kind in ("summa", "cena", "skaitlis", "procenti")
    },
}
_REFUSAL = {
    "validate": "custom",
    "value": "=FALSE",
    "error_title": "Šūna aizpildās pati",
    "error_message": "Šeit ir formula vai programmas ieraksts. Nospiediet Atcelt.",
}


def validation(spec: TableSpec, column: Column, row: int, place: int) -> dict[str, Any]:
    """The validation of a column; `row` and `place` are its first cell, as Excel counts."""
    if column.filled:
        return dict(_REFUSAL)
    rule = _rule(spec, column, address(row, place))
    if column.help:
        rule |= {"input_title": column.heading[:32], "input_message": column.help[:255]}
    return rule


def _rule(spec: TableSpec, column: Column, cell: str) -> dict[str, Any]:
    if column.field in _LISTS and spec is not INVOICES:
        return {
            "validate": "list",
            "source": f"={_LISTS[column.field]}",
            "error_type": "warning",
            "show_error": column.field not in _OPEN,
            "error_title": "Nav sarakstā",
            "error_message": "Tāda ieraksta vēl nav. Vai tiešām atstāt?",
        }
    if column.choices:
        return {
            "validate": "list",
            "source": [str(choice) for choice in column.choices],
            "error_type": "stop" if column.kind.name in {"saraksts", "jā / nē", "x", "1 vai 2"} else "warning",
            "error_title": "Nav sarakstā",
            "error_message": "Izvēlieties vērtību no saraksta.",
        }
    if column.kind.name == "mēnesis":
        return {
            "validate": "custom",
            "value": f"=DAY({cell})=1",
            "error_title": column.heading[:32],
            "error_message": "Rakstiet mēneša pirmo datumu, piemēram, 01.02.2023.",
        }
    return {"validate": "any", "error_title": column.heading[:32], **_BY_KIND.get(column.kind.name, {})}
