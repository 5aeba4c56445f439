"""What the stamper cannot carry it refuses, in plain words, naming the cell or the part."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from template_forms import KEYS, VALUES, changed, lines, parts, rich_form, simple_form

from pumpurs_xl.template import Value, compile_template, prove
from pumpurs_xl.values.refusal import Refusal

SHEET = "xl/worksheets/sheet1.xml"
ROW = {"A5": "${rinda.npk}", "B5": "${rinda.eur}", "B6": "=SUM(B5:B5)"}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


LOOKS_DOWN = (
    '<conditionalFormatting sqref="A5:B5"><cfRule type="expression" priority="1"><formula>$A5&lt;$A6</formula>'
    "</cfRule></conditionalFormatting>"
)


def form(**cells: str) -> bytes:
    return simple_form(ROW | cells)


@pytest.mark.parametrize(
    "cells, place",
    [
        ({"C3": "${partneriss}"}, r"Lapa!C3.*\$\{partneris\}"),
        ({"C3": "${rinda.npkk}"}, r"Lapa!C3.*\$\{rinda\.npk\}"),
        ({"C3": "${Partneris}"}, r"Lapa!C3.*\$\{partneris\}"),
        ({"C3": "${partneris"}, "Lapa!C3"),
        ({"C3": "${}"}, "Lapa!C3"),
        ({"C8": "${rinda.npk}"}, "Lapa, 8. rinda"),
        ({"C5": "${diena.eur}"}, "Lapa, 5. rinda"),
        ({"C9": "=B5+1"}, r"Lapa!C9.*B5:B5"),
        ({"C5": "=B6+1"}, r"Lapa!C5.*\$"),
        ({"C9": '=INDIRECT("B7")'}, "Lapa!C9"),
        ({"C9": '="${partneris}"'}, "Lapa!C9"),
        ({"C9": "=SUM(Lapa:Cita!B7)"}, "Lapa!C9"),
    ],
)
def test_a_cell_that_cannot_be_stamped_is_named(cells: dict[str, str], place: str) -> None:
    with pytest.raises(Refusal, match=place) as refused:
        compile_template(form(**cells), KEYS, "ED.xlsx")
    assert "ED.xlsx" in refused.value.say("lv")
    assert "ED.xlsx" in refused.value.say("en")


def test_a_template_without_a_repeated_row_is_refused() -> None:
    with pytest.raises(Refusal, match=r"\$\{rinda"):
        compile_template(simple_form({"A1": "${partneris}"}), KEYS)


@pytest.mark.parametrize(
    "edit, place",
    [
        (("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A5:A6"/></mergeCells>'), "A5:A6"),
        (("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>'), "Lapa!A5"),
        (('<row r="5"', '<row hidden="1" r="5"'), "5. rinda"),
        (("<f>SUM(B5:B5)</f>", '<f t="array" ref="B6:B7">SUM(B5:B5)</f>'), "Lapa!B6"),
        (("<f>SUM(B5:B5)</f>", '<f t="dataTable" ref="B6:B7" r1="A1"/>'), "Lapa!B6"),
        (("<f>SUM(B5:B5)</f>", '<f t="shared" si="3"/>'), "Lapa!B6"),
        (("</sheetData>", '</sheetData><scenarios><inputCells r="B9"/></scenarios>'), "Scenāriju"),
        (("</sheetData>", "</sheetData><headerFooter><oddFooter>${veids}</oddFooter></headerFooter>"), "Lapa, lapas"),
        (("</sheetData>", '</sheetData><extLst><ext uri="x"><svešs r="B7"/></ext></extLst>'), "svešs"),
        (('<row r="6"', '<row r="4"'), "Lapa, 4. rinda"),
        (('<c r="B6"', '<c r="A9"'), "Lapa, 6. rinda"),
        (("<v>0</v>", "<v>0</v><!DOCTYPE x>"), SHEET),
        (("</sheetData>", ""), SHEET),
        ((MAIN, 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'), ".xlsx"),
        (("</sheetData>", f"</sheetData>{LOOKS_DOWN}"), "Lapa, 5. rinda"),
    ],
)  # fmt: skip
def test_what_cannot_follow_the_rows_is_refused(edit: tuple[str, str], place: str) -> None:
    with pytest.raises(Refusal, match=place):
        compile_template(changed(form(C4="x"), {SHEET: edit}), KEYS)


def test_letters_of_one_placeholder_formatted_differently_are_refused_and_of_one_kind_are_not() -> None:
    whole = form(C3="${partneris}")
    text = "<t>${partneris}</t>"
    split = changed(whole, {"xl/sharedStrings.xml": (text, "<r><t>${part</t></r><r><t>neris}</t></r>")})
    with pytest.raises(Refusal, match="Lapa!C3"):
        compile_template(split, KEYS)
    bold = changed(
        whole, {"xl/sharedStrings.xml": (text, "<r><rPr><b/></rPr><t>Kam: </t></r><r><t>${partneris}</t></r>")}
    )
    stamped = compile_template(bold, KEYS).stamp(VALUES, {"rinda": lines(1)})
    assert b"<r><rPr><b/></rPr><t" in parts(stamped)["xl/sharedStrings.xml"]
    assert openpyxl.load_workbook(io.BytesIO(stamped))["Lapa"]["C3"].value == f"Kam: {VALUES['partneris']}"


def test_placeholders_outside_cells_are_refused_with_what_a_person_calls_the_place() -> None:
    for part, edit, place in [
        ("xl/drawings/drawing1.xml", ("Zīmoga vieta", "${koordinators}"), "Pārskats, tekstlodziņš"),
        ("xl/drawings/drawing1.xml", ("Zīmoga vieta", "$</a:t></a:r><a:r><a:t>{koordinators}"), "tekstlodziņš"),
        ("xl/comments1.xml", ("Paraksta koordinators", "${koordinators}"), "Pārskats, piezīme"),
        ("xl/tables/table1.xml", ('name="Kods"', 'name="${koordinators}"'), "Pārskats, tabulas virsraksts"),
    ]:
        with pytest.raises(Refusal, match=place):
            compile_template(changed(rich_form(), {part: edit}), KEYS)


def _encrypted(data: bytes) -> bytes:
    at = data.index(b"PK\1\2") + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


BROKEN = {
    "not a workbook": b"Vards;Summa\n",
    "empty": b"",
    "another zip": changed(simple_form({}), {}, {}).replace(b"[Content_Types].xml", b"[Content_Typos].xml"),
    "cut": form()[:-300],
    "a flipped bit": bytes(byte ^ (at == 60) for at, byte in enumerate(form())),
    "password": _encrypted(form()),
    "old format": bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600,
    "encrypted by Excel": bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
    "macros": changed(form(), {"[Content_Types].xml": ("sheet.main+xml", "sheet.macroEnabled.main+xml")}),
    "unsafe name": changed(form(), {}, {"../x.xml": "<x/>"}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_is_no_sound_workbook_is_refused_in_plain_words(kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        compile_template(BROKEN[kind], KEYS)
    assert "Veidne" in refused.value.say("lv")
    assert refused.value.say("lv").endswith(".")


@pytest.mark.parametrize(
    "value",
    [
        "a\x01b",
        "\ud800",
        "\uffff",
        "x" * 32_768,
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1234567890123456.78"),
        date(1899, 1, 1),
    ],
)
def test_a_value_no_cell_can_hold_is_refused_with_its_cell_and_without_the_value(value: Value) -> None:
    template = compile_template(form(C3="${partneris}"), KEYS)
    with pytest.raises(Refusal, match="Lapa!C3"):
        template.stamp(VALUES | {"partneris": value}, {"rinda": lines(1)})
    bad: Any = [*lines(2), {"npk": 3, "eur": value}]
    with pytest.raises(Refusal, match=r"Lapa!B5 \(3\)") as refused:
        template.stamp(VALUES, {"rinda": bad})
    assert str(value) not in str(refused.value) or value == "\ud800"


def test_a_missing_value_is_refused_with_its_cell() -> None:
    template = compile_template(form(C3="${partneris}"), KEYS)
    with pytest.raises(Refusal, match="Lapa!C3"):
        template.stamp({}, {"rinda": []})
    with pytest.raises(Refusal, match="Lapa!B5"):
        template.stamp(VALUES, {"rinda": [{"npk": 1}]})


def test_more_lines_than_a_sheet_has_rows_are_refused() -> None:
    template = compile_template(form(), KEYS)
    with pytest.raises(Refusal, match="Lapa"):
        template.stamp(VALUES, {"rinda": [lines(1)[0]] * 1_048_575})


def sheet_of(file: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file), data_only=values)["Lapa"]


FOREIGN = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:worksheet {MAIN.replace("xmlns", "xmlns:x")}><x:sheetData>
<x:row><x:c t="inlineStr"><x:is><x:t>Kam: ${{partneris}}</x:t></x:is></x:c><x:c><x:v>4</x:v></x:c></x:row>
<x:row spans='1:3' r='5'><x:c t='inlineStr' r='A5'><x:is><x:t>${{rinda.npk}}</x:t></x:is></x:c>
<x:c r="B5"><x:f>A5*B1</x:f></x:c><x:c r="C5"><x:f>A5*$B$1</x:f><x:v>0</x:v></x:c></x:row>
<x:row r="6"><x:c r="A6"><x:f t="shared" ref="A6:C6" si="0">SUM(A5:A5)</x:f></x:c>
<x:c r="B6" s="0" t="str"><x:f t="shared" si="0"/><x:v>x</x:v></x:c><x:c r="C6"><x:f t="shared" si="0"/></x:c>
<x:c r="D6"><x:f t="array" ref="D6">SUM(A5:A5*2)</x:f></x:c></x:row>
</x:sheetData></x:worksheet>"""


def test_sheets_as_other_programs_write_them_are_stamped_too() -> None:
    data = form()
    sheet = parts(data)[SHEET].decode()
    template = compile_template(changed(data, {SHEET: (sheet, FOREIGN)}), KEYS)
    file = template.stamp(VALUES, {"rinda": lines(3)})
    prove(template, file)
    values, formulas = sheet_of(file), sheet_of(file, values=False)
    expected = [[1, 4, 4], [2, 0, 8], [3, 0, 12], [6, 4, 24]]
    assert "Lapa!B5" in template.notes[-1].lv, "B1 has no $ and goes down with the lines"
    assert values["A1"].value == f"Kam: {VALUES['partneris']}"
    assert [[cell.value for cell in row[:3]] for row in values["A5:C8"]] == expected
    assert [formulas[cell].value for cell in ("B6", "B8", "C8")] == ["=A6*B2", "=SUM(B5:B7)", "=SUM(C5:C7)"]
    assert formulas["D8"].value.ref == "D8"
    assert formulas["D8"].value.text == "=SUM(A5:A7*2)"


def test_without_shared_strings_texts_stay_in_their_cells() -> None:
    whole = parts(form())
    types = whole["[Content_Types].xml"].decode()
    mention = next(f"<Override{part}" for part in types.split("<Override") if "sharedStrings" in part).partition("</")[
        0
    ]
    data = changed(form(), {SHEET: (whole[SHEET].decode(), FOREIGN), "[Content_Types].xml": (mention, "")})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            if name != "xl/sharedStrings.xml":
                made.writestr(name, old.read(name))
    template = compile_template(out.getvalue(), KEYS)
    file = template.stamp(VALUES | {"partneris": "=1 & ${menesis}"}, {"rinda": lines(2)})
    prove(template, file)
    assert sheet_of(file)["A1"].value == "Kam: =1 & ${menesis}"


def test_a_chart_of_the_lines_shows_all_of_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, charts = book.add_worksheet("Lapa"), book.add_worksheet("Diagramma")
        for address, text in ROW.items():
            sheet.write(address, text)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Lapa!$B$5:$B$5", "categories": "=Lapa!$A$5"})
        charts.insert_chart("A1", chart)
    template = compile_template(out.getvalue(), KEYS)
    file = template.stamp(VALUES, {"rinda": lines(4)})
    prove(template, file)
    chart_part = parts(file)["xl/charts/chart1.xml"].decode()
    assert "<c:f>Lapa!$B$5:$B$8</c:f>" in chart_part
    assert "<c:f>Lapa!$A$5:$A$8</c:f>" in chart_part
    assert "Cache" not in chart_part


def test_days_count_from_1904_where_the_workbook_does() -> None:
    edit = ("<workbookPr ", '<workbookPr date1904="1" ')
    template = compile_template(changed(form(C3="${ligums.datums}"), {"xl/workbook.xml": edit}), KEYS)
    assert sheet_of(template.stamp(VALUES, {"rinda": []}))["C3"].value == date(2022, 9, 1).toordinal() - 693_594 - 1462
