"""What is looked at beside the values: in the typed columns of tables, looks that may mislead and the formulas."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pumpurs_xl.book import SPECS
from pumpurs_xl.hosts.file.guard.outline import TablePart
from pumpurs_xl.model.known_headings import typed_columns
from pumpurs_xl.model.look import Look
from pumpurs_xl.model.table import TypedFormula

_LONGEST, _MOST = 2_000, 200_000
"""Letters of a formula and formulas of a sheet that are kept; what is beyond is a formula all the same."""
_DECLARED = {spec.name: spec.columns for spec in SPECS}
_OF_ANY_TABLE = tuple(column for columns in _DECLARED.values() for column in columns)


@dataclass
class Watch:
    """Which columns of a sheet are watched for which cell formats, and what was seen in them."""

    wanted: dict[int, frozenset[str]] = field(default_factory=dict)  # column -> numbers of cell formats
    styled: "dict[tuple[int, str], array[int]]" = field(default_factory=dict)  # column and cell format -> rows
    formulas: dict[tuple[int, int], TypedFormula] = field(default_factory=dict)
    _shared: dict[str, TypedFormula] = field(default_factory=dict)

    @classmethod
    def over(cls, tables: Iterable[TablePart], looks: Sequence[Look]) -> "Watch":
        """The watch over the tables of a sheet in a workbook whose cell formats look so."""
        numbers = frozenset(str(place) for place, look in enumerate(looks) if look.may_mislead)
        others = frozenset(str(place) for place, look in enumerate(looks) if look.hides_text)
        wanted: dict[int, frozenset[str]] = {}
        for table in tables:
            declared = _DECLARED.get(table.name, _OF_ANY_TABLE)  # one of another name is known by its headings
            typed = typed_columns(declared, table.headings, table.area.first_column)
            wanted |= {place: numbers if column.kind.is_number else others for place, column in typed.items()}
        return cls(wanted)

    def note_style(self, row: int, column: int, style: str) -> None:
        """A cell in one of the wanted formats."""
        self.styled.setdefault((column, style), array("I")).append(row)

    def note_formula(self, row: int, column: int, text: str, shared: str | None) -> None:
        """A formula in a watched column; one that shares another's text is told by that."""
        formula = TypedFormula(text[:_LONGEST], row)
        if shared is not None:
            formula = self._shared.setdefault(shared, formula) if not text else formula
            self._shared[shared] = formula
        if len(self.formulas) < _MOST:
            self.formulas[row, column] = formula
