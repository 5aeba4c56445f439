"""The fields of a row by the kind of their column, for the rules that look at every row."""

from functools import cache

from pumpurs_xl.model.row import Row


@cache
def input_fields(row_type: type[Row], *column_kinds: str) -> tuple[str, ...]:
    """The fields of these kinds of columns ("summa", "datums" …) that a person fills in, not a formula."""
    return tuple(
        column.field for column in row_type.columns() if column.kind.name in column_kinds and not column.filled
    )
