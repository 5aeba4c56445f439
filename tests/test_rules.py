"""Every rule meets its cases: tests/cases/<module>.csv, tables that a coordinator can read (case_books.py says how).

All rules run. What the case expects is found, and nothing else anywhere in the workbook.
"""

import importlib
import pkgutil
import pydoc
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import ModuleType

import pytest
from books import DEFAULTS, HEADER_ROW, SPECS, raw_workbook
from case_books import CASES, Case, CaseBook, as_expected, book_of_case, cases_of, cells

from pumpurs_xl import checks
from pumpurs_xl.book import Book, build
from pumpurs_xl.checks import RULES
from pumpurs_xl.checks.shared.rule import PARAGRAPHS, WARNING, Pass, Rule, RuleCrashed, on_each
from pumpurs_xl.inspection import NO_CENT_FOLLOWS, inspect
from pumpurs_xl.model.cell import ErrorValue, MergedAway, NoValue
from pumpurs_xl.model.column import column_of
from pumpurs_xl.model.structured_formula import expand
from pumpurs_xl.programme import NUMBER
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.learning_aids import LEARNING_AIDS
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.values.finding import Finding, Severity, error
from pumpurs_xl.values.language import both

MODULES: dict[str, ModuleType] = {
    found.name: importlib.import_module(f"{checks.__name__}.{found.name}")
    for found in pkgutil.iter_modules(checks.__path__)
    if not found.ispkg
}


ALL_CASES = [(path.stem, case) for path in sorted(CASES.glob("*.csv")) for case in cases_of(path)]

# ---- the tests ----


@pytest.mark.parametrize("module, case", ALL_CASES, ids=[f"{module}: {case.name}" for module, case in ALL_CASES])
def test_the_rules_find_what_the_case_says_and_nothing_else(module: str, case: Case) -> None:
    case_book = CaseBook(case)
    findings = inspect(book_of_case(case_book)).findings
    in_words = [f"{each.code} {each.place.sheet}!{each.place.cell}: {each.message('lv')}" for each in findings]
    assert sorted(map(as_expected, findings), key=str) == sorted(case_book.expected, key=str), in_words
    assert_nobody_is_named(case, findings)


PERSONAL = ("Vārds", "Uzvārds", "Personas kods", "Speciālists", "Konta Nr.", "Maksājuma saņēmējs", "Pārvadātājs")


def assert_nobody_is_named(case: Case, findings: tuple[Finding, ...]) -> None:
    defaults = [default.get(heading) for default in DEFAULTS.values() for heading in PERSONAL]
    typed = [cells(row["šūnas"]).get(heading) for row in case.rows for heading in PERSONAL]
    secrets = [secret.strip() for secret in {*map(str, filter(None, [*defaults, *typed]))} if len(secret.strip()) > 2]
    messages = " ".join(each.message(language) for each in findings for language in ("lv", "en"))
    assert not [secret for secret in secrets if secret in messages]


def test_a_book_of_good_rows_gives_nothing() -> None:
    every = [
        {"gadījums": "", "lapa": support_type.title.lv, "šūnas": "", "sagaidāms": ""} for support_type in SUPPORT_TYPES
    ]
    case_book = CaseBook(Case("viss kārtībā", every))
    case_book.sheets["Izglītojamie"] = [{"Statuss": "trūcīgs"}]
    case_book.sheets["Naktsmītnes"] = [{"Atlaide, %": 50.0}]
    assert inspect(book_of_case(case_book)).findings == ()


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
    ("Iestatījumi", "Projekta numurs=8.3.4.0./16/I/001", NUMBER, False),
    ("Iestatījumi", "Projekta numurs=8.3.4.0/16/1/001", NUMBER, False),
    ("Iestatījumi", "Projekta numurs=8.3.4/16/I/001", NUMBER, False),
    ("Iestatījumi", "Projekta numurs=8.3.4.0 – 16 – I – 001", NUMBER, False),
    ("Iestatījumi", "Projekta numurs=8.3.4.0/16/i/001", NUMBER, False),
    ("Iestatījumi", "Projekta numurs=4.2.3.1/1/24/I/001", None, None),
    ("Iestatījumi", "Projekta numurs=8.3.4.0/16/I/002", None, None),
    ("Mācību līdzekļi", "Summa, EUR=2.5 | Nr.==1", expand(LEARNING_AIDS.amount.formula, "tML"), True),
]


@pytest.mark.parametrize("sheet, text, fixed, lossless", FIXES, ids=[text for _, text, _, _ in FIXES])
def test_a_fix_says_what_the_cell_should_hold(sheet: str, text: str, fixed: object, lossless: bool | None) -> None:
    case_book = CaseBook(Case(text, [{"gadījums": text, "lapa": sheet, "šūnas": text, "sagaidāms": ""}]))
    [finding] = inspect(book_of_case(case_book)).findings
    fix = finding.fix
    assert (fix and fix.value, fix and fix.lossless) == (fixed, lossless)
    assert fix is None or fix.cell == finding.place.cell


def test_a_total_row_is_in_no_sum() -> None:
    total = {**dict.fromkeys(DEFAULTS["Transports"]), "IAP ID": "Kopā", "Samaksāts, EUR": 3.5}
    assert len(build(raw_workbook({"Transports": [{}, total]})).support["TR"]) == 1


# ---- a rule is its module, its name in RULES and its case table ----


def lacks_of(name: str, module: ModuleType) -> list[str]:
    """What the rule in this module lacks, each in words that name the file."""
    file, rule = f"pumpurs_xl/checks/{name}.py", getattr(module, "check", None)
    if not isinstance(rule, Rule):
        return [f"{file}: on_rows, on_each or on_accounts makes no `check`; helpers of several rules go to shared/"]
    starts = {paragraph.partition(" ")[0] for paragraph in rule.specification.split("\n\n")}
    lacks = [f"{file}: the docstring has no paragraph “{each}: …”" for each in PARAGRAPHS if f"{each}:" not in starts]
    if not rule.specification.startswith(f"{rule.code}: "):
        lacks.append(f"{file}: the docstring does not begin with “{rule.code}: ” and what must hold, in English")
    if not any(rule is listed for listed in RULES):
        lacks.append(f"pumpurs_xl/checks/__init__.py: RULES lacks {name}.check ({rule.code})")
    return lacks + lacks_of_table(name, rule)


def lacks_of_table(name: str, rule: Rule) -> list[str]:
    table, path = f"tests/cases/{name}.csv", CASES / f"{name}.csv"
    if not path.exists():
        return [f"{table}: there is no such case table for {rule.code}"]
    cases, declared = cases_of(path), set(map(str, rule.weights))
    expected = set[str]().union(*(case.weights(rule.code, declared) for case in cases))
    lacks = [f"{table}: no case expects “{rule.code} {each}”, which the rule declares" for each in declared - expected]
    lacks += [f"{table}: “{rule.code} {each}” is no weight that the rule declares" for each in expected - declared]
    if all(case.is_bad for case in cases):
        lacks.append(f"{table}: no case is good, with nothing to find")
    return lacks


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_rule_is_whole(name: str) -> None:
    lacks = lacks_of(name, MODULES[name])
    assert not lacks, "\n".join(["", *lacks])


FILE = "pumpurs_xl/checks/forgetful.py"


def test_what_a_rule_lacks_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("pumpurs_xl.checks.forgetful")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert lacks_of("forgetful", module) == [
        f"{FILE}: on_rows, on_each or on_accounts makes no `check`; helpers of several rules go to shared/"
    ]
    monkeypatch.setattr(
        module, "check", Rule("V90", Pass.ROWS, (WARNING,), module.__name__, lambda *_: ()), raising=False
    )
    assert lacks_of("forgetful", module) == [
        f"{FILE}: the docstring has no paragraph “Latviski: …”",
        f"{FILE}: the docstring has no paragraph “Piemērs: …”",
        f"{FILE}: the docstring has no paragraph “Source: …”",
        f"{FILE}: the docstring does not begin with “V90: ” and what must hold, in English",
        "pumpurs_xl/checks/__init__.py: RULES lacks forgetful.check (V90)",
        "tests/cases/forgetful.csv: there is no such case table for V90",
    ]


def test_help_shows_what_a_rule_demands() -> None:
    for rule in RULES:
        assert f"{rule.code}: " in pydoc.render_doc(rule)


def test_the_rules_stand_in_the_order_of_their_codes() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.csv")} - set(MODULES) == set()


def test_a_rule_never_gives_a_weight_that_it_does_not_declare() -> None:
    @on_each("V90", Learner, WARNING)
    def harsher_than_declared(learner: Learner, _: Book) -> Iterator[Finding]:
        yield error(learner.at("id"), both("Slikti.", "Bad."), both("Labojiet.", "Mend it."))

    with pytest.raises(RuleCrashed, match="rule V90 failed") as crash:
        inspect(build(raw_workbook({"Izglītojamie": [{}]})), [harsher_than_declared])
    assert str(crash.value.__cause__) == "V90 does not declare findings of weight “error”"


# ---- a row with a problem never counts silently ----

ODD = ("x", "31.02.2023", "12,50", ErrorValue("#REF!"), NoValue(), MergedAway(), True, -1.5, 1e9, float("inf"))
ODD_TIMES = (time(14, 30), timedelta(days=3), datetime(2023, 2, 6, 14, 30), date(2023, 2, 6), None, "2023/2023")  # noqa: DTZ001 # Excel knows no zones


@pytest.mark.parametrize("sheet", [sheet for sheet in SPECS if sheet != "Iestatījumi"])
def test_whatever_stands_in_a_cell_no_problem_stays_untold(sheet: str) -> None:
    for described in SPECS[sheet].columns:
        for odd in (*ODD, *ODD_TIMES):
            book = build(raw_workbook({sheet: [{described.heading: odd}]}))
            if any(row.problems for row in book.all_rows):
                assert HEADER_ROW + 1 in rows_with_problems(book, sheet), (described.heading, odd)


def rows_with_problems(book: Book, sheet: str) -> set[int | None]:
    weight = Severity.WARNING if SPECS[sheet].name in NO_CENT_FOLLOWS else Severity.ERROR
    places = [each.place for each in inspect(book).findings if each.severity is weight]
    return {place.row for place in places if place.sheet == sheet}


def test_whatever_stands_in_a_setting_no_problem_stays_untold() -> None:
    from pumpurs_xl.tables.settings import SETTINGS, Settings

    for heading in (described.heading for described in SETTINGS.values()):
        for odd in (*ODD, *ODD_TIMES):
            book = build(raw_workbook({"Iestatījumi": [{heading: odd}]}))
            errors = {each.place.column for each in inspect(book).findings if each.severity is Severity.ERROR}
            for problem in book.settings.problems:
                assert column_of(problem.field, Settings.model_fields[problem.field]).heading in errors
