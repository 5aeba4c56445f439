"""The manifest of a draft: what its claim sheets were made from, so that each figure can be traced and made again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pumpurs_xl.archive.forms import template_of
from pumpurs_xl.claims.claim import Claim
from pumpurs_xl.claims.held import left_out
from pumpurs_xl.hosts.disk import write_new
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support.support_type import SupportRow
from pumpurs_xl.values.month import Month
from pumpurs_xl.values.refusal import Refusal

MANIFEST = "manifest.json"
_BY_NAME = ("claims", "files", "templates")
"""What a manifest says of each claim, file and form, by its name."""
RATE_FIELDS = ("support", "kind", "place", "amount", "start", "end", "basis")


def build_manifest(
    inspection: Inspection, month: Month, claims: Sequence[Claim], templates: Mapping[str, Path]
) -> dict[str, Any]:
    """The inputs with their digests, each claim with the cells of its lines, the rows that were held, and why."""
    source, rates = inspection.book.source, [rate for rate in inspection.book.rates if not rate.problems]
    return {
        "month": str(month),
        "program": version("pumpurs-xl"),
        "workbook": {"name": source.name, "sha256": source.digest},
        "templates": {
            code: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "keys": dict(template_of(path, code).keys)}
            for code, path in templates.items()
            if code in {claim.type for claim in claims}
        },
        "rates": [
            {name: str(value) for name in RATE_FIELDS if (value := getattr(rate, name)) is not None} for rate in rates
        ],
        "claims": {claim.name: _describe_claim(claim) for claim in claims},
        "held": {
            "errors": _rows(inspection.accounts.errors.values()),
            "postponed": _rows(inspection.accounts.postponed.values()),
            "causes": [
                {"code": finding.code, "cell": str(finding.place), "rows": held.rows, "eur": str(held.eur)}
                for finding, held in left_out(inspection, (month,), None).causes
            ],
        },
    }


def _describe_claim(claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.type,
        "kontrolkods": claim.header["kontrolkods"],
        "learners": claim.learners,
        "lines": [{"row": cell, "eur": str(line["eur"])} for cell, line in zip(claim.cells, claim.lines, strict=False)],
        "totals": {key: str(value) for key, value in claim.header.items() if key.startswith("kopa.")},
    }


def _rows(held: Iterable[Iterable[SupportRow]]) -> list[str]:
    return [f"{row.sheet}!{row.number}" for rows in held for row in rows]


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of an earlier draft; raises Refusal where the file is damaged."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _ = [found[name].keys() for name in _BY_NAME]
    except (ValueError, LookupError, TypeError, AttributeError) as problem:
        raise Refusal(
            lv=f"Fails “{path}” ir bojāts. Pārvietojiet šī mēneša melnraksta mapi citur un sagatavojiet to no jauna.",
            en=f"The file “{path}” is damaged. Move that month's draft folder elsewhere and draft it again.",
        ) from problem
    return found


def write_manifest(folder: Path, manifest: Mapping[str, Any], *, only: bool) -> None:
    """Writes the manifest into the folder; with `only`, what it says of the other claims there stays."""
    path = folder / MANIFEST
    if only and path.is_file():
        before = read_manifest(path)
        manifest = {**manifest, **{name: {**before[name], **manifest[name]} for name in _BY_NAME}}
        path.unlink()
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_new(path, text.encode())
