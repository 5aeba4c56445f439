"""Mutation: one small fault after another is put into the program, and its tests have to notice each.

`make mutation` takes the money, the rules, the claims and the archive; `python tests/mutation.py FILE…` those files
alone. Each rule meets its own case table, all else the quick stories of money, claims and drafts. The faults are those
of cosmic-ray, in a copy of the repository: nothing here is touched. What was tried is kept in out/mutation/, so a
campaign that was stopped goes on where it was. A fault that no test notices must stand in tests/survivors.csv with the
reason, and nine of ten faults must be noticed.
"""

import ast
import csv
import difflib
import gc
import hashlib
import inspect
import os
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import NoReturn

import pytest

try:
    import resource

    from cosmic_ray.commands import init  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from cosmic_ray.mutating import mutate_code  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from cosmic_ray.plugins import get_operator  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from cosmic_ray.work_db import WorkDB  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from cosmic_ray.work_item import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        MutationSpec,
        TestOutcome,
        WorkerOutcome,
        WorkResult,
    )
except ModuleNotFoundError as missing:
    print(f"Skipped: {missing.name} is not here (pip install --group campaigns; on Linux or macOS).")  # noqa: T201 # a program that prints
    sys.exit(0)

ROOT = Path(__file__).parent.parent
SESSIONS = ROOT / "out" / "mutation"
SURVIVORS = Path(__file__).with_name("survivors.csv")
ENOUGH = 90
"""Per cent of the faults that tests must notice."""

MONEY = ("tests/test_claim.py", "tests/test_held.py", "tests/test_money.py")  # the quickest first
SLOW = "tests/test_held.py::test_the_command_says_what_is_held_and_why"
ROOMS: dict[str, tuple[str, ...]] = {
    "values/money.py": (
        "pumpurs_xl/values/money.py",
        "tests/test_money.py",
        "tests/test_claim.py",
        "tests/test_held.py",
    ),
    "compensation.py": MONEY,
    "dependents.py": ("tests/test_held.py", "tests/test_claim.py"),
    "claims/*.py": MONEY,
    "checks/shared/*.py": ("tests/test_rules.py", *MONEY),
    "checks/*.py": ("tests/test_rules.py",),
    "archive/trial.py": ("tests/test_trial.py", "tests/test_draft.py"),
    "archive/*.py": ("tests/test_draft.py", "tests/test_kills.py"),
}


@dataclass(frozen=True)
class Fault:
    """One fault, as it stands in the program: the line it makes, or the line that it takes away."""

    file: str
    line: str


def rooms() -> dict[str, list[str]]:
    """The files to try, each with what pytest is told to run against it."""
    found: dict[str, list[str]] = {}
    for pattern, tests in ROOMS.items():
        for path in sorted((ROOT / "pumpurs_xl").glob(pattern)):
            own = ["-k", f"{path.stem} or test_a_fix"] if pattern == "checks/*.py" else ["--deselect", SLOW]
            if path.name != "__init__.py":
                found.setdefault(path.relative_to(ROOT).as_posix(), [*tests, *own])
    return found


# ---- one fault ----


def no_figures(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a fault would change nothing that runs: annotations, and the switches of a dataclass."""
    nodes: list[ast.AST | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign | ast.arg):
            nodes.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            nodes.append(node.returns)
        elif isinstance(node, ast.ClassDef):
            nodes += [each for each in node.decorator_list if isinstance(each, ast.Call)]
    spans = [each for each in nodes if isinstance(each, ast.expr)]
    return [((each.lineno, each.col_offset), (each.end_lineno or 0, each.end_col_offset or 0)) for each in spans]


def faulty(source: str, mutation: MutationSpec) -> str:
    return str(mutate_code(source, get_operator(mutation.operator_name)(**mutation.operator_args), mutation.occurrence))


def is_python(mutated: str) -> bool:
    """Whether it can be read at all: a faulty `*` between parameters cannot, and says nothing of the tests."""
    with suppress(SyntaxError):
        compile(mutated, "", "exec")
        return True
    return False


def changed_line(source: str, mutated: str) -> str:
    """What the fault wrote; where it only took something away, that."""
    lines = list(difflib.ndiff(source.splitlines(), mutated.splitlines()))
    written = " ".join(line[2:].strip() for line in lines if line.startswith("+ "))
    return written or "without " + " ".join(line[2:].strip() for line in lines if line.startswith("- ")).strip()


# ---- its tests ----


def passes(folder: Path, tests: list[str], seconds: int) -> bool:
    """Whether all tests pass in this folder, in a process of their own that ends after so many processor seconds."""
    child = os.fork()
    if not child:
        limit(seconds)
        run_tests(folder, tests)
    return ends_well(child)


def ends_well(child: int) -> bool:
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return status == 0


def limit(seconds: int) -> None:
    """This process leads a group of its own and does not run for ever."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.alarm(20 * seconds)


def run_tests(folder: Path, tests: list[str], *plugins: object) -> NoReturn:
    """Runs the tests of this folder and ends the process."""
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)
    sys.path.insert(0, str(folder))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    code = 2
    with suppress(BaseException):
        code = pytest.main(["-x", "--tb=no", "-p", "no:cacheprovider", "-m", "not libreoffice", *tests], [*plugins])
    os._exit(code)


class Gathered:
    """Tests that were gathered once; for each fault a process parts from there, and has it in its functions."""

    def __init__(self, each: Callable[[Callable[[str], bool]], None], path: Path, seconds: int) -> None:
        self.each, self.path, self.seconds = each, path, seconds
        self.is_child, self.parent = False, os.getppid()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> bool | None:
        """In the processes that parted, pytest goes on to its own loop."""
        with suppress(Parted):
            self.each(self.passes_with)
        return None if self.is_child else True

    def passes_with(self, mutated: str) -> bool:
        """Whether the gathered tests pass with this fault."""
        if os.getppid() != self.parent:
            os._exit(2)  # whoever waited for this was stopped
        source = self.path.read_text(encoding="utf-8")
        child = os.fork()
        if not child:
            limit(self.seconds)
            self.is_child = True
            self.path.write_text(mutated, encoding="utf-8")  # for the commands that a test starts
            put_into_functions(changes(source, mutated) or {}, str(self.path))
            raise Parted
        passed = ends_well(child)
        self.path.write_text(source, encoding="utf-8")
        forget_bytecode(self.path)
        return passed


class Parted(BaseException):
    """This process has its fault, and runs the tests."""


def changes(source: str, mutated: str) -> dict[CodeType, CodeType] | None:
    """The functions that a fault changes, old and new; None where it changes what runs when the module is loaded."""
    old, new = ([*codes(compile(text, "", "exec"))] for text in (source, mutated))
    if len(old) != len(new):
        return None
    pairs = [*zip(old, new, strict=True)]
    at_loading = [pair for pair in pairs if not pair[0].co_flags & inspect.CO_OPTIMIZED]
    if any(bare(before) != bare(after) for before, after in at_loading):
        return None
    if any(before.co_freevars != after.co_freevars for before, after in pairs):
        return None
    return {before: after for before, after in pairs if before != after and before.co_flags & inspect.CO_OPTIMIZED}


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def bare(code: CodeType) -> tuple[object, ...]:
    """A body without the functions in it."""
    return code.co_code, code.co_names, [each for each in code.co_consts if not isinstance(each, CodeType)]


def put_into_functions(changed: dict[CodeType, CodeType], file: str) -> None:
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and found.__code__.co_filename == file and found.__code__ in changed:
            found.__code__ = changed[found.__code__]


def warm() -> None:
    """Libraries are loaded once, before the processes part; the program itself is loaded in each."""
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)  # whoever looks for the simplest example looks for long
    settings.register_profile("mutation", database=None, deadline=None, derandomize=True, phases=phases)
    settings.load_profile("mutation")
    sys.path.remove(str(Path(__file__).parent))
    for name in [name for name in sys.modules if name.partition(".")[0] == "pumpurs_xl"]:
        del sys.modules[name]


# ---- a file, a campaign ----


def session_of(file: str, tests: list[str]) -> Path:
    """The faults of this file with what has been tried: another one whenever the file or its tests have changed."""
    read = [ROOT / file, *(ROOT / test for test in tests if (ROOT / test).is_file())]
    read += (ROOT / "tests" / "cases").glob(f"{Path(file).stem}.csv")
    state = hashlib.sha256(b"".join(path.read_bytes() for path in read)).hexdigest()[:12]
    SESSIONS.mkdir(parents=True, exist_ok=True)
    path = SESSIONS / f"{file.replace('/', '.')}-{state}.sqlite"
    if not path.exists():
        session = WorkDB(str(path), WorkDB.Mode.create)
        init([ROOT / file], session, {})
        session.close()
    return path


def try_file(copy: Path, file: str, tests: list[str]) -> tuple[int, list[Fault]]:
    """How many faults of this file were tried, and those that no test noticed."""
    source, path = (ROOT / file).read_text(encoding="utf-8"), copy / file
    began = sum(os.times()[2:4])
    assert passes(copy, tests, 600), f"{file}: its tests fail without a fault"
    seconds = 10 + 4 * round(sum(os.times()[2:4]) - began)

    def afresh(mutated: str) -> bool:
        path.write_text(mutated, encoding="utf-8")
        forget_bytecode(path)
        return passes(copy, tests, seconds)

    session, child = session_of(file, tests), os.fork()
    if not child:
        in_functions = partial(try_faults, session, source, lambda mutated: changes(source, mutated) is not None)
        run_tests(copy, tests, Gathered(in_functions, path, seconds))
    assert ends_well(child), f"{file}: its tests could not be gathered"
    try_faults(session, source, lambda _: True, afresh)
    path.write_text(source, encoding="utf-8")
    forget_bytecode(path)
    return result_of(session, file, source)


def try_faults(path: Path, source: str, wanted: Callable[[str], bool], passes_with: Callable[[str], bool]) -> None:
    """Tries the faults of a session that are wanted and have not been tried yet."""
    session = WorkDB(str(path), WorkDB.Mode.open)
    spans = no_figures(source)
    for item in list(session.pending_work_items):
        [mutation] = item.mutations
        mutated = faulty(source, mutation)
        if any(start <= mutation.start_pos < end for start, end in spans) or not is_python(mutated):
            session.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED))
        elif wanted(mutated):
            outcome = TestOutcome.SURVIVED if passes_with(mutated) else TestOutcome.KILLED
            session.set_result(item.job_id, WorkResult(WorkerOutcome.NORMAL, test_outcome=outcome))
    session.close()


def forget_bytecode(path: Path) -> None:
    """What Python has compiled of a file is known by size and second alone, which two faults may share."""
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def result_of(path: Path, file: str, source: str) -> tuple[int, list[Fault]]:
    session = WorkDB(str(path), WorkDB.Mode.open)
    outcomes = {job: result.test_outcome for job, result in session.results}
    alive = [item for item in session.work_items if outcomes.get(item.job_id) == TestOutcome.SURVIVED]
    session.close()
    tried = sum(outcome is not None for outcome in outcomes.values())
    return tried, [Fault(file, changed_line(source, faulty(source, item.mutations[0]))) for item in alive]


def known_survivors() -> dict[Fault, str]:
    """The faults that no test can or need notice, with the reason."""
    with SURVIVORS.open(encoding="utf-8", newline="") as lines:
        return {Fault(row["file"], row["line"]): row["reason"] for row in csv.DictReader(lines)}


def campaign(files: dict[str, list[str]], say: Callable[[str], object]) -> Iterator[tuple[int, list[Fault]]]:
    """Tries every file and tells each, with the survivors that nobody has explained yet."""
    known = known_survivors()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        hidden = shutil.ignore_patterns(".*", "out", "__pycache__", "node_modules")
        shutil.copytree(ROOT, copy, ignore=hidden)
        for file, tests in files.items():
            tried, alive = try_file(copy, file, tests)
            say(f"{file}: {tried} faults, {tried - len(alive)} noticed")
            new = [fault for fault in alive if fault not in known]
            for fault in new:
                say(f"    not noticed, no reason given: {fault.line}")
            yield tried, alive


def main(wanted: list[str]) -> int:
    warnings.simplefilter("ignore", SyntaxWarning)  # a fault may compare with a literal
    warm()
    files = {file: tests for file, tests in rooms().items() if not wanted or file in wanted}
    results = list(campaign(files, lambda line: print(line, flush=True)))  # noqa: T201 # a program that prints
    tried, alive = sum(count for count, _ in results), [fault for _, faults in results for fault in faults]
    noticed = 100 * (tried - len(alive)) / max(tried, 1)
    print(f"{tried} faults, {noticed:.1f} % noticed")  # noqa: T201 # a program that prints
    return int(noticed < ENOUGH or not set(alive) <= set(known_survivors()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
