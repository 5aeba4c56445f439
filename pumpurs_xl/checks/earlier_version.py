"""V56: the workbook has every sheet, column and setting of the current version.

Latviski: Darbgrāmatā ir visas pašreizējās versijas lapas, slejas un iestatījumi.

What a workbook of an earlier version lacks is read as empty; of a setting the programme's own value holds. That is told
once for each sheet, as news. A missing column that money depends on refuses the workbook instead (V42).

Piemērs: darbgrāmatā, kas veidota ar agrāku versiju, nav slejas “Konta Nr.” – ziņa; sleja tiek lasīta kā tukša.

Source: a workbook of an earlier version of the program must go on working (programme practice).
"""

from collections.abc import Iterator, Sequence

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import INFO, on_rows
from pumpurs_xl.model.column import Column
from pumpurs_xl.values.finding import Finding, Place, info
from pumpurs_xl.values.language import Both, both


@on_rows("V56", INFO)
def check(book: Book) -> Iterator[Finding]:
    for table in book.tables.values():
        if not table.places:
            lv, en = f"Darbgrāmatā nav lapas “{table.spec.sheet}”", f"The workbook has no sheet “{table.spec.sheet}”"
            yield _finding(book.settings.sheet, both(f"{lv} ({table.spec.help.removesuffix('.')})", en))
        elif table.missing:
            noun = ("slejas", "column") if len(table.missing) == 1 else ("sleju", "columns")
            yield _finding(table.raw.sheet, _lacks(noun, table.missing))
    if book.settings.missing:
        noun = ("iestatījuma", "setting") if len(book.settings.missing) == 1 else ("iestatījumu", "settings")
        yield _finding(book.settings.sheet, _lacks(noun, book.settings.missing))


def _lacks(noun: tuple[str, str], missing: Sequence[Column]) -> Both:
    """What the sheet lacks, each with what it is for."""
    purposes = [f" ({column.help.removesuffix('.')})" if column.help else "" for column in missing]
    lv = ", ".join(f"“{column.heading}”{purpose}" for column, purpose in zip(missing, purposes, strict=True))
    en = ", ".join(f"“{column.heading}”" for column in missing)
    return both(f"Lapā nav {noun[0]} {lv}", f"The sheet lacks the {noun[1]} {en}")


def _finding(sheet: str, lacks: Both) -> Finding:
    return info(
        Place(sheet),
        both(
            f"{lacks.lv}: darbgrāmata ir no agrākas versijas, vai kāds to ir izdzēsis.",
            f"{lacks.en}: the workbook is of an earlier version, or somebody deleted it.",
        ),
        both("Nekas nav jādara: programma to lasa kā tukšu.", "Nothing to do: it is read as empty."),
    )
