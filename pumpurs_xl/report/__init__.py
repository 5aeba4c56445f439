"""The semester in sentences and figures, as a school publishes it."""
