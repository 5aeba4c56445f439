"""Builds what the product ships; nothing here is needed to run it.

`python -m workbook.build` writes the workbooks, the forms, the add-in and the extension; install.ps1 and emblem.png lie
in the folder as they are. `python -m workbook.build.bundle` collects what a school downloads.
"""
