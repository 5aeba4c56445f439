"""The sheets of the workbook, one module a sheet, and what they share."""
