"""A form on trial: what only reading back shows, openpyxl reads and one sentence tells."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from template_forms import KEYS, changed, rich_form

from pumpurs_xl.archive.forms import shipped_templates, template_of
from pumpurs_xl.archive.trial import try_form
from pumpurs_xl.template import Template, compile_template
from pumpurs_xl.values.language import Both
from pumpurs_xl.values.refusal import Refusal

DAY, MONEY = "dd.mm.yyyy.", "#,##0.00"


def form(formats: Mapping[str, str]) -> bytes:
    """A small form whose cells have these number formats."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Lapa")
        sheet.write("A1", "${ligums.datums}", book.add_format({"num_format": formats.get("A1", DAY)}))
        sheet.write("A3", "${rinda.npk}. ${rinda.vards_uzvards}")
        sheet.write("B3", "${rinda.eur}", book.add_format({"num_format": formats.get("B3", MONEY)}))
        sheet.write("C3", "EUR")
        sheet.write_formula("B4", "=SUM(B3:B3)")
        sheet.write("A6", "Paraksts: ${koordinators}")
    return file.getvalue()


def tried(source: bytes, folder: Path) -> tuple[Both, ...]:
    """What the trial notes of a form."""
    path = folder / "ED.xlsx"
    path.write_bytes(source)
    return try_form(compile_template(path, KEYS), path)


@pytest.mark.parametrize("code", ["ED", "KO", "NM", "kopsavilkums"])
def test_a_shipped_form_passes_without_a_note(code: str) -> None:
    path = shipped_templates()[code]
    assert try_form(template_of(path, code), path) == ()


def test_a_form_with_all_that_a_funder_may_put_into_one_passes(tmp_path: Path) -> None:
    assert tried(rich_form(), tmp_path) == ()


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    since_1904 = {"xl/workbook.xml": ("<workbookPr ", '<workbookPr date1904="1" ')}
    assert tried(changed(form({}), since_1904), tmp_path) == ()


def test_an_amount_that_shows_as_a_date_is_told_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        tried(form({"B3": DAY}), tmp_path)
    assert refused.value.say("lv").startswith("Veidne “ED.xlsx”: izmēģinājumā ar 1 rindu šūnā Lapa!B3 nolasāms “")
    assert "on trial with 1 line the cell Lapa!B3 reads “" in refused.value.say("en")


def test_a_date_that_shows_as_a_number_is_noted(tmp_path: Path) -> None:
    (note,) = tried(form({"A1": "General"}), tmp_path)
    assert note.lv.startswith("Lapa!A1: datums šūnā būs redzams kā skaitlis 449")


def test_a_form_that_openpyxl_cannot_read_is_told(tmp_path: Path) -> None:
    no_such_format = {"xl/worksheets/sheet1.xml": ('<c r="C3" t="s">', '<c r="C3" s="99" t="s">')}
    with pytest.raises(Refusal, match=r"“ED.xlsx”.*openpyxl.*nevar nolasīt"):
        tried(changed(form({}), no_such_format), tmp_path)


@pytest.mark.parametrize("fault", ["a line is lost", "two lines are swapped", "cents are cut"])
def test_a_fault_of_the_stamper_that_its_own_proof_cannot_see_is_found(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = Template.stamp

    def faulty(template: Template, values: Any, blocks: Mapping[str, list[dict[str, Any]]]) -> bytes:
        lines = blocks["rinda"]
        spoiled = {
            "a line is lost": lines[:-1],
            "two lines are swapped": lines[::-1],
            "cents are cut": [line | {"eur": line["eur"] // 1} for line in lines],
        }[fault]
        return stamp(template, values, {"rinda": spoiled})

    monkeypatch.setattr(Template, "stamp", faulty)
    with pytest.raises(Refusal, match="izmēģinājumā"):
        tried(form({}), tmp_path)


def pumpurs(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pumpurs_xl", "template", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_answers_with_the_trial_or_refuses(tmp_path: Path) -> None:
    sound = pumpurs(shipped_templates()["ED"], "--format", "json")
    found = json.loads(sound.stdout)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert found.keys() == {"keys", "notes", "trial"}
    assert (found["notes"], found["trial"]) == ([], [0, 1, 3, 150])
    spoiled = tmp_path / "TR.xlsx"
    spoiled.write_bytes(form({"B3": DAY}))
    refused = pumpurs(spoiled, "--lang", "en")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Template “TR.xlsx”: on trial")
    assert refused.stderr.count("\n") == 1


def test_only_the_trial_waits_for_openpyxl() -> None:
    code = "import sys, pumpurs_xl.cli; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
