"""What a claim leaves out because of errors, and why: each cause with the rows that it holds and their EUR."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pumpurs_xl.checks.shared.cell_lists import NAMED
from pumpurs_xl.claims.totals import Held, sum_held
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.settings import SPEC as SETTINGS
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.language import Both, both, counted
from pumpurs_xl.values.money import euro
from pumpurs_xl.values.month import Month

_CAUSES = ("iemesls", "iemesli", "iemeslu")


@dataclass(frozen=True)
class LeftOut:
    """The rows that are in no claim of some months, by errors and postponed, and what each of the errors holds.

    `lost` are errors that stand at no row: what they swallowed is in no claim and nobody knows how much it is.
    `printed` are errors of settings that are only printed: they hold no row, and the form says nothing there.
    """

    errors: Held
    postponed: Held
    causes: tuple[tuple[Finding, Held], ...]
    lost: tuple[Finding, ...]
    printed: tuple[Finding, ...]

    @property
    def sentences(self) -> Iterator[Both]:
        """What is left out because of errors and why, cause by cause, then what is printed empty or put right."""
        if self.errors.rows:
            all_of_them = _rows(self.errors)
            yield both(
                f"Kļūdu dēļ aizturēts, pārskatos nav: {all_of_them.lv}.",
                f"Held because of errors, in no claim: {all_of_them.en}.",
            )
        for finding, held in self.causes[:NAMED]:
            at, rows = f"{finding.code} {finding.place}", _rows(held)
            yield both(f"{at} – {rows.lv}. {finding.message('lv')}", f"{at} – {rows.en}. {finding.message('en')}")
        if more := len(self.causes[NAMED:]):
            yield both(
                f"Vēl {counted(more, *_CAUSES)}: spiediet Pārbaudīt.", f"{more} more causes: check the workbook."
            )
        for finding in self.printed:
            at = f"{finding.code} {finding.place}"
            yield both(f"{at}: {finding.message('lv')}", f"{at}: {finding.message('en')}")


def _rows(held: Held) -> Both:
    eur = euro(held.eur, "en")
    english = "row" if held.rows == 1 else "rows"
    return both(
        f"{counted(held.rows, 'rinda', 'rindas', 'rindu')} ({euro(held.eur)} EUR)", f"{held.rows} {english} ({eur} EUR)"
    )


def left_out(inspection: Inspection, months: Collection[Month], support_type: SupportType | None) -> LeftOut:
    """What the claims of these months leave out, of one support type or of all; the most money first."""
    book, accounts = inspection.book, inspection.accounts
    codes = [each.code for each in SUPPORT_TYPES if support_type in {None, each}]
    errors = [row for code in codes for row in accounts.errors.get(code, ()) if row.may_be_claimed_in(months)]
    postponed = [row for code in codes for row in accounts.postponed.get(code, ()) if row.may_be_claimed_in(months)]
    serious = [finding for finding in inspection.findings if finding.severity is Severity.ERROR]
    own = {(finding.place.sheet, finding.place.row): finding for finding in reversed(serious)}
    by_cause: dict[Finding, list[SupportRow]] = defaultdict(list)
    for row in errors:
        if cause := inspection.causes.get(row) or own.get((row.sheet, row.number)):
            by_cause[cause].append(row)
    causes = [(finding, sum_held(book, rows)) for finding, rows in by_cause.items()]
    printed = (each for each in serious if each.place.table == SETTINGS.name and not book.settings.use_at(each.place))
    return LeftOut(
        sum_held(book, errors),
        sum_held(book, postponed),
        tuple(sorted(causes, key=lambda cause: (-cause[1].eur, cause[0].rank))),
        inspection.lost(support_type),
        tuple(printed),
    )
