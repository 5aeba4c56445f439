"""Writes the master workbook: sheets, tables, drop-downs and live formulas, all from the declarations.

The same content gives the same bytes. Beside every formula stands the value that Python computed, so a
phone, a preview and a reader that does not calculate show what Excel does.
"""
