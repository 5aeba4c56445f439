"""The log of defects: which kind of error, and at which lines of the program; nothing of any workbook.

An error's own words are never written down: they may hold the name or the personal code that it stumbled over.
"""

import logging
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pumpurs_xl.hosts.machine import program_folder
from pumpurs_xl.values.language import Both, both

LOGS = "logs"


class Told(Exception):
    """A defect in a worker process, as `describe` tells it: the process that asked never sees its values."""


def describe(defect: BaseException) -> str:
    """The kind of a defect with its places, innermost first, and those of the errors that led to it."""
    return "; from ".join(_kind_and_places(each) for each in _chain(defect))


def _chain(defect: BaseException | None) -> Iterator[BaseException]:
    while defect is not None:
        yield defect
        defect = defect.__cause__ or defect.__context__


def _kind_and_places(defect: BaseException) -> str:
    frames = reversed(traceback.extract_tb(defect.__traceback__))
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return str(defect) if isinstance(defect, Told) else f"{type(defect).__name__} at {places or 'another process'}"


class _Log(RotatingFileHandler):
    """The file itself; what keeps it from being written is raised, not printed with the record."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 # the name is logging's
        """Hands on the error that is being handled."""
        raise  # noqa: PLE0704 # called while one is handled


def log_defect(defect: BaseException) -> Both:
    """Writes the defect into the log; says in half a sentence where the log is, or that it cannot be written."""
    try:
        path = program_folder() / LOGS / "pumpurs.log"
        path.parent.mkdir(exist_ok=True)
        handler = _Log(path, maxBytes=200_000, backupCount=1, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.emit(logging.makeLogRecord({"msg": describe(defect)}))
        handler.close()
    except OSError:
        return both("žurnālu ierakstīt neizdevās", "the log could not be written")
    return both(f"par to var pastāstīt žurnāls: {path}", f"the log tells of it: {path}")
