"""The template's file as read: its zip, the XML of its parts, its workbook, sheets, rows and cells."""
