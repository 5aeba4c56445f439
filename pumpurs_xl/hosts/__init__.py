"""Hosts: where a workbook lives (a file, the open Excel) and how its cells come in and findings go out."""
