"""The sample school: a synthetic school year 2022/2023 for the master workbook, the same on each call.

Its second semester gives the figures that a real school published (S 1): 151 learners with meals for
31 732,17 EUR, 47 in the dormitory, 20 who travel, 157 plans. All persons and firms are invented.
"""

from collections.abc import Sequence

from pumpurs_xl.programme import DRAFT
from workbook.build.sample.accommodation import stays
from workbook.build.sample.catering import meals
from workbook.build.sample.consultations import sessions
from workbook.build.sample.examples import example_rows
from workbook.build.sample.learners import people
from workbook.build.sample.plans import SamplePlan, plans_of_year
from workbook.build.sample.purchases import learning_aids, personal_items
from workbook.build.sample.school import SETTINGS, budget, rates
from workbook.build.sample.special_transport import rides
from workbook.build.sample.transport import trips
from workbook.build.sample.year import Cells, calendar_rows

__all__ = ["sample_school"]


def sample_school() -> dict[str, list[Cells]]:
    """The rows of each sheet by heading; Iestatījumi is one row of setting and value."""
    learners = people()
    plans = plans_of_year(learners)
    running = [plan for plan in plans if plan.status != DRAFT]
    sheets = {
        "Iestatījumi": [SETTINGS],
        "Likmes": rates(),
        "Kalendārs": calendar_rows(),
        "Budžets": list(budget()),
        "Kavējumi": [row for plan in plans for row in plan.absence_rows()],
        "Izglītojamie": [person.row() for person in learners],
        "IAP": [plan.row() for plan in plans],
        **_support_sheets(running),
        **example_rows(running),
    }
    return {
        sheet: [{heading: value for heading, value in row.items() if value is not None} for row in rows]
        for sheet, rows in sheets.items()
    }


def _support_sheets(plans: Sequence[SamplePlan]) -> dict[str, list[Cells]]:
    """The sheets of support, with Rēķini that their documents make."""
    cited = {
        "Mācību līdzekļi": learning_aids(plans),
        "Naktsmītnes": stays(plans),
        "Ēdināšana": meals(plans),
        "Lietošanas priekšmeti": personal_items(plans),
        "Speciālais transports": rides(plans),
    }
    documents = [document for _, own in cited.values() for document in own]
    return {
        "Rēķini": sorted(documents, key=lambda document: document["Datums"]),
        "Transports": trips(plans),
        **{sheet: rows for sheet, (rows, _) in cited.items()},
        "Konsultācijas": sessions(plans),
    }
