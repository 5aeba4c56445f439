"""Writes the master workbook: sheets, tables, drop-downs and live formulas, all from the declarations.

`writer.write_master` takes rows by heading (`content`) and the month being worked on, and gives the file's bytes.
Beside every formula stands the value that Python computed, so that a phone, a preview and a reader that does not
calculate show what Excel does.

- `sheets/` has a module for each sheet: `start` Sākums, `calculation` and `named_values` Aprēķins, `results` Pārbaude
  and Reģistrs, `table_sheet` all those to type in; their columns come from `table_columns`.
- `summary/` is Kopsavilkums: `grid` says where each figure stands, `figures` its formula, `charts` the charts.
- `hidden_columns/` has the hidden columns with their formulas; `layout` the places and names that formulas refer to.
- `ledger` has Python's figures: what every row comes to. `formula_values` picks from it what the ƒ columns show.
"""
