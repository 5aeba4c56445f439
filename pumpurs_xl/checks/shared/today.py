"""Today, for the rules that tell what is dated in the future: no claim holds it, and tests set it."""

from datetime import date, datetime


def today() -> date:
    """The day it is by the clock of this computer."""
    return datetime.now().astimezone().date()
