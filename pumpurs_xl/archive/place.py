"""The folder of a workbook's claims: that of its settings, as long as it lies with the workbook."""

import sys
from pathlib import Path

from pumpurs_xl.values.folder import Reach, has_drive, parts, reach
from pumpurs_xl.values.refusal import Refusal


def claims_place(base: Path, folder: str) -> tuple[Path, bool]:
    """Where claims go that the settings send to `folder`, and whether that is outside the workbook's own folder `base`.

    Links count as what they lead to. Raises Refusal for a place where claims may never go.
    """
    found = reach(folder)
    if found is Reach.NOWHERE or (has_drive(folder) and sys.platform != "win32"):
        raise Refusal(
            lv=f"Iestatījumā “Pārskatu mape” ir “{folder}”, bet tur pārskatus neraksta: tas ir tīkla ceļš, ierīce "
            "vai nosaukums, kāds mapei nevar būt. Ierakstiet mapi blakus darbgrāmatai, piemēram, Pārskati.",
            en=f"The setting “Pārskatu mape” is “{folder}”, but no claims are written there: it is a network path, a "
            "device, or no name for a folder. Enter a folder beside the workbook, such as Pārskati.",
        )
    start = Path(f"{folder[:2]}/") if has_drive(folder) else Path("/") if folder[:1] in {"/", "\\"} else base
    path = start.joinpath(*parts(folder))
    return path, found is Reach.OUTSIDE or not path.resolve().is_relative_to(base.resolve())
