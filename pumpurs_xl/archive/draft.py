"""A month on disk: its claim sheets as a draft, with a manifest of what they were made from.

Files appear whole or not at all; the same inputs give the same bytes; no clock is in them.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pumpurs_xl.archive.forms import stamp, template_of
from pumpurs_xl.archive.manifest import MANIFEST, build_manifest, read_manifest, write_manifest
from pumpurs_xl.archive.own_files import carry
from pumpurs_xl.archive.swap import DRAFT, LOCK, mend, new_stage, noted, swap
from pumpurs_xl.archive.workers import work
from pumpurs_xl.claims.claim import Claim
from pumpurs_xl.hosts.disk import not_written, sync, write_new
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.template import Template
from pumpurs_xl.values.language import Both, both
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal


@dataclass(frozen=True)
class Draft:
    """The claims of one month, ready to be stamped, the form of each by its type, and where they go."""

    month: Month
    claims: tuple[Claim, ...]
    folder: Path
    manifest: Mapping[str, Any]
    templates: Mapping[str, Path]
    only: bool = False  # one support type alone: the other files of the draft stay
    kept: tuple[Path, ...] = ()  # once written: files of somebody's own that are there, and claims that were edited
    left: Path | None = None  # once written: the draft before, where it could not be removed

    @property
    def files(self) -> list[Path]:
        """Where each claim is written, in the order of the claims."""
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
    manifest = build_manifest(inspection, month, claims, templates)
    return Draft(month, tuple(claims), out / str(month) / DRAFT, manifest, templates, only=only)


def require_rows(inspection: Inspection, month: Month) -> None:
    """Raises Refusal for a month of which the workbook has no row."""
    if not inspection.knows(month):
        raise Refusal(
            lv=f"Darbgrāmatā nav nevienas rindas par {month.lv_accusative}. Pārbaudiet mēnesi.",
            en=f"The workbook has no row for {month.en}. Check the month.",
        )


def publish(drafts: Sequence[Draft], out: Path, workers: int = 1) -> Iterator[Draft]:
    """Writes each draft as a whole and yields it when it stands; several drafts on several worker processes.

    Raises Refusal where a form lost a placeholder, or the folder is in use or cannot be written to.
    """
    forms = [(claim, template_of(one.templates[claim.type], claim.type)) for one in drafts for claim in one.claims]
    with _writable(out):
        for claim, template in forms:
            _refuse_lost_keys(claim, template, out)
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / LOCK, timeout=0), noted(out):
            mend(out)
            if workers < 2 or len(drafts) < 2:
                yield from map(write, drafts)
            else:
                yield from work(write, drafts, workers)
            sync(out)


@contextmanager
def _writable(out: Path) -> Iterator[None]:
    """Inside, a folder that is in use or cannot be written to becomes one Refusal."""
    try:
        yield
    except Timeout as busy:
        raise Refusal(
            lv=f"Mapē “{out}” pašlaik raksta cits logs. Pagaidiet, līdz tas beidz.",
            en=f"Another window is writing to the folder “{out}”. Wait until it is done.",
        ) from busy
    except OSError as problem:
        raise not_written(
            out,
            problem,
            lv="Mapē “{}” nevar rakstīt. Izvēlieties citu mapi (--out vai iestatījums “Pārskatu mape”).",
            en="The folder “{}” cannot be written to. Choose another one (--out or the setting “Pārskatu mape”).",
        ) from problem


def _refuse_lost_keys(claim: Claim, template: Template, out: Path) -> None:
    """Compares the form with that of the latest earlier month: a lost placeholder would hide a figure."""
    manifests = out.glob(f"????-??/{DRAFT}/{MANIFEST}")
    earlier = sorted(path for path in manifests if path.parts[-3] < str(claim.month))
    form = read_manifest(earlier[-1])["templates"].get(claim.type, {}) if earlier else {}
    for key, cell in form.get("keys", {}).items():
        if key not in template.keys:
            raise Refusal(
                lv=f"Veidlapā vairs nav viettura ${{{key}}}, kas iepriekšējā mēnesī bija šūnā {cell}. "
                "Ierakstiet to atpakaļ.",
                en=f"The form lacks the placeholder ${{{key}}} that stood in {cell} the month before. Put it back.",
            )


def write(one: Draft) -> Draft:
    """Writes one month's files beside their place and swaps them in: all of them or none."""
    contents = {
        place.name: stamp(claim, template_of(one.templates[claim.type], claim.type))
        for claim, place in zip(one.claims, one.files, strict=True)
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    one.folder.parent.mkdir(parents=True, exist_ok=True)
    stage = new_stage(one.folder)
    try:
        kept = carry(one.folder, stage, digests, only=one.only)
        for name, content in contents.items():
            write_new(stage / name, content)
        write_manifest(stage, {**one.manifest, "files": digests}, only=one.only)
        sync(stage)
        left = swap(stage, one.folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return replace(one, kept=tuple(one.folder / name for name in kept), left=left)


def notes(one: Draft) -> list[Both]:
    """What a person must know of a written draft: the files of their own that were kept, what could not be removed."""
    found = []
    if one.kept:
        names = ", ".join(f"“{path.name}”" for path in one.kept)
        lv = f"Melnraksta mapē ir arī jūsu faili, tie ir saglabāti: {names}."
        found.append(both(lv, f"The folder of the draft holds files of yours, too; they were kept: {names}."))
    if one.left:
        lv = f"Iepriekšējo melnrakstu nevarēja izdzēst, tas ir mapē “{one.left}”. Izdzēsiet to pats."
        en = f"The draft before could not be removed; it is in the folder “{one.left}”. Delete it yourself."
        found.append(both(lv, en))
    return found
