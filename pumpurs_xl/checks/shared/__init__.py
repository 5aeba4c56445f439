"""What several rules need: what a rule is, rows that belong together, words of findings."""
