"""The folder that a school downloads: the wheels for Windows, uv.exe, the script and its page.

    python -m workbook.build.bundle DIR [--wheel WHL] [--python ZIP]

Made on any system from the source tree, with the internet. Python itself comes from uv on the school's PC, once, from
the internet; where the embeddable zip of python.org is given, it lies in the folder, too, and nothing is fetched.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from markdown_it import MarkdownIt

from pumpurs_xl.hosts.machine import shipped
from pumpurs_xl.install.profile import SCRIPT
from pumpurs_xl.values.refusal import Refusal

PYTHON = "3.12"
"""The private Python; install.ps1 asks uv for the same."""
_SOURCE = Path(__file__).parent.parent.parent
_PAGE = "uzstadisana.md"
_HTML = """<!doctype html>
<html lang="lv"><head><meta charset="utf-8"><title>Kā uzstādīt PuMPuRS</title></head>
<body style="font: 16px/1.5 'Segoe UI', sans-serif; max-width: 50rem; margin: 2rem auto">
{text}</body></html>
"""


def bundle(folder: Path, wheel: Path | None = None, python: Path | None = None) -> dict[str, int]:
    """Fills the new folder and returns the sizes of its files by name.

    `wheel` is the program where it is built already, `python` python.org's embeddable zip. Raises Refusal where the
    folder is there already, or pip or uv cannot collect what is needed.
    """
    if folder.exists():
        raise Refusal(
            lv=f"Mape “{folder}” jau ir. Norādiet jaunu mapi.",
            en=f"The folder “{folder}” is there already. Give a new one.",
        )
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    with TemporaryDirectory() as place:
        _collect_wheels(wheels, wheel or _build_wheel(Path(place)), _python_version(python), Path(place))
    uv = _take_uv(wheels)
    if python is None:
        (folder / "uv.exe").write_bytes(uv)
    for file in (shipped(SCRIPT), *([python] if python else [])):
        shutil.copy(file, folder)
    text = MarkdownIt("commonmark").enable("table").render((_SOURCE / "docs" / _PAGE).read_text(encoding="utf-8"))
    (folder / _PAGE).with_suffix(".html").write_text(_HTML.format(text=text), encoding="utf-8")
    return _write_digests(folder)


def _build_wheel(place: Path) -> Path:
    _pip("wheel", "--no-deps", "--wheel-dir", str(place), str(_SOURCE))
    return next(place.glob("pumpurs_xl-*.whl"))


def _python_version(python: Path | None) -> str:
    found = re.match(r"python-(3\.\d+)\.\d+-embed-amd64\.zip$", python.name) if python else None
    return found[1] if found else PYTHON


def _collect_wheels(wheels: Path, own: Path, version: str, place: Path) -> None:
    """The program's wheel, and with it all that it needs on Windows: resolved by uv, since pip asks this system.

    Among them are pip, which puts the wheels into place on the school's PC, and uv, which fetches its Python.
    """
    shutil.copy(own, wheels)
    tools, lock = place / "tools", place / "lock.txt"
    _pip("install", "--target", str(tools), "uv")
    target = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", version, "--only-binary", ":all:")
    found = _run(
        (sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate", "-", *target),
        text=f"pumpurs-xl @ {own.resolve().as_uri()}\npip\nuv\n",
        environment={**os.environ, "PYTHONPATH": str(tools)},
    )
    needs = [line for line in found.splitlines() if not line.startswith("pumpurs-xl")]
    lock.write_text("".join(f"{line}\n" for line in needs), encoding="utf-8")
    windows = ("--platform", "win_amd64", "--python-version", version, "--only-binary=:all:")
    _pip("download", "--no-deps", "--dest", str(wheels), *windows, "--requirement", str(lock))


def _take_uv(wheels: Path) -> bytes:
    """The program uv.exe out of its wheel, which then goes."""
    wheel = next(wheels.glob("uv-*.whl"))
    with ZipFile(wheel) as archive:
        program = archive.read(next(name for name in archive.namelist() if name.endswith("/scripts/uv.exe")))
    wheel.unlink()
    return program


def _write_digests(folder: Path) -> dict[str, int]:
    """Writes SHA256SUMS, which `sha256sum --check` reads; returns the sizes of the files it names."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in files.items())
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
    return {name: path.stat().st_size for name, path in files.items()}


def _pip(*arguments: str) -> None:
    _run((sys.executable, "-m", "pip", "--quiet", *arguments))


def _run(command: tuple[str, ...], text: str | None = None, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 # pip and uv
    if done.returncode:
        raise Refusal(
            lv=f"Pakotni nevar savākt: {' '.join(done.stderr.split()[-30:])}",
            en=f"The package cannot be collected: {' '.join(done.stderr.split()[-30:])}",
        )
    return done.stdout


def main() -> None:
    """Makes the folder and tells what lies in it."""
    parser = argparse.ArgumentParser(prog="python -m workbook.build.bundle")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the new folder that a school downloads")
    parser.add_argument("--wheel", type=Path, help="the program, where it is built already (.whl)")
    parser.add_argument("--python", type=Path, metavar="ZIP", help="python.org's embeddable package, 64 bit")
    options = parser.parse_args()
    for name, size in bundle(options.folder, options.wheel, options.python).items():
        sys.stdout.write(f"{size:>11,}  {name}\n")


if __name__ == "__main__":
    main()
