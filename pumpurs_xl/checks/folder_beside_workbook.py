r"""V70: the claims go to a folder that lies with the workbook.

Latviski: Pārskati nonāk mapē, kas ir darbgrāmatas mapē.

Claims hold data of minors; a workbook that came by mail must not send them elsewhere. A folder outside the workbook's
own (a drive, a full path, `..`) is a warning: there the claims go only with `--out`, or after a yes to the button's
question. A network path, a device or a name that no folder can have is a warning, too, and nothing is written there.
No euro depends on it, so no row is held.

Piemērs: iestatījumā “Pārskatu mape” ir `\\serveris\kopējs` vai `../citur` – brīdinājums; `Pārskati/2023` ir kārtībā.

Source: the processing of personal data of minors, Regulation (EU) 2016/679, Articles 5 and 32 (programme practice).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import WARNING, on_rows
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.folder import Reach, reach
from pumpurs_xl.values.language import both

_WRONG = {
    Reach.OUTSIDE: both(
        "Pārskatu mape ir ārpus darbgrāmatas mapes, un pārskatos ir izglītojamo dati.",
        "The folder of claims is outside that of the workbook, and claims hold data of learners.",
    ),
    Reach.NOWHERE: both(
        "Pārskatu mape ir tīkla ceļš, ierīce vai nosaukums, kāds mapei nevar būt; tur pārskatus neraksta.",
        "The folder of claims is a network path, a device, or no name for a folder; no claims are written there.",
    ),
}


@on_rows("V70", WARNING)
def check(book: Book) -> Iterator[Finding]:
    return check_rows([book.settings], book, _folder)


def _folder(settings: Settings, _: Book) -> Iterator[Finding]:
    if wrong := _WRONG.get(reach(settings.folder)):
        yield warning(
            settings.at("folder"),
            wrong,
            both(
                "Ierakstiet mapi blakus darbgrāmatai, piemēram, Pārskati.",
                "Enter a folder beside the workbook, such as Pārskati.",
            ),
        )
