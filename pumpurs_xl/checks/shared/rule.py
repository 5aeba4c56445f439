"""What a rule is: a code, a pass, the weights of its findings, and a function from the book to findings.

The docstring of its module is its specification. The first line says in English what must hold (`V18: …`), and these
paragraphs stand in the handbook: `Latviski: …` (the same sentence), `Piemērs: …` (an example) and `Source: …`.
Row rules look at a row with what it refers to; account rules look at many and never take a row out.
"""

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.model.row import Row
from pumpurs_xl.values.finding import Finding, Severity

AnyRow = TypeVar("AnyRow", bound=Row)
Check = Callable[[Book, Accounts], Iterable[Finding]]
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
PARAGRAPHS = ("Latviski", "Piemērs", "Source")
"""What the docstring of every rule says, each in a paragraph that begins with the word."""


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
    """One rule. `weights` are all that its findings may have; `module` is where it is written."""

    code: str
    when: Pass
    weights: tuple[Severity, ...]
    module: str
    check: Check

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", self.specification)  # what `help` shows of a rule

    @property
    def specification(self) -> str:
        """What the rule says of itself: the docstring of its module."""
        return inspect.cleandoc(sys.modules[self.module].__doc__ or "")

    def paragraph(self, label: str) -> str:
        """One of `PARAGRAPHS`, as a single line without its label; raises LookupError where the rule lacks it."""
        for paragraph in self.specification.split("\n\n"):
            if paragraph.startswith(f"{label}: "):
                return " ".join(paragraph.removeprefix(f"{label}: ").split())
        raise LookupError(f"{self.module.replace('.', '/')}.py: the docstring has no paragraph “{label}: …”")

    def run(self, book: Book, accounts: Accounts) -> list[Finding]:
        """The rule's findings in a book, with its code.

        Raises RuleCrashed where the rule fails, or gives a finding of a weight that it does not declare.
        """
        try:
            return [self._sign(finding) for finding in self.check(book, accounts)]
        except Exception as defect:
            raise RuleCrashed(self.code) from defect

    def _sign(self, finding: Finding) -> Finding:
        if finding.severity not in self.weights:
            raise ValueError(f"{self.code} does not declare findings of weight “{finding.severity}”")
        return replace(finding, code=self.code)


def on_rows(code: str, *weights: Severity) -> Callable[[Callable[[Book], Iterable[Finding]]], Rule]:
    """Makes a row rule of a function that looks at the whole book."""
    return lambda check: Rule(code, Pass.ROWS, weights, check.__module__, lambda book, _: check(book))


def on_each(
    code: str, row_type: type[AnyRow], *weights: Severity
) -> Callable[[Callable[[AnyRow, Book], Iterable[Finding]]], Rule]:
    """Makes a row rule of a function that looks at one row; it is silent on a row whose needed cell cannot be read."""
    return lambda check: Rule(
        code, Pass.ROWS, weights, check.__module__, lambda book, _: check_rows(rows_of(book, row_type), book, check)
    )


def on_accounts(code: str, *weights: Severity) -> Callable[[Check], Rule]:
    """Makes an account rule of a function that sees the book and what its rows are compensated."""
    return lambda check: Rule(code, Pass.ACCOUNTS, weights, check.__module__, check)
