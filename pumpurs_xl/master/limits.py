"""Hidden columns that hold a row under the ceilings of its learner's month and semester.

Nothing is quadratic: a row alone in its learner's month (`_viena`) is its own sum. Otherwise the first row
of the month or semester adds up the table, and beside it those rows (`_virs`) that are over a ceiling.
"""

from pumpurs_xl.master.helper import Helper, key, semester_key
from pumpurs_xl.master.ledger import Line, Number, total
from pumpurs_xl.master.places import NO_CEILING, semester_index
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.money import ZERO


def periods(support_type: SupportType) -> tuple[Helper, ...]:
    """The learner's month and semester, and the ceilings that hold there."""
    place = SUPPORT_TYPES.index(support_type) + 1
    return (
        Helper("_men", "IF(OR([_izgl]=0,[_m]=0),0,[_izgl]*1000+[_m])", lambda line: key(line, line["_m"])),
        Helper(
            "_gm",
            f"IF([_men]=0,1E7,INDEX(pumpurs_griesti_menesi,[_m],{place}))",
            lambda line: _ceiling(line, RateKind.MONTH),
        ),
        Helper(
            "_gs",
            f"IF([_men]=0,1E7,INDEX(pumpurs_griesti_semestri,[_m],{place}))",
            lambda line: _ceiling(line, RateKind.SEMESTER),
        ),
        Helper("_sem", semester_key("[_men]", "[_m]"), lambda line: key(line, semester_index(line["_m"]))),
    )


def _ceiling(line: Line, rate: RateKind) -> Number:
    if not line["_men"] or line.row is None:
        return NO_CEILING
    month = line.row.month
    return line.page.ledger.ceiling(
        line.page.support_type, rate, month.first if rate is RateKind.MONTH else month.semester.first
    )


def over(support_type: SupportType) -> tuple[Helper, ...]:
    """Whether the learner is over a ceiling, and then what was used of it before the row.

    `_mp` and `_sp` add up positive sums alone: while those are under the ceilings, so is every row, whatever
    corrections there are.
    """
    in_all = f"IF([_viena]=1,[_summa],SUMIFS({_OF_MONTH}))"
    above_zero = f'IF([_viena]=1,MAX(0,[_summa]),SUMIFS({_OF_MONTH},{{table}}[_summa],">0"))'
    positive = f"IF(pumpurs_minusi_{support_type.code}=0,[_mk],{above_zero})"
    above = "INDEX({table}[_mp],[_pm])>[_gm],IF([_ps]=0,FALSE,INDEX({table}[_sp],[_ps])>[_gs])"
    return (
        Helper("_pm", "IF(OR([_men]=0,MIN([_gm],[_gs])>=1E7),0,MATCH([_men],{table}[_men],0))", _month_place),
        Helper("_cits", "IF([_pm]=[Nr.],0,[_pm])", lambda line: line["_pm"] if line["_pm"] != line.number else 0),
        Helper("_viena", "IF([_pm]<>[Nr.],0,IF(ISNA(MATCH([Nr.],{table}[_cits],0)),1,0))", _is_alone),
        Helper("_mk", f"IF([_pm]<>[Nr.],0,ROUND({in_all},2))", _month_total),
        Helper("_mp", f"IF([_pm]<>[Nr.],0,ROUND({positive},2))", _month_positive),
        Helper("_me", "MIN([_gm],[_mk])", lambda line: min(line["_gm"], line["_mk"])),
        Helper("_ps", "IF(OR([_sem]=0,[_gs]>=1E7),0,MATCH([_sem],{table}[_sem],0))", _semester_place),
        Helper("_sp", "IF([_ps]<>[Nr.],0,ROUND(SUMIFS({table}[_mp],{table}[_sem],[_sem]),2))", _semester_positive),
        Helper("_kart", "[_diena]*100000+[Nr.]", lambda line: line["_diena"] * 100000 + line.number),
        Helper("_virs", f"IF([_skaita]*[_pm]=0,0,IF(OR({above}),1,0))", _is_over),
        Helper("_b", f"IF(OR([_virs]=0,[_viena]=1),0,ROUND({_earlier('_summa', '_men', '_kart')},2))", _month_before),
        Helper("_bb", f"IF(OR([_virs]=0,[_gs]>=1E7),0,ROUND({_earlier('_me', '_sem', '_m')},2))", _semester_before),
    )


_OF_MONTH = "{table}[_summa],{table}[_men],[_men]"


def _earlier(amount: str, key: str, order: str) -> str:
    return f'SUMIFS({{table}}[{amount}],{{table}}[{key}],[{key}],{{table}}[{order}],"<"&[{order}])'


def _month_place(line: Line) -> int:
    free = not line["_men"] or min(line["_gm"], line["_gs"]) >= NO_CEILING
    return 0 if free else line.page.first("_men", line["_men"])


def _is_alone(line: Line) -> int:
    return int(line["_pm"] == line.number and not line.page.having("_cits", line.number))


def _month_total(line: Line) -> Number:
    return total(line.page.having("_men", line["_men"]), "_summa") if line["_pm"] == line.number else ZERO


def _month_positive(line: Line) -> Number:
    own = line.page.having("_men", line["_men"]) if line["_pm"] == line.number else []
    return total([each for each in own if each["_summa"] > 0], "_summa")


def _semester_place(line: Line) -> int:
    free = not line["_sem"] or line["_gs"] >= NO_CEILING
    return 0 if free else line.page.first("_sem", line["_sem"])


def _semester_positive(line: Line) -> Number:
    return total(line.page.having("_sem", line["_sem"]), "_mp") if line["_ps"] == line.number else ZERO


def _is_over(line: Line) -> int:
    if not line["_skaita"] or not line["_pm"]:
        return 0
    month = line.page.at(line["_pm"])["_mp"]
    semester = line.page.at(line["_ps"])["_sp"] if line["_ps"] else ZERO
    return int(month > line["_gm"] or semester > line["_gs"])


def _month_before(line: Line) -> Number:
    earlier = line.page.having("_men", line["_men"]) if line["_virs"] else []
    return total([each for each in earlier if each["_kart"] < line["_kart"]], "_summa")


def _semester_before(line: Line) -> Number:
    known = line["_virs"] and line["_gs"] < NO_CEILING
    earlier = line.page.having("_sem", line["_sem"]) if known else []
    return total([each for each in earlier if each["_m"] < line["_m"]], "_me")
