"""Atrast izglītojamo: the start of a surname in the column IAP ID becomes the plan of this semester."""

import unicodedata
from collections.abc import Sequence

from pumpurs_xl.book import Book
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.tables.learners import Learner
from pumpurs_xl.tables.plans import PlanDates
from pumpurs_xl.values.language import alphabetical
from pumpurs_xl.values.month import Semester
from pumpurs_xl.values.refusal import Refusal

Match = tuple[PlanDates, Learner]
_MOST_MATCHES = 9


def find_plan(live: LiveWorkbook, book: Book, semester: Semester) -> str:
    """Writes the plan that the typed surname stands for into its cell; where several do, the user chooses."""
    typed = _read_surname(live, book)
    found = matches(book, typed, semester)
    if not found:
        return f"Neviens šī semestra plāns nav izglītojamajam, kura uzvārds sākas ar “{typed}”. Pārbaudiet burtus."
    if len(found) > _MOST_MATCHES:
        return f"Ar “{typed}” sākas {len(found)} uzvārdi. Ierakstiet vairāk burtu un spiediet vēlreiz."
    chosen = found[0] if len(found) == 1 else _choose(live, found)
    if chosen is None:
        return "Neviens nav izvēlēts; šūna nav mainīta."
    plan, learner = chosen
    sheet, rows, columns = live.selection
    live.write(sheet, rows[0], columns[0], [[plan.id]])
    return f"{learner.full_name}: ierakstīts plāns {plan.id}."


def _read_surname(live: LiveWorkbook, book: Book) -> str:
    """What stands in the selected cell of a column IAP ID; Refusal elsewhere."""
    sheet, rows, columns = live.selection
    tables = (book.tables[support_type.table.name] for support_type in SUPPORT_TYPES)
    table = next((table for table in tables if table.raw.sheet == sheet), None)
    if table and len(rows) == len(columns) == 1 and rows[0] in table.numbers and columns[0] == table.places["plan_id"]:
        typed = table.value(rows[0], "plan_id")
        if isinstance(typed, str) and typed.strip():
            return typed.strip()
    raise Refusal(
        lv="Atbalsta lapas slejā “IAP ID” ierakstiet uzvārda sākumu, palieciet šajā šūnā un spiediet pogu vēlreiz.",
        en="Type the start of a surname into the column “IAP ID”, stay in that cell and press the button again.",
    )


def matches(book: Book, typed: str, semester: Semester) -> list[Match]:
    """The semester's plans whose learner's "surname name" begins as typed, in the order of the Latvian alphabet."""
    needed = ("id", "learner_id", "school_year", "semester_number")
    plans = [plan for plan in book.plans if plan.readable(*needed) and plan.semester == semester]
    people = [(plan, learner) for plan in plans if (learner := book.learner(plan.learner_id))]
    found = [
        (plan, learner)
        for plan, learner in people
        if learner.readable("surname", "name") and letters(learner.full_name).startswith(letters(typed))
    ]
    return sorted(found, key=lambda match: alphabetical(match[1].full_name))


def letters(text: str) -> str:
    """The text without marks on its letters, in lower case, as people type it in a hurry.

    >>> letters("Bērziņa-Kļava"), letters("  berzina kl")
    ('berzina-klava', 'berzina kl')
    """
    bare = unicodedata.normalize("NFD", " ".join(text.casefold().split()))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _choose(live: LiveWorkbook, found: Sequence[Match]) -> Match | None:
    """One of several, asked one after another; Cancel ends the search."""
    names = []
    for plan, learner in found:
        group = f", {learner.group}" if learner.readable("group") and learner.group else ""
        names.append(f"{learner.full_name}{group} ({plan.id})")
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(names, start=1))
    for number, (match, name) in enumerate(zip(found, names, strict=True), start=1):
        question = f"Atrasti {len(found)}:\n{listed}\n\nVai ierakstīt {number}. – {name}? (Nē = nākamais)"
        answer = live.ask(question, "yes_no_cancel")
        if answer != "no":
            return match if answer == "yes" else None
    return None
