"""What the command line answers: the same content as JSON for programs and as a table for people."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rich.box import SIMPLE
from rich.table import Table as Grid

from pumpurs_xl.archive.draft import Draft
from pumpurs_xl.claims.held import LeftOut
from pumpurs_xl.claims.totals import Held, Sums, Totals, TypeTotals
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.tables.findings import WEIGHTS
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.language import Both, Language, both
from pumpurs_xl.values.money import ZERO, euro

_WEIGHT = {
    "lv": {weight: word.casefold() for weight, word in WEIGHTS.items()},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}

_UNREAD = frozenset(
    {
        *(("V45", Severity.ERROR), ("V47", Severity.WARNING)),
        *(("V61", Severity.WARNING), ("V63", Severity.INFO)),
    }
)
"""The findings that tell of cells outside all rows: no row is held by them, and yet a claim lacks what they hold."""
_MOST_NAMED = 12


def money(amount: Decimal) -> str:
    """EUR with two decimals, as a program reads them."""
    return f"{amount:.2f}"


def findings_json(findings: tuple[Finding, ...], language: Language) -> dict[str, Any]:
    """The findings one by one, and how many there are of each weight."""
    counts = Counter(finding.severity for finding in findings)
    return {
        "findings": [_finding_json(finding, language) for finding in findings],
        "counts": {severity.value: counts[severity] for severity in Severity},
    }


def findings_counts(counts: Mapping[str, int]) -> Both:
    """The sentence under the table: how many findings of each weight."""
    errors, warnings, infos = (counts[severity.value] for severity in Severity)
    return both(
        f"Kļūdas: {errors}, brīdinājumi: {warnings}, ziņas: {infos}.",
        f"Errors: {errors}, warnings: {warnings}, infos: {infos}.",
    )


def _finding_json(finding: Finding, language: Language) -> dict[str, Any]:
    place, fix = finding.place, finding.fix
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": place.sheet,
        "cell": place.cell,
        "row": place.row,
        "column": place.column,
        "message": finding.message(language),
        "fix": fix and {"cell": fix.cell, "value": str(fix.value), "lossless": fix.lossless},
        "amount": None if place.stake is None else money(place.stake),
    }


def unread(inspection: Inspection, language: Language) -> list[str]:
    """What may be missing in a claim because nobody reads it: copied tables, rows under a table or a merged cell, …"""
    found = [
        finding
        for finding in inspection.findings
        if (finding.code, finding.severity) in _UNREAD and inspection.book.support_at(finding.place) is None
    ]
    named = [f"{each.code} {each.place}: {each.message(language)}" for each in found[:_MOST_NAMED]]
    rest = len(found) - len(named)
    more = both(f"… un vēl {rest}; visu rāda “pumpurs check”.", f"… and {rest} more; “pumpurs check” shows all.")
    return [*named, more.say(language)] if rest else named


def findings_table(findings: tuple[Finding, ...], language: Language) -> Grid:
    """A line for each error and warning; the routine of one rule is one line, with its first example."""
    headings = ("Svarīgums", "Kods", "Šūna", "Kas nav kārtībā un kā labot", "EUR")
    english = ("Severity", "Code", "Cell", "What is wrong and what to do", "EUR")
    grid = Grid(*(headings if language == "lv" else english))
    lines: dict[object, list[Finding]] = {}
    for finding in findings:
        routine = finding.severity is Severity.INFO
        lines.setdefault(finding.code if routine else (finding.code, finding.place), []).append(finding)
    for alike in lines.values():
        finding, stakes = alike[0], [each.place.stake for each in alike if each.place.stake is not None]
        cell = str(finding.place)
        others = len(alike) - 1
        if others:
            cell += f" un vēl {others}" if language == "lv" else f" and {others} more"
        amount = euro(sum(stakes, Decimal(0)), language) if stakes else ""
        grid.add_row(_WEIGHT[language][finding.severity], finding.code, cell, finding.message(language), amount)
    return grid


def _held(held: Held) -> dict[str, Any]:
    return {"rows": held.rows, "eur": money(held.eur)}


def _sums(sums: Sums) -> dict[str, Any]:
    amounts = ("actual", "eligible", "not_eligible", "esf", "state")
    return {"learners": sums.learners, "rows": sums.rows, **{name: money(getattr(sums, name)) for name in amounts}}


def _type_json(each: TypeTotals, language: Language) -> dict[str, Any]:
    return {
        "code": each.support_type.code,
        "title": each.support_type.title.say(language),
        **_sums(each.sums),
        "held": {"errors": _held(each.held_errors), "postponed": _held(each.held_postponed)},
        **({} if each.hours is None else {"hours": money(each.hours)}),
    }


def totals_json(found: Totals, period: str, language: Language) -> dict[str, Any]:
    """The sums of each support type and of all; `period` stands there as it was given."""
    return {
        "period": period,
        "types": [_type_json(each, language) for each in found.types],
        "total": {**_sums(found.total), "plans": found.plans},
    }


def totals_table(found: Totals, language: Language) -> Grid:
    """A line for each support type, and all of them at the foot."""
    lv = ("Atbalsta veids", "Izgl.", "Rindas", "Izdevumi", "Komp.", "Neattiec.", "ESF", "Valsts")
    en = ("Support", "Learners", "Rows", "Cost", "Eligible", "Not eligible", "ESF", "State")
    title = found.period.lv if language == "lv" else found.period.en
    grid = Grid(title=title, show_footer=True, box=SIMPLE, pad_edge=False)
    cells = (("Kopā" if language == "lv" else "Total"), *_figures(found.total, language))
    for place, (heading, footer) in enumerate(zip(lv if language == "lv" else en, cells, strict=True)):
        grid.add_column(heading, footer, justify="right" if place else "left", no_wrap=bool(place))
    for each in found.types:
        grid.add_row(each.support_type.title.say(language), *_figures(each.sums, language))
    return grid


def _figures(sums: Sums, language: Language) -> tuple[str, ...]:
    amounts = (sums.actual, sums.eligible, sums.not_eligible, sums.esf, sums.state)
    return str(sums.learners), str(sums.rows), *(euro(amount, language) for amount in amounts)


def draft_json(one: Draft, left: LeftOut) -> dict[str, Any]:
    """The files of a month's draft, each with what its claim comes to, and what is left out of them."""
    files = [
        {
            "path": str(path.resolve()),
            "claim": claim.name,
            "type": claim.type,
            "lines": len(claim.lines),
            "learners": claim.learners,
            "eligible": money(claim.eligible),
        }
        for path, claim in zip(one.files, one.claims, strict=True)
    ]
    causes = [
        {"code": finding.code, "sheet": finding.place.sheet, "cell": finding.place.cell, **_held(held)}
        for finding, held in (*left.causes, *((each, Held(0, ZERO)) for each in left.lost))
    ]
    held = {"errors": _held(left.errors), "postponed": _held(left.postponed), "causes": causes}
    kept = [str(path.resolve()) for path in one.kept]
    stayed = one.left and str(one.left.resolve())
    return {"month": str(one.month), "files": files, "held": held, "kept": kept, "left": stayed}


def drafts_table(drafts: list[Draft], language: Language) -> Grid:
    """A line for each claim of each month."""
    lv = ("Pārskats", "Rindas", "Izglītojamie", "Kompensējams, EUR")
    en = ("Claim", "Lines", "Learners", "Eligible, EUR")
    grid = Grid(*(lv if language == "lv" else en))
    for one in drafts:
        for claim in one.claims:
            grid.add_row(claim.name, str(len(claim.lines)), str(claim.learners), euro(claim.eligible, language))
    return grid
