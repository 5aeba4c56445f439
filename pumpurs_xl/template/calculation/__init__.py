"""All formulas of a template: which read what a claim fills in, and what they give."""
