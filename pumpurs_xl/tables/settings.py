"""Iestatījumi: what is true for the school and the project, one setting a row.

Defaults are the programme's own.
"""

from dataclasses import replace
from decimal import Decimal
from enum import Enum, auto
from typing import Annotated, Any

from pydantic import Field

from pumpurs_xl import programme
from pumpurs_xl.model.cell import Cell
from pumpurs_xl.model.column import Column, Day, Filled, Listing, Number, Percent, Text, YesNo, column, heading_key
from pumpurs_xl.model.column import Listed as ListedIn
from pumpurs_xl.model.limit import Limit
from pumpurs_xl.model.row import Origin, Row, spec
from pumpurs_xl.model.table import Table, lookalike
from pumpurs_xl.values.finding import Place
from pumpurs_xl.values.refusal import Refusal


class Rounding(Listing):
    """How the ESF part of a claim is rounded to the cent."""

    DOWN = "uz leju"
    NEAREST = "līdz tuvākajam centam"


class SettingRow(Row):
    """A line of the sheet."""

    name: Text = column("Iestatījums", width=34)
    value: Filled = column("Vērtība", default=None, width=62)
    note: Text | None = column("Paskaidrojums", optional=True, default=None, width=60)


class Use(Enum):
    """What of the rows a setting decides; one without a use is only printed, or says where to write."""

    RIGHT = auto()  # which rows may be claimed at all
    MONEY = auto()  # who pays the money of a row
    HOURS = auto()  # how many hours a row is


class Settings(Row):
    """All settings by name; an error in one that has a `Use` holds the rows that it decides."""

    lines: dict[str, int] = Field(default_factory=dict, repr=False)

    project_number: Text = column("Projekta numurs", default=programme.NUMBER, help="Kā līgumā; parasti nav jāmaina.")
    project_title: Text = column(
        "Projekta nosaukums",
        default=programme.TITLE,
        help="Drukājas katra pārskata galvenē.",
    )
    partner: Text = column(
        "Sadarbības partneris", help=f"Kam ar {programme.FUNDER} noslēgts līgums: pašvaldība vai iestāde."
    )
    registration_number: Text | None = column("Reģistrācijas numurs", default=None, help="Partnera 11 ciparu numurs.")
    agreement_number: Text | None = column("Sadarbības līguma numurs", default=None, help="Kā līgumā.")
    agreement_date: Day | None = column("Sadarbības līguma datums", default=None, help="Datums, dd.mm.gggg.")
    school: Text = column("Izglītības iestāde", help="Pilns nosaukums, kā pārskatā.")
    coordinator: Text | None = column("Projekta koordinators", default=None, help="Vārds, uzvārds paraksta vietai.")
    accountant: Text | None = column("Grāmatvedis", default=None, help="Vārds, uzvārds paraksta vietai.")
    head: Text | None = column("Iestādes vadītājs", default=None, help="Vārds, uzvārds paraksta vietai.")
    eligible_from: Annotated[Day, Use.RIGHT] = column(
        "Attiecināmības sākums", default=programme.FIRST_ELIGIBLE_DAY, help="Pirmā attiecināmā diena."
    )
    eligible_to: Annotated[Day, Use.RIGHT] = column(
        "Attiecināmības beigas", default=programme.LAST_ELIGIBLE_DAY, help="Pēdējā attiecināmā diena."
    )
    esf_share: Annotated[Percent, Use.MONEY] = column(
        "ESF daļa, %", default=programme.ESF_SHARE, help="Pārējo sedz valsts budžets.", limit=Limit.PERCENT
    )
    esf_rounding: Annotated[ListedIn[Rounding], Use.MONEY] = column(
        "ESF daļas noapaļošana", default=Rounding.DOWN, help="uz leju vai līdz tuvākajam centam."
    )
    code_in_claim: YesNo = column(
        "Personas kods pārskatā", default=False, help=f"jā tikai tad, ja {programme.FUNDER} veidlapa to prasa."
    )
    lesson_minutes: Annotated[Number, Use.HOURS] = column(
        "Konsultācijas stundas ilgums, min",
        default=Decimal(40),
        help="Cik minūtes ir viena konsultācijas stunda.",
        limit=Limit.ABOVE_0,
    )
    folder: Text = column(
        "Pārskatu mape", default="Pārskati", help="Kur ieraksta pārskatus; tukšs = blakus šai grāmatai."
    )

    def known(self, name: str) -> Any:
        """The setting; None where its cell cannot be read: no default stands in for what a person typed."""
        return getattr(self, name) if self.readable(name) else None

    @property
    def printed_number(self) -> str | None:
        """The project's number as forms print it: a known misspelling is put right (V35 tells it)."""
        number: str | None = self.known("project_number")
        return programme.NUMBER if number and programme.is_misspelt(number) else number

    @property
    def claims_folder(self) -> str:
        """Where claims are written; raises Refusal where the cell cannot be read, since no other place is meant."""
        folder: str | None = self.known("folder")
        if folder is None:
            raise Refusal(
                lv=f"Iestatījumu “Pārskatu mape” ({self.cell('folder')}) nevar nolasīt. Ierakstiet mapi no jauna.",
                en=f"The setting “Pārskatu mape” ({self.cell('folder')}) cannot be read. Enter the folder once more.",
            )
        return folder

    def name_at(self, number: int | None) -> str | None:
        """The setting of a line; None where the line is none that the program knows."""
        return next((name for name, line in self.lines.items() if line == number), None)

    def use_at(self, place: Place) -> Use | None:
        """What the setting of a line decides; None where it is only printed."""
        name = self.name_at(place.row) or _FIELDS.get(heading_key(place.column or ""), "")
        field = type(self).model_fields.get(name)
        return next((each for each in field.metadata if isinstance(each, Use)), None) if field else None

    @property
    def missing(self) -> tuple[Column, ...]:
        """The settings with a default that the workbook has no line for."""
        return tuple(each for name, each in SETTINGS.items() if not each.required and name not in self.lines)

    def at(self, name: str) -> Place:
        """The cell of a setting's value, for a finding; that of the headings where it has no line."""
        place = self.origin.table.at(self.lines.get(name, self.origin.number), "value")
        return replace(place, column=SETTINGS[name].heading)

    def cell(self, name: str) -> str:
        """The cell of a setting's value as Excel names it."""
        return self.origin.table.cell(self.lines.get(name, self.origin.number), "value")


SETTINGS = {described.field: described for described in Settings.columns()}
_FIELDS = {heading_key(described.heading): name for name, described in SETTINGS.items()}
SPEC = spec(
    "tIestatijumi",
    "Iestatījumi",
    SettingRow,
    en="Settings",
    help="Aizpildiet vienreiz: dati par iestādi un projektu, kas drukājas pārskatos.",
)


def read_settings(table: Table) -> Settings:
    """The settings of a workbook; lines the program does not know are left alone.

    A setting with a default may be missing, as in a workbook of an earlier version: the default holds, and V56 tells
    so. Raises Refusal where an unknown line looks like the missing one: it was renamed, and its value counts.
    """
    cells: dict[str, Cell] = {}
    lines: dict[str, int] = {}
    unknown: list[str] = []
    for number, row in table.values():
        title = str(row.get("name", ""))
        name = _FIELDS.get(heading_key(title))
        if name is None:
            unknown.append(title)
            continue
        lines[name] = number
        if row.get("value") is not None:
            cells[name] = row["value"]
    settings = Settings.read(cells, Origin(table, table.raw.header_row))
    settings.lines.update(lines)
    for missing in settings.missing:
        if alike := lookalike(missing.heading, unknown):
            raise Refusal(
                lv=f"Lapā “{table.raw.sheet}” trūkst iestatījuma “{missing.heading}” (līdzīgs ir “{alike}”). "
                "Atjaunojiet nosaukumu.",
                en=f"The sheet “{table.raw.sheet}” lacks the setting “{missing.heading}” (“{alike}” looks like it). "
                "Restore its name.",
            )
    return settings
