"""Sagatavot pārskatus: the claim sheets of one month or of all, as drafts in the folder beside the workbook."""

from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_documents_path

from pumpurs_xl.archive.draft import draft, notes, publish
from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.archive.place import claims_place
from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_cells
from pumpurs_xl.claims.claim import claims
from pumpurs_xl.claims.held import left_out
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.hosts.keeping import AGREED, kept_file
from pumpurs_xl.hosts.machine import show
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.values.language import counted
from pumpurs_xl.values.money import euro
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal


def write_claims(live: LiveWorkbook, inspection: Inspection, months: Sequence[Month]) -> str:
    """Writes the drafts, shows their folder, and tells where they are and what is not in them."""
    folder = claims_folder(live, inspection.book)
    templates = shipped_templates()
    drafts = [draft(inspection, month, claims(inspection, month), folder, templates, only=False) for month in months]
    told = []
    for number, one in enumerate(publish(drafts, folder), start=1):
        live.progress(f"Pārskati: {number}. mēnesis no {len(drafts)} ({one.month.lv})")
        told += [f" {note.lv}" for note in notes(one)]
    show(drafts[0].folder if len(drafts) == 1 else folder)
    files = counted(sum(len(one.files) for one in drafts), "pārskats", "pārskati", "pārskatu")
    return f"Gatavs: mapē {folder} ir {files}.{_describe_held_rows(inspection, months)}{''.join(told)}"


def _describe_held_rows(inspection: Inspection, months: Sequence[Month]) -> str:
    """How many rows are in no claim and why, and which settings are printed wrong; empty where all is in order."""
    left = left_out(inspection, months, None)
    parts = [
        f"{counted(held.rows, 'rinda', 'rindas', 'rindu')} {reason} ({euro(held.eur)} EUR)"
        for reason, held in {"ar kļūdu": left.errors, "atliktas": left.postponed}.items()
        if held.rows
    ]
    told = list_cells([str(each.place) for each in (*dict(left.causes), *left.lost, *left.printed)]).lv
    held_rows = f" Aizturēts: {' un '.join(parts)}." if parts else ""
    return f"{held_rows} Izlabojiet: {told}." if told else held_rows


def claims_folder(live: LiveWorkbook, book: Book) -> Path:
    """The folder of the settings, beside the workbook; Refusal where that was never saved.

    A workbook that opens from OneDrive or SharePoint has no folder of this computer: its claims go to the
    user's documents. For a folder elsewhere the user is asked, once for each workbook and folder.
    """
    if "://" in live.place:
        base = user_documents_path() / "PuMPuRS" / Path(live.book.name).stem
    elif not (base := Path(live.place).parent).is_absolute():
        raise Refusal(
            lv="Darbgrāmata vēl nav saglabāta. Saglabājiet to, un pārskatu mape būs tai blakus.",
            en="The workbook has not been saved yet. Save it, and the folder of claims will be beside it.",
        )
    folder, is_outside = claims_place(base, book.settings.claims_folder)
    if is_outside:
        _agree(live, folder.resolve())
    return folder


def _agree(live: LiveWorkbook, folder: Path) -> None:
    """Asks whether this workbook's claims may go there, unless a yes was given before; Refusal after a no."""
    agreed = kept_file(AGREED, f"{live.place}\n{folder}")
    if agreed.exists():
        return
    answer = live.ask(
        f"Iestatījums “Pārskatu mape” rāda ārpus darbgrāmatas mapes:\n{folder}\n\n"
        "Pārskatos ir izglītojamo dati. Vai šīs darbgrāmatas pārskatus glabāt tur?"
    )
    if answer != "yes":
        raise Refusal(
            lv="Nekas nav ierakstīts. Iestatījumā “Pārskatu mape” ierakstiet mapi blakus darbgrāmatai.",
            en="Nothing was written. Enter a folder beside the workbook in the setting “Pārskatu mape”.",
        )
    agreed.touch()
