"""Atrast izglītojamo: the plans of a semester whose learner's name begins as typed, long vowels or not."""

import unicodedata

from pumpurs_xl.book import Book
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.language import alphabetical
from pumpurs_xl.values.month import Semester

Match = tuple[PlanDates, Learner]


def matches(book: Book, typed: str, semester: Semester) -> list[Match]:
    """Plans with their learners in the order of the alphabet; `typed` begins "surname name".

    >>> letters("Bērziņa-Kļava"), letters("  berzina kl")
    ('berzina-klava', 'berzina kl')
    """
    needed = ("id", "learner_id", "school_year", "semester_number")
    plans = [plan for plan in book.plans if plan.readable(*needed) and plan.semester == semester]
    found = [
        (plan, learner) for plan in plans if (learner := book.learner(plan.learner_id)) and _begins(learner, typed)
    ]
    return sorted(found, key=lambda match: alphabetical(match[1].full_name))


def _begins(learner: Learner, typed: str) -> bool:
    return learner.readable("surname", "name") and letters(learner.full_name).startswith(letters(typed))


def letters(text: str) -> str:
    """The text without marks on its letters, in lower case, as people type it in a hurry."""
    bare = unicodedata.normalize("NFD", " ".join(text.casefold().split()))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
