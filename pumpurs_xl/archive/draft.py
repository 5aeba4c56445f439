"""A month on disk: its claim sheets as a draft, with a manifest of what they were made from.

Files appear whole or not at all; the same inputs give the same bytes; no clock is in them.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pumpurs_xl.archive.forms import stamp, template_of
from pumpurs_xl.archive.manifest import MANIFEST, build_manifest, read_manifest, write_manifest
from pumpurs_xl.claims.claim import Claim
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.template import Template
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

DRAFT = "melnraksts"


@dataclass(frozen=True)
class Draft:
    """The claims of one month, ready to be stamped, the form of each by its type, and where they go."""

    month: Month
    claims: tuple[Claim, ...]
    folder: Path
    manifest: Mapping[str, Any]
    templates: Mapping[str, Path]
    only: bool = False  # one support type alone: the other files of the draft stay

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
    for one in drafts:
        for claim in one.claims:
            _refuse_lost_keys(claim, template_of(one.templates[claim.type], claim.type), out)
    with _lock(out):
        if workers < 2 or len(drafts) < 2:
            yield from map(write, drafts)
            return
        with ProcessPoolExecutor(min(workers, len(drafts))) as pool:
            yield from pool.map(write, drafts)


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


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Holds the folder, so that one process at a time writes into it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".pumpurs.lock", timeout=0):
            yield
    except Timeout as busy:
        raise Refusal(
            lv=f"Mapē “{out}” pašlaik raksta cits logs. Pagaidiet, līdz tas beidz.",
            en=f"Another window is writing to the folder “{out}”. Wait until it is done.",
        ) from busy
    except OSError as problem:
        raise Refusal(
            lv=f"Mapē “{out}” nevar rakstīt. Izvēlieties citu mapi (--out vai iestatījums “Pārskatu mape”).",
            en=f"The folder “{out}” cannot be written to. Choose another one (--out or the setting “Pārskatu mape”).",
        ) from problem


def write(one: Draft) -> Draft:
    """Writes one month's files beside their place and swaps them in: all of them or none."""
    one.folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".melnraksts-", dir=one.folder.parent))
    try:
        if one.only and one.folder.is_dir():
            shutil.copytree(one.folder, stage, dirs_exist_ok=True)
        digests = {}
        for claim, place in zip(one.claims, one.files, strict=True):
            content = stamp(claim, template_of(one.templates[claim.type], claim.type))
            (stage / place.name).write_bytes(content)
            digests[place.name] = hashlib.sha256(content).hexdigest()
        write_manifest(stage, {**one.manifest, "files": digests}, only=one.only)
        _swap(stage, one.folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return one


def _swap(stage: Path, folder: Path) -> None:
    """Puts the new draft into the place of the old one, which goes only when the new one stands."""
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
