"""Fuzzing with atheris: bytes made up under the eyes of the coverage go into what reads foreign input.

`make fuzz` runs each target for a minute; `python tests/fuzz.py TARGET -runs=0` takes libFuzzer's own options. A target
may refuse; anything else that it raises is a defect, and atheris writes the input that led there.
"""

import contextlib
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

try:
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]
except ModuleNotFoundError:
    print("Skipped: atheris is not here (pip install --group campaigns; it is made for Linux alone).")  # noqa: T201 # a program that prints
    sys.exit(0)

with atheris.instrument_imports(include=["pumpurs_xl"]):
    from pumpurs_xl import read
    from pumpurs_xl.template import compile_template
    from pumpurs_xl.template.formula.criteria import read_criterion
    from pumpurs_xl.template.formula.evaluator import compile_formula, evaluate
    from pumpurs_xl.template.formula.operands import NotComputed
    from pumpurs_xl.template.formula.text_formats import read_format
    from pumpurs_xl.template.formula.tokenizer import NoFormula
    from pumpurs_xl.template.formula.values import Incomputable, read_number
    from pumpurs_xl.values.money import parse_amount
    from pumpurs_xl.values.refusal import Refusal

TEMPLATES = Path(__file__).parent.parent / "workbook" / "templates"
FORM = (TEMPLATES / "ST.xlsx").read_bytes()


def formula(data: bytes) -> None:
    """A formula of a form: computed, left to Excel, or refused."""
    with contextlib.suppress(NoFormula, Incomputable):
        computed = compile_formula(data.decode("utf-8", "ignore"))
        if computed:
            evaluate(computed, None)


def amount(data: bytes) -> None:
    """What people type into cells and conditions."""
    text = data.decode("utf-8", "ignore")
    parse_amount(text)
    for read_text in (read_number, read_criterion, read_format):
        with contextlib.suppress(Incomputable, NotComputed):
            read_text(text)


def form(data: bytes) -> None:
    """A claim form whose first sheet is damaged."""
    with contextlib.suppress(Refusal):
        compile_template(with_part(FORM, "xl/worksheets/sheet1.xml", data), frozenset({"rinda.npk", "rinda.eur"}))


def guard(data: bytes) -> None:
    """A workbook whose list of sheets is damaged."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file, contextlib.suppress(Refusal):
        file.write(data if data[:2] == b"PK" else with_part(FORM, "xl/workbook.xml", data))
        file.flush()
        read(file.name)


def with_part(workbook: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == name else old.read(entry))
    return out.getvalue()


TARGETS: dict[str, Callable[[bytes], None]] = {"formula": formula, "amount": amount, "form": form, "guard": guard}

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
