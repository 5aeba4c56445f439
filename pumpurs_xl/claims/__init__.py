"""Sums, and what a claim form says: totals, claim, line."""
