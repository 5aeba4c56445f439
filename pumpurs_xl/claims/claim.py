"""The claim (izdevumu pārskats) of a month and support type: header, lines and totals for a form.

One line per row that counts, by surname in the Latvian alphabet and by date, also where nothing of it is
eligible. Values only: a template decides how they look.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Any

from pumpurs_xl.claims.header import HEADER, Head
from pumpurs_xl.claims.invariants import require_sound
from pumpurs_xl.claims.key import Key, Value, values
from pumpurs_xl.claims.line import DAY, LINE, Line, daily_list, line_values, own_keys, place_in_list
from pumpurs_xl.claims.summary import SUMMARY_LINE, summary_lines
from pumpurs_xl.claims.totals import compensations_of, totals, type_totals
from pumpurs_xl.inspection import Inspection
from pumpurs_xl.support import SUPPORT_TYPES, SupportType
from pumpurs_xl.tables.budget import ALL
from pumpurs_xl.values.month import Month, Span

SUMMARY = "kopsavilkums"


@dataclass(frozen=True)
class Claim:
    """What one form says. `cells` names, per line, the row of the workbook it came from."""

    type: str
    title: str
    month: Month
    header: Mapping[str, Value]
    lines: Sequence[Mapping[str, Value]]
    days: Sequence[Mapping[str, Value]]
    cells: Sequence[str]
    learners: int
    eligible: Decimal
    version: int = 1

    @property
    def name(self) -> str:
        """The claim's number and file name: ED-2023-02-1."""
        return _name(self.type, self.month, self.version)


def _name(code: str, month: Month, version: int) -> str:
    return f"{code}-{month}-{version}"


def _digest(claim: Claim) -> str:
    """A short hash of all that the form says, so that a changed claim can be told from this one."""
    content = json.dumps(
        [claim.name, dict(claim.header), [dict(line) for line in claim.lines], list(claim.days)],
        default=str,
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(content.encode()).hexdigest()[:16].upper()


CHECK_CODE: Key[Claim] = Key("kontrolkods", "pārskata satura kontrolkods", _digest)
"""The last placeholder of the header: worked out of a claim that says all but this."""


def keys(support_type: SupportType | None) -> frozenset[str]:
    """Every placeholder that a template of this support type may use; None is the summary."""
    header: tuple[Key[Any], ...] = (*HEADER, CHECK_CODE)
    lines: tuple[Key[Any], ...] = (*LINE, *(own_keys(support_type) if support_type else SUMMARY_LINE))
    days = DAY if support_type else ()
    blocks = {"": header, "rinda.": lines, "diena.": days}
    return frozenset(prefix + key.name for prefix, block in blocks.items() for key in block)


def claims(inspection: Inspection, month: Month) -> list[Claim]:
    """The month's claims: each support type that has a line, in their order, and the summary last."""
    each = (claim(inspection, support_type, month) for support_type in SUPPORT_TYPES)
    return [*(one for one in each if one.lines), summary(inspection, month)]


def claim(inspection: Inspection, support_type: SupportType, month: Month) -> Claim:
    """The claim of one support type, also without lines."""
    book, code = inspection.book, support_type.code
    items = sorted(compensations_of(inspection, support_type, (month,)), key=lambda item: place_in_list(book, item))
    sums = type_totals(inspection, support_type, (month,)).sums
    name = _name(code, month, 1)
    require_sound(name, items, sums)
    head = Head(book, month, name, 1, support_type.title.lv, code, sums)
    lines = [Line(book, place, item) for place, item in enumerate(items, start=1)]
    return _with_check_code(
        Claim(
            type=code,
            title=support_type.form.lv,
            month=month,
            header=values(HEADER, head),
            lines=tuple(line_values(support_type, line) for line in lines),
            days=tuple(daily_list(book, items)) if support_type.daily_list else (),
            cells=tuple(f"{item.row.sheet}!{item.row.number}" for item in items),
            learners=sums.learners,
            eligible=sums.eligible,
        )
    )


def summary(inspection: Inspection, month: Month) -> Claim:
    """All support types of the month on one form, with the semester's budget and what is left."""
    book, found = inspection.book, totals(inspection, month)
    so_far = totals(inspection, Span(month.semester.months[0], month))
    name, items = _name(SUMMARY, month, 1), (compensations_of(inspection, each, (month,)) for each in SUPPORT_TYPES)
    require_sound(name, chain.from_iterable(items), found.total)
    head = Head(book, month, name, 1, "Visi atbalsta veidi", ALL, found.total)
    return _with_check_code(
        Claim(
            type=SUMMARY,
            title="Izdevumu kopsavilkums",
            month=month,
            header=values(HEADER, head),
            lines=tuple(summary_lines(book, found, so_far)),
            days=(),
            cells=(),
            learners=found.total.learners,
            eligible=found.total.eligible,
        )
    )


def _with_check_code(claim: Claim) -> Claim:
    return replace(claim, header={**claim.header, **values((CHECK_CODE,), claim)})
