"""Bombs: small workbook files that cost a careless reader minutes or gigabytes, of any size.

    .venv/bin/python tests/bombs.py [NAME …]

makes each in its full size and reads it in a process of its own: processor time, memory and what became of it. Reading
a file may cost 10 seconds and 500 MB. test_bombs.py does the same with small ones.
"""

import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.values.a1 import LAST_ROW, letters
from pumpurs_xl.values.refusal import Refusal

SECONDS, MEGABYTES = 10, 500
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PIECE = 2_000  # texts joined before they are packed
Bomb = Callable[[Path, int], Path]
"""What writes a bomb: to that path, with so many of what it is made of."""


def _packed(path: Path, parts: dict[str, Iterable[str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, texts in parts.items():
            with target.open(name, "w", force_zip64=True) as part:
                held: list[str] = []
                for text in texts:
                    held.append(text)
                    if len(held) == _PIECE:
                        part.write("".join(held).encode())
                        held.clear()
                part.write("".join(held).encode())
    return path


def _relations(*links: tuple[str, str]) -> list[str]:
    listed = (
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, start=1)
    )
    return [f'<Relationships xmlns="{_PACKAGE}/relationships">', *listed, "</Relationships>"]


def workbook(path: Path, rows: Iterable[str] = (), **said: Any) -> Path:
    """A workbook of one sheet with these rows.

    `after`, `texts`, `names` and `styles` are XML after the rows and in the parts of that name, `tables` areas with
    their number of columns, `texts_part` the name of the part of texts, `more` further parts.
    """
    root, book = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}"', '<sheet name="Lapa" sheetId="1" r:id="rId1"/>'
    texts_part = said.get("texts_part", "sharedStrings.xml")
    links = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", texts_part), ("styles", "styles.xml")]
    tables = {f"xl/tables/table{at}.xml": _table(at, *table) for at, table in enumerate(said.get("tables", ()), 1)}
    sheet = chain(rows, ["</sheetData>"], said.get("after", ()), ["</worksheet>"])
    names = said.get("names", ())
    return _packed(
        path,
        {
            "[Content_Types].xml": ["<Types/>"],
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": chain([f"<workbook {root}><sheets>{book}</sheets>"], names, ["</workbook>"]),
            "xl/_rels/workbook.xml.rels": _relations(*links),
            "xl/styles.xml": chain([f"<styleSheet {root}>"], said.get("styles", ()), ["</styleSheet>"]),
            f"xl/{texts_part}": chain([f"<sst {root}>"], said.get("texts", ()), ["</sst>"]),
            "xl/worksheets/sheet1.xml": chain([f"<worksheet {root}><sheetData>"], sheet),
            "xl/worksheets/_rels/sheet1.xml.rels": _relations(*(("table", f"/{name}") for name in tables)),
            **tables,
            **said.get("more", {}),
        },
    )


def _table(number: int, area: str, columns: int) -> Iterator[str]:
    named = f'id="{number}" name="t{number}" displayName="t{number}" ref="{area}"'
    yield f'<table xmlns="{_MAIN}" {named}><tableColumns count="{columns}">'
    yield from (f'<tableColumn id="{at}" name="S{at}"/>' for at in range(1, columns + 1))
    yield "</tableColumns></table>"


def rows_of(cells: int, cell: Callable[[str, int], str], *, wide: int = 20, first: int = 1) -> Iterator[str]:
    """So many cells in rows of 20, each written by its address and a number."""
    columns = [letters(column) for column in range(1, wide + 1)]
    for row in range(first, first + -(-cells // wide)):
        said = "".join(cell(f"{column}{row}", row * wide + at) for at, column in enumerate(columns))
        yield f'<row r="{row}">{said}</row>'


def _cells(said: str, **options: int) -> Bomb:
    return lambda path, size: workbook(path, rows_of(size, lambda at, n: said.format(at=at, n=n), **options))


def _repeated(place: str, said: str) -> Bomb:
    def write(path: Path, size: int) -> Path:
        return workbook(path, **{place: (said.format(n=n) for n in range(size))})

    return write


def _texts_elsewhere(path: Path, size: int) -> Path:
    return workbook(path, texts=(f"<si><t>{n}</t></si>" for n in range(size)), texts_part="SharedStrings.XML")


def _rows_under_a_table(path: Path, size: int) -> Path:
    rows = rows_of(size * 20, '<c r="{}"><v>{}</v></c>'.format)
    return workbook(path, rows, tables=[("A1:T2", 20)])


def _drawn_to_the_end(path: Path, size: int) -> Path:
    areas = [(f"{letters(at * 50 + 1)}1:{letters(at * 50 + 49)}{LAST_ROW}", 49) for at in range(size)]
    last = "".join(f'<c r="{letters(at * 50 + 1)}{LAST_ROW}"><v>1</v></c>' for at in range(size))
    return workbook(path, [f'<row r="{LAST_ROW}">{last}</row>'], tables=areas)


def _wide_rows(path: Path, size: int) -> Path:
    rows = (f'<row r="{row}"><c r="EZ{row}"><v>{row}</v></c></row>' for row in range(1, size + 1))
    return workbook(path, rows, tables=[(f"A1:AW{LAST_ROW}", 49)])


def _hidden_rows(path: Path, size: int) -> Path:
    rows = (f'<row r="{row}" hidden="1"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, size + 1))
    tables = [(f"{letters(at * 3 + 1)}1:{letters(at * 3 + 2)}{size}", 2) for at in range(9)]
    return workbook(path, rows, tables=tables)


def _merged_over_each_other(path: Path, size: int) -> Path:
    merges = (f'<mergeCell ref="A1:T{90_000 + n}"/>' for n in range(size))
    rows = rows_of(2_000_000, '<c r="{}"><v>{}</v></c>'.format)
    return workbook(path, rows, after=chain(["<mergeCells>"], merges, ["</mergeCells>"]), tables=[("A1:T99999", 20)])


def _odd_at_the_end(path: Path, size: int) -> Path:
    plain = rows_of(size, '<c r="{}"><v>{}</v></c>'.format)
    return workbook(path, chain(plain, ["<!-- x -->"]))


def _many_parts(path: Path, size: int) -> Path:
    return workbook(path, more={f"x/{n}": () for n in range(size)})


def _wide_table(path: Path, size: int) -> Path:
    return workbook(path, tables=[(f"A{at}:XFD{at + 1}", 16_384) for at in range(1, size * 3, 3)])


BOMBS: dict[str, tuple[Bomb, int]] = {
    "blanks after the rows": (_repeated("after", " " * 1_000 + "{n}"), 150_000),
    "blanks alone": (_repeated("after", " " * 64), 4_000_000),
    "negative numbers": (_cells('<c r="{at}"><v>-{n}.5</v></c>'), 5_000_000),
    "error values": (_cells('<c r="{at}" t="e"><v>#N/A</v></c>'), 5_000_000),
    "error values of all kinds": (_cells('<c r="{at}" t="e"><v>#N{n}</v></c>'), 1_990_000),
    "formulas without a value": (_cells('<c r="{at}"><f>A{n}</f></c>'), 5_000_000),
    "numbers up to the limit": (_cells('<c r="{at}"><v>{n}.5</v></c>'), 1_990_000),
    "empty cells": (_cells('<c r="{at}" s="1"/>'), 5_900_000),
    "cells without an address": (_cells("<c><v>{n}</v></c>"), 720_000),
    "texts in their cells": (_cells('<c r="{at}" t="inlineStr"><is><t>{n}</t></is></c>'), 480_000),
    "texts of formulas": (_cells('<c r="{at}" t="str"><f>A1</f><v>t{n}</v></c>'), 1_990_000),
    "rows without a cell": (_repeated("rows", "<row/>{n}"), 5_000_000),
    "shared texts under another spelling": (_texts_elsewhere, 13_000_000),
    "rows under a table": (_rows_under_a_table, 99_000),
    "many rows under a table": (_rows_under_a_table, 190_000),
    "a table drawn to the last row": (_drawn_to_the_end, 1),
    "seven tables drawn to the last row": (_drawn_to_the_end, 7),
    "a value far to the right in each row": (_wide_rows, 690_000),
    "hidden rows": (_hidden_rows, 690_000),
    "merged over each other": (_merged_over_each_other, 19_000),
    "merged cells": (_repeated("after", '<mergeCell ref="A{n}1:B{n}1"/>'), 99_999),
    "unknown elements": (_repeated("after", "<a n='{n}'/>"), 9_000_000),
    "elements in each other": (_repeated("after", "<a{n}>"), 5_000_000),
    "comments": (_repeated("after", "<!--{n}-->"), 20_000_000),
    "one immense value": (_repeated("rows", "{n}" * 50), 1),
    "names": (_repeated("names", '<definedName name="n{n}">Lapa!$A$1</definedName>'), 1_500_000),
    "cell formats": (_repeated("styles", '<numFmt numFmtId="{n}" formatCode="0.{n}"/>'), 2_000_000),
    "an odd end after many plain rows": (_odd_at_the_end, 1_990_000),
    "many parts": (_many_parts, 400_000),
    "tables over all columns": (_wide_table, 300),
}


def cost(path: Path) -> tuple[float, int, str]:
    """Seconds of processor time and MB that reading a file takes in its own process, and how it ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, __file__, "--read", str(path)], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory, _, said = done.stdout.partition(" ")
    return seconds, int(memory or 0), said.strip() or done.stderr[-300:]


def read_alone(path: Path) -> None:
    """Reads a file in this process; writes the memory it took in MB, and what became of it."""
    try:
        said = f"read, {len(read_tables(path).stray)} stray"
    except Refusal as refusal:
        said = refusal.say("en")
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {said}\n")


def main(names: list[str]) -> int:
    """The campaign: each bomb in its full size; how many cost more than they may."""
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names or BOMBS:
            write, size = BOMBS[name]
            path = write(Path(folder) / "bomba.xlsx", size)
            seconds, memory, said = cost(path)
            worse = seconds > SECONDS or memory > MEGABYTES
            over += worse
            size_mb = path.stat().st_size / 1e6
            sys.stdout.write(
                f"{'OVER ' if worse else ''}{name}: {size_mb:.1f} MB, {seconds:.1f} s, {memory} MB: {said}\n"
            )
            sys.stdout.flush()
    return over


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_alone(Path(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1:]))
