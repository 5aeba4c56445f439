"""The columns of the shipped claim forms, derived from the declarations of the support types.

Order of the forms (domain.md, part 7): who, the type's own fields in the order of the sheet, how much.
The paper's width is shared out so that the letters stay as large as they can be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pumpurs_xl.model.column import Column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.template.sheet.heights import line_count, text_width

AMOUNT, DATE = "#,##0.00", 'dd.mm.yyyy"."'  # a day with the full stop that Latvian asks for
_AIR = "_ "  # a figure keeps off the line at its right
SUM = "=SUM"
PAGE, UPRIGHT_PAGE = 783, 538  # points across A4 within narrow margins, a little less: printers differ


@dataclass(frozen=True)
class FormColumn:
    """A column of a form: its heading, what its cell holds, and what stands below it in the row "Kopā".

    `width`: how many digits a line of the cell must hold. Words wrap; figures and days do not.
    """

    heading: str
    text: str
    width: float = 11
    number_format: str = "General"
    align: str = "left"
    total: str = ""
    wraps: bool = True

    @property
    def is_flexible(self) -> bool:
        """Whether the column may be wider or narrower than it asks."""
        return self.align == "left" and self.width > 10

    def ideal_width(self, size: int) -> float:
        """The width in points that the cell asks for with letters of this size."""
        return max(self.width * _DIGIT * size + _EDGES, self.least_width(size))

    def least_width(self, size: int) -> float:
        """The width in points that breaks no word of the heading."""
        words = re.sub("[/-]", r"\g<0> ", self.heading).split()
        return max(map(text_width, words)) * _BOLD * (size - 1) + _EDGES


_DIGIT, _BOLD = 0.556, 1.08  # a digit's width in em, and how much wider bold letters are
_EDGES = 5  # what a cell leaves free beside its text
_CROWDED, _NARROWEST = 0.825, 0.8  # what texts get of what they ask: from where on cells are joined, and at least


@dataclass(frozen=True)
class Fit:
    """How columns fill a page, in points: the size of the letters, each column's width, the headings' height."""

    size: int
    widths: tuple[float, ...]
    heading_height: float


def fit_columns(columns: Sequence[FormColumn], page: float) -> Fit:
    """The largest letters with which the columns fit; texts take what room is left, and give what is missing."""
    size = next((size for size in (10, 9) if _total_width(columns, size) <= page), 8)
    share, texts = max(_share_of_texts(columns, size, page), _NARROWEST), _flexible_columns(columns)
    widths = tuple(
        max(column.ideal_width(size) * share, column.least_width(size)) if column in texts else column.ideal_width(size)
        for column in columns
    )
    lines = max(
        line_count(column.heading, (width - _EDGES + 0.5) / _BOLD / (size - 1))
        for column, width in zip(columns, widths, strict=True)
    )
    return Fit(size, widths, lines * (1.2 * size + 0.5) + 5)


def _flexible_columns(columns: Sequence[FormColumn]) -> Sequence[FormColumn]:
    return [column for column in columns if column.is_flexible] or columns


def _share_of_texts(columns: Sequence[FormColumn], size: int, page: float) -> float:
    """How much of what they ask the texts can get."""
    asked = _total_width(_flexible_columns(columns), size)
    return (asked + page - _total_width(columns, size)) / asked


def _total_width(columns: Sequence[FormColumn], size: int) -> float:
    return sum(column.ideal_width(size) for column in columns)


def _money(heading: str, key: str, total: str = SUM) -> FormColumn:
    return FormColumn(heading, f"${{{key}}}", 10.5, AMOUNT + _AIR, "right", total, wraps=False)


def _count(heading: str, key: str, total: str = "") -> FormColumn:
    return FormColumn(heading, f"${{{key}}}", 6, "#,##0", "center", total, wraps=False)


_LEARNER = (
    FormColumn("N.p.k.", "${rinda.npk}", 3, "0", "center", wraps=False),
    FormColumn("Uzvārds, vārds, personas kods", "${rinda.vards_uzvards} ${rinda.personas_kods}", 17),
)
LEFT = (
    *_LEARNER,
    FormColumn("Klase/kurss, grupa", "${rinda.grupa}", 7),
    FormColumn("IAP ID", "${rinda.iap}", 9),
)
CLOSE_LEFT = (*_LEARNER, FormColumn("Klase/kurss, grupa; IAP ID", "${rinda.grupa}\n${rinda.iap}", 10))
RIGHT = (
    FormColumn("Pakalp. mēnesis", "${rinda.menesis}", 8, align="center"),
    _money("Izdevumi, EUR", "rinda.izdevumi"),
    _money("Kompensējamā summa, EUR", "rinda.eur"),
    _money("Neattiecināmā summa, EUR", "rinda.neattiecinams"),
    FormColumn("Piezīmes", "${rinda.piezimes}", 16),
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
    # A budget may be granted for all support types together: the sum of the lines would then mislead.
    _money("Semestra budžets, EUR", "rinda.budzets", total=""),
    _money("Izlietots no semestra sākuma, EUR", "rinda.izlietots"),
    _money("Atlikums, EUR", "rinda.atlikums", total=""),
)
DAILY_COLUMNS = (
    FormColumn("Datums", "${diena.datums}", 15, DATE, "center", wraps=False),
    replace(_count("Audzēkņu skaits", "diena.izglitojamie"), width=18),
    replace(_money("Summa, EUR", "diena.eur"), width=18),
)


def columns_of(support_type: SupportType) -> tuple[FormColumn, ...]:
    """The columns of a support type's form: who, its own fields in the order of the sheet, how much."""
    own = tuple(_own_columns(support_type))
    roomy, close = (*LEFT, *own, *RIGHT), (*CLOSE_LEFT, *own, *RIGHT)
    # Where each line takes two lines of text anyway, joined cells cost no height.
    return close if _share_of_texts(roomy, 8, PAGE) < _CROWDED or any("\n" in column.text for column in own) else roomy


def _own_columns(support_type: SupportType) -> Iterator[FormColumn]:
    """A column for each cell that the declaration prints, but for those that stand in another one's cell."""
    columns = [column for column in support_type.table.columns if column.field not in SupportRow.model_fields]
    own = [(column, column.form) for column in columns if column.form]
    joined = {name for column, form in own for name in _FIELD.findall(form.text) if name != column.field}
    return (_form_column(column, form) for column, form in own if column.field not in joined)


_FIELD = re.compile(r"{(\w+)}")
_TWO_LINES = 0.75  # a printed cell has room for several lines, the sheet's for one
_WIDTHS = {"datums": 9.5, "summa": 9.5, "cena": 8, "skaitlis": 6, "procenti": 5, "saraksts": 9, "teksts": 7}
_CENTRED = {"laiks", "skaitlis", "procenti"}
_MONEY = {"summa", "cena"}


def _form_column(column: Column, form: FormCell) -> FormColumn:
    heading = form.heading or column.heading
    text = _FIELD.sub(r"${rinda.\1}", form.text or f"{{{column.field}}}")
    width = form.width or column.width * _TWO_LINES or _WIDTHS.get(column.kind.name, 10)
    if form.adds_up:
        return FormColumn(heading, text, width, form.number_format, "center", SUM, wraps=False)
    if form.text:
        return FormColumn(heading, text, width, align="center" if form.centred else "left")
    return _with_format(column, FormColumn(heading, text, width))


def _with_format(column: Column, shown: FormColumn) -> FormColumn:
    """Figures and days keep the number format of the sheet."""
    kind = column.kind
    if kind.name in _MONEY:
        return replace(shown, number_format=kind.number_format + _AIR, align="right", wraps=False)
    if kind.name == "datums":
        return replace(shown, number_format=DATE, align="center", wraps=False)
    if kind.name in _CENTRED:
        return replace(shown, number_format=kind.number_format, align="center", wraps=False)
    return shown
