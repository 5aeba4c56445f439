"""A workbook as a file: proved by the guard, then read."""
