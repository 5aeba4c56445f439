"""What every button of the ribbon does around its own work: one sentence at the end, and nothing left half written."""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pumpurs_xl.book import Book, build
from pumpurs_xl.buttons.undo import take_back
from pumpurs_xl.hosts.excel import record
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook, apologise
from pumpurs_xl.hosts.machine import home
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

Action = Callable[[LiveWorkbook], str]


def button(title: str) -> Callable[[Action], Callable[[], None]]:
    """A button: what it did is kept for Atsaukt; what went wrong is one sentence, and nothing is left half written."""

    def declare(action: Action) -> Callable[[], None]:
        @wraps(action)
        def on_click() -> None:
            try:
                live = LiveWorkbook.active()
                live.say(_done(action, live, title))
            except Refusal as refusal:
                apologise(refusal.message.lv)

        return on_click

    return declare


def _done(action: Action, live: LiveWorkbook, title: str) -> str:
    live.record.button = title
    try:
        live.progress(f"PuMPuRS: {title.removesuffix('…')}…")
        with live.quietly():
            sentence = _whole(action, live)
    except Refusal as refusal:
        return refusal.message.lv
    except Exception as defect:  # noqa: BLE001 # the last place where anything can be told to the user
        return f"Programmā radās kļūda; darbgrāmata nav mainīta. Par to var pastāstīt žurnāls: {_log(defect)}"
    if live.record.changes_something:
        record.keep(live.record, live.place)
    return sentence


def _whole(action: Action, live: LiveWorkbook) -> str:
    """What the action says; where it stops half way, what it had written is taken back."""
    try:
        return action(live)
    except BaseException:
        take_back(live, live.record)
        raise
    finally:
        live.progress(None)


def _log(defect: Exception) -> Path:
    """Writes where in the program it happened: the kind of error and the lines of code, nothing of the workbook."""
    path = home() / "logs" / "pumpurs.log"
    path.parent.mkdir(exist_ok=True)
    logger = logging.getLogger("pumpurs_xl.ribbon")
    handler = RotatingFileHandler(path, maxBytes=200_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
    frames = traceback.extract_tb(defect.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    logger.error("%s at %s", type(defect).__name__, places)
    logger.removeHandler(handler)
    handler.close()
    return path


def opened(live: LiveWorkbook) -> Book:
    """The typed book of the open workbook; refused where it is not one of ours."""
    return build(live.read())


def month_of(book: Book) -> Month:
    """The month being worked on."""
    if book.month is None:
        raise Refusal(
            lv="Lapā Sākums nav izvēlēts mēnesis. Izvēlieties to dzeltenajā šūnā un spiediet pogu vēlreiz.",
            en="No month is chosen on the sheet Sākums. Choose it in the yellow cell and press the button again.",
        )
    return book.month
