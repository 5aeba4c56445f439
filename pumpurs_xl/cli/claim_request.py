"""What the command `claim` asks for: the months and the support type of its options, and the drafts they make."""

from pathlib import Path

from pumpurs_xl.archive.draft import Draft, draft, require_rows
from pumpurs_xl.archive.forms import shipped_templates
from pumpurs_xl.claims.claim import Claim, claim, claims
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support import BY_CODE, SupportType, support_named
from pumpurs_xl.values.month import Month, Span
from pumpurs_xl.values.refusal import Refusal


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


def parse_months(month: str | None, first: str | None, last: str | None) -> tuple[Month, ...]:
    """The months to claim: that of `--month`, or all from `--from` to `--to`; any other mixture is refused."""
    if month and not (first or last):
        return (Month.parse(month),)
    if first and last and not month:
        return Span(Month.parse(first), Month.parse(last)).months
    raise Refusal(
        lv="Norādiet vienu mēnesi (--month 2023-02) vai posmu (--from 2022-09 --to 2023-06).",
        en="Give one month (--month 2023-02) or a range (--from 2022-09 --to 2023-06).",
    )


def has_rows(inspection: Inspection, month: Month, months: tuple[Month, ...]) -> bool:
    """Whether the month is drafted: months of a range without rows are left out, but not all of them."""
    if inspection.knows(month):
        return True
    if len(months) > 1 and any(inspection.knows(each) for each in months):
        return False
    require_rows(inspection, month)
    return True


def build_draft(
    inspection: Inspection, month: Month, support_type: SupportType | None, template: Path | None, folder: Path
) -> Draft:
    """The draft of a month, of one support type or of all; nothing is written yet."""
    found: list[Claim] = [claim(inspection, support_type, month)] if support_type else claims(inspection, month)
    templates = {**shipped_templates(), **({support_type.code: template} if support_type and template else {})}
    return draft(inspection, month, found, folder, templates, only=support_type is not None)
