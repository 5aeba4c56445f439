"""Hidden columns that hold a row under the ceilings of its learner's month and semester.

Nothing is quadratic: a row alone in its learner's month (`_viena`) is its own sum. Otherwise the first row
of the month or semester adds up the table, and beside it those rows (`_virs`) that are over a ceiling.
Earlier are the rows of an earlier claim, then of an earlier day, then those above (`_kart`).
"""

from pumpurs_xl.master.hidden_columns.column import HiddenColumn, key, semester_key
from pumpurs_xl.master.layout import NO_CEILING, semester_index
from pumpurs_xl.master.ledger import LedgerLine, Number, total
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.money import ZERO


def period_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """The learner's month and semester, and the ceilings that hold there."""
    place = SUPPORT_TYPES.index(support_type) + 1
    return (
        HiddenColumn("_men", "IF(OR([_izgl]=0,[_m]=0),0,[_izgl]*1000+[_m])", lambda line: key(line, line["_m"])),
        HiddenColumn(
            "_gm",
            f"IF([_men]=0,1E7,INDEX(pumpurs_griesti_menesi,[_m],{place}))",
            lambda line: _ceiling(line, RateKind.MONTH),
        ),
        HiddenColumn(
            "_gs",
            f"IF([_men]=0,1E7,INDEX(pumpurs_griesti_semestri,[_m],{place}))",
            lambda line: _ceiling(line, RateKind.SEMESTER),
        ),
        HiddenColumn("_sem", semester_key("[_men]", "[_m]"), lambda line: key(line, semester_index(line["_m"]))),
    )


def _ceiling(line: LedgerLine, rate: RateKind) -> Number:
    if not line["_men"] or line.row is None:
        return NO_CEILING
    month = line.row.month
    day = month.first if rate is RateKind.MONTH else month.semester.first
    return line.page.ledger.ceiling(line.page.support_type, rate, day)


def ceiling_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """Whether the learner is over a ceiling, and then what was used of it before the row.

    `_mp` and `_sp` add up positive sums alone: while those are under the ceilings, so is every row, whatever
    corrections there are.
    """
    return (*_month_columns(support_type), *_semester_columns(), *_over_columns())


def _month_columns(support_type: SupportType) -> tuple[HiddenColumn, ...]:
    """The sums of the learner's month, beside its first row (`_pm` is that row's place)."""
    rows = "{table}[_summa],{table}[_men],[_men]"
    in_all = f"IF([_viena]=1,[_summa],SUMIFS({rows}))"
    above_zero = f'IF([_viena]=1,MAX(0,[_summa]),SUMIFS({rows},{{table}}[_summa],">0"))'
    positive = f"IF(pumpurs_minusi_{support_type.code}=0,[_mk],{above_zero})"

    def first(line: LedgerLine) -> int:
        is_free = not line["_men"] or min(line["_gm"], line["_gs"]) >= NO_CEILING
        return 0 if is_free else line.page.first("_men", line["_men"])

    def is_alone(line: LedgerLine) -> int:
        return int(line["_pm"] == line.number and not line.page.having("_cits", line.number))

    def lines(line: LedgerLine) -> list[LedgerLine]:
        return line.page.having("_men", line["_men"]) if line["_pm"] == line.number else []

    return (
        HiddenColumn("_pm", "IF(OR([_men]=0,MIN([_gm],[_gs])>=1E7),0,MATCH([_men],{table}[_men],0))", first),
        HiddenColumn("_cits", "IF([_pm]=[Nr.],0,[_pm])", lambda line: line["_pm"] if line["_pm"] != line.number else 0),
        HiddenColumn("_viena", "IF([_pm]<>[Nr.],0,IF(ISNA(MATCH([Nr.],{table}[_cits],0)),1,0))", is_alone),
        HiddenColumn("_mk", f"IF([_pm]<>[Nr.],0,ROUND({in_all},2))", lambda line: total(lines(line), "_summa")),
        HiddenColumn(
            "_mp",
            f"IF([_pm]<>[Nr.],0,ROUND({positive},2))",
            lambda line: total([each for each in lines(line) if each["_summa"] > 0], "_summa"),
        ),
        HiddenColumn("_me", "MIN([_gm],[_mk])", lambda line: min(line["_gm"], line["_mk"])),
    )


def _semester_columns() -> tuple[HiddenColumn, ...]:
    """The sum of the learner's semester, beside its first row (`_ps` is that row's place)."""

    def first(line: LedgerLine) -> int:
        is_free = not line["_sem"] or line["_gs"] >= NO_CEILING
        return 0 if is_free else line.page.first("_sem", line["_sem"])

    def positive(line: LedgerLine) -> Number:
        return total(line.page.having("_sem", line["_sem"]), "_mp") if line["_ps"] == line.number else ZERO

    return (
        HiddenColumn("_ps", "IF(OR([_sem]=0,[_gs]>=1E7),0,MATCH([_sem],{table}[_sem],0))", first),
        HiddenColumn("_sp", "IF([_ps]<>[Nr.],0,ROUND(SUMIFS({table}[_mp],{table}[_sem],[_sem]),2))", positive),
    )


def _over_columns() -> tuple[HiddenColumn, ...]:
    """Whether the row's learner is over a ceiling, what stays under the month's, and what earlier rows used of each."""
    is_over = "INDEX({table}[_mp],[_pm])>[_gm],IF([_ps]=0,FALSE,INDEX({table}[_sp],[_ps])>[_gs])"

    def sum_earlier(amount: str, key: str, order: str) -> str:
        return f'ROUND(SUMIFS({{table}}[{amount}],{{table}}[{key}],[{key}],{{table}}[{order}],"<"&[{order}]),2)'

    def total_earlier(line: LedgerLine, amount: str, key: str, order: str) -> Number:
        return total([each for each in line.page.having(key, line[key]) if each[order] < line[order]], amount)

    return (
        HiddenColumn(
            "_kart",
            "[_p]*1E10+[_diena]*100000+[Nr.]",
            lambda line: line["_p"] * 10**10 + line["_diena"] * 100000 + line.number,
        ),
        HiddenColumn("_virs", f"IF([_skaita]*[_pm]=0,0,IF(OR({is_over}),1,0))", _is_over),
        HiddenColumn(
            "_b",
            f"IF(OR([_virs]=0,[_viena]=1),0,{sum_earlier('_summa', '_men', '_kart')})",
            lambda line: total_earlier(line, "_summa", "_men", "_kart") if line["_virs"] else ZERO,
        ),
        HiddenColumn("_zem", "IF([_virs]=0,[_summa],ROUND(MIN([_gm],[_b]+[_summa])-MIN([_gm],[_b]),2))", _under_month),
        HiddenColumn(
            "_bb",
            f"IF(OR([_virs]=0,[_gs]>=1E7),0,{sum_earlier('_zem', '_sem', '_kart')})",
            lambda line: (
                total_earlier(line, "_zem", "_sem", "_kart") if line["_virs"] and line["_gs"] < NO_CEILING else ZERO
            ),
        ),
    )


def _is_over(line: LedgerLine) -> int:
    if not line["_skaita"] or not line["_pm"]:
        return 0
    month = line.page.at(line["_pm"])["_mp"]
    semester = line.page.at(line["_ps"])["_sp"] if line["_ps"] else ZERO
    return int(month > line["_gm"] or semester > line["_gs"])


def _under_month(line: LedgerLine) -> Number:
    if not line["_virs"]:
        return line["_summa"]
    ceiling, before = line["_gm"], line["_b"]
    return min(ceiling, before + line["_summa"]) - min(ceiling, before)
