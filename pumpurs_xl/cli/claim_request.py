"""What the command `claim` asks for: the months and the support type of its options, and the drafts they make."""

from pathlib import Path
from typing import TypeVar

from pumpurs_xl.archive.draft import Draft, draft, require_rows
from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.archive.place import claims_place
from pumpurs_xl.claims.claim import Claim, claim, claims
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.programme import FIRST_ELIGIBLE_DAY, LAST_ELIGIBLE_DAY
from pumpurs_xl.support import BY_CODE, SupportType, support_named
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.month import Month, Semester, Span
from pumpurs_xl.values.refusal import Refusal

Asked = TypeVar("Asked", Month, Semester)


def parse_support_type(name: str | None, template: Path | None) -> SupportType | None:
    """The support type that `--type` names, None where it is not given; refused where a template needs one."""
    support_type = support_named(name) if name else None
    if name and support_type is None:
        raise Refusal(
            lv=f"“{name}” nav atbalsta veids. Izvēlieties vienu no: {', '.join(BY_CODE)}.",
            en=f"“{name}” is no kind of support. Choose one of: {', '.join(BY_CODE)}.",
        )
    if template and support_type is None:
        raise Refusal(
            lv="Veidlapai norādiet arī atbalsta veidu, piemēram, --type ED.",
            en="With a template give its kind of support, too, for example --type ED.",
        )
    return support_type


def parse_months(month: str | None, first: str | None, last: str | None, settings: Settings) -> tuple[Month, ...]:
    """The months to claim: that of `--month`, or all from `--from` to `--to`; any other mixture is refused."""
    if month and not (first or last):
        return (within_project(Month.parse(month), month, settings),)
    if first and last and not month:
        asked = [within_project(Month.parse(each), each, settings) for each in (first, last)]
        return Span(*asked).months
    raise Refusal(
        lv="Norādiet vienu mēnesi (--month 2023-02) vai posmu (--from 2022-09 --to 2023-06).",
        en="Give one month (--month 2023-02) or a range (--from 2022-09 --to 2023-06).",
    )


def within_project(period: Asked, written: str, settings: Settings) -> Asked:
    """The month or semester, refused where it lies outside the project: then its year is mistyped.

    The project is as long as the programme or the settings say; what is late is claimed up to a year after its end.
    """
    start, end = [FIRST_ELIGIBLE_DAY], [LAST_ELIGIBLE_DAY]
    start += [settings.eligible_from] if settings.readable("eligible_from") else []
    end += [settings.eligible_to] if settings.readable("eligible_to") else []
    first, last = Month.of(min(start)), Month(max(end).year + 1, max(end).month)
    if first <= period.months[-1] and period.months[0] <= last:
        return period
    raise Refusal(
        lv=f"“{written}” ir ārpus projekta laika ({first} līdz {last}). Pārbaudiet gadu.",
        en=f"“{written}” is outside the project ({first} to {last}). Check the year.",
    )


def months_with_rows(inspection: Inspection, months: tuple[Month, ...]) -> list[Month]:
    """The months that are drafted: those of a range without rows are left out, but not all of them."""
    found = [month for month in months if inspection.knows(month)]
    if not found:
        require_rows(inspection, months[0])
    return found


def folder_of_settings(book: Path, settings: Settings) -> Path:
    """Where claims go without `--out`; refused where that is not with the workbook: who wrote it there?"""
    folder = settings.claims_folder
    place, is_outside = claims_place(book.parent, folder)
    if is_outside:
        raise Refusal(
            lv=f"Iestatījums “Pārskatu mape” (“{folder}”) rāda ārpus darbgrāmatas mapes. "
            "Ja pārskatus tiešām rakstīt tur, norādiet mapi ar --out.",
            en=f"The setting “Pārskatu mape” (“{folder}”) leads outside the folder of the workbook. "
            "If the claims are really to go there, give the folder with --out.",
        )
    return place


def build_draft(
    inspection: Inspection, month: Month, support_type: SupportType | None, template: Path | None, folder: Path
) -> Draft:
    """The draft of a month, of one support type or of all; nothing is written yet."""
    found: list[Claim] = [claim(inspection, support_type, month)] if support_type else claims(inspection, month)
    templates = {**shipped_templates(), **({support_type.code: template} if support_type and template else {})}
    return draft(inspection, month, found, folder, templates, only=support_type is not None)
