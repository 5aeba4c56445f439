"""Hidden columns that count people once: in the month, the semester and the school year of the claim.

A row gets 2 where it is its learner's first in any sheet, 1 where it is the first in its own, else 0.
"""

from pumpurs_xl.master.hidden_columns.column import HiddenColumn, key, semester_key
from pumpurs_xl.master.layout import semester_index
from pumpurs_xl.master.ledger import LedgerLine, Number
from pumpurs_xl.support import SUPPORT_TYPES, SupportType


def people_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """Whom the row is the first of, and whom it shows to be over a ceiling."""
    not_eligible = f"AND([_p]=pumpurs_tagad,N([Kompensējamā summa, EUR])<N([{support_type.amount.heading}]))"
    return (
        HiddenColumn("_pk", "IF([_p]=0,0,[_izgl]*1000+[_p])", lambda line: key(line, line["_p"])),
        HiddenColumn("_psk", semester_key("[_p]", "[_p]"), lambda line: key(line, semester_index(line["_p"]))),
        _first_column("_pirma", support_type, "_p", "_pk"),
        _first_column("_pirma_s", support_type, "_pirma", "_psk"),
        _first_of_year_column(support_type),
        HiddenColumn("_pari", f"IF({not_eligible},[_izgl],0)", _learner_over_ceilings),
    )


def _first_column(name: str, support_type: SupportType, needed: str, keys: str) -> HiddenColumn:
    """Whether the row is the first with its key, in its own sheet and in those before it."""
    place = SUPPORT_TYPES.index(support_type)
    is_later = f"MATCH([{keys}],{{table}}[{keys}],0)<>[Nr.]"
    formula = f"IF([{needed}]=0,0,IF({is_later},0,{_nowhere(SUPPORT_TYPES[:place], f'[{keys}]', keys)}))"

    def value(line: LedgerLine) -> int:
        if not line[needed] or line.page.first(keys, line[keys]) != line.number:
            return 0
        sheets_before = list(line.page.ledger.pages.values())[:place]
        return 1 if any(page.first(keys, line[keys]) for page in sheets_before) else 2

    return HiddenColumn(name, formula, value)


def _nowhere(support_types: tuple[SupportType, ...], key: str, keys: str) -> str:
    """2 where the key stands in none of the sheets, else 1; a sheet without any row of the learner is not searched."""
    absent = ",".join(
        f"IF(INDEX(tIAP[_ir_{support_type.code}],[_izgl])=0,TRUE,ISNA(MATCH({key},{support_type.table.name}[{keys}],0)))"
        for support_type in support_types
    )
    return f"IF(AND({absent}),2,1)" if support_types else "2"


def _first_of_year_column(support_type: SupportType) -> HiddenColumn:
    """A first row of semester 2 is the year's first where the learner has none in semester 1."""
    others = tuple(other for other in SUPPORT_TYPES if other is not support_type)
    anywhere = f"IF([_pirma_s]=2,{_nowhere(others, '[_psk]-1', '_psk')},1)"
    formula = (
        "IF([_pirma_s]=0,0,IF(MOD([_psk],2)=1,[_pirma_s],"
        f"IF(ISNUMBER(MATCH([_psk]-1,{{table}}[_psk],0)),0,{anywhere})))"
    )

    def value(line: LedgerLine) -> Number:
        if not line["_pirma_s"] or line["_psk"] % 2:
            return line["_pirma_s"]
        before = line["_psk"] - 1
        if line.page.first("_psk", before):
            return 0
        elsewhere = any(page.first("_psk", before) for page in line.page.ledger.pages.values())
        return 1 if elsewhere else line["_pirma_s"]

    return HiddenColumn("_pirma_g", formula, value)


def _learner_over_ceilings(line: LedgerLine) -> Number:
    """The learner, where the row is claimed in the month worked on and not all of it is eligible."""
    row = line.page.ledger.accounts.compensations.get(line.row) if line.row else None
    return line["_izgl"] if row and line["_p"] == line.page.ledger.now and row.not_eligible > 0 else 0
