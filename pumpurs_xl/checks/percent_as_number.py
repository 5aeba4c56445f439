"""V57: per cent are written as a plain number from 0 to 100, and the fund's share is the programme's.

Latviski: Procentus raksta kā parastu skaitli no 0 līdz 100, un ESF daļa ir programmas noteiktā.

Excel stores 85 % typed with its sign as 0.85, which the program and the formulas of the workbook would take for less
than one per cent. A cell that shows per cent is an error with the plain number as its fix: formulas cannot see a
format, so nothing is computed from it before. A number between 0 and 1 in a cell without that format is most likely
the same slip: an error in a setting, on which every claim depends, and a warning in a row. Another ESF share than the
programme's is a warning.

Piemērs: iestatījumā “ESF daļa, %” ierakstīts “85%”, un Excel tajā glabā 0,85 – kļūda ar labojumu 85.

Source: how Excel stores per cent (ECMA-376-1, 18.8.30); ESF share S 1.
"""

from collections.abc import Iterator
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.fields import input_fields
from pumpurs_xl.checks.shared.raw_cells import look_of
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.model.row import Row
from pumpurs_xl.programme import ESF_SHARE
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.finding import Finding, Fix, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.number_format import GENERAL, shows_percent


@on_rows("V57", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    for row_class, rows in book.rows_by_class.items():
        fields = input_fields(row_class, "procenti")
        typed = ((row, name, row.__dict__.get(name)) for row in rows for name in fields)
        for row, name, value in typed:
            if value is not None:
                yield from _of_cell(row, name, value)


def _of_cell(row: Row, name: str, value: Decimal) -> Iterator[Finding]:
    look = look_of(row, name)
    if value > 0 and shows_percent(look.number_format, value):
        yield _shown_as_percent(row, name, value)
    elif 0 < value < 1:
        yield _below_one(row, name, value)
    elif name == "esf_share" and value != ESF_SHARE and 0 <= value <= 100:
        yield warning(
            row.at(name),
            both(f"ESF daļa nav programmas {ESF_SHARE} %.", f"The ESF share is not the programme's {ESF_SHARE} %."),
            both("Pārbaudiet līgumu.", "Check the agreement."),
        )


def _shown_as_percent(row: Row, name: str, value: Decimal) -> Finding:
    """What is shown is what was meant: 85 % stored as 0.85. Above 100 % a whole number was pasted into the format."""
    meant = _plain(value * 100) if value <= 1 else value
    is_clear = value <= 1 or value == value.to_integral_value()
    fix = Fix(row.cell(name), meant, lossless=True, number_format=GENERAL)
    return error(
        row.at(name),
        both(
            f"Šūnai ir procentu formāts: tajā glabājas {_said(value)}, bet jābūt skaitlim no 0 līdz 100.",
            f"The cell has a percent format: it stores {value:f}, where a number from 0 to 100 belongs.",
        ),
        both(
            "Pieņemiet labojumu vai mainiet šūnas formātu uz “Vispārīgs” un ierakstiet, piemēram, 85.",
            "Accept the fix, or set the cell's format to General and enter, for example, 85.",
        ),
        fix if is_clear and meant <= 100 else None,
    )


def _below_one(row: Row, name: str, value: Decimal) -> Finding:
    meant = _plain(value * 100)
    return (error if isinstance(row, Settings) else warning)(
        row.at(name),
        both(f"Ierakstīti {_said(value)} procenti.", f"{value:f} per cent are given."),
        both(
            f"Ja domāti {_said(meant)} %, ierakstiet {_said(meant)}.",
            f"If {meant:f} % is meant, enter {meant:f}.",
        ),
        Fix(row.cell(name), meant, lossless=False),
    )


def _plain(number: Decimal) -> Decimal:
    """The number without zeros that say nothing: 85, not 85.00."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _said(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")
