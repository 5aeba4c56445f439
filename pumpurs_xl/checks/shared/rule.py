"""What a rule is: a code, a pass, and a function from the book to findings.

Row rules look at a row with what it refers to; account rules look at many and never take a row out.
A rule that crashes stops the run and is named; it is never skipped.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import asked
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.model.row import Row
from pumpurs_xl.values.finding import Finding

AnyRow = TypeVar("AnyRow", bound=Row)
Check = Callable[[Book, Accounts], Iterable[Finding]]


class Pass(Enum):
    """When a rule runs: on rows, before money is counted; or on the accounts, after."""

    ROWS = "row"
    ACCOUNTS = "account"


class RuleCrashed(Exception):
    """A defect of the program in a rule; nothing may be claimed on a check that is not whole."""

    def __init__(self, code: str) -> None:
        super().__init__(f"rule {code} failed")
        self.code = code


@dataclass(frozen=True)
class Rule:
    """One rule with its code; `run` gives its findings."""

    code: str
    when: Pass
    check: Check

    def run(self, book: Book, accounts: Accounts) -> list[Finding]:
        try:
            return [replace(finding, code=self.code) for finding in self.check(book, accounts)]
        except Exception as defect:
            raise RuleCrashed(self.code) from defect


def on_rows(code: str) -> Callable[[Callable[[Book], Iterable[Finding]]], Rule]:
    """A row rule that looks at the whole book."""
    return lambda check: Rule(code, Pass.ROWS, lambda book, _: check(book))


def on_accounts(code: str) -> Callable[[Check], Rule]:
    """An account rule: it sees the book and what its rows are compensated."""
    return lambda check: Rule(code, Pass.ACCOUNTS, check)


def on_each(
    code: str, rows: Callable[[Book], Iterable[AnyRow]]
) -> Callable[[Callable[[AnyRow, Book], Iterable[Finding]]], Rule]:
    """A row rule asked about each row; silent on one whose needed cell cannot be read."""
    return lambda check: Rule(code, Pass.ROWS, lambda book, _: asked(rows(book), book, check))
