"""The sheets beside the support types, in the order of the workbook."""

from pumpurs_xl.model.table import TableSpec
from pumpurs_xl.tables import absences, budget, calendar, findings, invoices, learners, plans, rates, register, settings

TABLES: tuple[TableSpec, ...] = (
    settings.SPEC,
    rates.SPEC,
    calendar.SPEC,
    budget.SPEC,
    invoices.SPEC,
    absences.SPEC,
    learners.SPEC,
    plans.SPEC,
)

RESULTS: tuple[TableSpec, ...] = (findings.SPEC, register.SPEC)
"""The sheets that the program fills: a workbook is read without them."""
