"""Every rule meets its cases: tests/cases/<module>.csv, tables that a coordinator can read (case_books.py says how).

All rules run. What the case expects is found, and nothing else anywhere in the workbook.
"""

import importlib
import pkgutil
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import ModuleType

import pytest
from books import DEFAULTS, HEADER_ROW, SPECS, raw_workbook
from case_books import CASES, Case, Written, as_expected, book_of_case, cases_of, cells

from pumpurs_xl import checks
from pumpurs_xl.book import Book, build
from pumpurs_xl.checks import RULES
from pumpurs_xl.checks.shared.rule import Rule
from pumpurs_xl.inspection import inspect
from pumpurs_xl.model.cell import ErrorValue, MergedAway, NoValue
from pumpurs_xl.model.column import column_of
from pumpurs_xl.model.structured_formula import written as written_out
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.learning_aids import LEARNING_AIDS
from pumpurs_xl.values.finding import Finding, Severity

MODULES: dict[str, ModuleType] = {
    found.name: importlib.import_module(f"{checks.__name__}.{found.name}")
    for found in pkgutil.iter_modules(checks.__path__)
}
RULE_MODULES = {name: module for name, module in MODULES.items() if isinstance(getattr(module, "check", None), Rule)}


ALL_CASES = [(path.stem, case) for path in sorted(CASES.glob("*.csv")) for case in cases_of(path)]

# ---- the tests ----


@pytest.mark.parametrize("module, case", ALL_CASES, ids=[f"{module}: {case.name}" for module, case in ALL_CASES])
def test_the_rules_find_what_the_case_says_and_nothing_else(module: str, case: Case) -> None:
    written = Written(case)
    findings = inspect(book_of_case(written)).findings
    told = [f"{each.code} {each.place.sheet}!{each.place.cell}: {each.message('lv')}" for each in findings]
    assert sorted(map(as_expected, findings), key=str) == sorted(written.expected, key=str), told
    assert_nobody_is_named(case, findings)


PERSONAL = ("Vārds", "Uzvārds", "Personas kods", "Speciālists", "Konta Nr.", "Maksājuma saņēmējs", "Pārvadātājs")


def assert_nobody_is_named(case: Case, findings: tuple[Finding, ...]) -> None:
    defaults = [default.get(heading) for default in DEFAULTS.values() for heading in PERSONAL]
    given = [cells(row["šūnas"]).get(heading) for row in case.rows for heading in PERSONAL]
    said = [secret.strip() for secret in {*map(str, filter(None, [*defaults, *given]))} if len(secret.strip()) > 2]
    spoken = " ".join(each.message(language) for each in findings for language in ("lv", "en"))
    assert not [secret for secret in said if secret in spoken]


def test_a_book_of_good_rows_gives_nothing() -> None:
    every = [
        {"gadījums": "", "lapa": support_type.title.lv, "šūnas": "", "sagaidāms": ""} for support_type in SUPPORT_TYPES
    ]
    written = Written(Case("viss kārtībā", every))
    written.sheets["Izglītojamie"] = [{"Statuss": "trūcīgs"}]
    written.sheets["Naktsmītnes"] = [{"Atlaide, %": 50.0}]
    assert inspect(book_of_case(written)).findings == ()


# ---- what would put a cell right ----

FIXES = [
    ("Transports", "Samaksāts, EUR=12,50 EUR", Decimal("12.50"), True),
    ("Transports", "Samaksāts, EUR='1.234", None, None),
    ("Transports", "Samaksāts, EUR=1.255", Decimal("1.26"), False),
    ("Transports", "Datums=06.02.2023", date(2023, 2, 6), True),
    ("Transports", "Datums=31.02.2023", None, None),
    ("Transports", "Datums=44963", date(2023, 2, 6), True),
    ("Transports", "Datums=2023-02-06 14:30", date(2023, 2, 6), False),
    ("Konsultācijas", "Sākums='14:00", time(14, 0), True),
    ("Ēdināšana", "Mēnesis=2023-02-15", date(2023, 2, 1), False),
    ("Izglītojamie", "Personas kods=1020520009", "01020520009", False),
    ("Mācību līdzekļi", "Summa, EUR=2.5 | Nr.==1", written_out(LEARNING_AIDS.amount.formula, "tML"), True),
]


@pytest.mark.parametrize("sheet, text, fixed, lossless", FIXES, ids=[text for _, text, _, _ in FIXES])
def test_a_fix_says_what_the_cell_should_hold(sheet: str, text: str, fixed: object, lossless: bool | None) -> None:
    written = Written(Case(text, [{"gadījums": text, "lapa": sheet, "šūnas": text, "sagaidāms": ""}]))
    [finding] = inspect(book_of_case(written)).findings
    fix = finding.fix
    assert (fix and fix.value, fix and fix.lossless) == (fixed, lossless)
    assert fix is None or fix.cell == finding.place.cell


def test_a_total_row_is_in_no_sum() -> None:
    total = {**dict.fromkeys(DEFAULTS["Transports"]), "IAP ID": "Kopā", "Samaksāts, EUR": 3.5}
    assert len(build(raw_workbook({"Transports": [{}, total]})).support["TR"]) == 1


# ---- the rules as a whole ----


def test_every_rule_module_is_listed_in_the_order_of_codes() -> None:
    assert {id(rule) for rule in RULES} == {id(module.check) for module in RULE_MODULES.values()}
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("name", sorted(RULE_MODULES))
def test_every_rule_has_good_and_bad_cases(name: str) -> None:
    cases = cases_of(CASES / f"{name}.csv")
    code = RULE_MODULES[name].check.code
    assert any(not case.is_bad for case in cases)
    assert any(code in row["sagaidāms"] for case in cases for row in case.rows)


@pytest.mark.parametrize("name", sorted(RULE_MODULES))
def test_every_rule_says_what_it_is_with_an_example_and_its_source(name: str) -> None:
    module = RULE_MODULES[name]
    text = module.__doc__ or ""
    assert text.startswith(f"{module.check.code}: ")
    assert "\nPiemērs: " in text
    assert "\nSource: " in text


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.csv")} == set(RULE_MODULES)


# ---- a row with a problem never counts silently ----

ODD = ("x", "31.02.2023", "12,50", ErrorValue("#REF!"), NoValue(), MergedAway(), True, -1.5, 1e9, float("inf"))
ODD_TIMES = (time(14, 30), timedelta(days=3), datetime(2023, 2, 6, 14, 30), date(2023, 2, 6), None, "2023/2023")  # noqa: DTZ001 # Excel knows no zones


@pytest.mark.parametrize("sheet", [sheet for sheet in SPECS if sheet != "Iestatījumi"])
def test_whatever_stands_in_a_cell_no_problem_stays_untold(sheet: str) -> None:
    for described in SPECS[sheet].columns:
        for odd in (*ODD, *ODD_TIMES):
            book = build(raw_workbook({sheet: [{described.heading: odd}]}))
            if any(row.problems for row in book.all_rows):
                assert HEADER_ROW + 1 in rows_with_errors(book, sheet), (described.heading, odd)


def rows_with_errors(book: Book, sheet: str) -> set[int | None]:
    errors = [each.place for each in inspect(book).findings if each.severity is Severity.ERROR]
    return {place.row for place in errors if place.sheet == sheet}


def test_whatever_stands_in_a_setting_no_problem_stays_untold() -> None:
    from pumpurs_xl.tables.settings import SETTINGS, Settings

    for heading in (described.heading for described in SETTINGS.values()):
        for odd in (*ODD, *ODD_TIMES):
            book = build(raw_workbook({"Iestatījumi": [{heading: odd}]}))
            errors = {each.place.column for each in inspect(book).findings if each.severity is Severity.ERROR}
            for problem in book.settings.problems:
                assert column_of(problem.field, Settings.model_fields[problem.field]).heading in errors
