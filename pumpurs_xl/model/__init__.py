"""What a table, a row, a column and a heading are."""
