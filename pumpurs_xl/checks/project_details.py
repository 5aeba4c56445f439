"""V35: the settings name the project, its agreement and the partner as they are registered.

The project's number is the programme's, another one is an error. Warnings: an agreement dated before the programme's
rules of 12 July 2016; a registration number that is not 11 digits or whose check digit is wrong.

Piemērs: projekta numurā ir cipars 1 burta I vietā – kļūda ar labojumu.

Source: the number and its wrong variants S 1, S 15; MK 12.07.2016. Nr. 460; check digit S 38.
"""

import re
from collections.abc import Iterator

from stdnum.lv import pvn

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.grouping import asked
from pumpurs_xl.checks.shared.rule import on_rows
from pumpurs_xl.programme import NUMBER, RULES_ADOPTED
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.finding import Finding, Fix, error, warning
from pumpurs_xl.values.language import both


@on_rows("V35")
def check(book: Book) -> Iterator[Finding]:
    return asked([book.settings], book, _project, _agreement, _registration)


def _project(settings: Settings, _: Book) -> Iterator[Finding]:
    if settings.project_number != NUMBER:
        place = settings.at("project_number")
        yield error(
            place,
            both(f"Projekta numurs nav {NUMBER}.", f"The project number is not {NUMBER}."),
            both("Ierakstiet to, kā līgumā.", "Enter it as in the agreement."),
            Fix(str(place.cell), NUMBER, lossless=False),
        )


def _agreement(settings: Settings, _: Book) -> Iterator[Finding]:
    if settings.agreement_date and settings.agreement_date < RULES_ADOPTED:
        yield warning(
            settings.at("agreement_date"),
            both(
                f"Līguma datums ir pirms programmas noteikumiem ({RULES_ADOPTED:%d.%m.%Y}.).",
                f"The agreement is dated before the programme's rules ({RULES_ADOPTED:%d.%m.%Y}).",
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
    if not re.fullmatch(r"[0-9]{11}", number):
        return False
    return number[0] < "4" or bool(pvn.is_valid(number))
