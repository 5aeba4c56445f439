"""Odd but good files are read as Excel shows them; what can be read in two ways is refused."""

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from second_reader import differences
from test_file import HEADINGS, edited, everything, school

from pumpurs_xl.hosts.file.guard import sheet as guard_sheet
from pumpurs_xl.hosts.file.guard.names import MAIN
from pumpurs_xl.hosts.file.guard.sheet_xml import SheetXml
from pumpurs_xl.hosts.file.guard.sweep import NotPlain
from pumpurs_xl.hosts.file.reader import read_tables
from pumpurs_xl.model.table import RawWorkbook
from pumpurs_xl.values.refusal import Refusal

ROOT = Path(__file__).parent.parent
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
LINKS, ROOT_LINKS, TYPES = "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Pack = dict[str, bytes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return school(tmp_path / "skola.xlsx", lambda book, sheet: sheet.write_string("G5", "Ķēniņš & <dēls>"))


def repacked(path: Path, change: Callable[[Pack], object]) -> Path:
    """The same workbook with its parts changed, as another program would write them."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def tables(path: Path) -> object:
    return read_tables(path).tables


def replaced(parts: Pack, part: str, old: str, new: str) -> None:
    assert old.encode() in parts[part], f"{old} is not in {part}"
    parts[part] = parts[part].replace(old.encode(), new.encode())


# ---- the package ----


def renamed(parts: Pack) -> None:
    """The workbook, its texts and its formats under names of their own."""
    for name, new in (("sharedStrings", "teksti"), ("styles", "formati")):
        parts[f"xl/{new}.xml"] = parts.pop(f"xl/{name}.xml")
        replaced(parts, LINKS, f"{name}.xml", f"{new}.xml")
    parts["xl/book2.xml"], parts["xl/_rels/book2.xml.rels"] = parts.pop(BOOK), parts.pop(LINKS)
    replaced(parts, ROOT_LINKS, BOOK, "xl/book2.xml")


def with_decoy(parts: Pack) -> None:
    """Beside the renamed workbook one under the usual name, with other values."""
    old = {name: parts[name] for name in (BOOK, LINKS, SHEET)}
    renamed(parts)
    parts |= {BOOK: old[BOOK], LINKS: old[LINKS].replace(b"sheet1.xml", b"sheet9.xml")}
    parts["xl/worksheets/sheet9.xml"] = old[SHEET].replace(b"<v>4.1</v>", b"<v>9.1</v>")


def types_by_default(parts: Pack) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts[TYPES] = re.sub(rb"<Override[^>]*/>", b"", parts[TYPES])
    replaced(parts, TYPES, "application/xml", kind)


def with_other_sheets(parts: Pack) -> None:
    """A sheet of old macros, a chart on a sheet of its own, and a sheet without a part."""
    kinds = ("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", f"{OFFICE}/chartsheet")
    links = "".join(f'<Relationship Id="x{at}" Type="{kind}" Target="x/{at}.xml"/>' for at, kind in enumerate(kinds))
    sheets = "".join(f'<sheet name="X{at}" sheetId="{9 + at}" r:id="x{at}"/>' for at in range(len(kinds)))
    parts |= {f"xl/x/{at}.xml": b"<xm/>" for at in range(len(kinds))}
    replaced(parts, LINKS, "</Relationships>", f"{links}</Relationships>")
    replaced(parts, BOOK, "</sheets>", f'{sheets}<sheet name="Nav" sheetId="19" r:id=""/></sheets>')


def with_backslashes(parts: Pack) -> None:
    for name in [*parts]:
        parts[name.replace("/", "\\")] = parts.pop(name)


def target(said: str) -> Callable[[Pack], None]:
    return lambda parts: replaced(parts, LINKS, '"worksheets/sheet1.xml"', f'"{said}"')


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(renamed, id="parts under other names"),
        pytest.param(with_decoy, id="a decoy under the usual name"),
        pytest.param(types_by_default, id="content types by default"),
        pytest.param(with_backslashes, id="folders parted by backslashes"),
        pytest.param(with_other_sheets, id="sheets of other kinds"),
        pytest.param(target("./worksheets/sheet1.xml"), id="a target with a dot"),
        pytest.param(target("/xl/worksheets/sheet1.xml"), id="a target from the root"),
        pytest.param(target("../xl/worksheets/./sheet1.xml"), id="a target up and down"),
        pytest.param(target("Worksheets/SHEET1.xml"), id="a target in other letters"),
    ],
)
def test_a_package_of_another_make_is_read_as_its_relations_say(path: Path, change: Callable[[Pack], None]) -> None:
    expected = tables(path)
    assert tables(repacked(path, change)) == expected


# ---- the cells ----

NUMBER, TEXT = '<c r="E5"><v>4.1</v></c>', '<c r="B5" t="s"><v>{at}</v></c>'
FOREIGN = '<f:v xmlns:f="urn:x">9</f:v>'
SAME = [
    pytest.param(NUMBER, f'<c r="E5"><v>4.1</v>{FOREIGN}</c>', id="a value of another format after it"),
    pytest.param(NUMBER, f'<c r="E5">{FOREIGN}<v>4.1</v></c>', id="a value of another format before it"),
    pytest.param(NUMBER, '<c r="E5"><v>&#52;.1</v></c>', id="a digit by its number"),
    pytest.param(NUMBER, '<c r="&#69;5"><v>4.1</v></c>', id="an address by its number"),
    pytest.param(NUMBER, '<c r="E5"><v> 4.1\n</v></c>', id="blanks around a number"),
    pytest.param(NUMBER, '<c r="E5" t="n"><v>4.1</v></c>', id="a number that says so"),
    pytest.param(NUMBER, '<c r="E5" t="n" s="0" cm="1"><v>4.1</v></c>', id="attributes in another order"),
    pytest.param(NUMBER, '<c r="E5"><v>41E-1</v></c>', id="a number with an exponent"),
    pytest.param(NUMBER, '<x:c xmlns:x="{ns}" r="E5"><x:v>4.1</x:v></x:c>', id="a prefix of this format"),
    pytest.param(TEXT, '<c r="B5" t="s"><v> {at} </v></c>', id="blanks around the number of a text"),
    pytest.param(TEXT, '<c r="B5" t="inlineStr"><is><t>P4</t></is></c>', id="a text in its cell"),
    pytest.param(TEXT, '<c r="B5" t="inlineStr"><v>7</v><is><t>P4</t></is></c>', id="a text and a value"),
    pytest.param(TEXT, '<c r="B5" t="inlineStr"><is><r><t>P</t></r><r><t>4</t></r></is></c>', id="a text in two runs"),
    pytest.param(
        TEXT,
        '<c r="B5" t="inlineStr"><is><t>P4</t><rPh sb="0" eb="1"><t>XX</t></rPh></is></c>',
        id="a text with its pronunciation",
    ),
    pytest.param('<dimension ref="A1:G9"/>', '<dimension ref="A0:J13"/>', id="a dimension that is none"),
    pytest.param('<dimension ref="A1:G9"/>', '<dimension ref="viss"/>', id="a dimension of letters"),
    pytest.param('<row r="5"', "<row", id="a row without a number"),
    pytest.param(
        "<sheetData>",
        '<!--<sheetData><row r="1"><c r="E1"><v>9</v></c></row></sheetData>--><sheetData>',
        id="rows in a comment",
    ),
    pytest.param("<?xml", "\ufeff<?xml", id="a mark of the byte order"),
]


@pytest.mark.parametrize("old, new", SAME)
def test_cells_of_another_make_say_the_same(path: Path, old: str, new: str) -> None:
    expected = tables(path)
    with zipfile.ZipFile(path) as source:
        place = re.search(rb'<c r="B5" t="s"><v>(\d+)</v>', source.read(SHEET))
    assert place
    old, new = (each.replace("{at}", place[1].decode()).replace("{ns}", MAIN) for each in (old, new))
    assert tables(edited(path, old, new)) == expected


def test_cells_and_rows_without_any_address_are_read(path: Path) -> None:
    expected = tables(path)

    def bare(parts: Pack) -> None:
        xml = parts[SHEET].decode().replace('<row r="4"', '<row/><row r="4"')
        rows = {row: dict(re.findall(rf'<c r="([A-Z]+){row}"(.*?)(?=<c |</row>)', xml)) for row in (4, 5, 6, 8, 9)}
        written = [
            "<row>" + "".join(f"<c{rows[row].get(column, '/>')}" for column in "ABCDEFG") + "</row>"
            if row in rows
            else "<row/>"
            for row in range(1, 10)
        ]
        parts[SHEET] = re.sub(
            r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{''.join(written)}</sheetData>", xml
        ).encode()

    assert tables(repacked(path, bare)) == expected


@pytest.mark.parametrize(
    "old, new",
    [
        pytest.param(NUMBER, '<c r="E5"><v>4.1</v><v>9.1</v></c>', id="two values"),
        pytest.param(NUMBER, '<c r="E5"><v>4.1</v><v/></c>', id="a value and an empty one"),
        pytest.param(NUMBER, '<c r="E5"><f>1</f><f>2</f><v>4.1</v></c>', id="two formulas"),
        pytest.param(NUMBER, '<c r="E5"><is><t>4.1</t></is></c>', id="a text in a cell of numbers"),
        pytest.param(NUMBER, '<c r="E5" t="inlineStr"><v>4.1</v></c>', id="a number in a cell of texts"),
        pytest.param(NUMBER, '<c r="E5"><c r="E5"><v>4.1</v></c></c>', id="a cell in a cell"),
        pytest.param(NUMBER, '<c r="E5"><a><v>4.1</v></a></c>', id="a value too deep"),
        pytest.param(NUMBER, "<v>4.1</v>", id="a value without a cell"),
        pytest.param("</sheetData>", '</sheetData><row r="99"/>', id="a row after the rows"),
        pytest.param("</sheetData>", "</sheetData><sheetData/>", id="rows twice"),
        pytest.param("</sheetData>", '<c r="A10"><v>1</v></c></sheetData>', id="a cell without a row"),
    ],
)
def test_what_can_be_read_in_two_ways_is_damage(path: Path, old: str, new: str) -> None:
    with pytest.raises(Refusal, match="ir bojāts"):
        read_tables(edited(path, old, new))


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/theme/theme1.xml", "xl/tables/table1.xml", "docProps/app.xml"])
def test_another_part_in_the_place_of_a_sheet_is_damage(path: Path, part: str) -> None:
    with pytest.raises(Refusal, match="ir bojāts"):
        read_tables(repacked(path, lambda parts: parts.update({SHEET: parts[part]})))


def test_two_workbooks_in_one_file_are_damage(path: Path) -> None:
    def doubled(parts: Pack) -> None:
        parts["xl/book2.xml"] = parts[BOOK]
        second = f'<Relationship Id="x" Type="{OFFICE}/officeDocument" Target="xl/book2.xml"/></Relationships>'
        replaced(parts, ROOT_LINKS, "</Relationships>", second)

    with pytest.raises(Refusal, match="ir bojāts"):
        read_tables(repacked(path, doubled))


# ---- one reading ----


def by_the_parser(path: Path) -> RawWorkbook:
    with pytest.MonkeyPatch.context() as patch:

        def refuse(*_: object) -> None:
            raise NotPlain

        patch.setattr(guard_sheet, "sweep", refuse)
        return read_tables(path)


@pytest.mark.parametrize("name", ["PuMPuRS.xlsx", "*.xlsx"])
def test_the_sweep_and_the_parser_read_the_same(tmp_path: Path, name: str) -> None:
    shipped = ROOT / "workbook" / name
    path = shipped if shipped.is_file() else school(tmp_path / "skola.xlsx", everything)
    assert by_the_parser(path) == read_tables(path)


def test_what_our_writer_writes_is_swept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SheetXml, "_end_cell", pytest.fail)
    assert len(read_tables(path).tables["tML"].headings) == len(HEADINGS)


WORKBOOKS = [*(ROOT / "workbook").glob("PuMPuRS.xlsx"), *sorted((ROOT / "workbook" / "templates").glob("*.xlsx"))]


@pytest.mark.parametrize("shipped", WORKBOOKS, ids=lambda path: path.name)
def test_openpyxl_reads_the_same_in_every_cell_of_what_is_shipped(shipped: Path) -> None:
    count, found = differences(shipped)
    assert found == []
    assert count > 0


# ---- damage ----


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Some bits turned, a piece cut out, or two pieces swapped."""
    broken, kind = bytearray(content), chance.randrange(4)
    first, second = sorted(chance.randrange(len(broken)) for _ in range(2))
    if kind == 0:
        del broken[first : first + chance.randrange(1, 2_000)]
    elif kind == 1:
        size = chance.randrange(1, 500)
        broken[first : first + size], broken[second : second + size] = (
            broken[second : second + size],
            broken[first : first + size],
        )
    else:
        for _ in range(kind):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def damage_run(path: Path, copy: Path, times: int, seed: int) -> tuple[int, int]:
    """How many damaged copies are refused, and how many are read otherwise than the sound one."""
    sound, content, chance = read_tables(path), path.read_bytes(), random.Random(seed)  # noqa: S311 # no secrets
    refused = wrong = 0
    for _ in range(times):
        copy.write_bytes(damaged(content, chance))
        try:
            book = read_tables(copy)
        except Refusal:
            refused += 1
        else:
            wrong += (book.tables, book.names, book.stray) != (sound.tables, sound.names, sound.stray)
    return refused, wrong


def test_a_damaged_copy_is_refused_or_read_right(tmp_path: Path) -> None:
    refused, wrong = damage_run(ROOT / "workbook" / "PuMPuRS.xlsx", tmp_path / "kopija.xlsx", 150, 20231101)
    assert wrong == 0
    assert refused > 100


OTHERS = ["xl/styles.xml", "xl/sharedStrings.xml", "xl/tables/table1.xml", BOOK, LINKS, ROOT_LINKS]


@pytest.mark.parametrize("part", OTHERS)
def test_a_part_in_anothers_place_is_refused(path: Path, part: str) -> None:
    other = {OTHERS[0]: OTHERS[1]}.get(part, OTHERS[0])
    with pytest.raises(Refusal):
        read_tables(repacked(path, lambda parts: parts.update({part: parts[other]})))
