"""A support type: its code, its sheet, its form and what one row of it costs.

`SupportRow` holds the columns that all support types share. A type's own module adds its columns, the day of
service and the actual cost in Python, and the same cost as an Excel formula: each checks the other.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Protocol, Self

from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.column import Column, Filled, FilledAmount, FilledNumber, FirstDay, Listing, Text, column
from pumpurs_xl.model.row import Row, Unreadable, spec
from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.values.language import Both
from pumpurs_xl.values.money import cents
from pumpurs_xl.values.month import Month


class RateKind(Listing):
    """What a rate of the sheet Likmes sets."""

    DAY = "Griesti dienā"
    MONTH = "Griesti mēnesī"
    SEMESTER = "Griesti semestrī"
    DAY_PRICE = "Cena dienā"
    MONTH_PRICE = "Cena mēnesī"
    PER_KM = "Likme par km"
    PER_HOUR = "Likme par stundu"


class Terms(Protocol):
    """What a row asks of the sheets Likmes and Iestatījumi to know its cost."""

    @property
    def lesson_minutes(self) -> Decimal:
        """How long one hour of consultation is."""

    def rate(self, code: str, kind: RateKind, day: date, place: str | None = None) -> Decimal | None:
        """EUR in force on the day; None where no rate is."""


month_of = lru_cache(maxsize=4096)(Month.of)
"""The month of a day, one and the same for all rows of it: they are compared and counted by it."""


class SupportRow(Row):
    """What the rows of all support types share."""

    amount_field: ClassVar[str] = "amount"
    """The field of the actual cost: a formula of the sheet, or typed."""
    day_fields: ClassVar[tuple[str, ...]] = ()
    """The fields of the 31 days of a month, where a row has a cell a day."""

    place_number: FilledNumber = column(
        "Nr.", formula="ROW()-ROW({table}[[#Headers],[Nr.]])", default=None, help="Rindas numurs tabulā."
    )
    plan_id: Text = column("IAP ID", help="Individuālā atbalsta plāna ID no lapas IAP.", example="P1")
    learner_name: Filled = column(
        "Izglītojamais",
        default=None,
        formula='IF([IAP ID]="","",IFERROR(INDEX(tIAP[Izglītojamais],MATCH([IAP ID],tIAP[IAP ID],0)),"?"))',
        help="Uzvārds un vārds; aizpildās no plāna.",
        width=24,
    )
    compensated: FilledAmount = column(
        "Kompensējamā summa, EUR",
        formula='IF([_skaita]=0,"",IF([_virs]=0,[_summa],ROUND(MIN([_gs],[_bb]+[_zem])-MIN([_gs],[_bb]),2)))',
        last=True,
        default=None,
        help="Cik no faktiskajiem izdevumiem ir zem griestiem; aizpildās pati.",
        width=16,
    )
    claim_month: FirstDay | None = column(
        "Pārskata mēnesis",
        last=True,
        default=None,
        help="Mēneša pirmais datums, ja rindu iesniedz citā mēnesī; tukšs = pakalpojuma mēnesis.",
    )
    postponed: Text | None = column(
        "Atlikts", last=True, default=None, help="Kāpēc rindu vēl neiesniedz; tukšs = iekļauta pārskatā."
    )
    notes: Text | None = column("Piezīmes", last=True, default=None, help="Brīvs teksts; parādās pārskatā.", width=24)
    status: Filled = column(
        "Pārbaude",
        filled=True,
        last=True,
        optional=True,
        default=None,
        help="Pārbaudes rezultāts; raksta poga Pārbaudīt.",
        width=18,
    )

    @property
    def service_day(self) -> date:
        """The day by which months, plans and ceilings are told."""
        raise NotImplementedError

    @property
    def service_days(self) -> Iterable[date]:
        """Every day on which support was given."""
        return (self.service_day,)

    def day_field(self, day: date) -> str:
        """The field whose cell tells that support was given on the day."""
        return "day"

    def cost(self, terms: Terms) -> Decimal:
        """EUR before rounding."""
        raise NotImplementedError

    def parts(self, terms: Terms) -> Iterable[tuple[date, Decimal]]:
        """The actual cost by day of service, in whole cents."""
        yield self.service_day, cents(self.cost(terms))

    def actual(self, terms: Terms) -> Decimal:
        """The actual cost in whole cents: what was spent, eligible or not (rounded once per row)."""
        return sum((amount for _, amount in self.parts(terms)), Decimal("0.00"))

    def stake(self, terms: Terms) -> Decimal | None:
        """EUR at stake in the row; None where a cell that decides it cannot be read."""
        try:
            return self.actual(terms)
        except (Unreadable, ArithmeticError):
            return None

    @classmethod
    def cells_of_month(cls, terms: Terms, first: date, last: date, before: Self | None) -> dict[str, Any]:
        """The cells, by field, of a new row for a month in which support may be given from `first` to `last`.

        `before` is the learner's latest row of the month before. Asked of what is given monthly alone.
        """
        raise NotImplementedError

    @property
    def is_postponed(self) -> bool:
        """Whether the row waits: it is in no claim and holds up nothing."""
        return self.readable("postponed") and bool(self.postponed)

    @cached_property
    def month(self) -> Month:
        """The month of service: its ceilings apply."""
        return month_of(self.service_day)

    def may_be_claimed_in(self, months: Collection[Month]) -> bool:
        """Whether the row belongs to one of the months; one whose month cannot be read is lost from none."""
        try:
            return self.claimed in months
        except Unreadable:
            return True

    @property
    def claimed(self) -> Month:
        """The month in whose claim the row stands."""
        return self.claim_month or self.month


@dataclass(frozen=True)
class Count:
    """What the claims of a support type count besides euro: days, hours.

    `name` is the placeholder: `rinda.days`. It is worked out of the row, never taken from a formula's stored value,
    which may be stale. Hours are in the totals, too.
    """

    name: str
    meaning: str
    of: Callable[[Any, Terms], Decimal | int]


@dataclass(frozen=True)
class SupportType:
    """One support type: what its module declares, and what follows from that.

    `form` is the title of its claim form, `day_formula` the day of service as an Excel formula, `price` the rate by
    which its rows or its button are priced. `monthly` says, in V51, what a plan grants for every month; None where
    support is not given monthly. `daily_list`: whether the form lists the days, too.
    """

    code: str
    title: Both
    row: type[SupportRow]
    form: Both
    help: str
    day_formula: str = "[Datums]"
    ceilings: tuple[RateKind, ...] = (RateKind.MONTH, RateKind.SEMESTER)
    price: RateKind | None = None
    monthly: Both | None = None
    daily_list: bool = False
    count: Count | None = None

    @cached_property
    def table(self) -> TableSpec:
        """The sheet, called by the Latvian title, and its table: tED."""
        return spec(f"t{self.code}", self.title.lv, self.row, en=self.title.en, help=self.help)

    @property
    def amount(self) -> Column:
        """The column of the actual cost."""
        return self.table.by_field[self.row.amount_field]

    @property
    def cites_documents(self) -> bool:
        """Whether its rows name a document of the sheet Rēķini: tickets and consultations are their own."""
        return "document" in self.table.by_field

    @property
    def example(self) -> dict[str, Cell]:
        """A row as it may be typed, by heading."""
        return {each.heading: each.example for each in self.table.columns if each.example is not None}

    def __str__(self) -> str:
        return self.title.lv

    def __hash__(self) -> int:
        return hash(self.code)
