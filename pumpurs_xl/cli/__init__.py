"""The command line: the same functions as the ribbon. It reads, calls the core and writes; it holds no rule."""

import errno
import json
import os
import sys
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

from pumpurs_xl.cli.boundary import end, visible, visible_json

sys.excepthook = lambda _, problem, __: sys.exit(end(problem))  # also while all below is loading

# ruff: noqa: E402
import typer
from rich.console import Console, RenderableType
from rich.progress import track
from rich.text import Text

import pumpurs_xl
from pumpurs_xl import doctor as health
from pumpurs_xl import install as setup
from pumpurs_xl.archive.draft import notes, publish
from pumpurs_xl.archive.forms import passive_template
from pumpurs_xl.archive.tidy import tidy
from pumpurs_xl.archive.trial import TRIAL, try_form
from pumpurs_xl.claims.claim import keys
from pumpurs_xl.claims.held import left_out
from pumpurs_xl.cli import answers
from pumpurs_xl.cli.claim_request import (
    build_draft,
    folder_of_settings,
    months_with_rows,
    parse_months,
    parse_support_type,
    within_project,
)
from pumpurs_xl.cli.help import translate_help
from pumpurs_xl.cli.new import new_workbook
from pumpurs_xl.hosts.machine import this_machine
from pumpurs_xl.report.page import page, write_page
from pumpurs_xl.report.semester import as_json, semester_report
from pumpurs_xl.support import BY_CODE
from pumpurs_xl.template import compile_template, refuse_active
from pumpurs_xl.values.finding import Severity
from pumpurs_xl.values.language import Language, both
from pumpurs_xl.values.month import Month, Period, Semester
from pumpurs_xl.values.refusal import Refusal

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
WIDTH = 100  # an amount is never cut: a narrower window wraps the line instead


class _Terminal(Console):
    """A terminal on which no text steers anything, and whose reader may go away."""

    def render_str(self, text: str, **how: Any) -> Text:
        """The text as rich shows it, signs that steer a terminal written out."""
        return super().render_str(visible(text), **how)

    def on_broken_pipe(self) -> None:
        """The boundary ends the command, not rich."""
        raise BrokenPipeError(errno.EPIPE, "")


out_console, err_console = _Terminal(width=max(Console().width, WIDTH)), _Terminal(stderr=True)

Format = Literal["text", "json"]
BookFile = Annotated[Path, typer.Argument(metavar="BOOK", help="Darbgrāmata (.xlsx).")]
FormatOption = Annotated[Format, typer.Option("--format", help="text cilvēkam, json programmai.")]
LangOption = Annotated[Language, typer.Option("--lang", help="Valoda: lv vai en.")]
ActiveOption = Annotated[
    bool, typer.Option("--allow-active", help="Pieļaut veidlapā makro, datu savienojumus un saites uz failiem.")
]
MonthOption = Annotated[str | None, typer.Option("--month", help="Mēnesis, piemēram, 2023-02.")]


def _answer(answer_format: Format, as_json: Any, *as_text: RenderableType) -> None:
    """Prints what a command answers: one JSON value for a program, or sentences and tables for a person."""
    if answer_format == "json":
        sys.stdout.write(visible_json(json.dumps(as_json, ensure_ascii=False, indent=1)) + "\n")
        return
    for part in as_text:
        out_console.print(part, markup=False, highlight=False, soft_wrap=isinstance(part, str))


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"pumpurs-xl {pumpurs_xl.__version__}\n")
        raise typer.Exit


@app.callback()
def pumpurs(
    version: Annotated[
        bool, typer.Option("--version", help="Programmas versija.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Projekta PuMPuRS darbgrāmata: pārbaude, summas un izdevumu pārskati."""


@app.command()
def new(
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="Kur ierakstīt (.xlsx).")],
    sample: Annotated[bool, typer.Option("--sample", help="Ar izdomātas skolas datiem, ko izpētīt.")] = False,
    answer_format: FormatOption = "text",
    lang: LangOption = "lv",
) -> None:
    """Izveidot jaunu darbgrāmatu."""
    path = new_workbook(book, sample=sample)
    done = both("Gatavs", "Done").say(lang)
    _answer(answer_format, {"path": str(path), "sample": sample}, f"{done}: {path}")


@app.command()
def check(
    book: BookFile, month: MonthOption = None, answer_format: FormatOption = "text", lang: LangOption = "lv"
) -> None:
    """Pārbaudīt darbgrāmatu: kļūdas, brīdinājumi, ziņas."""
    loaded = pumpurs_xl.read(book)
    wanted = within_project(Month.parse(month), month, loaded.settings) if month else None
    inspection = pumpurs_xl.inspect(loaded)
    findings = tuple(
        finding for finding in inspection.findings if wanted is None or inspection.concerns(finding, wanted)
    )
    as_json = answers.findings_json(findings, lang)
    table = answers.findings_table(findings, lang)
    _answer(answer_format, as_json, table, answers.findings_counts(as_json["counts"]).say(lang))
    raise typer.Exit(1 if any(finding.severity is Severity.ERROR for finding in findings) else 0)


@app.command()
def totals(
    book: BookFile,
    month: MonthOption = None,
    semester: Annotated[str | None, typer.Option("--semester", help="Semestris, piemēram, 2022/2023-2.")] = None,
    answer_format: FormatOption = "text",
    lang: LangOption = "lv",
) -> None:
    """Summas pa atbalsta veidiem mēnesim vai semestrim."""
    loaded = pumpurs_xl.read(book)
    period = _parse_period(loaded, month, semester)
    found = pumpurs_xl.totals(loaded, period)
    as_given = semester or month or str(period)
    _answer(answer_format, answers.totals_json(found, as_given, lang), answers.totals_table(found, lang))


def _parse_period(loaded: pumpurs_xl.Book, month: str | None, semester: str | None) -> Period:
    """The month or semester of the options, else the month that the workbook is working on."""
    if month and semester:
        raise Refusal(lv="Norādiet vai nu mēnesi, vai semestri.", en="Give either a month or a semester.")
    if semester:
        return within_project(Semester.parse(semester), semester, loaded.settings)
    if month:
        return within_project(Month.parse(month), month, loaded.settings)
    if loaded.month:
        return loaded.month
    raise Refusal(lv="Norādiet mēnesi, piemēram, --month 2023-02.", en="Give a month, for example --month 2023-02.")


@app.command("claim")
def claim_command(  # noqa: PLR0913, PLR0917 # one option each
    book: BookFile,
    month: MonthOption = None,
    first: Annotated[str | None, typer.Option("--from", help="Pirmais mēnesis.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Pēdējais mēnesis.")] = None,
    type_name: Annotated[str | None, typer.Option("--type", help="Tikai šis atbalsta veids, piemēram, ED.")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="Jūsu veidlapa šim veidam.")] = None,
    allow_active: ActiveOption = False,
    out: Annotated[Path | None, typer.Option("--out", help="Mape, kur rakstīt.")] = None,
    answer_format: FormatOption = "text",
    lang: LangOption = "lv",
) -> None:
    """Sagatavot mēneša (vai vairāku mēnešu) izdevumu pārskatus."""
    loaded = pumpurs_xl.read(book)
    inspection = pumpurs_xl.inspect(loaded)
    support_type = parse_support_type(type_name, template)
    if template and support_type:
        passive_template(template, support_type.code, allow_active=allow_active)
    months = parse_months(month, first, last, loaded.settings)
    folder = out or folder_of_settings(book, loaded.settings)
    drafts = [
        build_draft(inspection, each, support_type, template, folder) for each in months_with_rows(inspection, months)
    ]
    workers = min(len(drafts), os.cpu_count() or 1)
    written = list(
        track(publish(drafts, folder, workers), "Pārskati", len(drafts), console=err_console, transient=True)
    )
    as_json = [answers.draft_json(one, left_out(inspection, (one.month,), support_type)) for one in written]
    told = [[str(one.folder.resolve()), *(note.say(lang) for note in notes(one))] for one in written]
    held = [sentence.say(lang) for sentence in left_out(inspection, months, support_type).sentences]
    for sentence in answers.unread(inspection, lang):
        err_console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    table = answers.drafts_table(written, lang)
    _answer(answer_format, as_json[0] if month else {"months": as_json}, table, *held, *chain.from_iterable(told))
    raise typer.Exit(1 if any(inspection.holds(each, support_type) for each in months) else 0)


@app.command()
def report(
    book: BookFile,
    semester: Annotated[str, typer.Option("--semester", help="Semestris, piemēram, 2022/2023-2.")],
    out: Annotated[Path | None, typer.Option("--out", help="Tīmekļa lapa, ko ierakstīt (.html).")] = None,
    answer_format: FormatOption = "text",
    lang: LangOption = "lv",
) -> None:
    """Semestris teikumos un skaitļos, kā to publicē skola; bez vārdiem un kodiem."""
    loaded = pumpurs_xl.read(book)
    wanted = within_project(Semester.parse(semester), semester, loaded.settings)
    found = semester_report(pumpurs_xl.inspect(loaded), wanted)
    if out:
        write_page(page(found, lang), out)
    written = [str(out.resolve())] if out else []
    _answer(answer_format, {**as_json(found, lang), "page": written[0] if out else None}, found.text(lang), *written)


@app.command("template")
def template_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Veidlapa (.xlsx).")],
    allow_active: ActiveOption = False,
    answer_format: FormatOption = "text",
    lang: LangOption = "lv",
) -> None:
    """Pārbaudīt un izmēģināt veidlapu: kādi vietturi tajā ir un kas nav izrēķināms."""
    known = frozenset().union(*(keys(support_type) for support_type in (*BY_CODE.values(), None)))
    compiled = compile_template(file, known, file.name)
    notes = [note.say(lang) for note in (*compiled.active, *compiled.notes, *try_form(compiled, file))]
    found = [f"{cell}: ${{{key}}}" for key, cell in compiled.keys.items()]
    _answer(answer_format, {"keys": dict(compiled.keys), "notes": notes, "trial": TRIAL}, *found, *notes)
    if not allow_active:
        refuse_active(compiled.name, compiled.active)


@app.command()
def install(
    remove: Annotated[bool, typer.Option("--remove", help="Noņemt; darbgrāmatas un pārskati paliek.")] = False,
    answer_format: FormatOption = "text",
    lang: LangOption = "lv",
) -> None:
    """Uzstādīt pogas Excel (citur LibreOffice) vai noņemt tās."""
    said = (setup.remove if remove else setup.install)(this_machine()).say(lang)
    _answer(answer_format, {"message": said}, said)


@app.command()
def doctor(answer_format: FormatOption = "text", lang: LangOption = "lv") -> None:
    """Pārbaudīt, vai programma ir pareizi uzstādīta."""
    checks = health.examine(this_machine())
    _answer(answer_format, health.as_json(checks, lang), health.as_text(checks, lang))
    raise typer.Exit(0 if health.sound(checks) else 1)


def main() -> NoReturn:
    """Runs the command; what stops it is a sentence on stderr and an exit code (`boundary`), never a traceback."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 # a program may start it with none
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show is written out
    try:
        sys.exit(_run(sys.argv[1:]))
    except SystemExit:
        raise
    except BaseException as problem:  # noqa: BLE001 # the last place where anything can be told
        sys.exit(end(problem))


def _run(arguments: list[str]) -> int:
    """Tidies what earlier runs left, runs the command and sees its answer off."""
    command = typer.main.get_command(app)
    translate_help(command)
    tidy()
    try:
        with command.make_context("pumpurs", arguments) as context:
            command.invoke(context)
        code = 0
    except typer.Exit as answer:
        code = answer.exit_code
    sys.stdout.flush()
    return code
