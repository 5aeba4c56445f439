"""The header of a claim: the placeholders that every form knows, and what they say."""

from dataclasses import dataclass

from pumpurs_xl.book import Book
from pumpurs_xl.claims.key import Key, Value
from pumpurs_xl.claims.totals import Sums
from pumpurs_xl.values.month import Month


@dataclass(frozen=True)
class Head:
    """What a header is made of; `title` and `code` are those of the support type, or of all."""

    book: Book
    month: Month
    name: str
    version: int
    title: str
    code: str
    sums: Sums

    def setting(self, name: str) -> Value:
        """The setting; None where its cell cannot be read."""
        value: Value = self.book.settings.known(name)
        return value


HEADER: tuple[Key[Head], ...] = (
    Key("projekts.numurs", "projekta numurs", lambda head: head.book.settings.printed_number),
    Key("projekts.nosaukums", "projekta nosaukums", lambda head: head.setting("project_title")),
    Key("partneris", "sadarbības partneris", lambda head: head.setting("partner")),
    Key("regnr", "partnera reģistrācijas numurs", lambda head: head.setting("registration_number")),
    Key("ligums.numurs", "sadarbības līguma numurs", lambda head: head.setting("agreement_number")),
    Key("ligums.datums", "sadarbības līguma datums", lambda head: head.setting("agreement_date")),
    Key("iestade", "izglītības iestāde", lambda head: head.setting("school")),
    Key("veids", "atbalsta veida nosaukums", lambda head: head.title),
    Key("veids.kods", "atbalsta veida kods (TR, ED …)", lambda head: head.code),
    Key("menesis", "mēnesis vārdiem, piemēram, “2023. gada februāris”", lambda head: head.month.lv),
    Key(
        "periods",
        "mēneša pirmā un pēdējā diena",
        lambda head: f"{head.month.first:%d.%m.%Y}.–{head.month.last:%d.%m.%Y}.",
    ),
    Key("macibu_gads", "mācību gads", lambda head: head.month.semester.school_year),
    Key("semestris", "semestra numurs", lambda head: head.month.semester.number),
    Key("parskats", "pārskata numurs, piemēram, ED-2023-02-1", lambda head: head.name),
    Key("versija", "pārskata versija", lambda head: head.version),
    Key("koordinators", "projekta koordinators", lambda head: head.setting("coordinator")),
    Key("gramatvedis", "grāmatvedis", lambda head: head.setting("accountant")),
    Key("vaditajs", "iestādes vadītājs", lambda head: head.setting("head")),
    Key("kopa.eur", "kompensējamā summa kopā, EUR", lambda head: head.sums.eligible),
    Key("kopa.izdevumi", "faktiskie izdevumi kopā, EUR", lambda head: head.sums.actual),
    Key("kopa.neattiecinams", "neattiecināmā summa kopā, EUR", lambda head: head.sums.not_eligible),
    Key("kopa.esf", "ESF daļa, EUR", lambda head: head.sums.esf),
    Key("kopa.valsts", "valsts budžeta daļa, EUR", lambda head: head.sums.state),
    Key("kopa.izglitojamie", "izglītojamo skaits, katrs vienreiz", lambda head: head.sums.learners),
    Key("kopa.rindas", "rindu skaits", lambda head: head.sums.rows),
)
