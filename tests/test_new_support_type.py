"""A new support type is one module and its name in `SUPPORT_TYPES`, a new column is one line: proved in a copy.

The program is copied without what `make workbook` builds. mentoring.py is added as its eighth support type, and a
column to the learning aids. Then the copy is built and used as a school uses it; nothing else in it is touched.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from recalculated import Cell, by_ironcalc, differences, stored

ROOT, TESTS = Path(__file__).parent.parent, Path(__file__).parent
TITLE = "Mentora palīdzība"
IMPORT = "from pumpurs_xl.support.mentoring import MENTORING"
COLUMN = 'colour: Text | None = column("Krāsa", before="unit", default=None, help="Ja no tās atkarīga cena.")'


class Copy:
    """A copy of the program, and a folder in which a school works with it."""

    def __init__(self, folder: Path) -> None:
        self.source, self.school = folder / "pirmkods", folder / "skola"
        built = shutil.ignore_patterns("__pycache__", "*.xlsx", "*.xlam", "*.oxt")
        for name in ("pumpurs_xl", "workbook"):
            shutil.copytree(ROOT / name, self.source / name, ignore=built)
        shutil.copy(ROOT / "pyproject.toml", self.source)
        self.school.mkdir()
        self.book = self.school / "skola.xlsx"

    def add_mentoring(self) -> None:
        support = self.source / "pumpurs_xl" / "support"
        shutil.copy(TESTS / "mentoring.py", support)
        edit(support / "__init__.py", r"(    CONSULTATIONS,\n)\)", r"\1    MENTORING,\n)")
        edit(support / "__init__.py", r"\nfrom pumpurs_xl.support.personal", rf"\n{IMPORT}\g<0>")

    def add_column(self) -> None:
        aids = self.source / "pumpurs_xl" / "support" / "learning_aids.py"
        edit(aids, r"(class LearningAid\(Goods\):\n    .*\n)", rf"\1\n    {COLUMN}\n")
        edit(aids, r"\n\n\nclass ", "\nfrom pumpurs_xl.model.column import Text, column\n\n\nclass ")

    def changed_files(self) -> set[str]:
        """The sources that are not those of the program."""
        files = (path.relative_to(self.source) for path in self.source.rglob("*.py"))
        return {str(path) for path in files if not same(ROOT / path, self.source / path)}

    def python(self, *arguments: object) -> str:
        """What a program of the copy prints; a failure says which file lacks what. Nothing measures the copy."""
        inherited = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
        done = subprocess.run(
            [sys.executable, "-B", *map(str, arguments)],
            cwd=self.source,
            env={**inherited, "PYTHONPATH": os.pathsep.join([str(self.source), str(TESTS)])},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.fail(f"{' '.join(map(str, arguments))}: {self._lack(done.stderr)}", pytrace=False)
        return done.stdout

    def _lack(self, stderr: str) -> str:
        """The last line of our own that a crash went through, and what it says."""
        problem = (stderr.strip().splitlines() or ["it failed without a word"])[-1]
        for place, line in reversed(re.findall(r'File "(.+?)", line (\d+)', stderr)):
            for root in (self.source, ROOT):
                if Path(place).is_relative_to(root):
                    return f"{Path(place).relative_to(root)}, line {line}, breaks on the new support type: {problem}"
        return problem

    def answer(self, *arguments: object) -> Any:
        return json.loads(self.python("-m", "pumpurs_xl", *arguments, "--format", "json"))


def edit(path: Path, pattern: str, replacement: str) -> None:
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, f"{path.name}: {pattern}"
    path.write_text(text, encoding="utf-8")


def same(one: Path, other: Path) -> bool:
    return one.exists() and one.read_bytes() == other.read_bytes()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The copy with the new type and column, built, and the workbook of mentored_school.py."""
    made = Copy(tmp_path_factory.mktemp("astotais"))
    made.add_mentoring()
    made.add_column()
    assert made.python("-c", "import pumpurs_xl; print(pumpurs_xl.__file__)").startswith(str(made.source))
    made.python("-m", "workbook.build")
    made.python(TESTS / "mentored_school.py", made.book)
    return made


@pytest.fixture(scope="module")
def mentoring(copy: Copy) -> dict[str, Any]:
    """What the totals say of the new type."""
    found = copy.answer("totals", copy.book, "--month", "2023-02")["types"]
    return next(each for each in found if each["code"] == "MP")


@pytest.fixture(scope="module")
def forms(copy: Copy) -> dict[str, Any]:
    """The first sheet of each claim of February."""
    found = copy.answer("claim", copy.book, "--month", "2023-02", "--out", copy.school)["files"]
    return {each["type"]: sheet_of(Path(each["path"])) for each in found}


def sheet_of(path: Path, name: str = "") -> Any:
    book = openpyxl.load_workbook(path, data_only=True)
    return book[name] if name else book.worksheets[0]


def headings(sheet: Any) -> dict[str, int]:
    """The column of each heading of an input sheet."""
    return {str(cell.value): cell.column for cell in sheet[4] if cell.value}


def texts(sheet: Any) -> set[str]:
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


# ---- the type ----


def test_nothing_else_is_touched(copy: Copy) -> None:
    assert copy.changed_files() == {
        f"pumpurs_xl/support/{name}.py" for name in ("mentoring", "__init__", "learning_aids")
    }


def test_a_new_workbook_has_its_sheet_and_its_column_of_the_plans(copy: Copy) -> None:
    book = copy.school / "jauna.xlsx"
    copy.python("-m", "pumpurs_xl", "new", book)
    first = list(headings(sheet_of(book, TITLE)))[:7]
    assert first == ["Nr.", "IAP ID", "Izglītojamais", "Datums", "Mentors", "Temats", "Ilgums, st."]
    assert "MP" in headings(sheet_of(book, "IAP"))


def test_the_sample_school_has_it_and_the_sums_are_right(copy: Copy) -> None:
    book = copy.school / "paraugs.xlsx"
    copy.python("-m", "pumpurs_xl", "new", book, "--sample")
    found = copy.answer("totals", book, "--semester", "2022/2023-2")
    eligible = {each["code"]: round(float(each["eligible"]) * 100) for each in found["types"]}
    assert list(eligible) == ["TR", "ML", "NM", "ED", "IP", "ST", "KO", "MP"]
    assert eligible["ED"] == 31732_17
    assert eligible["MP"] > 0
    assert sum(eligible.values()) == round(float(found["total"]["eligible"]) * 100)


def test_its_rows_are_checked(copy: Copy) -> None:
    assert copy.answer("check", copy.book)["counts"]["error"] == 0


def test_its_money_is_held_under_its_ceilings(mentoring: dict[str, Any]) -> None:
    figures = ("title", "learners", "rows", "actual", "eligible", "not_eligible", "hours")
    assert [mentoring[name] for name in figures] == [TITLE, 2, 3, "75.00", "62.50", "12.50", "6.00"]


def test_it_is_claimed_on_a_form_of_its_own(forms: dict[str, Any]) -> None:
    assert list(forms) == ["ML", "MP", "kopsavilkums"]
    assert texts(forms["MP"]) >= {"Mentora palīdzības izdevumu kopsavilkums", "Mentors, temats", "Ilgums, st."}
    lines = [row for row in forms["MP"].iter_rows(values_only=True) if row[0] in {1, 2, 3} and row[1]]
    assert "Ilze Paraudziņa, Mācīšanās" in lines[0]
    assert [line[-4:-1] for line in lines] == [(12.5, 12.5, 0), (25, 25, 0), (37.5, 25, 12.5)]
    assert TITLE in texts(forms["kopsavilkums"])


def test_the_report_and_the_handbook_name_it(copy: Copy) -> None:
    report = copy.answer("report", copy.book, "--semester", "2022/2023-2")
    assert {each["code"]: each["eligible"] for each in report["types"]}["MP"] == "62.50"
    page = copy.school / "rokasgramata.md"
    copy.python("-m", "pumpurs_xl.handbook", page)
    handbook = page.read_text(encoding="utf-8")
    assert f"### {TITLE} (`tMP`)" in handbook
    assert f"### Tikai: {TITLE}" in handbook
    assert "| `${rinda.length}` | Ilgums, st. |" in handbook


def test_every_live_formula_equals_python(copy: Copy) -> None:
    assert list(differences(stored(copy.book), by_ironcalc(copy.book))) == []


def test_its_live_formulas_give_the_same_money(copy: Copy, mentoring: dict[str, Any]) -> None:
    shown = by_ironcalc(copy.book, {("Aprēķins", 4, 3): TITLE})
    column = headings(sheet_of(copy.book, TITLE))["Kompensējamā summa, EUR"]
    assert [shown[TITLE, row, column] for row in (5, 6, 7)] == [25.0, 12.5, 25.0]
    semester = {
        "Izglītojamie": mentoring["learners"],
        "Rindas": mentoring["rows"],
        "Faktiskie izdevumi, EUR": float(mentoring["actual"]),
        "Kompensējamā summa, EUR": float(mentoring["eligible"]),
        "ESF daļa, EUR": float(mentoring["esf"]),
        "Piešķirts, EUR": 100.0,
        "Atlikums, EUR": 37.5,
    }
    assert semester.items() <= second_semester(shown).items()
    assert used_ceiling(shown, "P1") == (55.0, 50.0)  # 25.00 + 30.00 under the day's ceiling, 50.00 under the month's


def second_semester(shown: dict[Cell, Any]) -> dict[str, Any]:
    """The new type's line of the second semester on Kopsavilkums, by heading."""
    summary = {(row, column): value for (sheet, row, column), value in shown.items() if sheet == "Kopsavilkums"}
    _, _, top = sorted(row for (row, _), value in summary.items() if value == "Atbalsta veids")
    line = next(row for row in range(top, top + 20) if summary[row, 1] == TITLE)
    return {str(value): summary[line, column] for (row, column), value in summary.items() if row == top}


def used_ceiling(shown: dict[Cell, Any], plan: str) -> tuple[Any, Any]:
    """What a plan's learner spent in February, and how much of it is under the ceiling, on Aprēķins."""
    [row] = [row for (sheet, row, column), value in shown.items() if (sheet, column, value) == ("Aprēķins", 3, plan)]
    return shown["Aprēķins", row, 7], shown["Aprēķins", row, 8]


# ---- the column ----


def test_a_column_stands_in_its_sheet_and_is_explained(copy: Copy) -> None:
    sheet = sheet_of(copy.book, "Mācību līdzekļi")
    assert list(headings(sheet))[4:7] == ["Prece", "Krāsa", "Mērvienība"]
    hints = {rule.promptTitle: rule.prompt for rule in sheet.data_validations.dataValidation}
    assert hints["Krāsa"] == "Ja no tās atkarīga cena."
    handbook = copy.python("-c", "from pumpurs_xl.handbook.text import handbook; print(handbook())")
    assert "| Krāsa |  | teksts | Ja no tās atkarīga cena. |" in handbook
    assert "| `${rinda.colour}` | Krāsa |" in handbook


def test_a_column_is_read_and_printed(forms: dict[str, Any]) -> None:
    assert texts(forms["ML"]) >= {"Krāsa", "zila"}
