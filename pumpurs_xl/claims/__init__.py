"""Sums, and what a claim form says.

`totals` adds up the rows that count; `header`, `line` and `summary` declare the placeholders of a form, each with its
meaning and its value; `claim` puts a month's claim together.
"""
