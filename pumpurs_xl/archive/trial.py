"""A claim form on trial: stamped with 0, 1, 3 and 150 made-up lines, and read back by openpyxl.

The proof of a stamped file compares it with the template by the same code that wrote it. openpyxl knows nothing of
that code: it reads the form and the stamped claims, and here is written, a second time and more simply, where every
value, text and formula of the form must then stand.
"""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count as count_from
from pathlib import Path
from typing import Any

from pumpurs_xl.claims.claim import keys as keys_of
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.template import Template, Value, prove
from pumpurs_xl.template.placeholders import BLOCKS, format_value
from pumpurs_xl.values.a1 import address
from pumpurs_xl.values.language import Both, both, counted
from pumpurs_xl.values.money import exact
from pumpurs_xl.values.refusal import Refusal

TRIAL = (0, 1, 3, 150)
"""How many lines a form is tried with."""
_PLACEHOLDER = re.compile(r"\$\{([^{}$]*)\}")
_AMOUNTS = {"eur", "izdevumi", "neattiecinams", "esf", "valsts", "budzets", "izlietots", "atlikums", "hours"}
_COUNTS = {"npk", "izglitojamie", "rindas", "semestris", "versija"}
_KINDS = {
    **dict.fromkeys(("datums", "mēnesis"), date),
    **dict.fromkeys(("summa", "cena", "skaitlis", "procenti"), Decimal),
}
"""The kinds of columns whose values are no texts, by their names in the handbook."""


class _Formula:
    """Stands for any formula: what it gives is not compared."""


_FORMULA = _Formula()
_Place = tuple[str, int, int]


@dataclass(frozen=True)
class _Cell:
    """What a stamped cell must hold, and the cell of the form that it comes from."""

    origin: str
    value: Any

    def accepts(self, found: Any, epoch: datetime) -> bool:
        """Whether the cell may hold what was found there; a day may stand as its number, counted from the epoch."""
        expected = self.value
        if isinstance(expected, Decimal) and isinstance(found, int | float):
            return exact(found) == expected
        if type(expected) is date:
            day = found.date() if isinstance(found, datetime) else found
            return bool(day == expected or found == (expected - epoch.date()).days)
        return bool(found == expected)


def try_form(template: Template, form: Path) -> tuple[Both, ...]:
    """Stamps the form on trial and reads it back; notes about dates that would show as numbers.

    Refusal: a cell holds something else than it must, or openpyxl cannot read the form; Unproven as `prove` says.
    """
    source = _load(form.read_bytes(), template.name)
    notes: dict[str, Both] = {}
    for count in TRIAL:
        values, lines = _sample_values(template, count)
        stamped = template.stamp(values, lines)
        prove(template, stamped)
        book = _load(stamped, template.name)
        expected, found = _expected_cells(source, values, lines), _cells(book)
        for place in sorted(expected.keys() | found.keys()):
            cell = expected.get(place) or _Cell(f"{place[0]}!{address(*place[1:])}", None)
            if not cell.accepts(found.get(place), book.epoch):
                raise _differs(template.name, count, cell, found.get(place))
            if isinstance(cell.value, date) and isinstance(found[place], int | float):
                notes[cell.origin] = both(
                    f"{cell.origin}: datums šūnā būs redzams kā skaitlis {found[place]}. "
                    "Iestatiet šūnai datuma formātu.",
                    f"{cell.origin}: the date will show in the cell as the number {found[place]}. "
                    "Give the cell a date format.",
                )
    return tuple(notes.values())


def _load(data: bytes, name: str) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - no other command waits for it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would lose on saving; nothing is saved
        try:
            return load_workbook(io.BytesIO(data))
        except Exception as problem:  # openpyxl raises whatever it stumbles on
            raise Refusal(
                lv=f"Veidni “{name}” neatkarīgs lasītājs (openpyxl) nevar nolasīt. "
                "Atveriet to programmā Excel un saglabājiet vēlreiz.",
                en=f"The template “{name}” cannot be read by an independent reader (openpyxl). "
                "Open it in Excel and save it again.",
            ) from problem


def _sample_values(template: Template, count: int) -> tuple[dict[str, Value], dict[str, list[dict[str, Value]]]]:
    """Values for the form's keys and so many lines of each block; all differ from one another."""
    types = _value_types(template)
    numbers = count_from(1)

    def value(key: str) -> Value:
        number, kind = next(numbers), types.get(key)
        if kind is date:
            return date(2023, 1, 1) + timedelta(number)
        if kind is Decimal:
            return Decimal(number) + Decimal("0.25")
        return number if kind is int else f"{key} {number}"

    values = {key: value(key) for key in template.keys if not key.startswith(tuple(f"{name}." for name in BLOCKS))}
    own = {name: [key for key in template.keys if key.startswith(f"{name}.")] for name in BLOCKS}
    lines = {
        name: [{key.removeprefix(f"{name}."): value(key) for key in own[name]} for _ in range(count)] for name in BLOCKS
    }
    return values, lines


def _value_types(template: Template) -> dict[str, type]:
    """The type of each key that takes no text; fields as the support type declares them that the form is for."""
    fitting = [each for each in SUPPORT_TYPES if template.keys.keys() <= keys_of(each)]
    types: dict[str, type] = {"ligums.datums": date, "diena.datums": date}
    for support_type in reversed(fitting or SUPPORT_TYPES):
        for column in support_type.table.columns:
            if column.kind.name in _KINDS:
                types[f"rinda.{column.field}"] = _KINDS[column.kind.name]
    for key in template.keys:
        name = key.rpartition(".")[2]
        if name in _AMOUNTS:
            types[key] = Decimal
        elif name in _COUNTS:
            types[key] = int
    return types


def _expected_cells(
    form: Any, values: Mapping[str, Value], lines: Mapping[str, Sequence[Mapping[str, Value]]]
) -> dict[_Place, _Cell]:
    """Where everything that the form holds must stand in the stamped claim."""
    cells = _cells(form)
    blocks: dict[tuple[str, int], str] = {}
    for (sheet, row, _), content in cells.items():
        for key in _PLACEHOLDER.findall(content) if isinstance(content, str) else ():
            name = key.strip().partition(".")[0]
            if name in BLOCKS:
                blocks[sheet, row] = name
    expected = {}
    for (sheet, row, column), content in cells.items():
        above = (name for (own, block), name in blocks.items() if own == sheet and block < row)
        top = row + sum(max(len(lines[name]), 1) - 1 for name in above)
        copies: list[Mapping[str, Value]] = [values]
        if name := blocks.get((sheet, row)):
            copies = [{**values, **{f"{name}.{key}": value for key, value in line.items()}} for line in lines[name]]
        for at, known in enumerate(copies):
            cell = _Cell(f"{sheet}!{address(row, column)}", _fill(content, known))
            expected[sheet, top + at, column] = cell
    return expected


def _cells(book: Any) -> dict[_Place, Any]:
    """Everything that the cells of a workbook hold, formulas as such."""
    return {
        (sheet.title, cell.row, cell.column): _FORMULA if cell.data_type == "f" else cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not _is_address_of_link(cell)
    }


def _is_address_of_link(cell: Any) -> bool:
    """Whether openpyxl put the address of a link where the cell is empty."""
    return bool(cell.hyperlink) and cell.value in {cell.hyperlink.target, cell.hyperlink.location}


def _fill(content: Any, values: Mapping[str, Value]) -> Any:
    """The content with its placeholders filled; a placeholder alone becomes the value itself."""
    if not isinstance(content, str):
        return content
    alone = _PLACEHOLDER.fullmatch(content)
    if alone:
        return values[alone[1].strip()]
    return _PLACEHOLDER.sub(lambda found: format_value(values[found[1].strip()]), content)


def _differs(name: str, count: int, cell: _Cell, found: Any) -> Refusal:
    read, due = _describe(found), _describe(cell.value)
    return Refusal(
        lv=f"Veidne “{name}”: izmēģinājumā ar {counted(count, 'rindu', 'rindām', 'rindām')} šūnā {cell.origin} "
        f"nolasāms {read.lv}, bet jābūt {due.lv}. Pārbaudiet šūnas formātu un vietturus.",
        en=f"Template “{name}”: on trial with {count} {'line' if count == 1 else 'lines'} the cell {cell.origin} "
        f"reads {read.en}, but should read {due.en}. Check the format of the cell and the placeholders.",
    )


def _describe(value: Any) -> Both:
    if value is None:
        return both("nekas", "nothing")
    if value is _FORMULA:
        return both("formula", "a formula")
    text = format_value(exact(value) if isinstance(value, float) else value)
    return both(f"“{text}”", f"“{text}”")
