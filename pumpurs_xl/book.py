"""Book: all that a workbook says, typed; built from tables, never from Excel.

It answers what a row refers to: its plan, its learner, the rates and the calendar.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TypeVar

from pumpurs_xl.model.column import heading_key
from pumpurs_xl.model.known_headings import stand_in
from pumpurs_xl.model.row import Row, Unreadable, read_rows
from pumpurs_xl.model.table import RawWorkbook, Table, TableSpec
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.support.support_type import RateKind, SupportRow
from pumpurs_xl.tables import TABLES
from pumpurs_xl.tables.absences import Absence
from pumpurs_xl.tables.budget import Grant
from pumpurs_xl.tables.calendar import Calendar, CalendarPeriod
from pumpurs_xl.tables.invoices import Invoice
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import Plan, PlanDates
from pumpurs_xl.tables.rates import Rate, RateTable
from pumpurs_xl.tables.settings import SPEC as SETTINGS_SPEC
from pumpurs_xl.tables.settings import Settings, read_settings
from pumpurs_xl.values.finding import Place
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal
from pumpurs_xl.values.spelling import fold

SPECS: tuple[TableSpec, ...] = (*TABLES, *(support_type.table for support_type in SUPPORT_TYPES))
"""The tables that a workbook is read from, in the order of its sheets."""
VERSION = 1
"""The version of the workbook that this program writes; it grows when a sheet or a column is added.

The program reads workbooks of this version and of all before."""
Linked = TypeVar("Linked", bound=Row)


@dataclass(frozen=True, slots=True)
class Link:
    """What a row of support refers to by its IAP ID; None where that is unknown or cannot be read."""

    plan: PlanDates | None = None
    learner: Learner | None = None
    learner_key: str | None = None  # the learner as rules compare them, also one that Izglītojamie lacks
    group: str | None = None  # by which the calendar tells days apart


_UNLINKED = Link()


@dataclass(frozen=True, eq=False)
class Book:
    """All that one workbook says, typed, with the rows of each sheet in their order.

    `support` holds the rows of support by the code of their type (TR, ML, NM, ED, IP, ST, KO). `tables` are the cells
    that the rows were read from, `source` is what the host delivered. A book answers what a row refers to: its plan,
    its learner, the rates in force on a day.
    """

    source: RawWorkbook
    tables: dict[str, Table]
    settings: Settings
    rates: list[Rate]
    calendar_periods: list[CalendarPeriod]
    grants: list[Grant]
    invoices: list[Invoice]
    absences: list[Absence]
    learners: list[Learner]
    plans: list[PlanDates]
    support: dict[str, list[SupportRow]]

    @property
    def version(self) -> int | None:
        """The version of the workbook (`pumpurs_versija` on Sākums); None where it does not tell one."""
        return _version(self.source)

    @property
    def month(self) -> Month | None:
        """The month being worked on (`pumpurs_menesis` on Sākums)."""
        day = self.source.names.get("pumpurs_menesis")
        return Month.of(day) if isinstance(day, date) else None

    @cached_property
    def calendar(self) -> Calendar:
        """Which day is what, for a group: taught, practice, support suspended."""
        return Calendar(self.calendar_periods)

    @cached_property
    def rate_table(self) -> RateTable:
        """The rates by what they are for."""
        return RateTable(self.rates)

    def rate(self, code: str, kind: RateKind, day: date, place: str | None = None) -> Decimal | None:
        """EUR of the rate in force on the day; None where there is none."""
        found = self.rate_table.in_force(code, kind, day, place)
        return found.amount if found else None

    @property
    def lesson_minutes(self) -> Decimal:
        """How many minutes one hour of consultation has; raises Unreadable where the setting tells no such length."""
        minutes = self.settings.lesson_minutes
        if minutes <= 0:
            raise Unreadable("lesson_minutes")
        return minutes

    @cached_property
    def _learners(self) -> dict[str, Learner]:
        return _by_id(self.learners)

    def learner(self, identifier: str) -> Learner | None:
        """The learner of an ID, however it is spelled; of two with one ID the first."""
        return self._learners.get(fold(identifier))

    @cached_property
    def _links(self) -> dict[SupportRow, Link]:
        """Looked up once for all rules: one link for each plan, whatever the number of its rows."""
        by_plan = {identifier: self._link_plan(plan) for identifier, plan in _by_id(self.plans).items()}
        rows = (row for row in chain.from_iterable(self.support.values()) if row.readable("plan_id"))
        return {row: by_plan.get(fold(row.plan_id), _UNLINKED) for row in rows}

    def _link_plan(self, plan: PlanDates) -> Link:
        if not plan.readable("learner_id"):
            return Link(plan)
        learner = self.learner(plan.learner_id)
        group = learner.group if learner and learner.readable("group") else None
        return Link(plan, learner, fold(plan.learner_id), group)

    def plan_of(self, row: SupportRow) -> PlanDates | None:
        """The plan that the row names; None where there is none or the cell cannot be read."""
        return self._links.get(row, _UNLINKED).plan

    def learner_of(self, row: SupportRow) -> Learner | None:
        """The learner whose plan the row names."""
        return self._links.get(row, _UNLINKED).learner

    def learner_key(self, row: SupportRow) -> str | None:
        """The ID of the learner whose plan the row names, as it is compared."""
        return self._links.get(row, _UNLINKED).learner_key

    def group_of(self, row: SupportRow) -> str | None:
        """The learner's group."""
        return self._links.get(row, _UNLINKED).group

    def rows(self, support_type: SupportType) -> list[SupportRow]:
        """The rows of one support type."""
        return self.support[support_type.code]

    @property
    def support_rows(self) -> Iterator[tuple[SupportType, SupportRow]]:
        """Every row of every support type."""
        return ((support_type, row) for support_type in SUPPORT_TYPES for row in self.support[support_type.code])

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """Every typed row of the workbook, in the order of its sheets."""
        beside = (self.rates, self.calendar_periods, self.grants, self.invoices, self.absences)
        people = (self.learners, self.plans)
        return (self.settings, *chain(*beside, *people, *self.support.values()))

    @cached_property
    def rows_by_class(self) -> dict[type[Row], list[Row]]:
        """The typed rows by their class, in the order of the sheets: a rule asks for one class or a few."""
        found: dict[type[Row], list[Row]] = defaultdict(list)
        for row in self.all_rows:
            found[type(row)].append(row)
        return dict(found)

    @cached_property
    def faulty_rows(self) -> tuple[Row, ...]:
        """The rows with a cell that its column refused."""
        return tuple(row for row in self.all_rows if row.problems)

    @cached_property
    def _rows_by_number(self) -> dict[str, dict[int, SupportRow]]:
        return {
            support_type.table.name: {row.number: row for row in self.rows(support_type)}
            for support_type in SUPPORT_TYPES
        }

    def support_at(self, place: Place) -> SupportRow | None:
        """The row of support in which a finding stands."""
        return self._rows_by_number.get(place.table, {}).get(place.row or 0)

    def is_lost(self, place: Place) -> bool:
        """Whether it stands in a body row of a table that says nothing any more, since a merge has swallowed it."""
        table = self.tables.get(place.table)
        if table is None or place.row not in table.numbers or place.row in table.total_rows:
            return False
        return place.row not in self._numbers_read[place.table]

    @cached_property
    def _numbers_read(self) -> Mapping[str, Collection[int]]:
        return {name: {number for number, _ in table.values()} for name, table in self.tables.items()}

    @cached_property
    def absences_of(self) -> dict[str, list[Absence]]:
        """The absences by learner ID."""
        found: dict[str, list[Absence]] = defaultdict(list)
        for absence in self.absences:
            if absence.readable("learner_id", "start", "end"):
                found[fold(absence.learner_id)].append(absence)
        return found


def _by_id(rows: Iterable[Linked]) -> dict[str, Linked]:
    """The first row of each ID; a second one is an error that its own rule tells."""
    found: dict[str, Linked] = {}
    for row in rows:
        if row.readable("id"):
            found.setdefault(fold(row.id), row)
    return found


def build(source: RawWorkbook) -> Book:
    """The book that a host's tables make.

    Raises Refusal for a workbook of a newer program, and for one that lacks a table or a column that is not optional.
    """
    version = _version(source)
    if version and version > VERSION:
        raise Refusal(
            lv=f"Darbgrāmata ir no jaunākas programmas (versija {version}). Atjauniniet programmu un mēģiniet vēlreiz.",
            en=f"This workbook is of a newer program (version {version}). Update the program and try again.",
        )
    tables = _match_tables(source)
    return Book(
        source=source,
        tables=tables,
        settings=read_settings(tables[SETTINGS_SPEC.name]),
        rates=read_rows(Rate, tables["tLikmes"]),
        calendar_periods=read_rows(CalendarPeriod, tables["tKalendars"]),
        grants=read_rows(Grant, tables["tBudzets"]),
        invoices=read_rows(Invoice, tables["tRekini"]),
        absences=read_rows(Absence, tables["tKavejumi"]),
        learners=read_rows(Learner, tables["tIzglitojamie"]),
        plans=read_rows(Plan, tables["tIAP"]),
        support={
            support_type.code: read_rows(support_type.row, tables[support_type.table.name])
            for support_type in SUPPORT_TYPES
        },
    )


def _version(source: RawWorkbook) -> int | None:
    number = source.names.get("pumpurs_versija")
    return int(number) if isinstance(number, int | float) and float(number).is_integer() else None


def _match_tables(source: RawWorkbook) -> dict[str, Table]:
    """Each declared table by name, else by its headings; an optional one that is not there at all has no rows."""
    declared = {spec.name for spec in SPECS}
    others = [raw for name, raw in source.tables.items() if name not in declared] + list(source.blocks)
    found = {
        spec.name: raw
        for spec in SPECS
        if (raw := source.tables.get(spec.name) or stand_in(spec, SPECS, others)) is not None
    }
    if not found:
        raise Refusal(
            lv="Šī nav PuMPuRS darbgrāmata: tajā nav nevienas tās tabulas. Jaunu izveido “pumpurs new”.",
            en="This is no PuMPuRS workbook: it has none of its tables. “pumpurs new” makes a new one.",
        )
    sheets = {heading_key(sheet) for sheet in source.sheets}
    missing = [spec for spec in SPECS if spec.name not in found]
    lost = [spec for spec in missing if not spec.optional or heading_key(spec.sheet) in sheets]
    if lost:
        names = ", ".join(f"{spec.sheet} ({spec.name})" for spec in lost)
        raise Refusal(
            lv=f"Darbgrāmatā trūkst lapas vai tabulas: {names}. Atjaunojiet to no kopijas vai jaunas grāmatas.",
            en=f"The workbook lacks a sheet or table: {names}. Restore it from a copy or a new workbook.",
        )
    return {
        spec.name: Table.match(spec, found[spec.name]) if spec.name in found else Table.absent(spec) for spec in SPECS
    }
