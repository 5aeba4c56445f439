"""The columns of the shipped claim forms, derived from the declarations of the kinds of support.

Order of the forms (domain.md, part 7): who, the kind's own fields in the order of the sheet, how much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pumpurs_xl.column import Column
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.catering import DAY_FIELDS
from pumpurs_xl.support.kind import SupportRow

MONEY, DATE, MONTH = "#,##0.00", "dd.mm.yyyy", "mm.yyyy"
SUM = "=SUM"


@dataclass(frozen=True)
class FormColumn:
    """A column of a form: its heading, what its cell holds, and what stands below it in the row "Kopā"."""

    heading: str
    text: str
    width: float = 11
    number_format: str = "General"
    align: str = "left"
    total: str = ""


def _money(heading: str, key: str, total: str = SUM) -> FormColumn:
    return FormColumn(heading, f"${{{key}}}", 11, MONEY, "right", total)


def _count(heading: str, key: str, total: str = "") -> FormColumn:
    return FormColumn(heading, f"${{{key}}}", 10, "#,##0", "right", total)


LEFT = (
    FormColumn("N.p.k.", "${rinda.npk}", 5.5, "0", "center"),
    FormColumn("Vārds, uzvārds", "${rinda.vards_uzvards}", 17),
    FormColumn("Personas kods", "${rinda.personas_kods}", 12),
    FormColumn("Klase/kurss, grupa", "${rinda.grupa}", 8.5),
    FormColumn("IAP ID", "${rinda.iap}", 10),
)
RIGHT = (
    FormColumn("Pakalpojuma mēnesis", "${rinda.menesis}", 10, MONTH, "center"),
    _money("Izdevumi, EUR", "rinda.izdevumi"),
    _money("Kompensējamā summa, EUR", "rinda.eur"),
    _money("Neattiecināmā summa, EUR", "rinda.neattiecinams"),
    FormColumn("Piezīmes", "${rinda.piezimes}", 15),
)
SUMMARY_COLUMNS = (
    FormColumn("Atbalsta veids", "${rinda.veids}", 24),
    _count("Izglītojamo skaits", "rinda.izglitojamie", "${kopa.izglitojamie}"),
    _count("Rindu skaits", "rinda.rindas", SUM),
    _money("Izdevumi, EUR", "rinda.izdevumi"),
    _money("Kompensējamā summa, EUR", "rinda.eur"),
    _money("Neattiecināmā summa, EUR", "rinda.neattiecinams"),
    _money("t. sk. ESF, EUR", "rinda.esf"),
    _money("t. sk. valsts budžets, EUR", "rinda.valsts"),
    # A budget may be granted for all kinds together: the sum of the lines would then mislead.
    _money("Semestra budžets, EUR", "rinda.budzets", total=""),
    _money("Izlietots no semestra sākuma, EUR", "rinda.izlietots"),
    _money("Atlikums, EUR", "rinda.atlikums", total=""),
)
DAILY_COLUMNS = (
    FormColumn("Datums", "${diena.datums}", 34, DATE, "center"),
    replace(_count("Audzēkņu skaits", "diena.izglitojamie"), width=24),
    replace(_money("Summa, EUR", "diena.eur"), width=36),
)

# Two cells of the sheet that the printed form shows as one.
_JOINED = {
    "Maršruts no": ("Maršruts līdz", "Maršruts (no – līdz)"),
    "Sākums": ("Beigas", "Laiks (no – līdz)"),
}
_HOURS = FormColumn("Stundas", "${rinda.hours}", 7.5, align="right", total=SUM)
_OWN_WAY = {"stated_hours": _HOURS, "days": replace(_count("Dienas", "rinda.days"), total=SUM)}
# The month stands at the right of every form; the days have a list of their own; the payment is the school's matter.
_LEFT_OUT = {*SupportRow.model_fields, *DAY_FIELDS.values(), "served_month", "paid_out"}


def columns_of(kind: SupportType) -> tuple[FormColumn, ...]:
    """The columns of a kind's form: who, its own fields in the order of the sheet, how much."""
    return (*LEFT, *_own_columns(kind.table.columns), *RIGHT)


def _own_columns(columns: Sequence[Column]) -> Iterator[FormColumn]:
    by_heading = {column.heading: column for column in columns}
    seconds = {second for second, _ in _JOINED.values()}
    for column in columns:
        if column.field in _OWN_WAY:
            yield _OWN_WAY[column.field]
        elif not (column.filled or column.field in _LEFT_OUT or column.heading in seconds):
            yield _joined(column, by_heading) if column.heading in _JOINED else _printed(column)


def _joined(column: Column, by_heading: dict[str, Column]) -> FormColumn:
    second, heading = _JOINED[column.heading]
    text = f"${{rinda.{column.field}}} – ${{rinda.{by_heading[second].field}}}"
    return FormColumn(heading, text, max(column.width * 1.3 * _TWO_LINES, 9))


_TWO_LINES = 0.75  # a printed cell has room for two lines, the sheet's for one
_WIDTHS = {"datums": 9.5, "summa": 9, "cena": 9, "skaitlis": 8, "procenti": 8, "saraksts": 8.5}
_CENTRED = {"datums", "laiks"}
_FIGURES = {"summa", "cena", "skaitlis", "procenti"}


def _printed(column: Column) -> FormColumn:
    kind = column.kind
    align = "center" if kind.name in _CENTRED else "right" if kind.name in _FIGURES else "left"
    # Such a format leaves a bare comma behind a whole number, and text needs none.
    plain = kind.number_format == "@"
    longest = max(map(len, column.heading.replace("/", " ").split()))
    width = max(column.width * _TWO_LINES or _WIDTHS.get(kind.name, 10), longest * 0.85)  # headings are small
    return FormColumn(
        column.heading, f"${{rinda.{column.field}}}", width, "General" if plain else kind.number_format, align
    )
