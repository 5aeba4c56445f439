"""A month on disk: the claims of a month as a draft with its manifest."""
