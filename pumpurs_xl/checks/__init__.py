"""The rules, one module each, and the two passes in which they run.

A new rule is a module beside these and its name in `RULES`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pumpurs_xl.book import Book
from pumpurs_xl.checks import (
    amount_is_money,
    catering_on_working_days,
    ceiling_exceeded,
    claimed_after_service,
    consultation_record,
    cost_recomputed,
    day_in_month,
    dormitory_and_trips,
    error_values,
    first_of_month,
    formula_overwritten,
    free_lunch,
    full_concession,
    goods_for_a_learner,
    grade_of_the_programme,
    granted_but_unused,
    hidden_money,
    invoices_add_up,
    known_identifiers,
    mandatory_cells,
    merged_cells,
    number_as_text,
    one_catering_row_a_month,
    one_session_at_a_time,
    periods,
    personal_code_birth_date,
    personal_code_check_digit,
    personal_code_digits,
    personal_code_once,
    plan_of_the_semester,
    plan_status,
    practice_order,
    project_details,
    single_within_season,
    stay_discounts,
    stay_terms,
    stray_values,
    support_granted,
    support_suspended,
    support_while_absent,
    supporting_documents,
    text_that_runs,
    ticket_route,
    ticket_used_once,
    time_in_date,
    total_row,
    trips_on_teaching_days,
    value_of_its_column,
    within_budget,
    within_plan_and_project,
)
from pumpurs_xl.checks.rule import Pass, Rule
from pumpurs_xl.compensation import Accounts, compute
from pumpurs_xl.finding import Finding, Severity
from pumpurs_xl.month import Month
from pumpurs_xl.support import SupportType
from pumpurs_xl.support.kind import SupportRow

RULES: tuple[Rule, ...] = (
    mandatory_cells.check,
    personal_code_digits.check,
    personal_code_birth_date.check,
    personal_code_check_digit.check,
    personal_code_once.check,
    plan_of_the_semester.check,
    plan_status.check,
    support_granted.check,
    within_plan_and_project.check,
    support_suspended.check,
    grade_of_the_programme.check,
    amount_is_money.check,
    cost_recomputed.check,
    catering_on_working_days.check,
    day_in_month.check,
    ceiling_exceeded.check,
    free_lunch.check,
    invoices_add_up.check,
    ticket_route.check,
    ticket_used_once.check,
    single_within_season.check,
    full_concession.check,
    trips_on_teaching_days.check,
    practice_order.check,
    stay_discounts.check,
    stay_terms.check,
    dormitory_and_trips.check,
    support_while_absent.check,
    goods_for_a_learner.check,
    supporting_documents.check,
    consultation_record.check,
    one_session_at_a_time.check,
    within_budget.check,
    project_details.check,
    text_that_runs.check,
    number_as_text.check,
    error_values.check,
    formula_overwritten.check,
    hidden_money.check,
    merged_cells.check,
    total_row.check,
    stray_values.check,
    known_identifiers.check,
    periods.check,
    one_catering_row_a_month.check,
    granted_but_unused.check,
    time_in_date.check,
    first_of_month.check,
    claimed_after_service.check,
    value_of_its_column.check,
)


@dataclass(frozen=True)
class Inspection:
    """What a check of a workbook found, and what its rows are compensated."""

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

    def holds(self, month: Month, kind: SupportType | None) -> bool:
        """Whether rows with errors are held from the month's claims (of one kind or of all)."""
        return any(
            row.may_be_claimed_in((month,))
            for code, rows in self.accounts.errors.items()
            if kind is None or kind.code == code
            for row in rows
        )


def inspect(book: Book, rules: Iterable[Rule] = ()) -> Inspection:
    """Checks the whole workbook: rows first, then the accounts of those that count."""
    rules = tuple(rules or RULES)
    in_rows = [_weighed(finding, book) for finding in _run(rules, Pass.ROWS, book, Accounts())]
    accounts = compute(book, _refused(in_rows, book))
    in_accounts = [_weighed(finding, book) for finding in _run(rules, Pass.ACCOUNTS, book, accounts)]
    return Inspection(book, tuple(sorted(in_rows + in_accounts, key=lambda finding: finding.rank)), accounts)


def _run(rules: Iterable[Rule], when: Pass, book: Book, accounts: Accounts) -> list[Finding]:
    return [finding for rule in rules if rule.when is when for finding in rule.run(book, accounts)]


def _weighed(finding: Finding, book: Book) -> Finding:
    """With the EUR at stake; a postponed row holds up nothing, so its errors are told as routine."""
    row = book.support_at(finding.place)
    if row is None:
        return finding
    if finding.place.stake is None:
        finding = replace(finding, place=replace(finding.place, stake=row.stake(book)))
    if row.is_postponed and finding.severity is Severity.ERROR:
        finding = replace(finding, severity=Severity.INFO)
    return finding


def _refused(findings: Iterable[Finding], book: Book) -> set[SupportRow]:
    errors = (book.support_at(finding.place) for finding in findings if finding.severity is Severity.ERROR)
    faulty = (row for row in book.faulty_rows if isinstance(row, SupportRow))
    return {row for row in (*errors, *faulty) if row}
