"""The ribbon: one function a button. It reads the open workbook, calls the core, writes, and ends with one sentence.

It holds no rule. The same functions run in Excel (RunPython) and in LibreOffice Calc (the extension). Each click starts
Python anew, so what few buttons need is imported by them: the claim forms, the doctor, the handbook.
"""

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pumpurs_xl.book import Book
from pumpurs_xl.buttons.button import button, month_of, opened
from pumpurs_xl.buttons.findings_sheet import stops, write_check
from pumpurs_xl.buttons.folder import claims_folder
from pumpurs_xl.buttons.learner_search import Match, matches
from pumpurs_xl.buttons.meal_days import days_to_fill, price_of
from pumpurs_xl.buttons.opening_month import rows_to_add
from pumpurs_xl.buttons.repair_cells import apply, proposed
from pumpurs_xl.buttons.repairs import Repair
from pumpurs_xl.buttons.rows_sheet import add_rows, selected_day, selected_rows
from pumpurs_xl.buttons.rows_sheet import fill_days as write_days
from pumpurs_xl.buttons.undo import take_back
from pumpurs_xl.buttons.verdicts import counts
from pumpurs_xl.claims.claim import claims
from pumpurs_xl.claims.totals import totals
from pumpurs_xl.compensation import months_claimed
from pumpurs_xl.hosts.excel import record
from pumpurs_xl.hosts.excel.live_workbook import LiveWorkbook
from pumpurs_xl.hosts.machine import show, this_machine
from pumpurs_xl.inspection import Inspection, inspect
from pumpurs_xl.support import SUPPORT_TYPES
from pumpurs_xl.support.catering import CATERING, Meals
from pumpurs_xl.values.finding import Severity
from pumpurs_xl.values.language import counted
from pumpurs_xl.values.money import ZERO, euro
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

_ROWS = ("rinda", "rindas", "rindu")
_CELLS = ("šūna", "šūnas", "šūnu")
_MOST_MATCHES, _MOST_TOLD = 9, 12


@button("Sākt mēnesi")
def start_month(live: LiveWorkbook) -> str:
    book = opened(live)
    month = month_of(book)
    added = rows_to_add(book, month)
    for support_type, rows in added.items():
        add_rows(live, book, support_type, rows)
    told = ", ".join(
        f"{support_type.title.lv} – {counted(len(rows), *_ROWS)}" for support_type, rows in added.items() if rows
    )
    if not told:
        return f"Par {month.lv_accusative} visas rindas jau ir; nekas nav pievienots."
    return f"Pievienots par {month.lv_accusative}: {told}."


@button("Atrast izglītojamo")
def find_learner(live: LiveWorkbook) -> str:
    book = opened(live)
    month, typed = month_of(book), _typed(live, book)
    found = matches(book, typed, month.semester)
    if not found:
        return f"Neviens šī semestra plāns nav izglītojamajam, kura uzvārds sākas ar “{typed}”. Pārbaudiet burtus."
    if len(found) > _MOST_MATCHES:
        return f"Ar “{typed}” sākas {len(found)} uzvārdi. Ierakstiet vairāk burtu un spiediet vēlreiz."
    chosen = found[0] if len(found) == 1 else _chosen(live, found)
    if chosen is None:
        return "Neviens nav izvēlēts; šūna nav mainīta."
    sheet, rows, columns = live.selection
    live.write(sheet, rows[0], columns[0], [[chosen[0].id]])
    return f"{chosen[1].full_name}: ierakstīts plāns {chosen[0].id}."


def _typed(live: LiveWorkbook, book: Book) -> str:
    """What stands in the selected cell of the column IAP ID; refused elsewhere."""
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


def _chosen(live: LiveWorkbook, found: Sequence[Match]) -> Match | None:
    """One of several, asked one after another; Cancel ends the search."""
    listed = "\n".join(f"{number}. {_described(match)}" for number, match in enumerate(found, start=1))
    for number, match in enumerate(found, start=1):
        question = f"Atrasti {len(found)}:\n{listed}\n\nVai ierakstīt {number}. – {_described(match)}? (Nē = nākamais)"
        answer = live.ask(question, "yes_no_cancel")
        if answer != "no":
            return match if answer == "yes" else None
    return None


def _described(match: Match) -> str:
    plan, learner = match
    group = f", {learner.group}" if learner.readable("group") and learner.group else ""
    return f"{learner.full_name}{group} ({plan.id})"


@button("Aizpildīt dienas")
def fill_days(live: LiveWorkbook) -> str:
    book = opened(live)
    rows = [row for row in selected_rows(live, book, CATERING) if isinstance(row, Meals)]
    if not rows:
        return f"Lapā “{CATERING.table.sheet}” iezīmējiet rindas, kurām aizpildīt dienas, un spiediet pogu vēlreiz."
    filled = {row: days_to_fill(book, row, price_of(row, selected_day(live, book))) for row in rows}
    number = sum(map(len, filled.values()))
    if not number:
        return "Nav ko aizpildīt: dienas jau ir aizpildītas vai lapā Likmes nav spēkā “Cena dienā”."
    write_days(live, book, filled)
    amount = sum((sum(days.values(), ZERO) for days in filled.values()), ZERO)
    done = sum(bool(days) for days in filled.values())
    return f"Aizpildīts: {counted(number, 'diena', 'dienas', 'dienu')} ({counted(done, *_ROWS)}), {euro(amount)} EUR."


@button("Pārbaudīt")
def check(live: LiveWorkbook) -> str:
    found = write_check(live, inspect(opened(live)))
    number = counts(found)
    errors = [line.finding.place.stake or ZERO for line in found if line.finding.severity is Severity.ERROR]
    told = [
        counted(number[Severity.ERROR], "kļūda", "kļūdas", "kļūdu"),
        counted(number[Severity.WARNING], "brīdinājums", "brīdinājumi", "brīdinājumu"),
        counted(number[Severity.INFO], "ziņa", "ziņas", "ziņu"),
    ]
    if not errors:
        return f"Kļūdu nav. {told[1].capitalize()} un {told[2]} lapā Pārbaude."
    at_stake = f" ({euro(sum(errors, ZERO))} EUR)" if sum(errors, ZERO) else ""
    return f"{told[0].capitalize()}{at_stake}, {told[1]}, {told[2]}. Spiediet Nākamā, lai tās apskatītu."


@button("Nākamā")
def next_finding(live: LiveWorkbook) -> str:
    return _step(live, 1)


@button("Iepriekšējā")
def previous_finding(live: LiveWorkbook) -> str:
    return _step(live, -1)


def _step(live: LiveWorkbook, forwards: int) -> str:
    """Goes from the selected cell to the next one of the list, around its end."""
    waiting = stops(live)
    if not waiting:
        return "Sarakstā nav neviena neapskatīta ieraksta. Ja grāmata nav pārbaudīta, spiediet Pārbaudīt."
    sheet, rows, columns = live.selection
    here = [at for at, stop in enumerate(waiting) if stop.is_at(sheet, rows, columns)]
    at = (here[0] + forwards) % len(waiting) if here else (0 if forwards > 0 else len(waiting) - 1)
    stop = waiting[at]
    live.go(stop.sheet, stop.cell or "A1")
    return f"{at + 1}. no {len(waiting)} – {stop.sheet}{'!' if stop.cell else ''}{stop.cell}\n" + "\n".join(stop.said)


@button("Izlabot…")
def fix(live: LiveWorkbook) -> str:
    repairs = proposed(live)
    if not repairs:
        return "Nav nekā, ko programma varētu izlabot pati. Pārējo labojiet pēc saraksta lapā Pārbaude."
    safe = [repair for repair in repairs if repair.lossless]
    wanted = safe if safe and live.ask(_offer(safe)) == "yes" else []
    wanted = [*wanted, *_asked_one_by_one(live, [repair for repair in repairs if not repair.lossless])]
    if not wanted:
        return "Nekas nav mainīts."
    apply(live, wanted)
    return f"Izlabots: {counted(len(wanted), *_CELLS)}. Spiediet Pārbaudīt, lai saraksts atbilstu labotajam."


def _offer(repairs: Sequence[Repair]) -> str:
    told = "\n".join(repair.told for repair in repairs[:_MOST_TOLD])
    rest = f"\n… un vēl {len(repairs) - _MOST_TOLD}" if len(repairs) > _MOST_TOLD else ""
    return f"Var izlabot {counted(len(repairs), 'šūnu', 'šūnas', 'šūnu')}, nekas nepazūd:\n{told}{rest}\n\nVai labot?"


def _asked_one_by_one(live: LiveWorkbook, repairs: Sequence[Repair]) -> list[Repair]:
    """Those that the user wants of repairs that lose something; Cancel ends the questions."""
    wanted = []
    for repair in repairs:
        answer = live.ask(f"{repair.told}\n\nŠis labojums kaut ko atmet. Vai labot?", "yes_no_cancel")
        if answer == "cancel":
            break
        wanted += [repair] if answer == "yes" else []
    return wanted


@button("Atsaukt")
def undo(live: LiveWorkbook) -> str:
    last = record.last(live.place)
    if last is None:
        return "Nav nekā, ko atsaukt: programma šajā grāmatā pēdējā laikā neko nav mainījusi."
    undone = take_back(live, last)
    record.forget(live.place)
    left = f" {counted(undone.left, *_CELLS)} pēc tam ir mainītas, tās nav aiztiktas." if undone.left else ""
    return f"Atsaukts “{last.button}”: {counted(undone.restored, *_CELLS)}.{left}"


@button("Rādīt kopsavilkumu")
def show_summary(live: LiveWorkbook) -> str:
    book = opened(live)
    month = month_of(book)
    sums = totals(inspect(book), month).total
    live.go("Kopsavilkums")
    people = counted(sums.learners, "izglītojamais", "izglītojamie", "izglītojamo")
    eligible, rest = euro(sums.eligible), euro(sums.not_eligible)
    return f"{month.lv.capitalize()}: kompensējami {eligible} EUR, neattiecināmi {rest} EUR, {people}."


@button("Sagatavot pārskatus")
def prepare_claims(live: LiveWorkbook) -> str:
    from pumpurs_xl.archive.draft import require_rows

    inspection = inspect(opened(live))
    month = month_of(inspection.book)
    require_rows(inspection, month)
    return _prepared(live, inspection, [month])


@button("Sagatavot visus mēnešus")
def prepare_all_months(live: LiveWorkbook) -> str:
    inspection = inspect(opened(live))
    months = months_claimed(inspection.accounts)
    if not months:
        return "Darbgrāmatā nav nevienas rindas, ko iesniegt."
    return _prepared(live, inspection, months)


def _prepared(live: LiveWorkbook, inspection: Inspection, months: Sequence[Month]) -> str:
    from pumpurs_xl.archive.draft import draft, publish
    from pumpurs_xl.archive.forms import shipped_templates

    folder = claims_folder(live, inspection.book)
    templates = shipped_templates()
    drafts = [draft(inspection, month, claims(inspection, month), folder, templates, only=False) for month in months]
    for done, one in enumerate(publish(drafts, folder), start=1):
        live.progress(f"Pārskati: {done}. mēnesis no {len(drafts)} ({one.month.lv})")
    show(drafts[0].folder if len(drafts) == 1 else folder)
    files = sum(len(one.files) for one in drafts)
    told = counted(files, "pārskats", "pārskati", "pārskatu")
    return f"Gatavs: mapē {folder} ir {told}.{_held(inspection, months)}"


def _held(inspection: Inspection, months: Sequence[Month]) -> str:
    """What is not in the claims and why."""
    kinds = [each for month in months for each in totals(inspection, month).types]
    reasons = (
        ("ar kļūdu", [each.held_errors for each in kinds]),
        ("atliktas", [each.held_postponed for each in kinds]),
    )
    told = []
    for reason, held in reasons:
        rows, amount = sum(each.rows for each in held), sum((each.eur for each in held), Decimal(0))
        told += [f"{counted(rows, *_ROWS)} {reason} ({euro(amount)} EUR)"] if rows else []
    return f" Aizturēts: {' un '.join(told)}." if told else ""


@button("Atvērt mapi")
def open_folder(live: LiveWorkbook) -> str:
    folder = claims_folder(live, opened(live))
    if not folder.is_dir():
        return "Pārskatu vēl nav. Spiediet Sagatavot pārskatus, un mape tiks izveidota."
    show(folder)
    return f"Pārskati ir mapē {folder}."


@button("Diagnostika")
def diagnose(_: LiveWorkbook) -> str:
    from pumpurs_xl.doctor import as_text, examined

    checks = examined(this_machine())
    return as_text(tuple(check for check in checks if check.status != "ok") or checks[:1], "lv")


@button("Rokasgrāmata")
def open_handbook(_: LiveWorkbook) -> str:
    from pumpurs_xl.handbook import page as handbook_page

    show(handbook_page.write_page(Path(tempfile.gettempdir())))
    return "Rokasgrāmata ir atvērta pārlūkā."
