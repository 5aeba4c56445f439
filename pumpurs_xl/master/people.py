"""Hidden columns that count people once: in the month, the semester and the school year of the claim.

A row gets 2 where it is its learner's first in any sheet, 1 where it is the first in its own, else 0.
"""

from pumpurs_xl.master.helper import Helper, key, semester_key
from pumpurs_xl.master.ledger import Line, Number, Page
from pumpurs_xl.master.places import semester_index
from pumpurs_xl.support import SUPPORT_TYPES, SupportType


def claimed(support_type: SupportType) -> tuple[Helper, ...]:
    """The month of the claim, and whom the row is the first of."""
    month = "YEAR([Pārskata mēnesis])*12+MONTH([Pārskata mēnesis])-pumpurs_baze"
    return (
        Helper("_p", f'IF([_skaita]=0,0,IF(TRIM([Pārskata mēnesis])="",[_m],{month}))', _claim_month),
        Helper("_pk", "IF([_p]=0,0,[_izgl]*1000+[_p])", lambda line: key(line, line["_p"])),
        Helper("_psk", semester_key("[_p]", "[_p]"), lambda line: key(line, semester_index(line["_p"]))),
        Helper("_pirma", _first(support_type, "_p", "_pk"), lambda line: _is_first(line, "_p", "_pk")),
        Helper("_pirma_s", _first(support_type, "_pirma", "_psk"), lambda line: _is_first(line, "_pirma", "_psk")),
        Helper("_pirma_g", _first_of_year(support_type), _is_first_of_year),
        Helper(
            "_pari",
            f"IF(AND([_p]=pumpurs_tagad,N([Kompensējamā summa, EUR])<N([{support_type.amount.heading}])),[_izgl],0)",
            _over,
        ),
    )


def _over(line: Line) -> Number:
    """The learner, where the row is claimed in the month worked on and not all of it is eligible."""
    found = line.page.ledger.accounts.compensations.get(line.row) if line.row else None
    return line["_izgl"] if found and line["_p"] == line.page.ledger.now and found.not_eligible > 0 else 0


def _claim_month(line: Line) -> int:
    if not line["_skaita"] or line.row is None:
        return 0
    return line.page.ledger.window.index(line.row.claimed)


def _first(support_type: SupportType, needed: str, keys: str) -> str:
    earlier = SUPPORT_TYPES[: SUPPORT_TYPES.index(support_type)]
    own = f"MATCH([{keys}],{{table}}[{keys}],0)<>[Nr.]"
    return f"IF([{needed}]=0,0,IF({own},0,{_nowhere(earlier, f'[{keys}]', keys)}))"


def _nowhere(kinds: tuple[SupportType, ...], key: str, keys: str) -> str:
    """2 where the key stands in none of the sheets, else 1; a sheet without any row of the learner is not searched."""
    absent = ",".join(
        f"IF(INDEX(tIAP[_ir_{support_type.code}],[_izgl])=0,TRUE,ISNA(MATCH({key},{support_type.table.name}[{keys}],0)))"
        for support_type in kinds
    )
    return f"IF(AND({absent}),2,1)" if kinds else "2"


def _is_first(line: Line, needed: str, keys: str) -> int:
    if not line[needed] or line.page.first(keys, line[keys]) != line.number:
        return 0
    return 1 if any(page.first(keys, line[keys]) for page in _earlier(line.page)) else 2


def _earlier(page: Page) -> list[Page]:
    pages = list(page.ledger.pages.values())
    return pages[: pages.index(page)]


def _first_of_year(support_type: SupportType) -> str:
    """A first row of semester 2 is the year's first where the learner has none in semester 1."""
    others = tuple(other for other in SUPPORT_TYPES if other is not support_type)
    anywhere = f"IF([_pirma_s]=2,{_nowhere(others, '[_psk]-1', '_psk')},1)"
    return (
        "IF([_pirma_s]=0,0,IF(MOD([_psk],2)=1,[_pirma_s],"
        f"IF(ISNUMBER(MATCH([_psk]-1,{{table}}[_psk],0)),0,{anywhere})))"
    )


def _is_first_of_year(line: Line) -> Number:
    if not line["_pirma_s"] or line["_psk"] % 2:
        return line["_pirma_s"]
    before = line["_psk"] - 1
    if line.page.first("_psk", before):
        return 0
    elsewhere = any(page.first("_psk", before) for page in line.page.ledger.pages.values())
    return 1 if elsewhere else line["_pirma_s"]
