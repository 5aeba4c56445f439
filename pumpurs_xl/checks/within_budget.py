"""V34: what is compensated in a semester stays within the budget granted for it, by support type and in all.

Latviski: Semestrī kompensējamais nepārsniedz piešķirto budžetu – pa atbalsta veidiem un kopā.

What counts are the eligible EUR of the months claimed in the semester; several lines for the same are added up. While
a line of a budget cannot be read, nothing is compared with it.

Piemērs: ēdināšanai piešķirti 5000,00 EUR, bet semestrī kompensējami 5120,00 EUR – pārsniegums 120,00 EUR.

Source: the budget is granted per semester (S 8).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import group_rows
from pumpurs_xl.checks.shared.rule import WARNING, on_accounts
from pumpurs_xl.checks.shared.support_types import support_type_of
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.programme import FUNDER
from pumpurs_xl.tables.budget import ALL, Grant
from pumpurs_xl.values.finding import Finding, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import ZERO, euro


@on_accounts("V34", WARNING)
def check(book: Book, accounts: Accounts) -> Iterator[Finding]:
    spent = _spent(accounts)
    dark = [grant for grant in book.grants if grant.problems]
    readable = [grant for grant in book.grants if not grant.problems]
    for key, grants in group_rows(readable, by=_purpose).items():
        granted = sum((grant.amount for grant in grants), ZERO)
        over = spent[key] - granted
        is_whole = not any(each.may_be_for(grants[0].support, grants[0].semester) for each in dark)
        if over <= 0 or not is_whole:
            continue
        for grant in grants:
            yield warning(
                replace(grant.at("amount"), stake=over),
                both(
                    f"Semestrī kompensējami {euro(spent[key])} EUR, piešķirti {euro(granted)} EUR: "
                    f"pārsniegums {euro(over)} EUR.",
                    f"{euro(spent[key], 'en')} EUR are to be compensated in the semester, "
                    f"{euro(granted, 'en')} EUR are granted: {euro(over, 'en')} EUR over.",
                ),
                both(
                    f"Pārbaudiet budžetu vai lūdziet {FUNDER} to palielināt.",
                    "Check the budget or ask the funder to raise it.",
                ),
            )


def _purpose(grant: Grant) -> tuple[Hashable, str | None]:
    """The semester and the support type that it pays; all types are one purpose of their own."""
    if grant.support_name.casefold() == ALL.casefold():
        return grant.semester, ALL
    return grant.semester, grant.support.code if grant.support else None


def _spent(accounts: Accounts) -> dict[Hashable, Decimal]:
    """The eligible EUR of each purpose."""
    spent: dict[Hashable, Decimal] = defaultdict(lambda: ZERO)
    for (_, month), claimed in accounts.by_claim_month.items():
        eligible = sum((compensation.eligible for compensation in claimed), ZERO)
        spent[month.semester, support_type_of(claimed[0].row).code] += eligible
        spent[month.semester, ALL] += eligible
    return spent
