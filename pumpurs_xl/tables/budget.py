"""Budžets: what the funder granted for a semester, by support type or for all (S 8)."""

from pumpurs_xl.model.column import Amount, SchoolYear, SemesterNumber, Text, column
from pumpurs_xl.model.row import Row, spec
from pumpurs_xl.support import TITLES, SupportType, support_named
from pumpurs_xl.values.month import Semester

ALL = "Visi"


class Grant(Row):
    """An amount granted for a semester."""

    school_year: SchoolYear = column("Mācību gads", help="Piemēram, 2022/2023.")
    semester_number: SemesterNumber = column("Semestris", choices=("1", "2"), help="1 vai 2.")
    support_name: Text = column("Atbalsta veids", choices=(*TITLES, ALL), help="Atbalsta veids vai Visi.", width=24)
    amount: Amount = column("Piešķirts, EUR", width=16)

    @property
    def semester(self) -> Semester:
        """The semester that the amount is granted for."""
        return Semester(self.school_year, self.semester_number)

    @property
    def support(self) -> SupportType | None:
        """The support type; None where the grant is for all."""
        return support_named(self.support_name)

    def may_be_for(self, support_type: SupportType | None, semester: Semester) -> bool:
        """Whether the line is one of this budget (None: that for all), as far as its cells can be read."""
        return (
            (not self.readable("support_name") or self.support is support_type)
            and (not self.readable("school_year") or self.school_year == semester.year)
            and (not self.readable("semester_number") or self.semester_number == semester.number)
        )


SPEC = spec("tBudzets", "Budžets", Grant, en="Budget", help="Semestra budžets pa atbalsta veidiem; “Visi” – kopējais.")
