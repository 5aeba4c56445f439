"""The two passes of a check: the rows, their compensation, then the accounts of those that count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pumpurs_xl.book import Book
from pumpurs_xl.checks import RULES
from pumpurs_xl.checks.shared.rule import Pass, Rule
from pumpurs_xl.compensation import Accounts, compute
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.finding import Finding, Severity
from pumpurs_xl.values.month import Month


@dataclass(frozen=True)
class Inspection:
    """A checked workbook: its findings in the order of `Finding.rank`, and what its rows are compensated."""

    book: Book
    findings: tuple[Finding, ...]
    accounts: Accounts

    def concerns(self, finding: Finding, month: Month) -> bool:
        """Whether a finding bears on the claim of a month: all but those at rows of other months."""
        row = self.book.support_at(finding.place)
        return row is None or row.may_be_claimed_in((month,))

    def knows(self, month: Month) -> bool:
        """Whether any row, held ones too, belongs to the month."""
        return any(row.may_be_claimed_in((month,)) for _, row in self.book.support_rows)

    def holds(self, month: Month, support_type: SupportType | None) -> bool:
        """Whether rows with errors are held from the month's claims, of one support type or of all."""
        return any(
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
    in_rows = [_with_stake(finding, book) for finding in _run(rules, Pass.ROWS, book, Accounts())]
    with_errors = (book.support_at(finding.place) for finding in in_rows if finding.severity is Severity.ERROR)
    unreadable = (row for row in book.faulty_rows if isinstance(row, SupportRow))
    accounts = compute(book, {row for row in (*with_errors, *unreadable) if row})
    in_accounts = [_with_stake(finding, book) for finding in _run(rules, Pass.ACCOUNTS, book, accounts)]
    return Inspection(book, tuple(sorted(in_rows + in_accounts, key=lambda finding: finding.rank)), accounts)


def _run(rules: Iterable[Rule], when: Pass, book: Book, accounts: Accounts) -> list[Finding]:
    return [finding for rule in rules if rule.when is when for finding in rule.run(book, accounts)]


def _with_stake(finding: Finding, book: Book) -> Finding:
    """The finding with the EUR at stake; as info where it is an error of a postponed row, which holds up nothing."""
    row = book.support_at(finding.place)
    if row is None:
        return finding
    if finding.place.stake is None:
        finding = replace(finding, place=replace(finding.place, stake=row.stake(book)))
    if row.is_postponed and finding.severity is Severity.ERROR:
        finding = replace(finding, severity=Severity.INFO)
    return finding
