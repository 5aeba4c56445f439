"""Where every error of a command ends: one sentence, without a value of the workbook, and an exit code.

0 and 1 are the command's own answers. 2: an error of use, or what the system would not let the program do. 3: a defect
of the program; the log says where. 130 and 141, as shells count: Ctrl-C, and a reader of the answer that went away.
"""

import errno
import os
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from pumpurs_xl.hosts.disk import not_written
from pumpurs_xl.values.language import Both, Language, both
from pumpurs_xl.values.refusal import Refusal

USE, DEFECT, INTERRUPTED, UNHEARD = 2, 3, 130, 141
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def asked_language() -> Language:
    """The language of the command line, also where it cannot be understood otherwise."""
    arguments = sys.argv[1:]
    return "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "lv"


def visible(text: str) -> str:
    r"""The text with signs that steer a terminal written out: a file name may hold them (\x1b)."""
    return _UNSEEN.sub(lambda sign: ascii(sign[0])[1:-1], text)


def visible_json(text: str) -> str:
    r"""JSON with the same signs as JSON writes them (\u009b): it escapes only some of them itself."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def end(problem: BaseException) -> int:
    """Tells the user what ended the command, and gives the exit code."""
    code, sentence = _verdict(problem)
    try:
        if sentence:
            sys.stderr.write(visible(sentence.say(asked_language())) + "\n")
            sys.stderr.flush()
    except (OSError, AttributeError):  # nobody is there to be told
        _let_go(sys.stderr)
    try:
        sys.stdout.flush()
    except (OSError, AttributeError):
        _let_go(sys.stdout)
    return code


def _let_go(stream: TextIO) -> None:
    """What could not be written is not tried once more when Python ends."""
    if stream:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def _verdict(problem: BaseException) -> tuple[int, Both | None]:
    if isinstance(problem, Refusal):
        return USE, problem.message
    if isinstance(problem, KeyboardInterrupt):
        return INTERRUPTED, both("Pārtraukts.", "Interrupted.")
    if isinstance(problem, OSError):
        return (UNHEARD, None) if problem.errno == errno.EPIPE else (USE, _of_the_system(problem))
    if type(problem).__module__.startswith("typer."):
        from pumpurs_xl.cli.usage import usage_error  # noqa: PLC0415 # Ctrl-C is told while typer still loads

        return USE, usage_error(problem)  # type: ignore[arg-type] # all that typer raises is one kind
    return DEFECT, _of_the_program(problem)


def _of_the_system(problem: OSError) -> Both:
    """What the system did not let the program do: at the file that it names, else at the answer."""
    if isinstance(problem.filename, str):
        lv = "“{}” nevar lasīt vai rakstīt. Pārbaudiet nosaukumu un tiesības."
        en = "“{}” cannot be read or written. Check its name and your rights."
        return not_written(Path(problem.filename), problem, lv=lv, en=en).message
    if problem.errno == errno.ENOSPC:
        return both("Atbildi nevar ierakstīt: disks ir pilns.", "The answer cannot be written: the disk is full.")
    return both("Atbildi nevar ierakstīt.", "The answer cannot be written.")


def _of_the_program(defect: BaseException) -> Both:
    from pumpurs_xl.hosts.log import log_defect  # noqa: PLC0415 # a defect alone waits for it

    where, kind = log_defect(defect), type(defect).__name__
    if rule := re.fullmatch(r"V\d+", str(getattr(defect, "code", ""))):
        kind += f", {rule[0]}"
    return both(
        f"Programmā radās kļūda ({kind}), un darbs ir apturēts; {where.lv}",
        f"A defect of the program ({kind}) stopped the work; {where.en}",
    )
