"""How fast one claim sheet is stamped, beside openpyxl on the same template in the same run.

Both fill the same form with 150 lines of 14 columns; openpyxl loads, fills and saves, for which its form has
the 150 rows already (it cannot repeat a row). Before the clock starts, every cell of both results is compared.
Run: .venv/bin/python benchmarks/stamping.py
"""

import gc
import io
import platform
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

import xlsxwriter
from PIL import Image
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Sheet

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pumpurs_xl.template import Template, Value, compile_template, prove

LINES = 150
ROUNDS = 15
CLAIMS = 20
FIRST = 12
FIELDS = (
    *("npk", "vards", "grupa", "iap", "datums", "no", "lidz", "menesis", "dienas", "dokuments", "piezime"),
    *("izdevumi", "eur"),
)
KEYS = {"partneris", "ligums.datums", "menesis", *(f"rinda.{field}" for field in FIELDS)}
HEADER: dict[str, Value] = {
    "partneris": "Paraugskola",
    "ligums.datums": date(2022, 9, 1),
    "menesis": "2023. gada februāris",
}
T = TypeVar("T")
CELLS = {"C3": "partneris", "C4": "ligums.datums", "C5": "menesis"}


def form(rows: int) -> bytes:
    """The form with this many rows for lines; with one, they hold placeholders."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Pārskats")
        book.add_worksheet("Norādes").write_column("A1", [f"{number}. norāde" for number in range(1, 20)])
        lists = book.add_worksheet("Saraksti")
        lists.write_column("A1", [f"{grade}.a" for grade in range(1, 13)])
        lists.hide()
        framed = book.add_format({"border": 1})
        sheet.insert_image("A1", "logo.png", {"image_data": logo()})
        write_head(sheet, framed, book.add_format({"border": 1, "num_format": "dd.mm.yyyy."}), filled=rows > 1)
        write_rows(book, sheet, rows)
        write_foot(book, sheet, FIRST + rows - 1)
    return file.getvalue()


def logo() -> io.BytesIO:
    file = io.BytesIO()
    Image.effect_noise((90, 90), 60).save(file, "PNG")
    file.seek(0)
    return file


def write_head(sheet: Sheet, framed: Format, day: Format, *, filled: bool) -> None:
    sheet.merge_range(0, 2, 0, 13, "Izdevumu kopsavilkums", framed)
    for row in range(1, 9):
        sheet.merge_range(row, 2, row, 6, "", framed)
    for address, key in CELLS.items():
        sheet.write(address, "" if filled else f"${{{key}}}", day if key == "ligums.datums" else framed)
    sheet.write_row(FIRST - 2, 0, [*FIELDS, "starpība"], framed)
    sheet.repeat_rows(FIRST - 2)
    sheet.freeze_panes(FIRST - 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&CLapa &P no &N")


def write_rows(book: xlsxwriter.Workbook, sheet: Sheet, rows: int) -> None:
    framed, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    day = book.add_format({"border": 1, "num_format": "dd.mm.yyyy."})
    styles = {"izdevumi": money, "eur": money, "datums": day, "no": day, "lidz": day}
    for row in range(FIRST, FIRST + rows):
        for column, field in enumerate(FIELDS):
            sheet.write(row - 1, column, f"${{rinda.{field}}}" if rows == 1 else "", styles.get(field, framed))
        sheet.write_formula(row - 1, 13, f"=L{row}-M{row}", money)
    last = FIRST + rows - 1
    over = {"type": "cell", "criteria": ">", "value": 70, "format": money}
    sheet.conditional_format(f"L{FIRST}:M{last}", over)
    sheet.conditional_format(f"N{FIRST}:N{last}", over)
    sheet.data_validation(f"C{FIRST}:C{last}", {"validate": "list", "source": "=Saraksti!$A$1:$A$12"})
    sheet.data_validation(
        f"I{FIRST}:I{last}", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 31}
    )
    book.define_name("summas", f"=Pārskats!$M${FIRST}:$M${last}")


def write_foot(book: xlsxwriter.Workbook, sheet: Sheet, last: int) -> None:
    framed, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    sheet.merge_range(last, 0, last, 10, "Kopā", framed)
    for column in "LMN":
        sheet.write_formula(f"{column}{last + 1}", f"=SUM({column}{FIRST}:{column}{last})", money)
    for row in range(last + 2, last + 15):
        sheet.merge_range(row, 0, row, 4, "Paraksts", framed)
    sheet.print_area(0, 0, last + 15, 13)
    book.define_name("kopa", f"=Pārskats!$M${last + 1}")


def claim(claim_number: int) -> list[dict[str, Value]]:
    return [{**line(claim_number * 977 + number), "npk": number} for number in range(1, LINES + 1)]


def line(number: int) -> dict[str, Value]:
    paid = Decimal(number * 37 % 9000) / 100
    named: dict[str, Value] = {"vards": f"Izglītojamais {number}", "iap": f"IAP-{number:04}"}
    proved: dict[str, Value] = {"dokuments": f"R-{number}", "piezime": "", "datums": date(2023, 2, 1 + number % 28)}
    days: dict[str, Value] = {"no": date(2023, 2, 1), "lidz": date(2023, 2, 28)}
    group: dict[str, Value] = {"grupa": f"{number % 9 + 1}.a", "menesis": "2023-02", "dienas": number % 20}
    return {**named, **proved, **days, **group, "izdevumi": paid + 1, "eur": paid}


def with_openpyxl(source: bytes, lines: list[dict[str, Value]]) -> bytes:
    import openpyxl  # noqa: PLC0415 - the memory of stamping is measured without it

    book = openpyxl.load_workbook(io.BytesIO(source))
    sheet = book["Pārskats"]
    for address, key in CELLS.items():
        sheet[address] = HEADER[key]
    for row, values in enumerate(lines, FIRST):
        for column, field in enumerate(FIELDS, 1):
            sheet.cell(row, column).value = values[field]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(file: bytes) -> list[tuple[object, ...]]:
    import openpyxl  # noqa: PLC0415 - as above

    sheet = openpyxl.load_workbook(io.BytesIO(file))["Pārskats"]
    return [tuple(None if value == "" else value for value in row) for row in sheet.iter_rows(values_only=True)]


def check(template: Template, wide: bytes, lines: list[dict[str, Value]]) -> None:
    """Both ways give the same cells, and the totals are written beside their formulas."""
    import openpyxl  # noqa: PLC0415 - as above

    stamped = template.stamp(HEADER, {"rinda": lines})
    prove(template, stamped)
    assert cells(stamped) == cells(with_openpyxl(wide, lines))
    total = openpyxl.load_workbook(io.BytesIO(stamped), data_only=True)["Pārskats"][f"M{FIRST + LINES}"].value
    assert Decimal(str(total)) == sum(Decimal(str(values["eur"])) for values in lines)


def timed(run: Callable[[T], object], inputs: Sequence[T]) -> float:
    gc.collect()
    start = time.process_time()
    for one in inputs:
        run(one)
    return (time.process_time() - start) / len(inputs) * 1000


def memory(way: str) -> str:
    """The peak memory of a process that does nothing else."""
    done = subprocess.run([sys.executable, __file__, way], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def alone(way: str) -> None:
    claims = [claim(number) for number in range(CLAIMS)]
    template, wide = compile_template(form(1), KEYS), form(LINES)
    for lines in claims:
        if way == "stamp":
            template.stamp(HEADER, {"rinda": lines})
        else:
            with_openpyxl(wide, lines)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(row.split(":")[1].strip() for row in status.splitlines() if row.startswith("VmHWM")))


def installed(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} –"


def main() -> None:
    claims = [claim(number) for number in range(CLAIMS)]
    template, wide = compile_template(form(1), KEYS), form(LINES)
    for lines in claims:
        check(template, wide, lines)
    stamped = [template.stamp(HEADER, {"rinda": lines}) for lines in claims]
    rounds = [
        (
            timed(lambda lines: with_openpyxl(wide, lines), claims[:2]),
            timed(lambda lines: template.stamp(HEADER, {"rinda": lines}), claims),
            timed(lambda file: prove(template, file), stamped),
        )
        for _ in range(ROUNDS)
    ]
    ratios = sorted(slow / fast for slow, fast, _ in rounds)
    print(
        f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}, "
        + ", ".join(map(installed, ("openpyxl", "isal")))
    )
    print(f"{LINES} lines x 14 columns, {ROUNDS} rounds in turn, processor time per file (median)")
    for name, place in (("openpyxl load, fill, save", 0), ("stamp", 1), ("prove", 2)):
        print(f"{name:28}{statistics.median(round_[place] for round_ in rounds):9.2f} ms")
    spread = f"{ratios[0]:.1f} to {ratios[-1]:.1f}"
    print(f"openpyxl / stamp             {statistics.median(ratios):9.1f} x  (paired; {spread})")
    print(f"peak memory: openpyxl {memory('openpyxl')}, stamp {memory('stamp')}")


if __name__ == "__main__":
    alone(sys.argv[1]) if len(sys.argv) > 1 else main()
