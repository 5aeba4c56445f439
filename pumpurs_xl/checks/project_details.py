"""V35: the settings name the project, its agreement and the partner as they are registered.

Latviski: Iestatījumos projekts, līgums un partneris norādīti tā, kā tie reģistrēti.

The project's number is the programme's, anything else is an error. A known misspelling gets the number as its fix: a
dot too many, “.0” left out, a digit 1 or a letter l for I, spaces, dashes for slashes. The number of another project
gets none: which project this is, the agreement says. Warnings: an agreement dated before the programme's rules of 12
July 2016; a registration number that is not 11 digits or whose check digit is wrong.

Piemērs: projekta numurā ir cipars 1 burta I vietā – kļūda ar labojumu.

Source: the number and its wrong variants S 1, S 15; MK 12.07.2016. Nr. 460; check digit S 38.
"""

import re
from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.programme import NUMBER, RULES_ADOPTED, is_misspelt
from pumpurs_xl.tables.settings import Settings
from pumpurs_xl.values.finding import Finding, Fix, error, warning
from pumpurs_xl.values.language import both


@on_rows("V35", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    return check_rows([book.settings], book, _project_number, _agreement, _registration)


def _project_number(settings: Settings, _: Book) -> Iterator[Finding]:
    number = settings.project_number
    if number != NUMBER:
        place = settings.at("project_number")
        yield error(
            place,
            both(f"Projekta numurs nav {NUMBER}.", f"The project number is not {NUMBER}."),
            both("Ierakstiet to, kā līgumā.", "Enter it as in the agreement."),
            Fix(str(place.cell), NUMBER, lossless=False) if is_misspelt(number) else None,
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
    from stdnum.lv import pvn  # noqa: PLC0415 # heavy, and one number a workbook needs it

    number = re.sub(r"^LV|[\s-]", "", settings.registration_number or "", flags=re.IGNORECASE)
    without_check = re.fullmatch(r"[0-3][0-9]{10}", number)  # how it is computed is known of numbers from 4 to 9 alone
    with_check = re.fullmatch(r"[4-9][0-9]{10}", number) and pvn.is_valid(number)
    if number and not without_check and not with_check:
        yield warning(
            settings.at("registration_number"),
            both(
                "Reģistrācijas numurā nav 11 ciparu, vai tā kontrolcipars nav pareizs.",
                "The registration number is not 11 digits, or its check digit is wrong.",
            ),
            both("Salīdziniet to ar Uzņēmumu reģistru.", "Compare it with the register of enterprises."),
        )
