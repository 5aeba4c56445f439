"""A claim form with everything a funder may put into one, and the lines to fill it with."""

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import xlsxwriter
from PIL import Image

from pumpurs_xl.template import Value

KEYS = frozenset(
    ["partneris", "ligums.datums", "menesis", "kopa.eur", "kopa.rindas", "koordinators", "veids"]
    + [f"rinda.{name}" for name in ("npk", "vards_uzvards", "izdevumi", "eur", "datums", "piezimes")]
    + [f"diena.{name}" for name in ("datums", "izglitojamie", "eur")]
)
VALUES: dict[str, Value] = {
    "partneris": "Žagares <vidusskola> & partneri",
    "ligums.datums": date(2022, 9, 1),
    "menesis": "2023. gada februāris",
    "kopa.eur": Decimal("31732.17"),
    "kopa.rindas": 150,
    "koordinators": "  Paraugs  ",
    "veids": "Ēdināšana",
}
BLOCK_ROW = 12


def lines(count: int) -> list[dict[str, Value]]:
    """So many lines, each with its own cents."""
    return [
        {
            "npk": number,
            "vards_uzvards": f"Paraugs {number % 40}",
            "izdevumi": Decimal(number) + Decimal("0.07"),
            "eur": Decimal(number),
            "datums": date(2023, 2, 1 + number % 28),
            "piezimes": None if number % 3 else "piezīme",
        }
        for number in range(1, count + 1)
    ]


def days(count: int) -> list[dict[str, Value]]:
    return [
        {"datums": date(2023, 2, day), "izglitojamie": day, "eur": Decimal("1.25") * day} for day in range(1, count + 1)
    ]


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "PNG")
    file.seek(0)
    return file


def rich_form() -> bytes:
    """The form: three sheets, all that hangs on them, and parts that only Excel writes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        form, days_sheet, notes = (book.add_worksheet(title) for title in ("Pārskats", "Dienas un summas", "Norādes"))
        _write_form(book, form)
        _write_days(book, days_sheet)
        notes.write_column(0, 0, ["Nemainīga lapa", 1, 2])
        notes.write_formula("A4", "=A2+A3", value=3)
        book.define_name("summas", "=Pārskats!$G$12")
        book.define_name("paraksts", "=Pārskats!$B$18")
    return with_foreign_parts(file.getvalue())


def _write_form(book: xlsxwriter.Workbook, form: xlsxwriter.worksheet.Worksheet) -> None:
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    day = book.add_format({"num_format": "dd.mm.yyyy."})
    framed = book.add_format({"border": 1, "text_wrap": True})
    form.insert_image("A1", "logo.png", {"image_data": picture()})
    form.merge_range("A2:K2", "Atbalsts: ${veids}, ${menesis}", framed)
    form.write("B3", "Sadarbības partneris: ${partneris}")
    form.write("B4", "${ligums.datums}", day)
    form.write("B5", "līgums no ${ligums.datums} par ${kopa.eur} EUR, ${kopa.rindas} rindas")
    form.write("B6", "${partneris}")
    form.set_row(4, 30)
    form.set_row(6, None, None, {"hidden": True})
    form.write_formula("G7", "=G13+G$15", money)
    form.write_rich_string("B8", book.add_format({"bold": True}), "Koordinators: ", "${koordinators}", framed)
    form.merge_range("L10:L14", "sānu apmale", framed)
    form.write_row(
        "A11",
        ["Nr.", "Izglītojamais", "", "Datums", "Piezīmes", "Izdevumi", "EUR", "Starpība", "%", "Uzkrāts", "Vienība"],
    )
    form.set_row(11, 22)
    form.write("A12", "${rinda.npk}", framed)
    form.merge_range("B12:C12", "${rinda.vards_uzvards}", framed)
    form.write("D12", "${rinda.datums}", day)
    form.write("E12", "${rinda.piezimes} (${menesis})", framed)
    form.write("F12", "${rinda.izdevumi}", money)
    form.write("G12", "${rinda.eur}", money)
    form.write_formula("H12", "=ROUND((F12-G12)*$N$20,2)", money)
    form.write_formula("I12", "=ROUND(G12/SUM(G$12:G$12)*100,4)", money)
    form.write_formula("J12", "=SUM(G$12:G12)", money)
    form.write("K12", "EUR", framed)
    form.merge_range("A13:E13", "Kopā", framed)
    form.write_formula("F13", "=SUM(F12:F12)", money)
    form.write_formula("G13", "=SUM(G12:G12)", money)
    form.write_formula("H13", "=SUM($H$12:H12)", money)
    form.write_formula("G14", "=ROUND(G13*85%,2)", money)
    form.write_formula("G15", "=G13-G14", money)
    form.write_formula("G16", "=IF(G13>0,COUNT(A12:A12),0)")
    form.write_formula("I16", "=MEDIAN(G12:G12)")
    form.write_formula("H16", "=MAX(G12:G12)-MIN(G12:G12)")
    form.set_row(17, 40)
    form.merge_range("B18:C18", "Paraksts: ${koordinators}", framed)
    form.write_url("B19", "internal:'Pārskats'!G13", string="uz kopsummu")
    form.write_column("N20", [2, 3, 4])
    form.add_table(
        "A20:C22",
        {"columns": [{"header": "Kods"}, {"header": "Skaits"}, {"header": "EUR"}], "data": [["a", 1, 2], ["b", 3, 4]]},
    )
    _format_form(book, form)


def _format_form(book: xlsxwriter.Workbook, form: xlsxwriter.worksheet.Worksheet) -> None:
    red = book.add_format({"bg_color": "red"})
    form.conditional_format("A12:K12", {"type": "formula", "criteria": "=$G12>$N$21", "format": red})
    form.conditional_format("G13:G15", {"type": "formula", "criteria": "=G13<$G$13", "format": red})
    form.conditional_format("G12", {"type": "data_bar", "data_bar_2010": True})
    form.data_validation("E12", {"validate": "list", "source": "=$N$20:$N$22"})
    form.data_validation("G15", {"validate": "custom", "value": "=G15<=G$13"})
    form.data_validation("B4", {"validate": "list", "source": ["jā", "nē"]})
    form.add_sparkline("M13", {"range": "Pārskats!G12:G12"})
    form.add_sparkline("M12", {"range": "Pārskats!F12:G12"})
    form.write_comment("B18", "Paraksta koordinators")
    form.write_comment("B3", "Nosaukums no līguma")
    form.insert_textbox("E19", "Zīmoga vieta")
    form.insert_image("H18", "zimogs.png", {"image_data": picture()})
    form.insert_image("M9", "mala.png", {"image_data": picture(), "y_scale": 6, "object_position": 1})
    form.set_header("&L&G", {"image_left": "galva.png", "image_data_left": picture()})
    form.set_footer("&CLapa &P no &N")
    form.print_area("A1:L22")
    form.repeat_rows(10, 10)
    form.set_h_pagebreaks([12, 18])
    form.freeze_panes(11, 0)
    form.ignore_errors({"number_stored_as_text": "A12:A12 B18"})
    form.fit_to_pages(1, 0)


def _write_days(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.write_row("A1", ["Diena", "Skaits", "EUR", "${menesis}"])
    sheet.write("A2", "${diena.datums}", book.add_format({"num_format": "dd.mm.yyyy."}))
    sheet.write("B2", "${diena.izglitojamie}")
    sheet.write("C2", "${diena.eur}", money)
    sheet.write_formula("B3", "=SUM(B2:B2)")
    sheet.write_formula("C3", "=SUM(C2:C2)", money)
    sheet.write_formula("C4", "=Pārskats!G13-C3", money)
    sheet.write_formula("A5", "=Pārskats!B6")


def with_foreign_parts(form: bytes) -> bytes:
    """Adds what XlsxWriter cannot write: custom XML and the list of formula cells."""
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    chain = f'<calcChain xmlns="{main}"><c r="F13" i="1"/></calcChain>'
    types = f'<Override PartName="/xl/calcChain.xml" ContentType="{office}.calcChain+xml"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{relation}" Target="calcChain.xml"/></Relationships>'
    return changed(
        form,
        {"[Content_Types].xml": ("</Types>", types), "xl/_rels/workbook.xml.rels": ("</Relationships>", relation)},
        {"xl/calcChain.xml": chain, "customXml/item1.xml": "<dati>${nav.vietturis}</dati>"},
    )


def changed(form: bytes, edits: Mapping[str, tuple[str, str]], new: Mapping[str, str] | None = None) -> bytes:
    """The file with a text replaced in some parts, and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            data = old.read(name)
            if name in edits:
                before, after = edits[name]
                assert before.encode() in data, (name, before)
                data = data.replace(before.encode(), after.encode())
            made.writestr(name, data)
        for name, text in (new or {}).items():
            made.writestr(name, text)
    return out.getvalue()


def simple_form(cells: Mapping[str, str], titles: Sequence[str] = ("Lapa",)) -> bytes:
    """A form with these cells on its first sheet; a text that begins with = is a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheets = [book.add_worksheet(title) for title in titles]
        for address, text in cells.items():
            sheets[0].write(address, text)
    return file.getvalue()


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def opened(file: bytes, *, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would lose on saving; nothing is saved
        return openpyxl.load_workbook(io.BytesIO(file), data_only=values)
