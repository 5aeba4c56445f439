"""IAP, individual support plans (individuālā atbalsta plāni): one per learner and semester.

Statuses are those of the funder's database (IAP-12, S 10); their wording may change.
"""

from datetime import date
from functools import cached_property
from typing import Any

from pydantic import create_model

from pumpurs_xl.model.column import Day, Filled, Mark, SchoolYear, SemesterNumber, Text, column
from pumpurs_xl.model.row import Row, spec
from pumpurs_xl.programme import FUNDER, NOT_AGREED, PLAN_STATUSES, SUSPENDED
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.learners import NAME_FORMULA
from pumpurs_xl.values.month import Month, Period, Semester

_SPELLING = {status.casefold(): status for status in PLAN_STATUSES}


class PlanDates(Row):
    """A plan without what it grants."""

    id: Text = column("IAP ID", help=f"Kā {FUNDER} datubāzē.", width=13)
    learner_id: Text = column("Izglītojamā ID", help="ID no lapas Izglītojamie.", width=14)
    learner_name: Filled = column("Izglītojamais", default=None, formula=NAME_FORMULA, width=24)
    school_year: SchoolYear = column("Mācību gads", help="Piemēram, 2022/2023.")
    semester_number: SemesterNumber = column("Semestris", choices=("1", "2"), help="1 vai 2.", width=10)
    start: Day = column("No")
    end: Day = column("Līdz", help="Ieskaitot.")
    status_text: Text = column("Statuss", choices=PLAN_STATUSES, help=f"Kā {FUNDER} datubāzē.", width=14)
    suspended_from: Day | None = column("Apturēts no", default=None, help="Ja statuss ir Apturēts.")

    @cached_property
    def semester(self) -> Semester:
        """The semester that the plan is for."""
        return Semester(self.school_year, self.semester_number)

    @cached_property
    def status(self) -> str:
        """The status in the database's own spelling; an unknown one as it is written."""
        return _SPELLING.get(self.status_text.casefold(), self.status_text)

    @property
    def last_day(self) -> date:
        """The last day on which support may be given."""
        stop = self.suspended_from if self.status == SUSPENDED else None
        return min(self.end, stop) if stop else self.end

    def grants(self, support_type: SupportType) -> bool:
        """Whether the plan grants this support type."""
        return bool(getattr(self, grant_field(support_type)))

    def overlaps(self, period: Period) -> bool:
        """Whether the plan runs in the period."""
        return self.start <= period.months[-1].last and self.end >= period.months[0].first

    def runs_in(self, month: Month) -> bool:
        """Whether support may be given under the plan on some day of the month."""
        return self.is_active and self.start <= month.last and self.last_day >= month.first

    @property
    def is_active(self) -> bool:
        """Whether the funder has agreed to the plan."""
        return self.status not in NOT_AGREED


def grant_field(support_type: SupportType) -> str:
    """The field that tells whether a plan grants the support type."""
    return f"grants_{support_type.code.casefold()}"


def _grant_columns() -> dict[str, Any]:
    return {
        grant_field(support_type): (
            Mark | None,
            column(support_type.code, default=None, choices=("x",), help=f"x = piešķirts: {support_type}.", width=5),
        )
        for support_type in SUPPORT_TYPES
    }


Plan: type[PlanDates] = create_model("Plan", __base__=PlanDates, **_grant_columns())
"""A plan with what it grants: a column a support type."""

SPEC = spec(
    "tIAP",
    "IAP",
    Plan,
    title="Individuālie atbalsta plāni (IAP)",
    en="Support plans",
    help="Viens plāns izglītojamajam semestrī; ar x atzīmējiet, ko plāns piešķir.",
)
