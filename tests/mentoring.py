"""MP, a mentor's help (mentora palīdzība), by the hour: a make-believe support type (test_new_support_type.py).

>>> from types import SimpleNamespace
>>> terms = SimpleNamespace(rate=lambda *_: Decimal("12.50"))
>>> Help.model_construct(day=date(2023, 2, 6), length=Decimal(2)).cost(terms)
Decimal('25.00')
"""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from pumpurs_xl.model.column import Day, FilledAmount, Number, Text, column
from pumpurs_xl.model.form_cell import FormCell
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.support.support_type import Count, RateKind, SupportRow, SupportType, Terms
from pumpurs_xl.values.language import both


class Help(SupportRow):
    """A meeting with a mentor."""

    day: Day = column("Datums", example=date(2023, 2, 6))
    mentor: Text = column(
        "Mentors", form=FormCell("Mentors, temats", "{mentor}, {topic}", 18), example="Ilze Paraudziņa"
    )
    topic: Text | None = column("Temats", default=None)
    length: Number = column("Ilgums, st.", limit=Limit.ABOVE_0, example=2.0)
    amount: FilledAmount = column(
        "Summa, EUR", default=None, formula='IF([IAP ID]="","",ROUND([Ilgums, st.]*{rate},2))'
    )

    @property
    def service_day(self) -> date:
        return self.day

    def cost(self, terms: Terms) -> Decimal:
        return self.length * (terms.rate("MP", RateKind.PER_HOUR, self.day) or 0)

    @classmethod
    def cells_of_month(cls, terms: Terms, first: date, last: date, before: Self | None) -> dict[str, Any]:
        return {"day": first, "mentor": before.mentor if before else None}


MENTORING = SupportType(
    code="MP",
    title=both("Mentora palīdzība", "Mentoring"),
    row=Help,
    form=both("Mentora palīdzības izdevumu kopsavilkums", "Summary of mentoring costs"),
    help="Viena rinda katrai tikšanās reizei.",
    ceilings=(RateKind.DAY, RateKind.MONTH),
    price=RateKind.PER_HOUR,
    monthly=both("piešķirts mentors", "grants a mentor"),
    count=Count("hours", "Stundas", lambda meeting, _: meeting.length),
)
