"""The fields of a row by the kind of their column, for the rules that look at every row."""

from functools import cache

from pumpurs_xl.model.row import Row


@cache
def input_fields(row_type: type[Row], *column_kinds: str) -> tuple[str, ...]:
    """The fields of these kinds of columns ("summa", "datums" …) that a person fills in, not a formula."""
    return tuple(
        column.field for column in row_type.columns() if column.kind.name in column_kinds and not column.filled
    )


@cache
def number_fields(row_type: type[Row]) -> tuple[str, ...]:
    """The fields that a person fills in with a number: an amount, a price, a count, a share."""
    return tuple(column.field for column in row_type.columns() if column.kind.is_number and not column.filled)


@cache
def money_fields(row_type: type[Row]) -> tuple[str, ...]:
    """The fields that decide how much is claimed and when: numbers, days of service, months, what is postponed."""
    return tuple(column.field for column in row_type.columns() if column.decides_money)
