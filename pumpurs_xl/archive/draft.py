"""A month on disk: its claim sheets as a draft, with a manifest of what they were made from.

Files appear whole or not at all; the same inputs give the same bytes; no clock is in them.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pumpurs_xl.archive.forms import stamp, template_of
from pumpurs_xl.claims.claim import Claim
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.template import Template
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

DRAFT = "melnraksts"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Draft:
    """The claims of one month, ready to be stamped, and where they go."""

    month: Month
    claims: tuple[Claim, ...]
    folder: Path
    manifest: Mapping[str, Any]
    templates: Mapping[str, Path]
    only: bool = False  # one kind alone: the other files of the draft stay

    @property
    def files(self) -> list[Path]:
        return [self.folder / f"{claim.name}.xlsx" for claim in self.claims]


def draft(  # noqa: PLR0913 # what a draft is made of
    inspection: Inspection,
    month: Month,
    claims: Sequence[Claim],
    out: Path,
    templates: Mapping[str, Path],
    *,
    only: bool,
) -> Draft:
    """What would be written for a month; nothing is written yet."""
    manifest = _manifest(inspection, month, claims, templates)
    return Draft(month, tuple(claims), out / str(month) / DRAFT, manifest, templates, only=only)


def require_rows(inspection: Inspection, month: Month) -> None:
    """Refuses a month of which the workbook has no row."""
    if not inspection.knows(month):
        raise Refusal(
            lv=f"Darbgrāmatā nav nevienas rindas par {month.lv_accusative}. Pārbaudiet mēnesi.",
            en=f"The workbook has no row for {month.en}. Check the month.",
        )


def publish(drafts: Sequence[Draft], out: Path, workers: int = 1) -> Iterator[Draft]:
    """Writes each draft as a whole, on worker processes where there are several; yields it when it stands."""
    for one in drafts:
        for claim in one.claims:
            _refuse_lost_keys(claim, template_of(one.templates[claim.type], claim.type), out)
    with _writable(out), _alone(out):
        if workers < 2 or len(drafts) < 2:
            yield from map(write, drafts)
            return
        with ProcessPoolExecutor(min(workers, len(drafts))) as pool:
            yield from pool.map(write, drafts)


def _refuse_lost_keys(claim: Claim, template: Template, out: Path) -> None:
    """A form that lost a placeholder since the month before would leave a figure out unseen."""
    before = _last_template(claim, out)
    for key, cell in before.items():
        if key not in template.keys:
            raise Refusal(
                lv=f"Veidlapā vairs nav viettura ${{{key}}}, kas iepriekšējā mēnesī bija šūnā {cell}. "
                "Ierakstiet to atpakaļ.",
                en=f"The form lacks the placeholder ${{{key}}} that stood in {cell} the month before. Put it back.",
            )


def _last_template(claim: Claim, out: Path) -> dict[str, str]:
    """The placeholders of the form that the latest earlier month in the folder was drafted on."""
    drafted = sorted(path for path in out.glob(f"????-??/{DRAFT}/{MANIFEST}") if path.parts[-3] < str(claim.month))
    if not drafted:
        return {}
    found: dict[str, str] = _read_manifest(drafted[-1])["templates"].get(claim.type, {}).get("keys", {})
    return found


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise Refusal(
            lv=f"Fails “{path}” ir bojāts. Izdzēsiet šī mēneša melnraksta mapi un sagatavojiet to no jauna.",
            en=f"The file “{path}” is damaged. Delete that month's draft folder and draft it again.",
        ) from problem
    return found


def write(one: Draft) -> Draft:
    """Writes one month's files beside their place and swaps them in."""
    one.folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".melnraksts-", dir=one.folder.parent))
    try:
        if one.only and one.folder.is_dir():
            shutil.copytree(one.folder, stage, dirs_exist_ok=True)
        sums = _stamped(one, stage)
        _write_manifest(one, stage, sums)
        _swap(stage, one.folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return one


def _stamped(one: Draft, stage: Path) -> dict[str, str]:
    sums = {}
    for claim in one.claims:
        content = stamp(claim, template_of(one.templates[claim.type], claim.type))
        (stage / f"{claim.name}.xlsx").write_bytes(content)
        sums[f"{claim.name}.xlsx"] = hashlib.sha256(content).hexdigest()
    return sums


def _write_manifest(one: Draft, stage: Path, sums: Mapping[str, str]) -> None:
    path = stage / MANIFEST
    manifest = {**one.manifest, "files": sums}
    if one.only and path.is_file():
        before = _read_manifest(path)
        manifest |= {name: {**before[name], **manifest[name]} for name in ("claims", "files", "templates")}
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _swap(stage: Path, folder: Path) -> None:
    """The new draft takes the old one's place; the old one goes only when the new one stands."""
    old = stage.with_name(f"{stage.name}-iepriekšējais")
    try:
        if folder.exists():
            folder.rename(old)
        stage.rename(folder)
    except OSError as problem:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise Refusal(
            lv=f"Mapi “{folder}” nevar nomainīt. Aizveriet tajā atvērtos pārskatus un mēģiniet vēlreiz.",
            en=f"The folder “{folder}” cannot be replaced. Close the claims that are open in it and try again.",
        ) from problem
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _writable(out: Path) -> Iterator[None]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as problem:
        raise Refusal(
            lv=f"Mapē “{out}” nevar rakstīt. Izvēlieties citu mapi (--out vai iestatījums “Pārskatu mape”).",
            en=f"The folder “{out}” cannot be written to. Choose another one (--out or the setting “Pārskatu mape”).",
        ) from problem


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    lock = FileLock(out / ".pumpurs.lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout as busy:
        raise Refusal(
            lv=f"Mapē “{out}” pašlaik raksta cits logs. Pagaidiet, līdz tas beidz.",
            en=f"Another window is writing to the folder “{out}”. Wait until it is done.",
        ) from busy


def _manifest(
    inspection: Inspection, month: Month, claims: Sequence[Claim], templates: Mapping[str, Path]
) -> dict[str, Any]:
    source = inspection.book.source
    return {
        "month": str(month),
        "program": version("pumpurs-xl"),
        "workbook": {"name": source.name, "sha256": source.digest},
        "templates": {claim.type: _template(templates[claim.type], claim.type) for claim in claims},
        "rates": [_rate(rate) for rate in inspection.book.rates if not rate.problems],
        "claims": {claim.name: _described(claim) for claim in claims},
        "held": _held(inspection),
    }


def _template(path: Path, code: str) -> dict[str, Any]:
    compiled = template_of(path, code)
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "keys": dict(compiled.keys)}


def _rate(rate: Any) -> dict[str, str]:
    fields = ("support", "kind", "place", "amount", "start", "end", "basis")
    return {name: str(value) for name in fields if (value := getattr(rate, name)) is not None}


def _described(claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.type,
        "kontrolkods": claim.header["kontrolkods"],
        "learners": claim.learners,
        "lines": [{"row": cell, "eur": str(line["eur"])} for cell, line in zip(claim.cells, claim.lines, strict=False)],
        "totals": {key: str(value) for key, value in claim.header.items() if key.startswith("kopa.")},
    }


def _held(inspection: Inspection) -> dict[str, list[str]]:
    def rows(held: Mapping[str, Iterable[SupportRow]]) -> list[str]:
        return [f"{row.sheet}!{row.number}" for own in held.values() for row in own]

    return {"errors": rows(inspection.accounts.errors), "postponed": rows(inspection.accounts.postponed)}
