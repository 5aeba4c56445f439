"""V09: the plan (IAP) grants the support type that the row claims.

Latviski: IAP piešķir to atbalsta veidu, kura lapā ir rinda.

Piemērs: rinda ir lapā Ēdināšana, bet lapas IAP slejā ED nav “x” – kļūda.

Source: the plan names the support measures (S 10).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, on_each
from pumpurs_xl.checks.shared.support_types import support_type_of
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.tables.plans import grant_field
from pumpurs_xl.values.finding import Finding, error
from pumpurs_xl.values.language import both


@on_each("V09", SupportRow, ERROR)
def check(row: SupportRow, book: Book) -> Iterator[Finding]:
    plan, support_type = book.plan_of(row), support_type_of(row)
    if plan and not plan.grants(support_type):
        mark = f"{plan.sheet}!{plan.cell(grant_field(support_type))}"
        yield error(
            row.at("plan_id"),
            both("IAP šo atbalsta veidu nepiešķir.", "The plan does not grant this kind of support."),
            both(
                f"Ja tas piešķirts, ierakstiet “x” šūnā {mark}; ja nav, izdzēsiet rindu.",
                f"If it is granted, enter “x” in {mark}; if not, delete the row.",
            ),
        )
