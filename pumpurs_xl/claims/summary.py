"""The lines of the summary: one a support type, with the semester's budget and what is left of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pumpurs_xl.book import Book
from pumpurs_xl.claims.key import Key, Value, values
from pumpurs_xl.claims.line import NUMBER
from pumpurs_xl.claims.totals import Sums, Totals
from pumpurs_xl.support import SupportType
from pumpurs_xl.values.money import ZERO
from pumpurs_xl.values.month import Semester


@dataclass(frozen=True)
class SummaryLine:
    """A support type in the summary; EUR granted for the semester (None: nothing is said) and spent so far."""

    place: int
    support_type: SupportType
    sums: Sums
    granted: Decimal | None
    spent: Decimal

    @property
    def left(self) -> Decimal | None:
        """EUR of the semester's budget that are left."""
        return None if self.granted is None else self.granted - self.spent


SUMMARY_LINE: tuple[Key[SummaryLine], ...] = (
    Key("veids", "atbalsta veids", lambda line: line.support_type.title.lv),
    Key("izglitojamie", "izglītojamo skaits", lambda line: line.sums.learners),
    Key("rindas", "rindu skaits", lambda line: line.sums.rows),
    Key("izdevumi", "faktiskie izdevumi, EUR", lambda line: line.sums.actual),
    Key("eur", "kompensējamā summa, EUR", lambda line: line.sums.eligible),
    Key("neattiecinams", "neattiecināmā summa, EUR", lambda line: line.sums.not_eligible),
    Key("esf", "ESF daļa, EUR", lambda line: line.sums.esf),
    Key("valsts", "valsts budžeta daļa, EUR", lambda line: line.sums.state),
    Key("budzets", "semestrim piešķirts, EUR", lambda line: line.granted),
    Key("izlietots", "semestrī izlietots līdz mēneša beigām, EUR", lambda line: line.spent),
    Key("atlikums", "semestra budžeta atlikums, EUR", lambda line: line.left),
)


def summary_lines(book: Book, month: Totals, so_far: Totals) -> Iterator[dict[str, Value]]:
    """What the summary says of each support type; `so_far` are the totals from the start of the semester."""
    semester = month.period.months[0].semester
    for place, (each, spent) in enumerate(zip(month.types, so_far.types, strict=True), start=1):
        granted = _budget(book, each.support_type, semester)
        line = SummaryLine(place, each.support_type, each.sums, granted, spent.sums.eligible)
        yield values((NUMBER, *SUMMARY_LINE), line)


def _budget(book: Book, support_type: SupportType, semester: Semester) -> Decimal | None:
    """What is granted for the support type in the semester; None where nothing is said, or not all can be read."""
    granted = [grant for grant in book.grants if grant.may_be_for(support_type, semester)]
    is_known = granted and not any(grant.problems for grant in granted)
    return sum((grant.amount for grant in granted), ZERO) if is_known else None
