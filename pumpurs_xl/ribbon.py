"""The ribbon: one function a button. It reads the open workbook, calls the core, writes, and ends with one sentence.

It holds no rule; what a button does is in `buttons`, in the module of its name. The same functions run in Excel
(RunPython) and in LibreOffice Calc (the extension). Each click starts Python anew, so each button imports what it
needs when it is pressed, and none pays for another.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pumpurs_xl.buttons.button import Action
    from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook

_CELLS = ("šūna", "šūnas", "šūnu")


def button(title: str) -> "Callable[[Action], Callable[[], None]]":
    """Makes a button of a function that works on the open workbook and returns the sentence to end with."""

    def declare(action: "Action") -> Callable[[], None]:
        @wraps(action)
        def on_click() -> None:
            from pumpurs_xl.buttons.button import press

            press(title, action)

        return on_click

    return declare


@button("Sākt mēnesi")
def start_month(live: "LiveWorkbook") -> str:
    """Adds the rows of meals and dormitory places that the month's plans ask for and that are not there yet."""
    from pumpurs_xl.buttons.button import month_of, read_book
    from pumpurs_xl.buttons.opening_month import rows_to_add
    from pumpurs_xl.buttons.start_month import add_rows, describe_rows

    book = read_book(live)
    month = month_of(book)
    added = rows_to_add(book, month)
    add_rows(live, book, added)
    return describe_rows(added, month)


@button("Atrast izglītojamo")
def find_learner(live: "LiveWorkbook") -> str:
    """Turns the start of a surname, typed into a cell of the column IAP ID, into the learner's plan."""
    from pumpurs_xl.buttons.button import month_of, read_book
    from pumpurs_xl.buttons.find_learner import find_plan

    book = read_book(live)
    return find_plan(live, book, month_of(book).semester)


@button("Aizpildīt dienas")
def fill_days(live: "LiveWorkbook") -> str:
    """Fills the empty working days of the selected catering rows with the price of a day."""
    from pumpurs_xl.buttons.button import read_book
    from pumpurs_xl.buttons.fill_days import describe_days, find_days, write_days
    from pumpurs_xl.support.catering import CATERING

    book = read_book(live)
    days = find_days(live, book)
    if not days:
        return f"Lapā “{CATERING.table.sheet}” iezīmējiet rindas, kurām aizpildīt dienas, un spiediet pogu vēlreiz."
    if not any(days.values()):
        return "Nav ko aizpildīt: dienas jau ir aizpildītas vai lapā Likmes nav spēkā “Cena dienā”."
    write_days(live, book, days)
    return describe_days(days)


@button("Pārbaudīt")
def check(live: "LiveWorkbook") -> str:
    """Checks the whole workbook: lists what is wrong on the sheet Pārbaude and writes a verdict beside each row."""
    from pumpurs_xl.buttons.button import read_book
    from pumpurs_xl.buttons.check import describe_check, write_check
    from pumpurs_xl.inspection import inspect

    inspection = inspect(read_book(live))
    return describe_check(write_check(live, inspection), inspection)


@button("Nākamā")
def next_finding(live: "LiveWorkbook") -> str:
    """Goes to the next cell of the list Pārbaude and tells what is wrong there."""
    from pumpurs_xl.buttons.next_finding import walk

    return walk(live, 1)


@button("Iepriekšējā")
def previous_finding(live: "LiveWorkbook") -> str:
    """Goes back to the cell before in the list Pārbaude and tells what is wrong there."""
    from pumpurs_xl.buttons.next_finding import walk

    return walk(live, -1)


@button("Izlabot…")
def fix(live: "LiveWorkbook") -> str:
    """Offers to put right what the program can, old and new beside each other, and does it after a yes."""
    from pumpurs_xl.buttons.fix import apply_repairs, choose_repairs, find_repairs
    from pumpurs_xl.values.language import counted

    repairs = find_repairs(live.read())
    if not repairs:
        return "Nav nekā, ko programma varētu izlabot pati. Pārējo labojiet pēc saraksta lapā Pārbaude."
    wanted = choose_repairs(live, repairs)
    if not wanted:
        return "Nekas nav mainīts."
    apply_repairs(live, wanted)
    return f"Izlabots: {counted(len(wanted), *_CELLS)}. Spiediet Pārbaudīt, lai saraksts atbilstu labotajam."


@button("Atsaukt")
def undo(live: "LiveWorkbook") -> str:
    """Puts back every cell that the last button changed, except those that the user has changed since."""
    from pumpurs_xl.buttons.undo import take_back
    from pumpurs_xl.hosts.excel import record
    from pumpurs_xl.values.language import counted

    last = record.last(live.place)
    if last is None:
        return "Nav nekā, ko atsaukt: programma šajā grāmatā pēdējā laikā neko nav mainījusi."
    undone = take_back(live, last)
    record.forget(live.place)
    left = f" {counted(undone.left, *_CELLS)} pēc tam ir mainītas, tās nav aiztiktas." if undone.left else ""
    return f"Atsaukts “{last.button}”: {counted(undone.restored, *_CELLS)}.{left}"


@button("Rādīt kopsavilkumu")
def show_summary(live: "LiveWorkbook") -> str:
    """Opens the sheet Kopsavilkums and tells what the month comes to."""
    from pumpurs_xl.buttons.button import month_of, read_book
    from pumpurs_xl.claims.totals import totals
    from pumpurs_xl.inspection import inspect
    from pumpurs_xl.values.language import counted
    from pumpurs_xl.values.money import euro

    book = read_book(live)
    month = month_of(book)
    sums = totals(inspect(book), month).total
    live.go("Kopsavilkums")
    people = counted(sums.learners, "izglītojamais", "izglītojamie", "izglītojamo")
    eligible, rest = euro(sums.eligible), euro(sums.not_eligible)
    return f"{month.lv.capitalize()}: kompensējami {eligible} EUR, neattiecināmi {rest} EUR, {people}."


@button("Sagatavot pārskatus")
def prepare_claims(live: "LiveWorkbook") -> str:
    """Writes the claim sheets of the month as a draft and shows their folder; rows with errors are held back."""
    from pumpurs_xl.archive.draft import require_rows
    from pumpurs_xl.buttons.button import month_of, read_book
    from pumpurs_xl.buttons.prepare_claims import write_claims
    from pumpurs_xl.inspection import inspect

    inspection = inspect(read_book(live))
    month = month_of(inspection.book)
    require_rows(inspection, month)
    return write_claims(live, inspection, [month])


@button("Sagatavot visus mēnešus")
def prepare_all_months(live: "LiveWorkbook") -> str:
    """Writes the claim sheets of every month in which something is claimed, as `prepare_claims` does for one."""
    from pumpurs_xl.buttons.button import read_book
    from pumpurs_xl.buttons.prepare_claims import write_claims
    from pumpurs_xl.compensation import months_claimed
    from pumpurs_xl.inspection import inspect

    inspection = inspect(read_book(live))
    months = months_claimed(inspection.accounts)
    if not months:
        return "Darbgrāmatā nav nevienas rindas, ko iesniegt."
    return write_claims(live, inspection, months)


@button("Atvērt mapi")
def open_folder(live: "LiveWorkbook") -> str:
    """Shows the folder of the claim sheets."""
    from pumpurs_xl.buttons.button import read_book
    from pumpurs_xl.buttons.prepare_claims import claims_folder
    from pumpurs_xl.hosts.machine import show

    folder = claims_folder(live, read_book(live))
    if not folder.is_dir():
        return "Pārskatu vēl nav. Spiediet Sagatavot pārskatus, un mape tiks izveidota."
    show(folder)
    return f"Pārskati ir mapē {folder}."


@button("Diagnostika")
def diagnose(_: "LiveWorkbook") -> str:
    """Checks the installation on this computer; tells what is wrong and how to mend it."""
    from pumpurs_xl.doctor import as_text, examine
    from pumpurs_xl.hosts.machine import this_machine

    checks = examine(this_machine())
    return as_text(tuple(check for check in checks if check.status != "ok") or checks[:1], "lv")


@button("Rokasgrāmata")
def open_handbook(_: "LiveWorkbook") -> str:
    """Opens the handbook in the browser."""
    import tempfile
    from pathlib import Path

    from pumpurs_xl.handbook import page as handbook_page
    from pumpurs_xl.hosts.machine import show

    show(handbook_page.write_page(Path(tempfile.gettempdir())))
    return "Rokasgrāmata ir atvērta pārlūkā."
