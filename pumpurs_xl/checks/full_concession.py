"""V23: with a concession of 100 % a ticket costs nothing.

Latviski: Ar 100 % atvieglojumu biļete nemaksā neko.

A fare above 0 is an error; a fare of 0 is an info: nothing is claimed for it.

Piemērs: atvieglojums ir 100 %, bet samaksāts 1,50 EUR – kļūda.

Source: kind and size of the concession stand on the ticket (MK 599, S 30).
"""

from collections.abc import Iterator

from pumpurs_xl.book import Book
from pumpurs_xl.checks.shared.rule import ERROR, INFO, on_each
from pumpurs_xl.support.transport import Ticket
from pumpurs_xl.values.finding import Finding, error, info
from pumpurs_xl.values.language import both


@on_each("V23", Ticket, ERROR, INFO)
def check(ticket: Ticket, _: Book) -> Iterator[Finding]:
    if ticket.concession != 100:
        return
    if ticket.paid > 0:
        yield error(
            ticket.at("paid"),
            both(
                "Atvieglojums ir 100 %, bet par biļeti ir samaksāts.", "The concession is 100 %, but a fare was paid."
            ),
            both(
                "Izlabojiet atvieglojumu vai samaksāto summu, kā rakstīts uz biļetes.",
                "Correct the concession or the fare as the ticket says.",
            ),
        )
    elif ticket.paid == 0:
        yield info(
            ticket.at("paid"),
            both("Ar 100 % atvieglojumu biļete neko nemaksāja.", "With a concession of 100 % the ticket cost nothing."),
            both("Nekas nav jādara: par to neko nekompensē.", "Nothing to do: nothing is compensated for it."),
        )
