"""V17: what is over a ceiling is not eligible; it is kept and shown, never deleted.

Latviski: Kas ir virs griestiem, nav attiecināms; to saglabā un parāda, nekad neizdzēš.

One line per row in which a ceiling of the day, the month or the semester cuts something; the EUR beside it
are those that are not eligible.

Piemērs: griesti ir 70,00 EUR mēnesī, ēdināšana maksāja 74,00 EUR: neattiecināmi 4,00 EUR.

Source: form 1 of Rīgas Valsts tehnikums, 70,00 EUR per learner and month (S 7).
"""

from collections.abc import Iterator
from dataclasses import replace

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import INFO, on_accounts
from pumpurs_xl.compensation import Accounts
from pumpurs_xl.values.finding import Finding, info
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import euro


@on_accounts("V17", INFO)
def check(_: Book, accounts: Accounts) -> Iterator[Finding]:
    for compensation in accounts.compensations.values():
        if compensation.cuts:
            row, over = compensation.row, compensation.not_eligible
            yield info(
                replace(row.at(row.amount_field), stake=over),
                both(
                    f"Griesti ir pārsniegti: neattiecināmi {euro(over)} EUR.",
                    f"Over the ceiling: {euro(over, 'en')} EUR is not eligible.",
                ),
                both(
                    "Nekas nav jādara: šī summa paliek redzama, bet to nekompensē.",
                    "Nothing to do: this amount stays visible, but it is not compensated.",
                ),
            )
