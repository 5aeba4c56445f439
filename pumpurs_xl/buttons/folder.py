"""Where the claims of an open workbook go: the folder of the settings, beside the workbook."""

from pathlib import Path

from platformdirs import user_documents_path

from pumpurs_xl.book import Book
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.values.refusal import Refusal


def claims_folder(live: LiveWorkbook, book: Book) -> Path:
    """The folder; for a workbook that opens from OneDrive or SharePoint one among the user's documents."""
    named = Path(str(book.settings.usable("folder")))
    if named.is_absolute():
        return named
    if "://" in live.place:
        return user_documents_path() / "PuMPuRS" / Path(live.book.name).stem / named
    place = Path(live.place)
    if not place.is_absolute():
        raise Refusal(
            lv="Darbgrāmata vēl nav saglabāta. Saglabājiet to, un pārskatu mape būs tai blakus.",
            en="The workbook has not been saved yet. Save it, and the folder of claims will be beside it.",
        )
    return place.parent / named
