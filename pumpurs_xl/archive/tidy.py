"""What each command and each button does first: it removes what has had its time and what a kill left."""

from contextlib import suppress

from pumpurs_xl.hosts.keeping import SWAPS, expire
from pumpurs_xl.hosts.machine import this_machine


def tidy() -> None:
    """Ends old records of buttons and puts drafts right; what cannot be done now is tried the next time."""
    with suppress(OSError):
        expire()
        if any((this_machine().root / SWAPS).glob("*")):
            from pumpurs_xl.archive.swap import mend_noted  # noqa: PLC0415 # a click seldom needs it

            mend_noted()
