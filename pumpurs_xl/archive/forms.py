"""The forms of claims: the shipped ones, compiled once, and a claim stamped on its form."""

from functools import cache
from pathlib import Path

from pumpurs_xl.claims.claim import SUMMARY, Claim, keys
from pumpurs_xl.hosts.machine import shipped
from pumpurs_xl.support import BY_CODE, SUPPORT_TYPES
from pumpurs_xl.template import Template, compile_template, prove, refuse_active


def shipped_templates() -> dict[str, Path]:
    """The claim templates that come with the product, by support type."""
    codes = (*(support_type.code for support_type in SUPPORT_TYPES), SUMMARY)
    return {code: shipped("templates") / f"{code}.xlsx" for code in codes}


@cache
def template_of(path: Path, code: str) -> Template:
    """The compiled template of a support type, or of the summary."""
    return compile_template(path, keys(BY_CODE.get(code)), path.name)


def passive_template(path: Path, code: str, *, allow_active: bool) -> Template:
    """The compiled template of a form from outside; Refusal where it has active content that nobody has allowed."""
    template = template_of(path, code)
    if not allow_active:
        refuse_active(template.name, template.active)
    return template


def stamp(claim: Claim, template: Template) -> bytes:
    """The claim on its form, proved against the template."""
    stamped = template.stamp(claim.header, {"rinda": claim.lines, "diena": claim.days})
    prove(template, stamped)
    return stamped
