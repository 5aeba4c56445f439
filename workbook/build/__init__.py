"""Builds what the product ships; nothing here is needed to run it."""
