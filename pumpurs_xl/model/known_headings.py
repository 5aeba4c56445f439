"""Tables known by their headings: one that was renamed, one that another program dropped, a copy of one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pumpurs_xl.model.column import Column, heading_key
from pumpurs_xl.model.table import RawTable, Table, TableSpec
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.refusal import Refusal


def spec_of(headings: Sequence[str], specs: Iterable[TableSpec]) -> TableSpec | None:
    """The declared table whose headings these are; None where one of them is missing, stands twice or most are others.

    The headings of one table may hold those of another: the one with the most of them is meant.
    """
    found = Counter(map(heading_key, headings))
    whole = [spec for spec in specs if all(found[key] == 1 for key in _mandatory(spec))]
    best = max(whole, key=lambda spec: len(_mandatory(spec)), default=None)
    if best is None:
        return None
    own = sum(found[heading_key(column.heading)] for column in best.columns)
    visible = [heading for heading in headings if not heading.startswith("_")]  # not the workings of the master
    return best if 2 * own >= len(visible) else None


def _mandatory(spec: TableSpec) -> list[str]:
    return [heading_key(column.heading) for column in spec.columns if not column.optional]


def typed_columns(columns: Iterable[Column], headings: Iterable[str], first: int) -> dict[int, Column]:
    """The declared columns that people type in, by their place as Excel counts, where headings begin at `first`."""
    typed = {heading_key(column.heading): column for column in columns if not column.filled}
    places = enumerate(map(heading_key, headings), start=first)
    return {place: typed[key] for place, key in places if key in typed}


def known_by_headings(raw: RawTable, specs: Iterable[TableSpec]) -> Table | None:
    """The table as the declared one whose headings it has; None where it has those of none."""
    spec = spec_of(raw.headings, specs)
    if spec is None:
        return None
    at = {heading_key(heading): place for place, heading in enumerate(raw.headings, start=raw.first_column)}
    keys = {column.field: heading_key(column.heading) for column in spec.columns}
    return Table(spec, raw, {name: at[key] for name, key in keys.items() if key in at})


def stand_in(spec: TableSpec, specs: Sequence[TableSpec], others: Iterable[RawTable]) -> RawTable | None:
    """What stands in for a table that is not there by its name: what has its headings, of several the one on its sheet.

    Where nothing has them, a table of another name on its sheet, whose headings are to be mended; else None. Refusal
    where several could be meant.
    """
    others = list(others)
    alike = [raw for raw in others if spec_of(raw.headings, specs) is spec]
    on_sheet = [raw for raw in alike or others if heading_key(raw.sheet) == heading_key(spec.sheet)]
    if len(on_sheet) == 1 or not alike:
        return on_sheet[0] if len(on_sheet) == 1 else None
    if len(alike) == 1:
        return alike[0]
    cells = ", ".join(f"{raw.sheet}!{address(raw.header_row, raw.first_column)}" for raw in alike)
    raise Refusal(
        lv=f"Tabulas {spec.name} (lapa “{spec.sheet}”) nav, bet tās virsraksti ir vairākās vietās: {cells}. "
        f"Īsto tabulu nosauciet “{spec.name}”, pārējās izdzēsiet.",
        en=f"The table {spec.name} (sheet “{spec.sheet}”) is missing; its headings stand in several places: {cells}. "
        f"Name the right table “{spec.name}” and delete the others.",
    )
