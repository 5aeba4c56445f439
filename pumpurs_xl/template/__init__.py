"""Claim templates: an ordinary .xlsx with placeholders in its cells, compiled once and stamped many times."""

from pumpurs_xl.template.compiler import compile_template
from pumpurs_xl.template.placeholders import Value
from pumpurs_xl.template.proof import Unproven, prove
from pumpurs_xl.template.stamp import Template

__all__ = ["Template", "Unproven", "Value", "compile_template", "prove"]
