"""V55: a cell holds what its column is for: an entry of its list, a date, a time, a school year, a text.

Latviski: Šūnā ir tas, kam sleja domāta: saraksta vērtība, datums, laiks, mācību gads, teksts.

A day number without the format of a date gets the date as its fix; 14,30 in place of 14:30 the time, which is asked
first. A rate is of a kind that its support type has, and names a place only where it is the price of a month: any other
would be left out without a word. V40 finds numbers and dates typed as text, V41 error values.

Piemērs: slejā “Norise” ir “zoom”, bet var būt klātienē vai attālināti – kļūda.

Source: each column is read as one kind of value; any other would be left out of sums, lists and claim sheets.
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rows import check_rows
from pumpurs_xl.checks.shared.rule import ERROR, on_rows
from pumpurs_xl.support import TITLES
from pumpurs_xl.tables.budget import ALL, Grant
from pumpurs_xl.tables.rates import Rate
from pumpurs_xl.values.finding import Finding, Fix, error
from pumpurs_xl.values.language import Both, both

OTHER_RULES = frozenset(
    {
        *("missing", "not_number", "not_first_day", "merged_away"),
        *("text_number", "text_date", "text_time"),
        *("error_value", "no_value", "truth_value"),
    }
)
"""The problems of cells that other rules find; whatever else there is, this one finds."""

_LIST = both("Šādas vērtības sarakstā nav.", "The list has no such value.")
_SENTENCES: dict[str, tuple[Both, Both]] = {
    "number_date": (
        both("Datuma vietā ir skaitlis.", "A number stands in place of a date."),
        both("Ierakstiet datumu, piemēram, 06.02.2023.", "Enter a date, for example 06.02.2023."),
    ),
    "not_date": (
        both("Šī vērtība nav datums.", "This value is not a date."),
        both("Ierakstiet datumu, piemēram, 06.02.2023.", "Enter a date, for example 06.02.2023."),
    ),
    "not_time": (
        both("Šī vērtība nav pulksteņa laiks.", "This value is not a time of day."),
        both("Ierakstiet laiku, piemēram, 14:30.", "Enter a time, for example 14:30."),
    ),
    "number_time": (
        both(
            "Pulksteņa laika vietā ir skaitlis, kā ar komatu rakstīts.", "A number, as typed with a comma, is no time."
        ),
        both("Ierakstiet laiku ar kolu, piemēram, 14:30.", "Enter the time with a colon, for example 14:30."),
    ),
    "not_school_year": (
        both("Šis nav mācību gads.", "This is not a school year."),
        both("Ierakstiet to, piemēram, 2022/2023.", "Enter it, for example 2022/2023."),
    ),
}
_OTHER = (
    both("Šī vērtība šai slejai neder.", "This value does not fit the column."),
    both("Ierakstiet to no jauna.", "Enter it once more."),
)


@on_rows("V55", ERROR)
def check(book: Book) -> Iterator[Finding]:
    found = [(row, problem) for row in book.faulty_rows for problem in row.problems]
    for row, problem in found:
        place = row.at(problem.field)
        if problem.type in {"enum", "not_in_list"}:
            column = next(column for column in type(row).columns() if column.field == problem.field)
            choices = ", ".join(column.choices) or column.kind.name
            yield error(place, _LIST, both(f"Izvēlieties: {choices}.", f"Choose: {choices}."))
        elif problem.type not in OTHER_RULES:
            fix = (
                None
                if problem.proposal is None
                else Fix(str(place.cell), problem.proposal, lossless=problem.type != "number_time")
            )
            yield error(place, *_SENTENCES.get(problem.type, _OTHER), fix)
    yield from check_rows(book.rates, book, _kind_of_its_type, _place)
    yield from check_rows(book.grants, book, _purpose)


def _kind_of_its_type(rate: Rate, _: Book) -> Iterator[Finding]:
    kinds = [each for each in (*rate.support.ceilings, rate.support.price) if each]
    if rate.kind not in kinds:
        choices = ", ".join(kinds)
        yield error(
            rate.at("kind"),
            both("Šim atbalsta veidam tādas likmes nav.", "This kind of support has no such rate."),
            both(f"Izvēlieties: {choices}.", f"Choose: {choices}."),
        )


def _place(rate: Rate, _: Book) -> Iterator[Finding]:
    if rate.place and rate.kind in rate.support.ceilings:
        yield error(
            rate.at("place"),
            both("Vietas veids ir tikai naktsmītņu cenai.", "Only a price of accommodation has a kind of place."),
            both("Izdzēsiet to, lai griesti būtu spēkā.", "Clear it, so that the ceiling is in force."),
        )


def _purpose(grant: Grant, _: Book) -> Iterator[Finding]:
    if grant.support is None and grant.support_name.casefold() != ALL.casefold():
        choices = ", ".join((*TITLES, ALL))
        yield error(grant.at("support_name"), _LIST, both(f"Izvēlieties: {choices}.", f"Choose: {choices}."))
