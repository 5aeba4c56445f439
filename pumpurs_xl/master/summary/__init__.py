"""Kopsavilkums: its figures, where they stand, and its charts."""
