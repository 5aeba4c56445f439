"""One sheet: compiled from the template, then rendered row by row and cell by cell for each claim."""
