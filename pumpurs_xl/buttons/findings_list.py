"""The list Pārbaude in the open workbook: where it stands, what it says, and the links that lead to its cells."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.model.table import RawTable, Table, TableSpec
from pumpurs_xl.tables.findings import ROW_MARK, SPEC
from pumpurs_xl.values.a1 import split_cell
from pumpurs_xl.values.finding import Finding
from pumpurs_xl.values.refusal import Refusal


def read_list(live: LiveWorkbook) -> RawTable:
    """The list as it stands; where a link has not been calculated yet, its formula tells the cell.

    Refusal where the workbook has lost the list.
    """
    if SPEC.name not in live.tables:
        raise Refusal(
            lv=f"Darbgrāmatā trūkst lapas “{SPEC.sheet}” ar tabulu {SPEC.name}. Atjaunojiet to no kopijas.",
            en=f"The workbook lacks the sheet “{SPEC.sheet}” with the table {SPEC.name}. Restore it from a copy.",
        )
    table = live.tables[SPEC.name]
    heading = SPEC.by_field["place_cell"].heading
    place = table.headings.index(heading)
    rows = [list(row) for row in table.raw.rows]
    for row, [link] in zip(rows, table.contents(heading), strict=True):
        row[place] = row[place] or cell_of_link(link.formula)
    return replace(table.raw, rows=rows)


def tables_by_sheet(sheets: Iterable[tuple[str, TableSpec]]) -> dict[str, str]:
    """The tables by the names of their sheets: the one that the user sees, else the declared one."""
    found = list(sheets)
    return {spec.sheet: spec.name for _, spec in found} | {sheet: spec.name for sheet, spec in found}


def link(finding: Finding, table: Table) -> str:
    """A formula that leads to the finding's cell, also after its row has moved, and shows the cell's address."""
    place = finding.place
    sheet = table.raw.sheet.replace("'", "''")
    target = f"#'{sheet}'!{split_cell(place.cell or '')[0]}"
    row = f"IFERROR(MATCH({place.row},{table.spec.name}[{ROW_MARK}],0)+{table.raw.header_row},{place.row})"
    return f'=HYPERLINK("{target}"&{row},"{place.cell}")'


def cell_of_link(formula: str) -> str | None:
    """The cell that a `link` shows; None where the formula is no link."""
    shown = re.search(r'"([A-Z]+[0-9]+)"\)$', formula)
    return shown[1] if shown else None
