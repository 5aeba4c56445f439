"""The two passes of a check: the rows, their compensation, then the accounts of those that count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pumpurs_xl.book import Book
from pumpurs_xl.checks import RULES
from pumpurs_xl.checks.shared.rule import Pass, Rule
from pumpurs_xl.compensation import Accounts, compute
from pumpurs_xl.dependents import Dependents
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.absences import SPEC as ABSENCES
from pumpurs_xl.tables.budget import SPEC as BUDGET
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.language import both, counted
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month

NO_CENT_FOLLOWS = frozenset({ABSENCES.name, BUDGET.name})
"""Tables whose errors hold no row and are warnings."""


@dataclass(frozen=True)
class Inspection:
    """A checked workbook: its findings in the order of `Finding.rank`, and what its rows are compensated.

    `causes` tells of each row that an error elsewhere holds, which error that is: the gravest one.
    """

    book: Book
    findings: tuple[Finding, ...]
    accounts: Accounts
    causes: Mapping[SupportRow, Finding] = field(default_factory=dict)

    def concerns(self, finding: Finding, month: Month) -> bool:
        """Whether a finding bears on the claim of a month: all but those at rows of other months."""
        row = self.book.support_at(finding.place)
        return row is None or row.may_be_claimed_in((month,))

    def knows(self, month: Month) -> bool:
        """Whether any row, held ones too, belongs to the month."""
        return any(row.may_be_claimed_in((month,)) for _, row in self.book.support_rows)

    def lost(self, support_type: SupportType | None) -> tuple[Finding, ...]:
        """The errors that tell of rows swallowed by a merge, of one support type or of all."""
        tables = {each.table.name for each in SUPPORT_TYPES if support_type in {None, each}}
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.ERROR and finding.place.table in tables and self.book.is_lost(finding.place)
        )

    def holds(self, month: Month, support_type: SupportType | None) -> bool:
        """Whether rows with errors are held from the month's claims, of one support type or of all.

        Of which month rows are that a merge has swallowed nobody knows: they may be of each.
        """
        return bool(self.lost(support_type)) or any(
            row.may_be_claimed_in((month,))
            for code, rows in self.accounts.errors.items()
            if support_type is None or support_type.code == code
            for row in rows
        )


def inspect(book: Book, rules: Iterable[Rule] = ()) -> Inspection:
    """Checks the whole workbook: rows first, then the accounts of those that count.

    Raises RuleCrashed, which names the rule, where a rule fails: nothing is claimed on a check that is not whole.
    """
    rules = tuple(rules or RULES)
    in_rows, causes = _hold_dependents([_weigh(each, book) for each in _run(rules, Pass.ROWS, book, Accounts())], book)
    with_errors = (book.support_at(finding.place) for finding in in_rows if finding.severity is Severity.ERROR)
    unreadable = (row for row in book.faulty_rows if isinstance(row, SupportRow))
    accounts = compute(book, {row for row in (*with_errors, *unreadable, *causes) if row})
    in_accounts = [_weigh(finding, book) for finding in _run(rules, Pass.ACCOUNTS, book, accounts)]
    return Inspection(book, tuple(sorted(in_rows + in_accounts, key=lambda finding: finding.rank)), accounts, causes)


def _run(rules: Iterable[Rule], when: Pass, book: Book, accounts: Accounts) -> list[Finding]:
    return [finding for rule in rules if rule.when is when for finding in rule.run(book, accounts)]


def _weigh(finding: Finding, book: Book) -> Finding:
    """The finding with the EUR at stake, and as grave as what it stands at.

    An error of a postponed row, which holds up nothing, is news; one in a sheet that no cent follows from, a warning.
    """
    row = book.support_at(finding.place)
    if row and finding.place.stake is None:
        finding = replace(finding, place=replace(finding.place, stake=row.stake(book)))
    if finding.severity is Severity.ERROR and row and row.is_postponed:
        return replace(finding, severity=Severity.INFO)
    if finding.severity is Severity.ERROR and finding.place.table in NO_CENT_FOLLOWS:
        return replace(finding, severity=Severity.WARNING)
    return finding


def _hold_dependents(findings: list[Finding], book: Book) -> tuple[list[Finding], dict[SupportRow, Finding]]:
    """The findings, where an error holds other rows with how many and their EUR; and of each such row its cause."""
    dependents, told, causes = Dependents(book), [], dict[SupportRow, Finding]()
    for finding in findings:
        rows = dependents.of(finding.place) if finding.severity is Severity.ERROR else ()
        told.append(_with_dependents(finding, rows, book) if rows else finding)
    for finding in sorted(told, key=lambda finding: finding.rank):
        if finding.severity is Severity.ERROR:
            for row in dependents.of(finding.place):
                causes.setdefault(row, finding)
    return told, causes


def _with_dependents(finding: Finding, rows: Sequence[SupportRow], book: Book) -> Finding:
    eur = sum((row.stake(book) or ZERO for row in rows), ZERO)
    held, english = counted(len(rows), "rindu", "rindas", "rindu"), "row" if len(rows) == 1 else "rows"
    problem = both(
        f"{finding.problem.lv} Kļūda aiztur {held} ({euro(eur)} EUR).",
        f"{finding.problem.en} The error holds {len(rows)} {english} ({euro(eur, 'en')} EUR).",
    )
    return replace(finding, problem=problem, place=replace(finding.place, stake=eur))
