"""However a command ends: one sentence, an exit code that says which kind, and no word of the workbook."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

SAMPLE = Path(__file__).parent.parent / "workbook" / "PuMPuRS-paraugs.xlsx"
EMPTY = SAMPLE.with_name("PuMPuRS.xlsx")
LONG = "a" * 300
NAME, CODE = "Paula Diktātiņa", "190406-29912"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and special files of Linux")
PATCH = """
import sys
if "pumpurs_xl" in " ".join(sys.orig_argv):
    import pumpurs_xl.{module}
    def broken(*_, **__):
        try:
            raise KeyError({values!r})
        except KeyError as first:
            raise ValueError({values!r}) from first
    pumpurs_xl.{module}.{name} = broken
"""
NO_SOCKETS = """
import os, sys
sys.addaudithook(lambda event, _: os._exit(77) if event in {"socket.__new__", "socket.getaddrinfo"} else None)
"""


def pumpurs(*arguments: object, **how: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pumpurs_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload, no-any-return] # subprocess's own


def with_site(folder: Path, code: str) -> dict[str, str]:
    """The environment of a command whose Python runs this first."""
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def is_one_sentence(said: str) -> bool:
    return len(said.strip().splitlines()) == 1 and "Traceback" not in said


# ---- a defect ----


@pytest.mark.no_cover  # what measures a patched process speaks up on stderr
@pytest.mark.parametrize(
    "module, name, months",
    [
        ("checks.ticket_used_once", "check", ["--month", "2023-02"]),
        ("archive.draft", "stamp", ["--month", "2023-02"]),
        ("archive.draft", "stamp", ["--from", "2023-01", "--to", "2023-02"]),
    ],
    ids=["a rule", "a claim", "a worker process"],
)
def test_a_defect_is_told_and_logged_without_a_value(
    module: str, name: str, months: Sequence[str], tmp_path: Path, own_program_folder: Path
) -> None:
    patch = PATCH.format(module=module, name=name, values=f"{NAME} {CODE}")
    if name == "check":
        patch = patch.replace(f"pumpurs_xl.{module}.{name} = broken", f"object.__setattr__({RULE}, 'check', broken)")
    done = pumpurs("claim", SAMPLE, *months, "--out", tmp_path / "o", env=with_site(tmp_path, patch))
    log = own_program_folder / "logs" / "pumpurs.log"
    assert done.returncode == 3
    assert is_one_sentence(done.stderr)
    assert str(log) in done.stderr
    written = log.read_text(encoding="utf-8")
    assert "KeyError at" in written
    assert "sitecustomize.py:" in written
    for said in (done.stdout, done.stderr, written):
        assert not any(word in said for word in (*NAME.split(), CODE))


RULE = "pumpurs_xl.checks.ticket_used_once.check"


def test_a_rule_that_crashes_is_named(tmp_path: Path) -> None:
    code = PATCH.format(module="checks.ticket_used_once", name="x", values=CODE)
    env = with_site(tmp_path, code + f"    object.__setattr__({RULE}, 'check', broken)\n")
    assert "(RuleCrashed, V21)" in pumpurs("check", SAMPLE, env=env).stderr


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path, own_program_folder: Path) -> None:
    own_program_folder.parent.rmdir()
    own_program_folder.parent.write_text("šeit ir fails", encoding="utf-8")
    env = with_site(tmp_path, PATCH.format(module="archive.draft", name="stamp", values=CODE))
    done = pumpurs("claim", SAMPLE, "--month", "2023-02", "--out", tmp_path / "o", env=env)
    assert done.returncode == 3
    assert "žurnālu ierakstīt neizdevās" in done.stderr


# ---- what cannot be written, read or waited for ----


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", f"{LONG}.xlsx"),
        ("check", f"{LONG}.xlsx"),
        ("template", f"{LONG}.xlsx"),
        ("claim", SAMPLE, "--month", "2023-02", "--out", LONG),
        ("claim", SAMPLE, "--month", "2023-02", "--type", "ED", "--template", f"{LONG}.xlsx"),
        ("report", EMPTY, "--semester", "2022/2023-2", "--out", f"{LONG}.html"),
        ("claim", EMPTY, "--from", "0223-01", "--to", "2023-06"),
        ("claim", EMPTY, "--month", "2203-01"),
        ("check", EMPTY, "--month", "0223-01"),
        ("totals", EMPTY, "--month", "2203-01"),
        ("totals", EMPTY, "--semester", "0222/0223-2"),
        ("report", EMPTY, "--semester", "2222/2223-2"),
    ],
)
def test_a_name_without_end_and_a_mistyped_year_are_one_sentence(arguments: tuple[object, ...], tmp_path: Path) -> None:
    done = pumpurs(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert is_one_sentence(done.stderr)
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("answer_format", ["text", "json"])
def test_a_full_disk_and_a_closed_pipe_end_the_answer(answer_format: str) -> None:
    command = [sys.executable, "-m", "pumpurs_xl", "totals", str(EMPTY), "--month", "2023-02"]
    command += ["--format", answer_format]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "Atbildi nevar ierakstīt: disks ir pilns.\n")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@POSIX
@pytest.mark.parametrize("module, name", [("hosts.file.reader", "read_tables"), ("archive.draft", "publish")])
def test_ctrl_c_is_one_word(module: str, name: str, tmp_path: Path) -> None:
    patch = PATCH.format(module=module, name=name, values="")
    patch = patch.replace("        try:", "        __import__('os').kill(__import__('os').getpid(), 2)\n        try:")
    done = pumpurs("claim", SAMPLE, "--month", "2023-02", "--out", tmp_path / "o", env=with_site(tmp_path, patch))
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Pārtraukts.")


@POSIX
def test_ctrl_c_while_the_program_still_loads_is_one_word(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import os\nos.kill(os.getpid(), 2)\n", encoding="utf-8")
    done = pumpurs("doctor", env=with_site(tmp_path, ""))
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Pārtraukts.")


@pytest.mark.parametrize("name", ["o[/b]", "o[red]", "o\x1b[31m", "o\u202egnp"])
def test_a_name_is_shown_as_it_is_and_steers_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir(parents=True)
    done = pumpurs("new", tmp_path / name / "grāmata.xlsx")
    assert done.returncode == 0, done.stderr
    refused = pumpurs("check", tmp_path / f"{name.replace('/', '')}-nav.xlsx").stderr
    assert ascii(name)[1:-1] in done.stdout
    assert ascii(name.replace("/", ""))[1:-1] in refused
    assert not {"\x1b", "\u202e"} & {*done.stdout, *refused}


def test_an_answer_for_a_terminal_that_knows_no_latvian_letter(tmp_path: Path) -> None:
    done = pumpurs("totals", EMPTY, "--month", "2023-02", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "febru\\u0101ris" in done.stdout


@pytest.mark.parametrize(
    "part, content",
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet>" + b"<a>" * 30_000 + b"</a>" * 30_000 + b"</worksheet>"),
        ("xl/workbook.xml", b"<workbook><definedNames><definedName/></definedNames></workbook>"),
    ],
    ids=["nested without end", "a name without a name"],
)
def test_a_damaged_form_is_refused(part: str, content: bytes, tmp_path: Path) -> None:
    form = tmp_path / "veidlapa.xlsx"
    with ZipFile(SAMPLE.parent / "templates" / "ED.xlsx") as source, ZipFile(form, "w") as damaged:
        for name in source.namelist():
            damaged.writestr(name, content if name == part else source.read(name))
    done = pumpurs("template", form)
    assert done.returncode == 2
    assert is_one_sentence(done.stderr)
    assert "veidlapa.xlsx" in done.stderr


# ---- the network ----


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "jauna.xlsx", "--sample"),
        ("check", EMPTY),
        ("totals", EMPTY, "--month", "2023-02"),
        ("claim", SAMPLE, "--from", "2023-01", "--to", "2023-02", "--out", "o"),
        ("report", SAMPLE, "--semester", "2022/2023-2", "--out", "lapa.html"),
        ("template", SAMPLE.parent / "templates" / "ED.xlsx"),
        ("doctor",),
        ("--version",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_command_opens_a_socket(arguments: tuple[object, ...], tmp_path: Path) -> None:
    done = pumpurs(*arguments, env=with_site(tmp_path, NO_SOCKETS), cwd=tmp_path)
    assert done.returncode in {0, 1}, done.stderr
