"""V21: a ticket is claimed once, in whichever month.

Latviski: Biļeti iesniedz vienreiz, lai kurā mēnesī.

A single ticket with the number, date and price of another row is an error; the number alone is a warning, since
carriers reuse short numbers and an e-ticket card keeps its own. A season ticket is an error where another with its
number is valid on the same days. Spelling does not matter, nor do leading zeros or letters of another alphabet that
look Latin. An empty number is allowed, but a ticket without one is a warning where another of the learner has the same
day, route and price.

Piemērs: biļete AB-123 par 3,50 EUR 6. februārī ir divās rindās – kļūda abās.

Source: tickets are claimed one by one (S 30, S 31).
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.cell_lists import list_other_cells
from pumpurs_xl.checks.shared.grouping import find_overlaps, find_repeats, group_rows
from pumpurs_xl.checks.shared.key_spelling import latin_fix, signs_of
from pumpurs_xl.checks.shared.rows import rows_of
from pumpurs_xl.checks.shared.rule import ERROR, WARNING, on_rows
from pumpurs_xl.checks.shared.spelling import normalize
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, error, warning
from pumpurs_xl.values.language import both
from pumpurs_xl.values.spelling import fold


@on_rows("V21", ERROR, WARNING)
def check(book: Book) -> Iterator[Finding]:
    tickets = list(rows_of(book, Ticket))
    for group in find_repeats(tickets, by=lambda ticket: (ticket.is_season, normalize(ticket.ticket or "") or None)):
        if group[0].is_season:
            yield from _seasons(group)
            continue
        for same in group_rows(group, by=lambda ticket: (ticket.day, ticket.paid)).values():
            for ticket in same:
                yield _twice(ticket, same) if len(same) > 1 else _number_again(ticket, group)
    for trips in find_repeats(tickets, by=partial(_trip, book=book)):
        yield from (_without_number(ticket, trips) for ticket in trips if not normalize(ticket.ticket or ""))


def _trip(ticket: Ticket, book: Book) -> tuple[object, ...]:
    """What two tickets of one learner share only where they are one."""
    learner = book.learner_key(ticket) or fold(ticket.plan_id)
    route = fold(ticket.origin_place), fold(ticket.destination)
    return learner, ticket.is_season, ticket.service_day, route, ticket.paid


def _twice(ticket: Ticket, same: list[Ticket]) -> Finding:
    at, sign = list_other_cells(same, ticket, "ticket"), signs_of([ticket, *same], "ticket")
    return error(
        ticket.at("ticket"),
        both(
            f"Tāda pati biļete (numurs, datums un cena) ir arī šeit: {at.lv}.{sign.lv}",
            f"The same ticket (number, date and price) is also here: {at.en}.{sign.en}",
        ),
        both("Atstājiet vienu no rindām.", "Keep one of the rows."),
        latin_fix(ticket, "ticket"),
    )


def _number_again(ticket: Ticket, group: list[Ticket]) -> Finding:
    at, sign = list_other_cells(group, ticket, "ticket"), signs_of([ticket, *group], "ticket")
    return warning(
        ticket.at("ticket"),
        both(
            f"Biļete ar šādu numuru ir arī šeit: {at.lv}.{sign.lv}",
            f"A ticket with this number is also here: {at.en}.{sign.en}",
        ),
        both(
            "Salīdziniet biļetes; ja tā ir viena un tā pati, atstājiet vienu no rindām.",
            "Compare the tickets; if they are one and the same, keep one of the rows.",
        ),
        latin_fix(ticket, "ticket"),
    )


def _without_number(ticket: Ticket, trips: list[Ticket]) -> Finding:
    at = list_other_cells(trips, ticket, "ticket")
    return warning(
        ticket.at("ticket"),
        both(
            f"Biļetei nav numura, un tāda pati (diena, maršruts un cena) šim izglītojamajam ir arī šeit: {at.lv}.",
            f"The ticket has no number, and the learner has the same one (day, route and price) here, too: {at.en}.",
        ),
        both(
            "Ja brauciens bija viens, atstājiet vienu no rindām; ja divi, ierakstiet biļešu numurus.",
            "If it was one trip, keep one of the rows; if it was two, enter the numbers of the tickets.",
        ),
    )


def _seasons(group: list[Ticket]) -> Iterator[Finding]:
    dated = [ticket for ticket in group if ticket.readable("day", "valid_from", "valid_to")]
    # Up to the day after the last; one day where the sheet gives no end.
    spans = {each: (each.service_day, (each.valid_to or each.service_day) + timedelta(1)) for each in dated}
    for ticket, met in find_overlaps(dated, spans.__getitem__).items():
        at, sign = list_other_cells([ticket, *met], ticket, "ticket"), signs_of([ticket, *met], "ticket")
        yield error(
            ticket.at("ticket"),
            both(
                f"Abonements ar šādu numuru un tām pašām derīguma dienām ir arī šeit: {at.lv}.{sign.lv}",
                f"A season ticket with this number, valid on the same days, is also here: {at.en}.{sign.en}",
            ),
            both(
                "Atstājiet vienu no rindām vai izlabojiet derīguma datumus.",
                "Keep one of the rows or correct the dates of validity.",
            ),
            latin_fix(ticket, "ticket"),
        )
