"""V27: a stay in a dormitory is one learner's, within one month, at the price of the price list.

Latviski: Vieta dienesta viesnīcā ir viena izglītojamā, vienā mēnesī, par cenrāža cenu.

Errors: stays of one learner overlap (a stay may start on the day on which another ends), a stay reaches into another
month, ends before it starts, has a share of the month not from 0 to 1 or a discount not from 0 to 100 %. Warnings: the
price differs from “Cena mēnesī” of that place in Likmes, where there is one; Likmes has prices of other places, but
none of this, and none that cannot be read.

Piemērs: viena rinda ir no 1. līdz 20. februārim, otra no 15. līdz 28. februārim – kļūda abās.

Source: price lists by place and month (S 33).
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_overlaps, group_rows
from pumpurs_xl.checks.shared.rows import check_rows, rows_of
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.support.accommodation import ACCOMMODATION, Stay
from pumpurs_xl.support.support_type import RateKind
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.money import euro
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.spelling import fold

_DAY = timedelta(1)


@on_rows("V27", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    listed = {
        fold(rate.place): rate.place
        for rate in book.rates
        if rate.readable("support", "kind", "place")
        and rate.support is ACCOMMODATION
        and rate.kind is RateKind.MONTH_PRICE
        and rate.place
    }
    yield from check_rows(rows_of(book, Stay), book, _dates, _price, partial(_place, listed=listed), _share, _discount)
    dated = (stay for stay in rows_of(book, Stay) if stay.readable("start", "end") and stay.start <= stay.end)
    for stays in group_rows(dated, by=book.learner_key).values():
        # Another stay may start on the last day; a stay of one day takes that day.
        for stay, met in find_overlaps(stays, lambda each: (each.start, max(each.end, each.start + _DAY))).items():
            at = list_other_cells([stay, *met], stay, "start")
            yield error(
                stay.at("start"),
                both(
                    f"Šī izglītojamā uzturēšanās laiki pārklājas; pārējie: {at.lv}.",
                    f"Stays of this learner overlap; the others: {at.en}.",
                ),
                both("Izlabojiet datumus vai atstājiet vienu no rindām.", "Correct the dates or keep one of the rows."),
            )


def _dates(stay: Stay, _: Book) -> Iterator[Finding]:
    if stay.end < stay.start:
        yield error(
            stay.at("end"),
            both("Uzturēšanās beidzas, pirms tā sākas.", "The stay ends before it starts."),
            both("Izlabojiet datumus.", "Correct the dates."),
        )
    elif Month.of(stay.end) != Month.of(stay.start):
        yield error(
            stay.at("end"),
            both("Uzturēšanās ir vairāk nekā vienā mēnesī.", "The stay is in more than one month."),
            both("Sadaliet to: viena rinda katram mēnesim.", "Divide it: one row for each month."),
        )


def _price(stay: Stay, book: Book) -> Iterator[Finding]:
    listed = book.rate("NM", RateKind.MONTH_PRICE, stay.start, stay.place)
    if listed is not None and listed != stay.monthly_price:
        yield warning(
            stay.at("monthly_price"),
            both(
                f"Lapā Likmes šīs vietas cena mēnesī ir {euro(listed)} EUR, rindā – cita.",
                f"In the sheet Likmes the monthly price of this place is {euro(listed, 'en')} EUR, in the row another.",
            ),
            both(
                "Salīdziniet cenu un vietas veidu ar cenrādi.", "Compare the price and the place with the price list."
            ),
        )


def _place(stay: Stay, book: Book, *, listed: dict[str, str]) -> Iterator[Finding]:
    may_be_there = book.rate_table.may_lack(ACCOMMODATION.code, RateKind.MONTH_PRICE)
    if stay.place and listed and fold(stay.place) not in listed and not may_be_there:
        places = ", ".join(dict.fromkeys(listed.values()))
        yield warning(
            stay.at("place"),
            both(
                "Lapā Likmes šādas vietas nav, tāpēc cenu nevar pārbaudīt.",
                "The sheet Likmes has no such place, so the price cannot be checked.",
            ),
            both(
                f"Ierakstiet kādu no šīm: {places}; vai pievienojiet vietas cenu lapā Likmes.",
                f"Enter one of these: {places}; or add the price of the place to the sheet Likmes.",
            ),
        )


def _share(stay: Stay, _: Book) -> Iterator[Finding]:
    if stay.share is not None and not 0 <= stay.share <= 1:
        yield error(
            stay.at("share"),
            both("Mēneša daļa nav no 0 līdz 1.", "The share of the month is not from 0 to 1."),
            both(
                "Ierakstiet, piemēram, 0,5 par pusi mēneša vai atstājiet šūnu tukšu.",
                "Enter 0.5, say, for half a month, or leave the cell empty.",
            ),
        )


def _discount(stay: Stay, _: Book) -> Iterator[Finding]:
    if stay.discount is not None and not 0 <= stay.discount <= 100:
        yield error(
            stay.at("discount"),
            both("Atlaide nav no 0 līdz 100 %.", "The discount is not from 0 to 100 %."),
            both("Ierakstiet atlaidi procentos, piemēram, 50.", "Enter the discount in per cent, for example 50."),
        )
