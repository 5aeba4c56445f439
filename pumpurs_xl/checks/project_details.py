"""V35: the settings name the project, its agreement and the partner as they are registered.

The project number is 8.3.4.0/16/I/001, another one is an error. Warnings: an agreement dated before the programme's
rules of 12 July 2016; a registration number that is not 11 digits or whose check digit is wrong.

Piemērs: projekta numurs rakstīts “8.3.4.0/16/1/001”, ar ciparu 1 burta I vietā – kļūda ar labojumu.

Source: the number and its wrong variants S 1, S 15; MK 12.07.2016. Nr. 460; check digit S 38.
"""

import re
from collections.abc import Iterator
from datetime import date

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import asked
from pumpurs_xl.checks.shared.rule import on_rows
from pumpurs_xl.tables.settings import PROJECT_NUMBER, Settings
from pumpurs_xl.values.finding import Finding, Fix, error, warning
from pumpurs_xl.values.language import both

RULES_ADOPTED = date(2016, 7, 12)


@on_rows("V35")
def check(book: Book) -> Iterator[Finding]:
    return asked([book.settings], book, _project, _agreement, _registration)


def _project(settings: Settings, _: Book) -> Iterator[Finding]:
    if settings.project_number != PROJECT_NUMBER:
        place = settings.at("project_number")
        yield error(
            place,
            both(f"Projekta numurs nav {PROJECT_NUMBER}.", f"The project number is not {PROJECT_NUMBER}."),
            both("Ierakstiet to, kā līgumā.", "Enter it as in the agreement."),
            Fix(str(place.cell), PROJECT_NUMBER, lossless=False),
        )


def _agreement(settings: Settings, _: Book) -> Iterator[Finding]:
    if settings.agreement_date and settings.agreement_date < RULES_ADOPTED:
        yield warning(
            settings.at("agreement_date"),
            both(
                "Līguma datums ir pirms programmas noteikumiem (12.07.2016.).",
                "The agreement is dated before the programme's rules (12.07.2016).",
            ),
            both("Pārbaudiet līguma datumu.", "Check the date of the agreement."),
        )


def _registration(settings: Settings, _: Book) -> Iterator[Finding]:
    number = re.sub(r"^LV|[\s-]", "", settings.registration_number or "", flags=re.IGNORECASE)
    if number and not _may_be_registered(number):
        yield warning(
            settings.at("registration_number"),
            both(
                "Reģistrācijas numurā nav 11 ciparu, vai tā kontrolcipars nav pareizs.",
                "The registration number is not 11 digits, or its check digit is wrong.",
            ),
            both("Salīdziniet to ar Uzņēmumu reģistru.", "Compare it with the register of enterprises."),
        )


def _may_be_registered(number: str) -> bool:
    """The check digit is known of numbers that begin with 4 to 9 alone."""
    from stdnum.lv import pvn  # noqa: PLC0415 # heavy, and one number a workbook needs it

    if not re.fullmatch(r"[0-9]{11}", number):
        return False
    return number[0] < "4" or bool(pvn.is_valid(number))
