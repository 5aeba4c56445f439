"""A workbook that is open in LibreOffice Calc: an engine of xlwings over UNO."""
