"""How the printed form of a claim shows a column of a sheet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormCell:
    """What a column's cell on the form says; what is left out is as on the sheet.

    `text` names fields in braces: "{origin_place} – {destination}" prints two columns in one cell, and the second
    one gets no cell of its own. `width`: how many digits a line of the cell holds. `adds_up`: the row "Kopā" sums it.
    """

    heading: str = ""
    text: str = ""
    width: float = 0
    number_format: str = "General"
    centred: bool = False
    adds_up: bool = False


AS_ON_SHEET = FormCell()
