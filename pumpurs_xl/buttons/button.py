"""What every button of the ribbon does around its own work: one sentence at the end, and nothing left half written."""

from collections.abc import Callable

from pumpurs_xl.archive.tidy import tidy
from pumpurs_xl.book import Book, build
from pumpurs_xl.buttons.undo import take_back
from pumpurs_xl.hosts.excel import record
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook, apologise
from pumpurs_xl.hosts.log import log_defect
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

Action = Callable[[LiveWorkbook], str]


def press(title: str, action: Action) -> None:
    """Does what a button does in the open workbook, and shows the sentence that the action ends with.

    What it changed is kept for Atsaukt. Where it stops half way, all of it is taken back and the user reads why.
    """
    try:
        tidy()
        live = LiveWorkbook.active()
        live.say(_run(action, live, title))
    except Refusal as refusal:
        apologise(refusal.message.lv)
    except Exception as defect:  # noqa: BLE001 # the last place where anything can be told to the user
        apologise(f"Programmā radās kļūda; {log_defect(defect).lv}")


def _run(action: Action, live: LiveWorkbook, title: str) -> str:
    """The sentence to show, whatever happens."""
    live.record.button = title
    try:
        live.progress(f"PuMPuRS: {title.removesuffix('…')}…")
        with live.quietly():
            sentence = _all_or_nothing(action, live)
    except Refusal as refusal:
        return refusal.message.lv
    except Exception as defect:  # noqa: BLE001 # the workbook is as it was, and the user reads so in it
        return f"Programmā radās kļūda; darbgrāmata nav mainīta; {log_defect(defect).lv}"
    if live.record.changes_something:
        try:
            record.keep(live.record, live.place)
        except OSError:
            return f"{sentence} Atsaukt to nevarēs: diskā nav vietas vai profilā nevar rakstīt."
    return sentence


def _all_or_nothing(action: Action, live: LiveWorkbook) -> str:
    try:
        return action(live)
    except BaseException:
        take_back(live, live.record)
        raise
    finally:
        live.progress(None)


def read_book(live: LiveWorkbook) -> Book:
    """The open workbook, typed; Refusal where it is not one of ours."""
    return build(live.read())


def month_of(book: Book) -> Month:
    """The month being worked on; Refusal where none is chosen."""
    if book.month is None:
        raise Refusal(
            lv="Lapā Sākums nav izvēlēts mēnesis. Izvēlieties to dzeltenajā šūnā un spiediet pogu vēlreiz.",
            en="No month is chosen on the sheet Sākums. Choose it in the yellow cell and press the button again.",
        )
    return book.month
