"""A LibreOffice of one's own: a throw-away profile, a pipe, ended on the way out; and UNO in the tests' Python."""

import importlib
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
PACKAGES = Path("/usr/lib/python3/dist-packages")  # where Debian keeps uno.py; built for its CPython alone
Test = TypeVar("Test", bound=Callable[..., Any])
START = 60  # seconds in which LibreOffice answers


@cache
def why_not(*programs: str) -> str:
    """What the tests lack on this machine; empty where they can run."""
    missing = [program for program in ("soffice", *programs) if not shutil.which(program)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    ask = [SYSTEM_PYTHON, "-c", "import sys, uno; print('%d.%d' % sys.version_info[:2])"]
    theirs = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if not theirs:
        return "not installed: python3-uno"
    return "" if theirs == ours else f"python3-uno is built for Python {theirs}, the tests run on {ours}"


def uno() -> Any:
    """The bridge of LibreOffice, and nothing else of the system's packages."""
    if "uno" in sys.modules:
        return sys.modules["uno"]
    sys.path.append(str(PACKAGES))
    try:
        importlib.import_module("unohelper")
        return importlib.import_module("uno")
    finally:
        sys.path.remove(str(PACKAGES))


@dataclass
class Office:
    """A running LibreOffice."""

    process: subprocess.Popen[bytes]
    context: Any = None
    desktop: Any = None
    open_documents: list[Any] = field(default_factory=list)

    def open(self, path: Path, *, hidden: bool = True) -> Any:
        document = self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (option("Hidden", hidden),))
        assert document is not None, f"LibreOffice does not open {path}"
        self.open_documents.append(document)
        return document

    def close(self, document: Any) -> None:
        self.open_documents.remove(document)
        document.close(True)


def option(name: str, value: Any) -> Any:
    pair = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    pair.Name, pair.Value = name, value
    return pair


@contextmanager
def office(profile: Path, *, headless: bool = True, environment: dict[str, str] | None = None) -> Iterator[Office]:
    """Starts LibreOffice with the profile and waits until it answers."""
    pipe = f"pumpurs{uuid.uuid4().hex}"
    options = ["--norestore", "--nologo", "--nodefault", *(["--headless"] if headless else [])]
    command = ["soffice", *options, f"--accept=pipe,name={pipe};urp;", f"-env:UserInstallation={profile.as_uri()}"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    try:
        found = Office(process, _context(pipe))
        manager = found.context.ServiceManager
        found.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", found.context)
        yield found
        _end(found)
    finally:
        _kill(process)


def _context(pipe: str) -> Any:
    bridge = uno()
    local = bridge.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    end = time.monotonic() + START
    while True:
        try:
            return resolver.resolve(address)
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _end(running: Office) -> None:
    for document in list(running.open_documents):
        running.close(document)
    with suppress(uno().getClass("com.sun.star.lang.DisposedException")):  # it may be gone before it answers
        running.desktop.terminate()
    running.process.wait(20)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The start script's whole session: soffice.bin is its child."""
    if process.poll() is None:
        os.killpg(process.pid, 15)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait(10)


def needs(*programs: str) -> Callable[[Test], Test]:
    """Marks a test as one that needs LibreOffice and these programs, and skips it with the reason where they lack."""
    reason = why_not(*programs)

    def marked(test: Test) -> Test:
        for mark in (pytest.mark.libreoffice, pytest.mark.skipif(bool(reason), reason=reason)):
            mark(test)
        return test

    return marked
