"""Claim templates: an ordinary .xlsx with placeholders in its cells, compiled once and stamped many times.

Read the room in the order in which a template goes through it:

- `compiler` reads the template once. `file` opens its zip, XML, sheets and cells; `placeholders` finds what is to be
  filled and which rows repeat; `calculation` finds which formulas change and what they are; `sheet` and `related_parts`
  note what follows the rows (`strangers`: what is unknown); `workbook_parts` opens the texts that all sheets share.
- `stamp` makes a claim of it. `row_shift` says where each row goes; `sheet` renders the cells (`cell_writer` their
  values, `calculation` the results of their formulas); all other parts are copied as they lie in the zip.
- `proof` reads the finished bytes as a stranger would and compares `sheet_counts`, before and after.

`formula` is for one formula alone: cut into tokens, translated to where its cells go, evaluated. `active_content`
tells what in a form would run or reach out of it, `slips` which placeholders are misspelt, `strangers` what is unknown.
Imports go one way: row_shift, formula, file, strangers, slips, placeholders, cell_writer, calculation, sheet,
related_parts, stamp, compiler and proof.
"""

from pumpurs_xl.template.active_content import refuse_active
from pumpurs_xl.template.compiler import compile_template
from pumpurs_xl.template.placeholders import Value
from pumpurs_xl.template.proof import Unproven, prove
from pumpurs_xl.template.stamp import Template

__all__ = ["Template", "Unproven", "Value", "compile_template", "prove", "refuse_active"]
