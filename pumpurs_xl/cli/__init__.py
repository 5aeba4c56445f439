"""The command line: the same functions as the ribbon. It reads, calls the core and writes; it holds no rule."""

import json
import os
import sys
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import track
from typer.exceptions import TyperException

import pumpurs_xl
from pumpurs_xl import doctor as health
from pumpurs_xl import install as setup
from pumpurs_xl.archive.draft import Draft, publish
from pumpurs_xl.archive.trial import TRIAL, try_form
from pumpurs_xl.claims.claim import keys
from pumpurs_xl.cli import answers
from pumpurs_xl.cli.claim_request import drafted, has_rows, months_asked, support_type_asked
from pumpurs_xl.cli.new import new_workbook
from pumpurs_xl.hosts.machine import this_machine
from pumpurs_xl.report.page import page, write_page
from pumpurs_xl.report.semester import as_json, semester_report
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.template import compile_template
from pumpurs_xl.values.language import Both, Language, both
from pumpurs_xl.values.month import Month, Period, Semester
from pumpurs_xl.values.refusal import Refusal

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
WIDTH = 100  # an amount is never cut: a narrower window wraps the line instead
out_console, err_console = Console(width=max(Console().width, WIDTH)), Console(stderr=True)


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


class Tongue(StrEnum):
    LV = "lv"
    EN = "en"


BookFile = Annotated[Path, typer.Argument(metavar="BOOK", help="Darbgrāmata (.xlsx).")]
FormatOption = Annotated[Format, typer.Option("--format", help="text cilvēkam, json programmai.")]
LangOption = Annotated[Tongue, typer.Option("--lang", help="Valoda: lv vai en.")]
MonthOption = Annotated[str | None, typer.Option("--month", help="Mēnesis, piemēram, 2023-02.")]


def _language(tongue: Tongue) -> Language:
    return "en" if tongue is Tongue.EN else "lv"


def _print_json(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


@app.command()
def new(
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="Kur ierakstīt (.xlsx).")],
    sample: Annotated[bool, typer.Option("--sample", help="Ar izdomātas skolas datiem, ko izpētīt.")] = False,
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Izveidot jaunu darbgrāmatu."""
    path = new_workbook(book, sample=sample)
    if format is Format.JSON:
        _print_json({"path": str(path), "sample": sample})
        return
    first = both("Gatavs", "Done").say(_language(lang))
    out_console.print(f"{first}: {path}", markup=False, highlight=False, soft_wrap=True)


@app.command()
def check(
    book: BookFile,
    month: MonthOption = None,
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Pārbaudīt darbgrāmatu: kļūdas, brīdinājumi, ziņas."""
    inspection = pumpurs_xl.inspected(pumpurs_xl.read(book))
    wanted = Month.parse(month) if month else None
    findings = tuple(
        finding for finding in inspection.findings if wanted is None or inspection.concerns(finding, wanted)
    )
    if format is Format.JSON:
        _print_json(answers.findings_json(findings, _language(lang)))
    else:
        out_console.print(answers.findings_table(findings, _language(lang)))
        counts = answers.findings_json(findings, _language(lang))["counts"]
        out_console.print(
            f"Kļūdas: {counts['error']}, brīdinājumi: {counts['warning']}, ziņas: {counts['info']}."
            if lang is Tongue.LV
            else f"Errors: {counts['error']}, warnings: {counts['warning']}, infos: {counts['info']}."
        )
    raise typer.Exit(1 if any(finding.severity == "error" for finding in findings) else 0)


@app.command()
def totals(
    book: BookFile,
    month: MonthOption = None,
    semester: Annotated[str | None, typer.Option("--semester", help="Semestris, piemēram, 2022/2023-2.")] = None,
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Summas pa atbalsta veidiem mēnesim vai semestrim."""
    loaded = pumpurs_xl.read(book)
    period, given = _period(loaded, month, semester)
    found = pumpurs_xl.totals(loaded, period)
    if format is Format.JSON:
        _print_json(answers.totals_json(found, given, _language(lang)))
    else:
        out_console.print(answers.totals_table(found, _language(lang)))


def _period(loaded: pumpurs_xl.Book, month: str | None, semester: str | None) -> tuple[Period, str]:
    if month and semester:
        raise Refusal(lv="Norādiet vai nu mēnesi, vai semestri.", en="Give either a month or a semester.")
    if semester:
        return Semester.parse(semester), semester
    if month:
        return Month.parse(month), month
    if loaded.month:
        return loaded.month, str(loaded.month)
    raise Refusal(lv="Norādiet mēnesi, piemēram, --month 2023-02.", en="Give a month, for example --month 2023-02.")


@app.command("claim")
def claim_command(  # noqa: PLR0913, PLR0917 # one option each
    book: BookFile,
    month: MonthOption = None,
    first: Annotated[str | None, typer.Option("--from", help="Pirmais mēnesis.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Pēdējais mēnesis.")] = None,
    type: Annotated[str | None, typer.Option("--type", help="Tikai šis atbalsta veids, piemēram, ED.")] = None,  # noqa: A002
    template: Annotated[Path | None, typer.Option("--template", help="Jūsu veidlapa šim veidam.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Mape, kur rakstīt.")] = None,
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Sagatavot mēneša (vai vairāku mēnešu) izdevumu pārskatus."""
    loaded = pumpurs_xl.read(book)
    inspection = pumpurs_xl.inspected(loaded)
    support_type = support_type_asked(type, template)
    months = months_asked(month, first, last)
    folder = out or book.parent / str(loaded.settings.usable("folder"))
    drafts = [
        drafted(inspection, each, support_type, template, folder)
        for each in months
        if has_rows(inspection, each, months)
    ]
    workers = min(len(drafts), os.cpu_count() or 1)
    written = list(
        track(publish(drafts, folder, workers), "Pārskati", len(drafts), console=err_console, transient=True)
    )
    _answer_drafts(written, month, format, _language(lang))
    raise typer.Exit(1 if any(inspection.holds(each, support_type) for each in months) else 0)


def _answer_drafts(written: list[Draft], month: str | None, format: Format, language: Language) -> None:  # noqa: A002
    parts = [answers.draft_json(one) for one in written]
    if format is Format.JSON:
        _print_json(parts[0] if month else {"months": parts})
        return
    out_console.print(answers.drafts_table(written, language))
    for one in written:
        out_console.print(str(one.folder.resolve()), soft_wrap=True)


@app.command()
def report(
    book: BookFile,
    semester: Annotated[str, typer.Option("--semester", help="Semestris, piemēram, 2022/2023-2.")],
    out: Annotated[Path | None, typer.Option("--out", help="Tīmekļa lapa, ko ierakstīt (.html).")] = None,
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Semestris teikumos un skaitļos, kā to publicē skola; bez vārdiem un kodiem."""
    language = _language(lang)
    found = semester_report(pumpurs_xl.inspected(pumpurs_xl.read(book)), Semester.parse(semester))
    if out:
        write_page(page(found, language), out)
    if format is Format.JSON:
        _print_json({**as_json(found, language), "page": str(out.resolve()) if out else None})
        return
    out_console.print(found.text(language), markup=False, highlight=False, soft_wrap=True)
    if out:
        out_console.print(str(out.resolve()), markup=False, highlight=False, soft_wrap=True)


@app.command("template")
def template_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Veidlapa (.xlsx).")],
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Pārbaudīt un izmēģināt veidlapu: kādi vietturi tajā ir un kas nav izrēķināms."""
    known = frozenset().union(*(keys(support_type) for support_type in (*BY_CODE.values(), None)))
    compiled = compile_template(file, known, file.name)
    notes = [note.say(_language(lang)) for note in (*compiled.notes, *try_form(compiled, file))]
    if format is Format.JSON:
        _print_json({"keys": dict(compiled.keys), "notes": notes, "trial": TRIAL})
        return
    for key, cell in compiled.keys.items():
        out_console.print(f"{cell}: ${{{key}}}", markup=False)
    for note in notes:
        out_console.print(note, markup=False)


@app.command()
def install(
    remove: Annotated[bool, typer.Option("--remove", help="Noņemt; darbgrāmatas un pārskati paliek.")] = False,
    format: FormatOption = Format.TEXT,  # noqa: A002
    lang: LangOption = Tongue.LV,
) -> None:
    """Uzstādīt pogas Excel (citur LibreOffice) vai noņemt tās."""
    said = (setup.remove if remove else setup.install)(this_machine()).say(_language(lang))
    if format is Format.JSON:
        _print_json({"message": said})
        return
    out_console.print(said, markup=False, highlight=False, soft_wrap=True)


@app.command()
def doctor(format: FormatOption = Format.TEXT, lang: LangOption = Tongue.LV) -> None:  # noqa: A002
    """Pārbaudīt, vai programma ir pareizi uzstādīta."""
    checks = health.examine(this_machine())
    if format is Format.JSON:
        _print_json(health.as_json(checks, _language(lang)))
    else:
        out_console.print(health.as_text(checks, _language(lang)), markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(0 if health.sound(checks) else 1)


def main() -> NoReturn:
    """Runs the command; an error of use is one sentence on stderr and exit code 2, never a traceback."""
    language: Language = "en" if _asks_english(sys.argv) else "lv"
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except Refusal as refusal:
        _complain(refusal.say(language))
    except TyperException as error:
        _complain(_misused(error).say(language))
    sys.exit(2)


def _complain(sentence: str) -> None:
    err_console.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)


def _misused(error: TyperException) -> Both:
    return both(
        f"Komandu nevar saprast: {error} Palīdzība: pumpurs --help.",
        f"The command cannot be understood: {error} Help: pumpurs --help.",
    )


def _asks_english(arguments: list[str]) -> bool:
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
