"""Kavējumi: days on which a learner was away; support is not expected then."""

from datetime import date

from pumpurs_xl.model.column import Day, Filled, Text, column
from pumpurs_xl.model.row import Row, spec
from pumpurs_xl.tables.learners import NAME_FORMULA


class Absence(Row):
    """A learner away from a day to a day, both included."""

    learner_id: Text = column("Izglītojamā ID", help="ID no lapas Izglītojamie.", width=14)
    learner_name: Filled = column("Izglītojamais", default=None, formula=NAME_FORMULA, width=24)
    start: Day = column("No")
    end: Day = column("Līdz", help="Ieskaitot.")
    reason: Text | None = column("Iemesls", optional=True, default=None, help="Piemēram, slimība.", width=28)

    def covers(self, day: date) -> bool:
        """Whether the learner was away on that day."""
        return self.start <= day <= self.end


SPEC = spec(
    "tKavejumi", "Kavējumi", Absence, en="Absences", optional=True, help="Dienas, kad izglītojamais nav bijis skolā."
)
